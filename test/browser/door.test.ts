import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Role } from '../../src/identity/index.ts'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { dispute, doorNow, letIn, partyAtDoor, ticketsAtDoor } from '../door.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser as Member } from '../member.ts'
import { giveBack } from '../money_back.ts'
import { keys } from '../staff.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// The door, on a phone in somebody's hand, with a queue in front of it.

let house: House
let browser: Browser
let host: Member
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
  host = await signedInAs(house, 'host')
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

const open = (
  slug: string,
  role: Role = 'door',
  options: BrowserContextOptions = { ...screens.phone, hasTouch: true },
) => openAsStaff(house, browser, role, `/dashboard/door?night=${slug}`, options)

const verdictOn = (page: Page) => page.getByRole('dialog')
const next = (page: Page) => verdictOn(page).getByRole('button', { name: 'Next' })

/** Types a code, as a hand does off a print, and waits for the verdict. */
async function typeCode(page: Page, code: string, title: string): Promise<void> {
  await page.getByRole('radio', { name: 'Code' }).check()
  await page.getByLabel('Code of the ticket').fill(code.toLowerCase())
  await page.keyboard.press('Enter')
  await verdictOn(page).getByRole('heading', { name: title, exact: true }).waitFor()
}

const toneOf = (page: Page) => verdictOn(page).getAttribute('data-tone')

/** It covers the screen, says its words to a screen reader, and lies well. */
async function assertVerdict(page: Page, tone: string): Promise<void> {
  assert.equal(await toneOf(page), tone)
  await verdictOn(page).getByRole('alert').waitFor()
  const box = await verdictOn(page).boundingBox()
  const { width, height } = page.viewportSize() ?? assert.fail('a size')
  assert.deepEqual(box, { x: 0, y: 0, width, height })
  await assertWell(page)
}

test('signing in as the door leads there; a code is typed, and is in once', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 2)
  const { page, close } = await open(slug)
  await page.getByText('0 of 2 in', { exact: true }).waitFor({ state: 'attached' })
  await assertWell(page)
  await typeCode(page, codes[0]!, 'GA')
  await assertVerdict(page, 'yes')
  await next(page).click()
  await verdictOn(page).waitFor({ state: 'detached' })
  await page.getByText('1 of 2 in', { exact: true }).waitFor({ state: 'attached' })
  await typeCode(page, codes[0]!, 'Already in')
  await verdictOn(page)
    .getByText(/^Since \d\d:\d\d, by Dario Door$/)
    .waitFor()
  await assertVerdict(page, 'no')
  await page.keyboard.press('Escape')
  const last = page.getByRole('region', { name: 'Last verdicts' })
  assert.deepEqual(await last.locator('li').count(), 2)
  await assertWell(page)
  await close()
})

test('a party is let in by name, two at once; a balance is told without its sum, and live elsewhere', async () => {
  const tables = [{ name: 'Table 12', minimum_spend_minor: 60_000 }]
  const { slug } = await partyAtDoor(house, 8, { tables })
  const { page, close } = await open(slug)
  const other = await open(slug, 'host', screens.desktop)
  await other.page.getByText('0 of 8 in', { exact: true }).waitFor({ state: 'attached' })
  await page.getByRole('radio', { name: 'Name' }).check()
  await page.getByLabel('Name', { exact: true }).last().fill('bra')
  await page.getByText('0 of 8 in', { exact: true }).last().waitFor()
  await assertWell(page)
  await page.getByRole('button', { name: 'One more' }).click()
  await page.getByRole('button', { name: 'Let 2 in Maya Brandt' }).click()
  await verdictOn(page).getByRole('heading', { name: 'Table 12' }).waitFor()
  for (const line of ['Maya Brandt + 7', '2 of 8 in', 'Balance due: ask at the VIP host'])
    await verdictOn(page).getByText(line, { exact: true }).waitFor()
  await assertVerdict(page, 'ask')
  await other.page.getByText('2 of 8 in', { exact: true }).waitFor({ state: 'attached' })
  await assertWell(other.page)
  await verdictOn(page).getByRole('button', { name: /^Undo/ }).click()
  await verdictOn(page).getByRole('heading', { name: 'Taken back' }).waitFor()
  await assertWell(page)
  await other.page.getByText('0 of 8 in', { exact: true }).waitFor({ state: 'attached' })
  await close()
  await other.close()
})

test('refunded, disputed, wrong night, unknown, and doors that are not open yet', async () => {
  const [refunded, disputed, early] = [
    await ticketsAtDoor(house, 1),
    await ticketsAtDoor(house, 1),
    await ticketsAtDoor(house, 1, { doors_in: '2 hours' }),
  ]
  await giveBack(house, refunded.order, 'everything')
  await dispute(house, disputed.order)
  const { page, close } = await open(refunded.slug)
  for (const [code, title] of [
    [refunded.codes[0]!, 'Refunded'],
    [disputed.codes[0]!, 'Wrong night'],
    ['0'.repeat(26), 'Unknown'],
  ] as const) {
    await typeCode(page, code, title)
    await assertVerdict(page, 'no')
    await next(page).click()
  }
  await page.getByLabel('Night', { exact: true }).selectOption(disputed.slug)
  await page.waitForURL(`**/dashboard/door?night=${disputed.slug}`)
  await typeCode(page, disputed.codes[0]!, 'Disputed')
  await assertVerdict(page, 'no')
  await next(page).click()
  await page.getByLabel('Night', { exact: true }).selectOption(early.slug)
  await page.waitForURL(`**/dashboard/door?night=${early.slug}`)
  await typeCode(page, early.codes[0]!, 'Doors not open yet')
  await assertVerdict(page, 'ask')
  await verdictOn(page).getByRole('button', { name: 'Let in all the same' }).click()
  await verdictOn(page).getByRole('heading', { name: 'GA' }).waitFor()
  await assertVerdict(page, 'yes')
  await close()
})

test('without a connection nothing is green; the scan is kept, and is let in once when it is back', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 1)
  const { page } = await open(slug)
  await page.getByRole('radio', { name: 'Code' }).check()
  await page.context().setOffline(true)
  await page.getByText('No connection. Nothing can be let in until it is back.').waitFor()
  await typeCode(page, codes[0]!, 'No connection')
  await assertVerdict(page, 'wait')
  await verdictOn(page)
    .getByText(/^Sent \d+ times$/)
    .waitFor()
  const staff = await signedInAs(house, 'door')
  assert.equal((await doorNow(house, staff, slug)).count?.inside, 0)
  await page.context().setOffline(false)
  await verdictOn(page).getByRole('heading', { name: 'GA' }).waitFor()
  await assertVerdict(page, 'yes')
  assert.equal((await doorNow(house, staff, slug)).count?.inside, 1)
  await page.context().close()
})

test('an answer that was lost is asked for again, also after a reload, and lets in once', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 1)
  const { page } = await open(slug)
  await page.getByRole('radio', { name: 'Code' }).check()
  // The server lets in, and its answer does not arrive.
  await page.route('**/api/dashboard/door/entrances', async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  await typeCode(page, codes[0]!, 'No connection')
  await page.unroute('**/api/dashboard/door/entrances')
  await page.reload()
  await verdictOn(page).getByRole('heading', { name: 'GA' }).waitFor()
  const { count, entrances } = await doorNow(house, await signedInAs(house, 'door'), slug)
  assert.deepEqual([count?.inside, entrances.length], [1, 1])
  await page.context().close()
})

test('by keyboard alone, as a hand-held scanner types: the verdict goes with the next code', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 2)
  const { page, close } = await open(slug, 'door', screens.desktop)
  await page.getByRole('heading', { name: 'Last verdicts' }).waitFor()
  for (const code of codes) {
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
    await verdictOn(page).getByRole('heading', { name: 'GA' }).waitFor()
  }
  await page.getByText('2 of 2 in', { exact: true }).waitFor({ state: 'attached' })
  await page.keyboard.press('Enter')
  await verdictOn(page).waitFor({ state: 'detached' })
  await assertWell(page)
  await close()
})

test('a manager takes back what a colleague let in; after the minute nobody does', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 1)
  const { entrance_id } = await letIn(house, host, slug, { code: codes[0] })
  const { page, close } = await open(slug, 'manager')
  const undo = page.getByRole('button', { name: /^Undo: General admission/ })
  await undo.waitFor()
  await page.getByText('by Hana Host').waitFor()
  await house.db.query({
    text: `update entrances set at = at - interval '61 seconds' where id = $1`,
    values: [entrance_id],
  })
  // Whether it is told by the stream, or refused on being pressed: it stays.
  await eventually('it cannot be taken back any more', async () => (await undo.count()) === 0)
  assert.equal((await doorNow(house, host, slug)).count?.inside, 1)
  await close()
})

test('the door’s page speaks Spanish, and says when nobody is called that', async () => {
  const { slug } = await ticketsAtDoor(house, 1)
  const { page, close } = await open(slug, 'door', { ...screens.phone, locale: 'es-ES' })
  await page.getByRole('radio', { name: 'Nombre' }).check()
  await page.getByLabel('Nombre', { exact: true }).last().fill('nadie')
  await page.getByText('Nadie de esta noche se llama así.').waitFor()
  await assertWell(page)
  await page.getByRole('radio', { name: 'Escanear' }).check()
  await page.getByRole('button', { name: 'Encender la cámara' }).click()
  await page.getByText(/Este (navegador|dispositivo) no/).waitFor()
  await assertWell(page)
  await close()
})

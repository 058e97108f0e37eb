import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { addNight } from '../catalog.ts'
import { closeIs, endNight, mixedNight, readStripe, type MixedNight } from '../close.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { keys } from '../staff.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

let house: House
let browser: Browser
let night: MixedNight
before(async () => {
  ;[house, browser] = await Promise.all([
    openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' }),
    launch(),
  ])
  night = await mixedNight(house)
})
after(async () => {
  await browser.close()
  await house.close()
})

const path = () => `/dashboard/close?night=${night.night_id}`

/** A picture of the whole page, where somebody wants to look at it. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

/** What a figure says, by its name. */
const figure = (page: Page, name: string) =>
  page.locator('.close-figures > div').filter({ hasText: name }).locator('dd')

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Money by hour' }).waitFor()
  await page.locator('.close-chart .recharts-surface').first().waitFor()
}

test('before its end a night is told so far, by our own books', async () => {
  const staff = await openAsStaff(house, browser, 'owner', path(), screens.phone)
  const { page } = staff
  await settled(page)
  await page.getByText('So far: the night is still to come.').waitFor()
  await page.getByText('Stripe €779.17 = tickets €779.17, difference €0.00').waitFor()
  await figure(page, 'Not in yet').getByText('21').waitFor()
  await assertWell(page)
  await look(page, 'so-far-phone')
  await staff.close()
})

for (const [name, screen] of Object.entries(screens))
  test(`when it is over the report says that it adds up, with every part (${name})`, async () => {
    await endNight(house, night)
    await readStripe(house)
    const owner = await signedInAs(house, 'owner')
    await closeIs(owner, night.night_id, 'Stripe is read', (one) => one.stripe !== null)
    const staff = await openAsStaff(house, browser, 'owner', path(), screen)
    const { page } = staff
    await settled(page)
    await page.getByRole('heading', { name: 'It adds up' }).waitFor()
    await page.getByText('The night is over.').waitFor()
    await figure(page, 'At the door').getByText('€100.00').waitFor()
    await figure(page, 'No-shows').getByText('21').waitFor()
    const kept = page.locator('.close-of-reconciled .close-total td')
    assert.deepEqual(await kept.allTextContents(), ['Kept', '€779.17', '€779.17', '€0.00'])
    await page.getByText('Arrivals by hour, as a table').click()
    await page.getByRole('table', { name: 'Arrivals by hour' }).waitFor()
    await assertWell(page)
    await look(page, `over-${name}`)
    await staff.close()
  })

for (const [name, screen] of Object.entries(screens))
  test(`its files are what the page shows (${name})`, async () => {
    const options = { ...screen, hasTouch: name === 'phone', acceptDownloads: true }
    const staff = await openAsStaff(house, browser, 'manager', path(), options)
    const { page } = staff
    await settled(page)
    for (const kind of ['CSV', 'PDF']) {
      const link = page.getByRole('link', { name: `as a ${kind} file` })
      const pressed = name === 'phone' ? link.tap() : link.click()
      const [download] = await Promise.all([page.waitForEvent('download'), pressed])
      assert.ok(download.suggestedFilename().endsWith(`.${kind.toLowerCase()}`))
      const file = await readFile(await download.path(), 'latin1')
      assert.match(file, kind === 'CSV' ? /Kept,Stripe,779\.17,EUR/ : /^%PDF-/)
    }
    const saves = page.getByRole('button', { name: 'Save' })
    assert.equal(await saves.count(), 0, 'the owner settles it')
    await staff.close()
  })

for (const [name, screen] of Object.entries(screens))
  test(`the owner settles the mail by keyboard, and is told what is wrong (${name})`, async () => {
    const staff = await openAsStaff(house, browser, 'owner', path(), screen)
    const { page } = staff
    await settled(page)
    const to = page.getByLabel('To', { exact: true })
    await to.fill('books@house.example\nnobody')
    const save = page.getByRole('button', { name: 'Save' })
    await save.focus()
    await page.keyboard.press('Enter')
    await page.locator('.close-settings').getByRole('alert').waitFor()
    await assertWell(page)
    await to.fill(`books@house.example, ${name}@house.example`)
    await page.getByLabel('Hour', { exact: true }).fill('10:30')
    await save.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Saved.').waitFor()
    await page.reload()
    await settled(page)
    assert.equal(await to.inputValue(), `books@house.example\n${name}@house.example`)
    assert.equal(await page.getByLabel('Hour', { exact: true }).inputValue(), '10:30')
    await staff.close()
  })

test('a difference stands on top with its order and why, and goes when Stripe is read again', async () => {
  await house.db.query({
    text: `update stripe_records set amount_minor = amount_minor + 7 where id = $1`,
    values: [night.kept.intent],
  })
  const owner = await signedInAs(house, 'owner')
  await closeIs(owner, night.night_id, 'it differs', (one) => one.differences_count === 1)
  const staff = await openAsStaff(house, browser, 'owner', path(), screens.phone)
  const { page } = staff
  await settled(page)
  await page.getByRole('heading', { name: 'It does not add up' }).waitFor()
  await page.getByText('Stripe €779.24 ≠ tickets €779.17, difference €0.07').waitFor()
  const line = page.getByRole('table', { name: 'Differences' }).getByRole('row').nth(1)
  await line.getByText('Stripe has charged another amount than is booked').waitFor()
  await line.getByRole('link', { name: night.kept.order_id }).waitFor()
  await assertWell(page)
  await look(page, 'differs-phone')
  await page.getByRole('button', { name: 'Read Stripe again' }).click()
  await page.getByText('Stripe is being read again.').waitFor()
  await readStripe(house)
  await page.getByRole('heading', { name: 'It adds up' }).waitFor()
  await staff.close()
  await audit(house)
})

test('another night is chosen, and one where nothing happened says so', async () => {
  const { night_id } = await addNight(house.db)
  await house.db.query({
    text: `update nights set title = 'Quiet' where id = $1`,
    values: [night_id],
  })
  const staff = await openAsStaff(house, browser, 'owner', path(), screens.desktop)
  const { page } = staff
  await settled(page)
  const choice = page.getByLabel('Night', { exact: true })
  await choice.selectOption(night_id)
  await page.waitForURL(new RegExp(`night=${night_id}`))
  await page.getByText('Stripe €0.00 = tickets €0.00, difference €0.00').waitFor()
  await page.getByText('Nothing here.').first().waitFor()
  await assertWell(page)
  await look(page, 'quiet-desktop')
  await staff.close()
})

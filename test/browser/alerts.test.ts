import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { openAlert, resolveAlert, type AlertKind } from '../../src/alerts/index.ts'
import type { Role } from '../../src/identity/index.ts'
import { transaction } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { buy } from '../money_back.ts'
import { ga } from '../ware.ts'
import { assertAccessible } from './axe.ts'
import { openPage, type Watched } from './page.ts'
import { scrollDownTo } from './staff_page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addVenue(house.db)
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const SIZES = {
  phone: { viewport: { width: 390, height: 844 } },
  desktop: { viewport: { width: 1440, height: 900 } },
}
const SESSION = 'coatcheck.session_token'

/** A page of somebody who is signed in. */
async function openAs(
  role: Role,
  options: BrowserContextOptions,
  path = '/dashboard/alerts',
): Promise<Watched> {
  const watched = await openPage(browser, options, [SESSION])
  const cookies = (await signedInAs(house, role)).cookie().split('; ')
  await watched.page.context().addCookies(
    cookies.map((cookie) => {
      const [name = ''] = cookie.split('=')
      return { name, value: cookie.slice(name.length + 1), url: house.url }
    }),
  )
  await watched.page.goto(house.url + path)
  return watched
}

const open = (kind: AlertKind, about: string, detail: Record<string, string | number> = {}) =>
  transaction(house.db, (tx) => openAlert(tx, kind, about, detail))
const heal = (kind: AlertKind, about: string) =>
  transaction(house.db, (tx) => resolveAlert(tx, kind, about))

/** Forgets all alerts, so that each test begins with an empty inbox. */
const forgetAll = () => house.db.query({ text: `delete from alerts` })

/** The alerts on a page that say these words. */
const alertsSaying = (page: Page, words: RegExp): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name: words }) })
const LOST = /^(New: )?A dispute is lost/
const CLOCK = /^(New: )?This computer's clock/

const badge = (page: Page) => page.locator('#places .badge [aria-hidden]')
/** Waits until the badge says so many, or is not there. */
async function badgeSays(page: Page, count: number): Promise<void> {
  if (count === 0) await badge(page).waitFor({ state: 'detached' })
  else
    await badge(page)
      .filter({ hasText: new RegExp(`^${count}$`) })
      .waitFor()
}

async function assertFits(page: Page): Promise<void> {
  await assertAccessible(page)
  const [width, wanted] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ])
  assert.equal(width, wanted, page.url())
}

/** Whoever goes on and on by the Tab key stays in the dialog. */
async function assertKeepsFocus(page: Page, dialog: Locator): Promise<void> {
  for (const key of [...Array.from({ length: 6 }, () => 'Tab'), 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key)
    // Past its end the focus is led back, a moment later.
    const isInside = () => dialog.evaluate((part) => part.contains(document.activeElement))
    await eventually(`${key} stays inside`, isInside)
  }
}

for (const [size, options] of Object.entries(SIZES)) {
  test(`an empty inbox says so; what comes is counted live, on every page (${size})`, async () => {
    await forgetAll()
    const [owner, manager] = [
      await openAs('owner', options),
      await openAs('manager', options, '/dashboard/account'),
    ]
    await owner.page.getByText('Nothing needs you.').waitFor()
    await assertFits(owner.page)
    await open('dispute_lost', 'dp_one')
    await open('clock_wrong', 'webhooks', { our_clock: 'ahead', seconds: 412 })
    for (const { page } of [owner, manager]) await badgeSays(page, 2)
    await owner.page.getByRole('button', { name: CLOCK }).click()
    await owner.page.getByText('412').waitFor()
    await badgeSays(owner.page, 1)
    await badgeSays(manager.page, 2)
    await assertFits(owner.page)
    await owner.page.getByRole('button', { name: 'Mark all as read' }).click()
    await badgeSays(owner.page, 0)
    await owner.page
      .getByRole('button', { name: 'Mark all as read' })
      .waitFor({ state: 'detached' })
    await heal('clock_wrong', 'webhooks')
    await badgeSays(manager.page, 1)
    await open('clock_wrong', 'webhooks')
    await badgeSays(owner.page, 1)
    for (const one of [owner, manager]) await one.close()
  })

  test(`who acknowledges and who sees to it is seen by others at once (${size})`, async () => {
    await forgetAll()
    await open('dispute_lost', 'dp_two')
    await open('clock_wrong', 'webhooks')
    const [owner, manager] = [await openAs('owner', options), await openAs('manager', options)]
    for (const { page } of [owner, manager]) await page.getByRole('button', { name: LOST }).click()
    await owner.page.getByRole('button', { name: 'Acknowledge' }).click()
    await alertsSaying(manager.page, LOST).getByText('Acknowledged by Olga Owner, ').waitFor()
    await manager.page.getByRole('button', { name: 'Acknowledge' }).waitFor({ state: 'detached' })
    await manager.page.getByRole('button', { name: /^Mine/ }).click()
    await manager.page.getByText('Nothing is assigned to you.').waitFor()
    await assertFits(manager.page)
    await owner.page.getByLabel('Assigned to').selectOption({ label: 'Mateo Manager' })
    await owner.page.getByText('Assigned to Mateo Manager.').waitFor()
    await alertsSaying(manager.page, LOST).getByText('Assigned to: Mateo Manager').waitFor()
    assert.equal(await alertsSaying(manager.page, CLOCK).count(), 0)
    await assertFits(owner.page)
    for (const one of [owner, manager]) await one.close()
  })

  test(`what nothing heals is resolved by hand, with a reason that stays (${size})`, async () => {
    await forgetAll()
    await open('dispute_lost', 'dp_three')
    const { page, close } = await openAs('owner', options)
    await page.getByRole('button', { name: LOST }).click()
    await page.getByRole('button', { name: 'Resolve' }).click()
    const dialog = page.getByRole('alertdialog')
    const yes = dialog.getByRole('button', { name: 'Resolve' })
    assert.equal(await yes.isDisabled(), true, 'not without a reason')
    await dialog.getByLabel(/^What you have done/).fill('The guest is known to us.')
    await assertFits(page)
    await assertKeepsFocus(page, dialog)
    await yes.click()
    await alertsSaying(page, LOST).getByText('The guest is known to us.').waitFor()
    await page.getByRole('button', { name: LOST }).click()
    await page.getByText('Nothing needs you.').waitFor()
    await page.getByRole('button', { name: 'All' }).click()
    await alertsSaying(page, LOST).getByText('Resolved by Olga Owner').waitFor()
    await close()
  })

  test(`what heals while one looks on stays, and says so (${size})`, async () => {
    await forgetAll()
    const { order_id } = await buy(house, ga, 1)
    const { page, close } = await openAs('owner', options)
    await open('fulfilment_stuck', order_id, { retries: 5 })
    await open('clock_wrong', 'webhooks')
    const stuck = alertsSaying(page, /An order is paid/)
    await stuck.getByRole('button', { name: /An order is paid/ }).click()
    await stuck.getByText('Ada').waitFor()
    await stuck.getByText('€24.50').waitFor()
    await stuck.getByText(/^Issuing the tickets, \d+ times since /).waitFor()
    await stuck.getByText(/^It is tried again every hour\. Issue the tickets now/).waitFor()
    await stuck.getByText('It resolves itself when it has healed.').waitFor()
    const link = stuck.getByRole('link', { name: 'Open the order' })
    assert.equal(await link.getAttribute('href'), `/dashboard/orders/${order_id}`)
    const stripe = stuck.getByRole('link', { name: 'Open in Stripe' })
    assert.match((await stripe.getAttribute('href')) ?? '', /\/intents\/pi_/)
    await heal('fulfilment_stuck', order_id)
    await stuck.getByText(/^It has healed by itself, /).waitFor()
    await assertFits(page)
    assert.equal(
      await page
        .getByRole('listitem')
        .filter({ has: page.locator('h2') })
        .count(),
      2,
    )
    await stuck.getByRole('button', { name: /An order is paid/ }).click()
    await stuck.waitFor({ state: 'detached' })
    await close()
  })

  test(`a wrong address is told at its field, a right one is kept (${size})`, async () => {
    await forgetAll()
    await house.db.query({ text: `delete from alert_recipients` })
    const { page, close } = await openAs('owner', options)
    await page.getByText('Who is mailed').click()
    await page.getByText(/the setting OWNER_EMAIL counts: owner@basement-nine/).waitFor()
    const add = page.getByRole('button', { name: 'Add an address' })
    await add.click()
    await page.keyboard.type('ana@house.example')
    await add.click()
    await page.keyboard.type('no address')
    await page.getByRole('button', { name: 'Save' }).click()
    const fault = page.getByText('Enter an e-mail address such as ada@example.com.')
    await fault.waitFor()
    const field = page.getByLabel('E-mail address 2')
    assert.equal(await field.getAttribute('aria-describedby'), await fault.getAttribute('id'))
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    assert.equal(await field.evaluate((part) => part === document.activeElement), true)
    await assertFits(page)
    await page.keyboard.press('Control+A')
    await page.keyboard.type('ben@house.example')
    await fault.waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await page.getByText('Saved. They are mailed from now on.').waitFor()
    await page.getByRole('button', { name: 'Remove ana@house.example' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByLabel('E-mail address 2').waitFor({ state: 'detached' })
    await page.reload()
    await page.getByText('Who is mailed').click()
    assert.equal(await page.getByLabel('E-mail address 1').inputValue(), 'ben@house.example')
    await close()
  })

  test(`200 alerts come page by page, and each has its place (${size})`, async () => {
    await forgetAll()
    await house.db.query({
      text: `insert into alerts (id, kind, subject_id, detail)
             select 'alr_0many' || lpad(n::text, 4, '0'), 'event_failed', 'evt_' || n,
                    jsonb_build_object('type', 'charge.number_' || n)
               from generate_series(1, 200) n`,
    })
    const { page, close } = await openAs('manager', options)
    const shown = page.getByRole('listitem').filter({ has: page.locator('h2') })
    await shown.first().waitFor()
    const last = page.locator('[aria-posinset="200"]')
    await scrollDownTo(last)
    assert.equal(await last.getAttribute('aria-setsize'), '200')
    await badge(page)
      .filter({ hasText: /^99\+$/ })
      .waitFor()
    await last.getByRole('button').click()
    await last.getByText('charge.number_1', { exact: true }).waitFor()
    assert.equal(await page.getByText('Who is mailed').count(), 0, 'that is the owner’s')
    await close()
    await forgetAll()
  })
}

test('in Spanish, too', async () => {
  await forgetAll()
  await open('dispute_lost', 'dp_es')
  const { page, close } = await openAs('owner', { ...SIZES.phone, locale: 'es-ES' })
  await page.getByRole('heading', { level: 1, name: 'Avisos' }).waitFor()
  await page.getByRole('button', { name: /Se ha perdido una disputa/ }).click()
  await page.getByText('En Stripe ya no se puede hacer nada.').waitFor()
  await page.getByText('A quién se avisa por correo').waitFor()
  await assertFits(page)
  await close()
  await forgetAll()
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { addNight, addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { fulfilled, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { giveBack, refundIs } from '../money_back.ts'
import { bookTable, keys, passCodes, scanPass } from '../staff.ts'
import { addVipNight, type VipNightMade } from '../vip_catalog.ts'
import { ga } from '../ware.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// The first screen, on a phone and on a desktop, as it changes by itself.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '1' })
  await addVenue(house.db)
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

const figure = (page: Page, name: string) => page.locator(`[data-figure='${name}']`)

const DECLINED = 'pm_card_visa_chargeDeclined'

/** A night on which doors are open, so that it is the one that is meant. */
const nightNow = (): Promise<VipNightMade> =>
  addVipNight(house.db, { doors_in: '-1 hours', tables: [{}, {}] })

test('before the first night there is nothing to see, and it is said why', async () => {
  const { page, close } = await openAsStaff(house, browser, 'owner', '/dashboard', screens.phone)
  await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor()
  await page.getByText('There is no night yet.').waitFor()
  await page.getByText('Nothing needs you.').waitFor()
  await assertWell(page)
  await close()
})

test('two screens follow a night by themselves: a sale, an arrival, a table, a dispute', async () => {
  const night = await nightNow()
  const path = `/dashboard?night=${night.slug}`
  const staff = [
    await openAsStaff(house, browser, 'owner', path, screens.desktop),
    await openAsStaff(house, browser, 'manager', path, screens.phone),
  ]
  const both = (look: (page: Page) => Promise<unknown>) =>
    Promise.all(staff.map(({ page }) => look(page)))
  await both((page) => figure(page, 'gross').filter({ hasText: '€0.00' }).waitFor())
  const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 3 })
  await pay(house, order)
  await both((page) => figure(page, 'gross').filter({ hasText: '€73.50' }).waitFor())
  await both((page) => figure(page, 'sold').filter({ hasText: /^3/ }).waitFor())
  const party = await bookTable(house, night.slug, night.tables[0] ?? '')
  await both((page) => page.getByText('1 booked · 1 free').waitFor())
  await scanPass(house, night.slug, (await passCodes(house, party.id))[0] ?? '')
  await both((page) => figure(page, 'arrived').filter({ hasText: /^1/ }).waitFor())
  await both((page) => page.getByText('1 arrived · 1 free').waitFor())
  const { payment_intents } = await house.sim.control.ledger()
  const intent = payment_intents.find((one) => one.metadata['order_id'] === order.order_id)
  const dispute = await house.sim.control.createDispute({ payment_intent: intent?.id ?? '' })
  await both((page) => page.getByRole('heading', { name: 'Disputes and warnings: 1' }).waitFor())
  await both((page) => page.getByText(/^Evidence is due by /).waitFor())
  await both(assertWell)
  await house.sim.control.closeDispute({ dispute: dispute.id, ending: 'won' })
  await both((page) => page.getByText('Nothing needs you.').waitFor())
  for (const { close } of staff) await close()
})

/** The moment of the last webhook, once none is on its way any more. */
async function lastWebhook(): Promise<Date> {
  await house.sim.control.idle({ timeout_ms: 60_000 })
  const { rows } = await house.db.query<{ at: Date }>({
    text: `select max(delivered_at) as at from webhooks`,
  })
  return rows[0]?.at ?? assert.fail('there was one')
}

/** As if, up to now, one card had been declined in each five minutes, on the payment of this. */
async function declineForHours({ order_id }: GuestOrder): Promise<void> {
  await house.db.query({
    text: `insert into attempts (id, payment_id, attempt_key, outcome, source, amount_minor,
                                 currency, at)
           select 'att_' || n || payment_id, payment_id, n::text, outcome, source,
                  amount_minor, currency, now() - n * interval '5 minutes' - interval '1 second'
             from (select a.* from attempts a join payments p on p.id = a.payment_id
                    where p.order_id = $1 limit 1) one,
                  generate_series(1, 36) n`,
    values: [order_id],
  })
}

for (const [screen, options] of Object.entries(screens)) {
  test(`what has gone back is told beside what has come, and taken off (${screen})`, async () => {
    const night = await ga.open(house.db)
    const path = `/dashboard?night=${night.slug}`
    const { page, close } = await openAsStaff(house, browser, 'manager', path, options)
    const refunded = figure(page, 'refunded')
    await refunded.filter({ hasText: /^€0\.00$/ }).waitFor()
    const order = await placeOrder(house, night.slug, night.wish(2))
    await pay(house, order)
    await fulfilled(house, order, 2)
    const refund = await giveBack(house, order, { amount_minor: 1000 })
    await refundIs(house, order, refund, 'succeeded')
    await refunded.filter({ hasText: /^€10\.00$/ }).waitFor()
    await figure(page, 'gross')
      .filter({ hasText: /^€49\.00$/ })
      .waitFor()
    await page.getByRole('region', { name: 'Money', exact: true }).getByText('€39.00').waitFor()
    await assertWell(page)
    await close()
  })

  test(`declines stand against what is normal, and the last webhook has its age (${screen})`, async () => {
    // What the tests before have declined is of yesterday.
    await house.db.query({ text: `update attempts set at = at - interval '1 day'` })
    const night = await ga.open(house.db)
    const path = `/dashboard?night=${night.slug}`
    const { page, close } = await openAsStaff(house, browser, 'host', path, options)
    const declines = figure(page, 'declines')
    await declines.filter({ hasText: /^0 Normal\s*normal: 0$/ }).waitFor()
    const [one, other] = [
      await placeOrder(house, night.slug, night.wish(1)),
      await placeOrder(house, night.slug, night.wish(1)),
    ]
    await pay(house, one, DECLINED)
    await declines.filter({ hasText: /^1 Too few to judge\s*normal: 0, on 1 payment$/ }).waitFor()
    await declineForHours(one)
    await declines.filter({ hasText: /^1 Normal\s*normal: 1, on 1 payment$/ }).waitFor()
    for (let n = 0; n < 4; n += 1) await pay(house, other, DECLINED)
    await declines.filter({ hasText: /^5 More than normal\s*normal: 1, on 2 payments$/ }).waitFor()
    await assertWell(page)
    const at = await lastWebhook()
    const age = page.locator(`.pulse-age time[datetime='${at.toISOString()}']`)
    await age.filter({ hasText: /^(just now|\d+ s ago|\d+ min ago)$/ }).waitFor()
    await page.clock.setFixedTime(at.getTime() + 10 * 60_000)
    await age.filter({ hasText: /^10 min ago$/ }).waitFor()
    await close()
  })
}

test('the door sees who is in and how many fit, and neither money nor names', async () => {
  const night = await nightNow()
  const party = await bookTable(house, night.slug, night.tables[0] ?? '')
  await scanPass(house, night.slug, (await passCodes(house, party.id))[0] ?? '')
  const path = `/dashboard?night=${night.slug}`
  const { page, close } = await openAsStaff(house, browser, 'door', path, screens.phone)
  await figure(page, 'arrived').filter({ hasText: /^1/ }).waitFor()
  await page.getByText('A guest').waitFor()
  const text = (await page.locator('main').textContent()) ?? ''
  for (const secret of ['€', 'Ada', 'Gross', 'Needs you', 'Sold', 'Declined'])
    assert.ok(!text.includes(secret), `${secret}: ${text}`)
  await assertWell(page)
  await close()
})

test('another night is a choice away, and has an address of its own; in Spanish too', async () => {
  const other = await addNight(house.db, { doors_in: '20 days' })
  const spanish = { ...screens.desktop, locale: 'es-ES' }
  const { page, close } = await openAsStaff(house, browser, 'host', '/dashboard', spanish)
  await page.getByRole('heading', { level: 1, name: 'Esta noche' }).waitFor()
  await page.getByLabel('Noche').selectOption(other.slug)
  await page.waitForURL(`${house.url}/dashboard?night=${other.slug}`)
  await page.getByText(/^Próxima · Puertas /).waitFor()
  await page.getByText('Todavía no ha ocurrido nada.').waitFor()
  await assertWell(page)
  await close()
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Role } from '../../src/identity/index.ts'
import { audit } from '../audit.ts'
import { breakIssuing, hurryRetry, mendIssuing } from '../broken_issuing.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { buy, giveBack, refundIs } from '../money_back.ts'
import { bookTable, keys, passCodes, scanPass } from '../staff.ts'
import { addVipNight, type VipNightMade } from '../vip_catalog.ts'
import { ga } from '../ware.ts'
import { assertAccessible } from './axe.ts'
import { openPage, type Watched } from './page.ts'

// The first screen, on a phone and on a desktop, as it changes by itself.

const PHONE = { viewport: { width: 390, height: 844 } }
const DESKTOP = { viewport: { width: 1440, height: 900 } }
const SESSION = 'coatcheck.session_token'
const SETTINGS = {
  ...keys,
  DEMO: '1',
  SWEEP_SECONDS_MAX: '1',
  FULFIL_RETRY_SECONDS: '600,600,600,600,600',
}

let house: House
let browser: Browser
before(async () => {
  house = await openHouse(SETTINGS)
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

/** Opens the first screen, or another page, as a member with this role. */
async function openAs(role: Role, options: object = PHONE, path = '/dashboard'): Promise<Watched> {
  const member = await signedInAs(house, role)
  const watched = await openPage(browser, options, [SESSION])
  await watched.page.context().addCookies(
    member
      .cookie()
      .split('; ')
      .map((one) => {
        const [name = '', ...value] = one.split('=')
        return { name, value: value.join('='), url: house.url }
      }),
  )
  await watched.page.goto(house.url + path)
  return watched
}

async function assertFits(page: Page): Promise<void> {
  await assertAccessible(page)
  const [wide, has] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  assert.equal(wide, has, 'nothing is cut off, or pushed aside')
}

const figure = (page: Page, name: string) => page.locator(`[data-figure='${name}']`)

/** A night on which doors are open, so that it is the one that is meant. */
const nightNow = (): Promise<VipNightMade> =>
  addVipNight(house.db, { doors_in: '-1 hours', tables: [{}, {}] })

test('before the first night there is nothing to see, and it is said why', async () => {
  const { page, close } = await openAs('owner')
  await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor()
  await page.getByText('There is no night yet.').waitFor()
  await page.getByText('Nothing needs you.').waitFor()
  await assertFits(page)
  await close()
})

test('an order without its tickets counts its retries, is stuck, and heals by one press', async () => {
  const night = await nightNow()
  const { page, close } = await openAs('owner')
  await page.getByText('Nothing needs you.').waitFor()
  await breakIssuing(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 2 })
  await pay(house, order)
  await page.getByRole('heading', { name: 'Paid, no ticket: 1' }).waitFor()
  await page.getByText(/^Retry 0 of 5, next in 1\d min$/).waitFor()
  const needs = page.getByRole('region', { name: /^Needs you/ })
  await needs.getByRole('strong').filter({ hasText: 'Ada' }).waitFor()
  await needs.getByText('€49.00').first().waitFor()
  await assertFits(page)
  for (let retry = 1; retry <= 5; retry += 1) {
    await hurryRetry(house.db, order)
    if (retry < 5) await page.getByText(new RegExp(`^Retry ${retry} of 5, next in`)).waitFor()
  }
  await page.getByText(/could not be issued after every automatic retry/).waitFor()
  await page.getByText(/^Issuing the tickets, 6 times, last at \d\d:\d\d\.$/).waitFor()
  await assertFits(page)
  await mendIssuing(house.db)
  await needs.getByRole('button', { name: 'Issue now' }).click()
  await page.getByText('Nothing needs you.').waitFor()
  await fulfilled(house, order, 2)
  await page.getByText('Issued later').waitFor()
  await assertFits(page)
  await close()
})

test('two screens follow a night by themselves: a sale, an arrival, a table, a dispute', async () => {
  const night = await nightNow()
  const path = `/dashboard?night=${night.slug}`
  const screens = [await openAs('owner', DESKTOP, path), await openAs('manager', PHONE, path)]
  const both = (look: (page: Page) => Promise<unknown>) =>
    Promise.all(screens.map(({ page }) => look(page)))
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
  await both(assertFits)
  await house.sim.control.closeDispute({ dispute: dispute.id, ending: 'won' })
  await both((page) => page.getByText('Nothing needs you.').waitFor())
  for (const { close } of screens) await close()
})

test('a refund that failed names the guest, and goes when another one has made it good', async () => {
  const order = await buy(house, ga, 1)
  const { page, close } = await openAs('owner', DESKTOP)
  const refund = await giveBack(house, order, 'everything')
  const sent = await refundIs(house, order, refund, 'succeeded')
  await house.sim.control.settleRefund({ refund: sent.stripe_refund_id ?? '', ending: 'fail' })
  const needs = page.getByRole('region', { name: /^Needs you/ })
  await needs.getByRole('heading', { name: 'Refunds and charges: 1' }).waitFor()
  await needs.getByRole('strong').filter({ hasText: 'Ada' }).waitFor()
  await needs.getByText(/A refund did not reach the guest/).waitFor()
  await refundIs(house, order, await giveBack(house, order, 'everything'), 'succeeded')
  await page.getByText('Nothing needs you.').waitFor()
  await close()
})

test('what does not add up turns the line red, with the order, and green when it is mended', async () => {
  const { page, close } = await openAs('owner')
  const well = page.getByText(/^Every payment has its ticket, every ticket its payment; checked/)
  await well.waitFor()
  const order = await buy(house, ga, 1)
  const { rows } = await house.db.query<{ one: object }>({
    text: `delete from tickets t where order_id = $1 returning to_jsonb(t) as one`,
    values: [order.order_id],
  })
  await page.getByText(/^1 order does not add up/).waitFor()
  await page.getByRole('link', { name: 'Ada, €24.50' }).waitFor()
  await assertFits(page)
  await house.db.query({
    text: `insert into tickets select * from jsonb_populate_recordset(null::tickets, $1)`,
    values: [JSON.stringify(rows.map(({ one }) => one))],
  })
  await well.waitFor()
  await close()
})

test('the door sees who is in and how many fit, and neither money nor names', async () => {
  const night = await nightNow()
  const party = await bookTable(house, night.slug, night.tables[0] ?? '')
  await scanPass(house, night.slug, (await passCodes(house, party.id))[0] ?? '')
  const { page, close } = await openAs('door', PHONE, `/dashboard?night=${night.slug}`)
  await figure(page, 'arrived').filter({ hasText: /^1/ }).waitFor()
  await page.getByText('A guest').waitFor()
  const text = (await page.locator('main').textContent()) ?? ''
  for (const secret of ['€', 'Ada', 'Gross', 'Needs you', 'Sold', 'Declined'])
    assert.ok(!text.includes(secret), `${secret}: ${text}`)
  await assertFits(page)
  await close()
})

test('another night is a choice away, and has an address of its own; in Spanish too', async () => {
  const other = await addNight(house.db, { doors_in: '20 days' })
  const { page, close } = await openAs('host', { ...DESKTOP, locale: 'es-ES' })
  await page.getByRole('heading', { level: 1, name: 'Esta noche' }).waitFor()
  await page.getByLabel('Noche').selectOption(other.slug)
  await page.waitForURL(`${house.url}/dashboard?night=${other.slug}`)
  await page.getByText(/^Próxima · Puertas /).waitFor()
  await page.getByText('Todavía no ha ocurrido nada.').waitFor()
  await assertFits(page)
  await close()
})

test('Stripe falls silent: that needs somebody; and a page without a server says since when', async () => {
  await house.restart({ WEBHOOK_SILENCE_MINUTES: '0.05' })
  const { page, close } = await openAs('owner')
  await page.getByText('Nothing needs you.').waitFor()
  await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
  const { slug, types } = await addNight(house.db)
  const unheard = await placeOrder(house, slug, { [types[0] ?? '']: 1 })
  await pay(house, unheard)
  await fulfilled(house, unheard, 1)
  await page.getByRole('heading', { name: 'Stripe and its webhooks: 1' }).waitFor()
  await page.getByText(/Nothing comes from Stripe any more/).waitFor()
  await house.sim.control.clearFaults()
  const heard = await placeOrder(house, slug, { [types[0] ?? '']: 1 })
  await pay(house, heard)
  await page.getByText('Nothing needs you.').waitFor()
  await close()

  const last = await openAs('owner')
  await last.page.getByText('Nothing needs you.').waitFor()
  await house.stopProduct()
  await last.page.getByText(/^Not live since \d\d:\d\d/).waitFor()
  await assertFits(last.page)
  // What Chromium complains of is just that.
  await last.page.context().close()
  await house.restart()
})

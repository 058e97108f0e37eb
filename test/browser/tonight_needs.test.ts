import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { breakIssuing, hurryRetry, mendIssuing } from '../broken_issuing.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { buy, giveBack, refundIs } from '../money_back.ts'
import { ga } from '../ware.ts'
import type { Watched } from './page.ts'
import { assertLinks, assertWell, openAsStaff, screens, withClipboard } from './staff_page.ts'

// What needs somebody comes to the first screen by itself, says what is the matter, and goes.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({
    DEMO: '1',
    SWEEP_SECONDS_MAX: '1',
    FULFIL_RETRY_SECONDS: '600,600,600,600,600',
  })
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

/** Opens the owner's first screen, on which nothing needs anybody yet. */
async function openTonight(options: BrowserContextOptions, night?: string): Promise<Watched> {
  const path = night === undefined ? '/dashboard' : `/dashboard?night=${night}`
  const owner = await openAsStaff(house, browser, 'owner', path, options)
  await needNothing(owner.page)
  return owner
}

const needNothing = (page: Page) => page.getByText('Nothing needs you.').waitFor()
const needsOf = (page: Page): Locator => page.getByRole('region', { name: /^Needs you/ })

/** A host may not issue or refund; the first thing that a host may do stands beside "More". */
async function assertFirstAction(
  options: BrowserContextOptions,
  night: string,
  isFolded: boolean,
): Promise<void> {
  const path = `/dashboard?night=${night}`
  const { page, close } = await openAsStaff(house, browser, 'host', path, options)
  const needs = needsOf(page)
  await needs.getByRole('button', { name: 'Send again Ada' }).waitFor()
  assert.equal(await needs.getByRole('button', { name: /^(Issue now|Refund) / }).count(), 0)
  const more = needs.getByRole('button', { name: 'More Ada', exact: true })
  const others = needs.getByRole('button', { name: 'Note Ada' })
  assert.deepEqual([await more.isVisible(), await others.isVisible()], [isFolded, !isFolded])
  await assertWell(page)
  if (isFolded) await more.click()
  await others.waitFor()
  await close()
}

for (const [screen, options] of Object.entries(screens)) {
  test(`an order whose tickets fail six times counts its retries, and heals by a press (${screen})`, async () => {
    const night = await addNight(house.db, { doors_in: '-1 hours' })
    const { page, close } = await openTonight({ ...options, ...withClipboard }, night.slug)
    await breakIssuing(house.db)
    const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 2 })
    await pay(house, order)
    await page.getByRole('heading', { name: 'Paid, no ticket: 1' }).waitFor()
    await page.getByText(/^Tried once; automatic retry 1 of 5 in \d+ min$/).waitFor()
    const needs = needsOf(page)
    await needs.getByRole('strong').filter({ hasText: 'Ada' }).waitFor()
    await needs.getByText('€49.00').first().waitFor()
    await assertWell(page)
    for (let retry = 1; retry <= 5; retry += 1) {
      await hurryRetry(house.db, order)
      const tried = `^Tried (twice|${retry + 1} times); automatic retry ${retry + 1} of 5 in `
      if (retry < 5) await page.getByText(new RegExp(tried)).waitFor()
    }
    await page.getByText(/could not be issued after every automatic retry/).waitFor()
    await assertFirstAction(options, night.slug, screen === 'phone')
    if (screen === 'phone')
      await needs.getByRole('button', { name: 'More Ada', exact: true }).click()
    await page.getByText(/^Issuing the tickets, 6 times, last at \d\d:\d\d\.$/).waitFor()
    await assertLinks(house, needs, order)
    await assertWell(page)
    await mendIssuing(house.db)
    await needs.getByRole('button', { name: 'Issue now' }).click()
    await needNothing(page)
    await fulfilled(house, order, 2)
    await page.getByText('Issued later').waitFor()
    await assertWell(page)
    await close()
  })

  test(`a refund that failed names the guest, and goes when another has made it good (${screen})`, async () => {
    const order = await buy(house, ga, 1)
    const { page, close } = await openTonight(options)
    const refund = await giveBack(house, order, 'everything')
    const sent = await refundIs(house, order, refund, 'succeeded')
    await house.sim.control.settleRefund({ refund: sent.stripe_refund_id ?? '', ending: 'fail' })
    const needs = needsOf(page)
    await needs.getByRole('heading', { name: 'Refunds and charges: 1' }).waitFor()
    await needs.getByRole('strong').filter({ hasText: 'Ada' }).waitFor()
    await needs.getByText(/A refund did not reach the guest/).waitFor()
    await assertWell(page)
    await refundIs(house, order, await giveBack(house, order, 'everything'), 'succeeded')
    await needNothing(page)
    await close()
  })

  test(`what does not add up turns the line red, and green when it is mended (${screen})`, async () => {
    const { page, close } = await openTonight(options)
    const well = page.getByText(
      /^Every payment has its ticket, every ticket its payment; checked (just now|\d+ s ago)$/,
    )
    await well.waitFor()
    const order = await buy(house, ga, 1)
    const { rows } = await house.db.query<{ one: object }>({
      text: `delete from tickets t where order_id = $1 returning to_jsonb(t) as one`,
      values: [order.order_id],
    })
    await page.getByText(/^1 order does not add up/).waitFor()
    await page.getByRole('link', { name: 'Ada, €24.50' }).waitFor()
    await assertWell(page)
    await house.db.query({
      text: `insert into tickets select * from jsonb_populate_recordset(null::tickets, $1)`,
      values: [JSON.stringify(rows.map(({ one }) => one))],
    })
    await well.waitFor()
    await assertWell(page)
    await close()
  })
}

// These come last: from the first of them on, a few seconds without Stripe's word are silence.
for (const [screen, options] of Object.entries(screens)) {
  test(`Stripe falls silent: that needs somebody, until it is heard again (${screen})`, async () => {
    await house.restart({ WEBHOOK_SILENCE_MINUTES: '0.05' })
    const { page, close } = await openTonight(options)
    await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
    const { slug, types } = await addNight(house.db)
    const unheard = await placeOrder(house, slug, { [types[0] ?? '']: 1 })
    await pay(house, unheard)
    await fulfilled(house, unheard, 1)
    await page.getByRole('heading', { name: 'Stripe and its webhooks: 1' }).waitFor()
    await page.getByText(/Nothing comes from Stripe any more/).waitFor()
    await assertWell(page)
    await house.sim.control.clearFaults()
    const heard = await placeOrder(house, slug, { [types[0] ?? '']: 1 })
    await pay(house, heard)
    await needNothing(page)
    await close()
  })

  test(`a page without a server says since when it is not live (${screen})`, async () => {
    const { page } = await openTonight(options)
    await house.stopProduct()
    await page.getByText(/^Not live since \d\d:\d\d/).waitFor()
    await assertWell(page)
    // What Chromium complains of is just that.
    await page.context().close()
    await house.restart()
  })
}

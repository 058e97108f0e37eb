import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { attemptsOf } from '../../src/payments/index.ts'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { eventually, intentsAtStripe, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { CARD, fillCard } from '../steps.ts'
import { entriesOf, euros, placeOf, wares, type Ware } from '../ware.ts'
import { anotherToast, stopClock } from './clock.ts'
import { openPage } from './page.ts'
import { buttons, declinedCard, openWallet, payWithWallet } from './wallet.ts'

// However a guest goes about it, an order is paid once, and each failed try of it is known.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
})
after(async () => {
  await browser.close()
  await house.close()
})

const HEADS = 2
const SCREEN = { viewport: { width: 1280, height: 1200 } }
const urlOf = ({ order_id, secret }: GuestOrder) => `${house.url}/orders/${order_id}/${secret}`

/** A page at the checkout of an order, with a card filled in. The guest has been named. */
async function openTill(order: GuestOrder, card: string): Promise<Page> {
  const { page } = await openPage(browser, SCREEN)
  await page.clock.install()
  await page.goto(`${urlOf(order)}/checkout`)
  await fillCard(page, card)
  return page
}

const pay = (page: Page, ware: Ware) =>
  page.getByRole('button', { name: `Pay ${euros(ware.priceOf(HEADS))}` }).click()

async function cameToTickets(page: Page, order: GuestOrder): Promise<void> {
  await page.waitForURL(urlOf(order))
  await page
    .locator('svg[role="img"]')
    .nth(HEADS - 1)
    .waitFor()
}

/** Exactly one charge, and an entry for each head. */
async function assertPaidOnce(ware: Ware, order: GuestOrder): Promise<void> {
  assert.deepEqual(
    (await chargesOf(order)).filter((status) => status !== 'failed'),
    ['succeeded'],
  )
  assert.equal((await entriesOf(ware, house, order)).length, HEADS)
  await audit(house)
}

async function chargesOf(order: GuestOrder): Promise<string[]> {
  const ids = new Set<unknown>((await intentsAtStripe(house, order)).map(({ id }) => id))
  const { charges } = await house.sim.control.ledger()
  return charges.filter(({ payment_intent }) => ids.has(payment_intent)).map(({ status }) => status)
}

const toast = (page: Page) => page.locator('.toast')

for (const ware of wares) {
  test(`F25: ${ware.name}: two tabs of one order pay at once: one charge, and both come to the tickets`, async () => {
    const order = await placeOf(ware, house, HEADS)
    const tabs = await Promise.all([openTill(order, CARD.good), openTill(order, CARD.good)])
    // Neither is on its way to Stripe before both are.
    const both = Promise.withResolvers<void>()
    let confirming = 0
    for (const page of tabs)
      await page.route('**/confirm', async (route) => {
        if (++confirming === 2) both.resolve()
        await both.promise
        await route.continue()
      })
    await Promise.all(tabs.map((page) => pay(page, ware)))
    await both.promise
    for (const page of tabs) await cameToTickets(page, order)
    await assertPaidOnce(ware, order)
    for (const page of tabs) await page.context().close()
  })

  test(`F26: ${ware.name}: Back after paying leads to the same tickets`, async () => {
    const order = await placeOf(ware, house, HEADS)
    const page = await openTill(order, CARD.good)
    await pay(page, ware)
    await cameToTickets(page, order)
    await page.goBack()
    await cameToTickets(page, order)
    await assertPaidOnce(ware, order)
    await page.context().close()
  })

  test(`F26: ${ware.name}: Back in the middle of paying leads to the same order, and to its tickets`, async () => {
    const order = await placeOf(ware, house, HEADS)
    const { page } = await openPage(browser, SCREEN)
    await page.goto(urlOf(order))
    await page.getByRole('link', { name: 'Continue to payment' }).click()
    await fillCard(page, CARD.good)
    const confirming = Promise.withResolvers<void>()
    const back = Promise.withResolvers<void>()
    await page.route('**/confirm', async (route) => {
      confirming.resolve()
      await back.promise
      await route.fetch()
    })
    await pay(page, ware)
    await confirming.promise
    await page.goBack()
    await page.waitForURL(urlOf(order))
    await page.goto(`${urlOf(order)}/checkout`)
    back.resolve()
    await cameToTickets(page, order)
    await assertPaidOnce(ware, order)
    await page.context().close()
  })

  test(`F56: ${ware.name}: Stripe wears an intent out; Retry goes on with a new one, unnoticed, the card filled in`, async (t) => {
    const { confirmations_max } = await house.sim.control.settings()
    t.after(() => house.sim.control.configure({ confirmations_max }))
    await house.sim.control.configure({ confirmations_max: 2 })
    const order = await placeOf(ware, house, HEADS)
    const page = await openTill(order, CARD.declined)
    await stopClock(page)
    await anotherToast(page, () => pay(page, ware))
    for (let tries = 1; tries < 5; tries++) {
      assert.match(await toast(page).innerText(), /^Payment failed\. Please try again\./)
      const retry = toast(page).getByRole('button', { name: 'Retry' })
      await anotherToast(page, () => retry.click())
    }
    await page.clock.resume()
    const card = page.frameLocator('iframe[title="Secure payment input frame"]')
    assert.equal(await card.locator('[name=number]').inputValue(), '4000 0000 0000 0002')
    await fillCard(page, CARD.good)
    await page.getByRole('button', { name: 'Try again' }).click()
    await cameToTickets(page, order)
    const intents = await intentsAtStripe(house, order)
    const statuses = intents.map(({ status }) => status)
    assert.deepEqual(statuses.toSorted(), ['canceled', 'canceled', 'succeeded'])
    assert.equal((await chargesOf(order)).filter((status) => status === 'failed').length, 5)
    await assertPaidOnce(ware, order)
    await page.context().close()
  })

  test(`F56: ${ware.name}: an intent that is worn out under a wallet charges nothing, and the next press pays`, async (t) => {
    const { confirmations_max, wallets } = await house.sim.control.settings()
    t.after(() => house.sim.control.configure({ confirmations_max, wallets }))
    await house.sim.control.configure({ confirmations_max: 1, wallets: ['apple_pay'] })
    const order = await placeOf(ware, house, HEADS)
    const { page } = await openPage(browser, SCREEN)
    await page.goto(`${urlOf(order)}/checkout`)
    await openWallet(page)
    await payWithWallet(page, declinedCard)
    await toast(page).waitFor()
    // The first press meets the intent that Stripe gives up, and the second one the next.
    await openWallet(page)
    await payWithWallet(page)
    const text = 'You were not charged. You can try again.'
    await toast(page).getByText(text).waitFor()
    await toast(page).getByRole('button', { name: 'Retry' }).click()
    await buttons(page).locator('button:focus').waitFor()
    await openWallet(page)
    await payWithWallet(page)
    await cameToTickets(page, order)
    const intents = await intentsAtStripe(house, order)
    assert.deepEqual(intents.map(({ status }) => status).toSorted(), ['canceled', 'succeeded'])
    assert.deepEqual((await chargesOf(order)).toSorted(), ['failed', 'succeeded'])
    await assertPaidOnce(ware, order)
    await page.context().close()
  })

  test(`F01: ${ware.name}: a decline whose page is closed before it can report it is known from Stripe's event`, async () => {
    const order = await placeOf(ware, house, HEADS)
    const page = await openTill(order, CARD.declined)
    const charged = Promise.withResolvers<void>()
    await page.route('**/confirm', async (route) => {
      await route.fetch()
      charged.resolve()
    })
    await pay(page, ware)
    await charged.promise
    await page.context().close()
    await assertDeclinedOnce(order)
  })

  test(`F03: ${ware.name}: a decline of which Stripe makes no event is known from the page's report`, async () => {
    const order = await placeOf(ware, house, HEADS)
    const metadata = { order_id: order.order_id }
    const never = { type: '*', effect: 'suppress', times: null, metadata } as const
    await house.sim.control.failWebhooks(never)
    const page = await openTill(order, CARD.declined)
    await pay(page, ware)
    await toast(page).waitFor()
    await assertDeclinedOnce(order)
    await page.context().close()
  })
}

async function assertDeclinedOnce({ order_id }: GuestOrder): Promise<void> {
  const attempts = await eventually('the try is known', async () => {
    const known = await attemptsOf(house.db, order_id)
    return known.length > 0 && known
  })
  assert.deepEqual(
    attempts.map(({ outcome, decline_code }) => [outcome, decline_code]),
    [['declined', 'generic_decline']],
  )
}

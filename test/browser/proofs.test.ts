import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { makeChallenge } from '../../src/checkout/proof/proof.ts'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { fulfilled, intentsAtStripe, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { CARD, fillCard } from '../steps.ts'
import { ga, wares } from '../ware.ts'
import { openStill } from './client_checkout.ts'
import { assertAccessible } from './axe.ts'
import { anotherToast, runUntil, stopClock } from './clock.ts'
import { openPage, withoutHttps } from './page.ts'

// A guest whose cards are declined again and again: the page works for the next try by itself.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse()
  browser = await launch()
})
after(async () => {
  await browser.close()
  await house.close()
})

const PHONE = { viewport: { width: 390, height: 844 } }

for (const ware of wares)
  test(`F76: declined four times by Retry, the page works under its overlay, with nothing to click, and pays (${ware.name})`, async () => {
    const { slug, wish } = await ware.open(house.db)
    const order = await placeOrder(house, slug, wish(1))
    const guest = await openPage(browser, PHONE)
    const { page } = guest
    const answers = await answersTo(page)
    await page.clock.install()
    await page.goto(`${house.url}/orders/${order.order_id}/${order.secret}/checkout`)
    await fillCard(page, CARD.declined)
    const retry = page.getByRole('button', { name: 'Retry' })
    await stopClock(page)
    await anotherToast(page, () => page.getByRole('button', { name: 'Pay €' }).click())
    await page.evaluate(watchOverlay)
    for (let n = 2; n <= 4; n += 1) {
      await anotherToast(page, () => retry.click())
      assert.equal(await page.evaluate(() => Reflect.get(window, 'gone')), n - 1)
    }
    assert.equal(await page.evaluate(() => Reflect.get(window, 'come')), 3, 'once for each try')
    await assertAccessible(page)
    await page.clock.resume()
    await fillCard(page, CARD.good)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.waitForURL(/\/orders\/ord_\w+\/\w+$/)
    await fulfilled(house, order, 1)
    const worked = ['proof_needed', 'worked: payable']
    assert.deepEqual(answers, ['payable', 'payable', 'payable', ...worked, ...worked])
    assert.equal((await intentsAtStripe(house, order)).length, 1)
    await audit(house)
    await guest.close()
  })

test('F76: work that is not accepted is done anew, three times at most; then the toast has Retry', async (t) => {
  const checkout = await openStill(t, browser)
  const { page, till } = checkout
  const body = { state: 'proof_needed', challenge: await makeChallenge('of nobody', 'try', 2) }
  till.script('POST /payment', ...[1, 2, 3, 4].map(() => ({ body })))
  await checkout.fill(CARD.good)
  await page.getByRole('button', { name: 'Pay €48' }).click()
  const retry = page.getByRole('button', { name: 'Retry' })
  await runUntil(page, retry)
  const asked = till.requests.filter(({ path }) => path === '/payment')
  const withProof = asked.map((request) => 'proof' in request.body)
  assert.deepEqual(withProof, [false, true, true, true])
  assert.equal((await till.sim.control.ledger()).charges.length, 0)
  await retry.click()
  await runUntil(page, page.getByRole('heading', { name: 'Your order' }))
  await checkout.assertQuiet()
})

test('F76: work that the browser does not know ends with the toast, whose Retry asks again', async (t) => {
  const checkout = await openStill(t, browser)
  const { page, till } = checkout
  const { parameters, ...signed } = await makeChallenge('of nobody', 'try', 2)
  const challenge = { ...signed, parameters: { ...parameters, algorithm: 'TELEPATHY' } }
  till.script('POST /payment', { body: { state: 'proof_needed', challenge } })
  await checkout.fill(CARD.good)
  await page.getByRole('button', { name: 'Pay €48' }).click()
  await runUntil(page, page.locator('.toast'))
  assert.match(await page.locator('.toast').innerText(), /^We cannot reach the bank right now/)
  await page.getByRole('button', { name: 'Retry' }).click()
  await runUntil(page, page.getByRole('heading', { name: 'Your order' }))
  await checkout.assertQuiet()
})

test('F76: a page of another host without https has no WebCrypto, works all the same, and pays', async () => {
  const { slug, wish } = await ga.open(house.db)
  const order = await placeOrder(house, slug, wish(1))
  for (let n = 0; n < 3; n += 1) await pay(house, order, 'pm_card_visa_chargeDeclined')
  await house.sim.control.idle()
  const guest = await openPage(browser, PHONE)
  const { page } = guest
  await page.addInitScript(withoutHttps)
  const answers = await answersTo(page)
  await page.goto(`${house.url}/orders/${order.order_id}/${order.secret}/checkout`)
  await fillCard(page, CARD.good)
  await page.getByRole('button', { name: 'Pay €' }).click()
  await page.waitForURL(/\/orders\/ord_\w+\/\w+$/)
  await fulfilled(house, order, 1)
  assert.deepEqual(answers, ['proof_needed', 'worked: payable'])
  await audit(house)
  await guest.close()
})

/** What the page is told each time that it wants to pay, and whether it had worked for it. */
async function answersTo(page: Page): Promise<string[]> {
  const answers: string[] = []
  await page.route('**/payment', async (route) => {
    const response = await route.fetch()
    const { state } = (await response.json()) as { state: string }
    answers.push(route.request().postData()?.includes('"proof"') ? `worked: ${state}` : state)
    await route.fulfill({ response })
  })
  return answers
}

/** Counts how often the overlay comes and goes. */
function watchOverlay(): void {
  const isUp = () => document.querySelector('.overlay') !== null
  let wasUp = isUp()
  const seen = { come: 0, gone: 0 }
  new MutationObserver(() => {
    if (isUp() === wasUp) return
    wasUp = !wasUp
    seen[wasUp ? 'come' : 'gone'] += 1
    Object.assign(window, seen)
  }).observe(document.body, { childList: true, subtree: true })
}

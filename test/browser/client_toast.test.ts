import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../chromium.ts'
import { openCheckout, openStill, type OpenCheckout } from './client_checkout.ts'
import { assertAccessible } from './axe.ts'
import { anotherToast, runUntil, setHidden, stopClock } from './clock.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const declined = '4000000000000002'
/** The owner's five seconds, less and more what it takes the page to draw. */
const STILL_THERE_MS = 4900
const GONE_MS = 5100
const aside = { x: 200, y: 500 }

for (const [name, kind] of [
  ['GA', 'ga'],
  ['VIP', 'vip'],
] as const) {
  test(`${name}: a decline: toast with Retry, 44 px high, two Tabs from Pay; the card stays, no detail is told`, async (t) => {
    const { page, till, press, assertQuiet } = await declinedCheckout(t, kind)
    const toast = page.locator('.toast')
    assert.equal(await toast.innerText(), 'Payment failed. Please try again.\nRETRY')
    const retry = await page.getByRole('button', { name: 'Retry' }).boundingBox()
    assert.ok(retry && retry.height >= 44 && retry.width >= 44)
    assert.equal(await page.getByRole('dialog').count(), 0)
    const text = await page.locator('body').innerText()
    assert.doesNotMatch(text, /declined|card_|generic/i)
    assert.match(text, /Not paid yet, held until \d\d:\d\d/)
    await assertAccessible(page)

    await page.getByRole('button', { name: 'Try again' }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Retry')
    await anotherToast(page, () => press('Enter'))
    const number = page.frameLocator('.card iframe').locator('[name=number]')
    assert.equal(await number.inputValue(), '4000 0000 0000 0002')
    const { charges } = await till.sim.control.ledger()
    assert.deepEqual(
      charges.map((charge) => [charge.status, charge.payment_intent]),
      [
        ['failed', till.intent],
        ['failed', till.intent],
      ],
    )
    await assertQuiet()
  })

  test(`${name}: between the bank's no and the toast no time passes by the page's clock, and nothing else is waited for`, async (t) => {
    const checkout = await openCheckout(t, browser, { kind })
    const { page } = checkout
    await checkout.fill(declined)
    const answered = Promise.withResolvers<number>()
    await page.route('**/confirm', async (route) => {
      const response = await route.fetch()
      await page.route('**/api/**', () => {})
      await stopClock(page)
      answered.resolve(await page.evaluate(() => performance.now()))
      await route.fulfill({ response })
    })
    await page.getByRole('button', { name: 'Pay €48' }).click()
    const answeredMs = await answered.promise
    await page.locator('.toast').waitFor()
    const shownMs = await page.evaluate(() => performance.now())
    assert.equal(shownMs - answeredMs, 0)
  })

  test(`${name}: the toast is there for five seconds, the second one as well as the first`, async (t) => {
    const { page, assertQuiet } = await declinedCheckout(t, kind)
    await page.clock.runFor(STILL_THERE_MS)
    assert.ok(await isThere(page))
    // The toast that is pressed is hovered, which must not be handed on to the next one.
    const retry = page.getByRole('button', { name: 'Retry' })
    await anotherToast(page, () => retry.click())
    await page.mouse.move(aside.x, aside.y)
    await assertGoesAfter(page, STILL_THERE_MS, GONE_MS)
    assert.ok(await page.getByRole('button', { name: 'Try again' }).isVisible())
    await assertQuiet()
  })

  test(`F75: ${name}: when the toast has gone after its 5 s, Try again is still on the page, and pays`, async (t) => {
    const { page, till, assertQuiet } = await declinedCheckout(t, kind)
    await assertGoesAfter(page, STILL_THERE_MS, GONE_MS)
    assert.equal(await page.getByRole('button', { name: 'Retry' }).count(), 0)
    assert.match(await page.locator('body').innerText(), /Not paid yet, held until \d\d:\d\d/)
    const again = page.getByRole('button', { name: 'Try again' })
    const box = await again.boundingBox()
    assert.ok(box && box.height >= 44)
    await page.frameLocator('.card iframe').locator('[name=number]').fill('4242424242424242')
    await again.click()
    await runUntil(page, page.getByRole('heading', { name: 'Your order' }))
    const { charges } = await till.sim.control.ledger()
    assert.deepEqual(
      charges.map((charge) => [charge.status, charge.payment_intent]),
      [
        ['failed', till.intent],
        ['succeeded', till.intent],
      ],
    )
    await assertQuiet()
  })

  const pauses: [string, (page: Page) => Promise<void>, (page: Page) => Promise<void>][] = [
    [
      'it is hovered',
      (page) => page.locator('.toast-text').hover(),
      (page) => page.mouse.move(aside.x, aside.y),
    ],
    [
      'it is focused',
      (page) => page.getByRole('button', { name: 'Retry' }).focus(),
      (page) => page.getByLabel('Name', { exact: true }).focus(),
    ],
    ['its tab is hidden', (page) => setHidden(page, true), (page) => setHidden(page, false)],
    [
      'its tab is hidden, the focus in the card',
      // A tap into the card's frame takes the focus from the window, then the tab is hidden.
      async (page) => {
        await page.frameLocator('.card iframe').locator('[name=cvc]').focus()
        await setHidden(page, true)
      },
      (page) => setHidden(page, false),
    ],
  ]
  for (const [pause, begin, end] of pauses)
    test(`${name}: the toast waits while ${pause}, and then goes`, async (t) => {
      const { page, assertQuiet } = await declinedCheckout(t, kind)
      await page.clock.runFor(1000)
      await begin(page)
      await page.clock.runFor(60_000)
      assert.ok(await isThere(page), 'still there')
      await end(page)
      await assertGoesAfter(page, STILL_THERE_MS - 1000, GONE_MS - 1000)
      await assertQuiet()
    })

  test(`${name}: mending the card while the toast is up does not keep it: it goes after its five seconds`, async (t) => {
    const { page, assertQuiet } = await declinedCheckout(t, kind)
    await page.frameLocator('.card iframe').locator('[name=cvc]').click()
    await assertGoesAfter(page, STILL_THERE_MS, GONE_MS)
    await assertQuiet()
  })

  test(`${name}: a toast that comes while the tab is hidden waits for the guest`, async (t) => {
    const checkout = await openStill(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill(declined)
    const hidden = Promise.withResolvers<void>()
    till.script('PUT /guest', { after: hidden.promise })
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await setHidden(page, true)
    hidden.resolve()
    await runUntil(page, page.locator('.toast'))
    await page.clock.runFor(60_000)
    assert.ok(await isThere(page))
    await setHidden(page, false)
    await page.clock.runFor(GONE_MS)
    await page.locator('.toast').waitFor({ state: 'detached' })
    await checkout.assertQuiet()
  })
}

/** A checkout whose toast is up, and whose clock stands since. */
async function declinedCheckout(t: TestContext, kind: 'ga' | 'vip'): Promise<OpenCheckout> {
  const checkout = await openStill(t, browser, { kind })
  const { page } = checkout
  await checkout.fill(declined)
  await anotherToast(page, () => page.getByRole('button', { name: 'Pay €48' }).click())
  return checkout
}

const isThere = (page: Page): Promise<boolean> =>
  page.locator('.toast[data-state=open]').isVisible()

/** By the page's clock: it is still there after so long, and gone after so long. */
async function assertGoesAfter(page: Page, there_ms: number, gone_ms: number): Promise<void> {
  await page.clock.runFor(there_ms)
  assert.ok(await isThere(page), `it is there after ${there_ms} ms`)
  await page.clock.runFor(gone_ms - there_ms)
  await page.locator('.toast').waitFor({ state: 'detached' })
}

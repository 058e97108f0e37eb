import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../chromium.ts'
import { openCheckout, type OpenCheckout } from './client_checkout.ts'
import { assertAccessible } from './axe.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const declined = '4000000000000002'
/** Its time begins before it is drawn, which a busy machine takes a moment for. */
const SHORTEST_MS = 4750

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
    await press('Enter')
    await toast.waitFor({ state: 'detached' })
    await toast.waitFor()
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
    const checkout = await openCheckout(t, browser, { kind }, {}, (page) => page.clock.install())
    const { page } = checkout
    await checkout.fill(declined)
    const answered = Promise.withResolvers<number>()
    await page.route('**/confirm', async (route) => {
      const response = await route.fetch()
      await page.route('**/api/**', () => {})
      answered.resolve(await stopClock(page))
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
    const lives = await page.evaluate(() => Reflect.get(window, 'toastLives') as number[])
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.waitForFunction(() => (Reflect.get(window, 'toastLives') as number[]).length === 1)
    await page.locator('.toast').waitFor()
    await page.mouse.move(200, 500)
    await page.waitForFunction(() => (Reflect.get(window, 'toastLives') as number[]).length === 2)
    const second = await page.evaluate(() => (Reflect.get(window, 'toastLives') as number[])[1]!)
    assert.equal(lives.length, 0)
    assert.ok(second > SHORTEST_MS && second < 5250, `${second} ms`)
    assert.ok(await page.getByRole('button', { name: 'Try again' }).isVisible())
    await assertQuiet()
  })

  test(`F75: ${name}: when the toast has gone after its 5 s, Try again is still on the page, and pays`, async (t) => {
    const { page, till, assertQuiet } = await declinedCheckout(t, kind)
    await page.mouse.move(200, 500)
    await page.waitForFunction(() => (Reflect.get(window, 'toastLives') as number[]).length === 1)
    assert.equal(await page.getByRole('button', { name: 'Retry' }).count(), 0)
    assert.match(await page.locator('body').innerText(), /Not paid yet, held until \d\d:\d\d/)
    const again = page.getByRole('button', { name: 'Try again' })
    const box = await again.boundingBox()
    assert.ok(box && box.height >= 44)
    await page.frameLocator('.card iframe').locator('[name=number]').fill('4242424242424242')
    await again.click()
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
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

  test(`${name}: the toast waits while it is hovered, focused, or its tab is hidden, and then goes`, async (t) => {
    const pauses: Record<string, [(page: Page) => Promise<void>, (page: Page) => Promise<void>]> = {
      hovered: [(page) => page.locator('.toast-text').hover(), (page) => page.mouse.move(200, 600)],
      focused: [
        (page) => page.getByRole('button', { name: 'Retry' }).focus(),
        (page) => page.getByLabel('Name', { exact: true }).focus(),
      ],
      hidden: [(page) => setHidden(page, true), (page) => setHidden(page, false)],
      // A tap into the card's frame takes the focus from the window, then the tab is hidden.
      'hidden while the card has the focus': [
        async (page) => {
          await page.frameLocator('.card iframe').locator('[name=cvc]').focus()
          await setHidden(page, true)
        },
        (page) => setHidden(page, false),
      ],
    }
    await Promise.all(
      Object.entries(pauses).map(async ([pause, [begin, end]]) => {
        const { page, assertQuiet } = await declinedCheckout(t, kind)
        await begin(page)
        await page.waitForTimeout(8000)
        assert.equal(await page.locator('.toast').count(), 1, `still there while ${pause}`)
        await end(page)
        await page.locator('.toast').waitFor({ state: 'detached', timeout: 6000 })
        await assertQuiet()
      }),
    )
  })

  test(`${name}: mending the card while the toast is up does not keep it: it goes after its five seconds`, async (t) => {
    const { page, assertQuiet } = await declinedCheckout(t, kind)
    await page.frameLocator('.card iframe').locator('[name=cvc]').click()
    await page.waitForFunction(() => (Reflect.get(window, 'toastLives') as number[]).length === 1)
    const [life] = await page.evaluate(() => Reflect.get(window, 'toastLives') as number[])
    assert.ok(life !== undefined && life > SHORTEST_MS && life < 5400, `${life} ms`)
    await assertQuiet()
  })

  test(`${name}: a toast that comes while the tab is hidden waits for the guest`, async (t) => {
    const checkout = await openCheckout(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill(declined)
    till.script('PUT /guest', { after: 300, body: {} })
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await setHidden(page, true)
    await page.locator('.toast').waitFor()
    await page.waitForTimeout(6000)
    assert.equal(await page.locator('.toast').count(), 1)
    await setHidden(page, false)
    await page.locator('.toast').waitFor({ state: 'detached', timeout: 6000 })
    await checkout.assertQuiet()
  })
}

/** A checkout whose toast is up. It keeps the lives of its toasts in ms, as the page saw them. */
async function declinedCheckout(t: TestContext, kind: 'ga' | 'vip'): Promise<OpenCheckout> {
  const checkout = await openCheckout(t, browser, { kind })
  await checkout.page.evaluate(watchToasts)
  await checkout.fill(declined)
  await checkout.page.getByRole('button', { name: 'Pay €48' }).click()
  await checkout.page.locator('.toast').waitFor()
  return checkout
}

/** From now on no timer ends and no frame is drawn by a script. Returns when that is, in ms. */
async function stopClock(page: Page): Promise<number> {
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 10_000))
  return page.evaluate(() => performance.now())
}

function watchToasts(): void {
  const lives: number[] = []
  let since = 0
  const look = (): void => {
    const isThere = document.querySelector('.toast') !== null
    if (isThere && since === 0) since = performance.now()
    if (isThere || since === 0) return
    lives.push(performance.now() - since)
    since = 0
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  Object.assign(window, { toastLives: lives })
}

/** Headless Chromium never hides a tab, so the page is told what a hidden tab tells it. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)
}

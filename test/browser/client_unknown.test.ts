import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../chromium.ts'
import { openCheckout, openStill, type OpenCheckout } from './client_checkout.ts'
import { assertAccessible } from './axe.ts'
import { runUntil, setHidden } from './clock.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const checking = 'Checking with your bank. You will not be charged twice.'
const good = '4242424242424242'

for (const [name, kind] of [
  ['GA', 'ga'],
  ['VIP', 'vip'],
] as const) {
  test(`F29: ${name}: the line is lost after Pay: the page checks with the bank, never says offline, and goes on`, async (t) => {
    const checkout = await openStill(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill(good)
    await page.evaluate(keepSentences)
    await page.route('**/confirm', async (route) => {
      await route.fetch()
      await page.context().setOffline(true)
      await route.abort('internetdisconnected')
    })
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await runUntil(page, page.getByText(checking))
    // Longer than it takes to notice that the line is gone, and to ask the first questions.
    let questions = 0
    page.on('requestfailed', (request) => {
      if (request.url().endsWith('/payment')) questions += 1
    })
    await runUntil(page, async () => questions >= 2)
    assert.equal(await page.locator('.overlay').count(), 1, 'Pay cannot be pressed')
    const said = await sentences(page)
    assert.match(said, /Checking with your bank/)
    assert.doesNotMatch(said, /offline|not charged|failed/i)
    await page.context().setOffline(false)
    await runUntil(page, page.getByRole('heading', { name: 'Your order' }))
    assert.equal((await till.sim.control.ledger()).charges.length, 1)
  })

  test(`F29: ${name}: a charge that lands some seconds after its answer was lost is never called "not charged"`, async (t) => {
    const checkout = await openStill(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill(good)
    await page.evaluate(keepSentences)
    const lands = Promise.withResolvers<void>()
    const landed = Promise.withResolvers<void>()
    await page.route('**/confirm', async (route) => {
      await route.abort('connectionreset')
      await lands.promise
      await route.fetch()
      landed.resolve()
    })
    await page.getByRole('button', { name: 'Pay €48' }).click()
    // Before the confirmation, and then after 0.7, 2, 4 and 7 s.
    const asked = () => till.requests.filter(({ path }) => path === '/payment').length
    await runUntil(page, async () => asked() === 5)
    await page.clock.runFor(4000)
    const said = await sentences(page)
    assert.match(said, /Checking with your bank/)
    assert.doesNotMatch(said, /not charged|failed/i)
    lands.resolve()
    await landed.promise
    await runUntil(page, page.getByRole('heading', { name: 'Your order' }))
    assert.equal((await till.sim.control.ledger()).charges.length, 1)
  })

  test(`F44: ${name}: what was heard before Pay was pressed does not end the try`, async (t) => {
    const checkout = await openCheckout(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill(good)
    const now = new Date().toISOString()
    const over = { state: 'open', payment: 'open', now, expires_at: now, extended: false }
    const pressed = Promise.withResolvers<void>()
    const heard = Promise.withResolvers<void>()
    till.script('GET ', { after: pressed.promise, body: over })
    till.script('PUT /guest', { after: heard.promise })
    const question = page.waitForRequest((request) => request.url().endsWith('/api/orders/ord_1'))
    await setHidden(page, false)
    const answer = (await question).response()
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await page.locator('.overlay').waitFor()
    pressed.resolve()
    await (await answer)?.finished()
    heard.resolve()
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
    assert.equal((await till.sim.control.ledger()).charges.length, 1)
    await checkout.assertQuiet()
  })

  test(`${name}: when the bank cannot be asked for long both ways on are within reach; back online the page goes on`, async (t) => {
    // As low as a phone across at 200 %.
    const checkout = await unresolvedCheckout(t, kind, { width: 320, height: 180 })
    const { page, till } = checkout
    await assertAccessible(page)
    for (const part of ['.overlay-title', '.overlay-ways a', '.overlay-ways button']) {
      await page.locator(part).scrollIntoViewIfNeeded()
      const box = await page.locator(part).boundingBox()
      assert.ok(box && box.y >= -1 && box.y + box.height <= 181, `${part}: ${JSON.stringify(box)}`)
    }
    const way = page.getByRole('link', { name: 'Go to your order' })
    assert.equal(await way.getAttribute('href'), '/orders/ord_1/secret')
    assert.equal((await till.sim.control.ledger()).charges.length, 1)
    await page.context().setOffline(false)
    await runUntil(page, page.getByText('This page finds out by itself.', { exact: true }))
    await runUntil(page, page.getByRole('heading', { name: 'Your order' }))
  })
}

/** A guest who has paid, and whose line has been gone for as long as the page asks by itself. */
async function unresolvedCheckout(
  t: TestContext,
  kind: 'ga' | 'vip',
  viewport: { width: number; height: number },
): Promise<OpenCheckout> {
  const checkout = await openStill(t, browser, { kind }, { viewport })
  const { page } = checkout
  await checkout.fill(good)
  await page.route('**/confirm', async (route) => {
    await route.fetch()
    await page.context().setOffline(true)
    await route.abort('internetdisconnected')
  })
  await page.getByRole('button', { name: 'Pay €48' }).click()
  await runUntil(page, page.getByText(checking))
  await runUntil(page, page.getByText('We could not reach your bank yet.'), 500)
  return checkout
}

/** Keeps whatever the page shows or speaks from now on. */
function keepSentences(): void {
  let kept = ''
  const keep = (): void => {
    kept += ` ${document.body.innerText}`
    Object.assign(window, { sentences: kept })
  }
  const all = { childList: true, subtree: true, characterData: true }
  new MutationObserver(keep).observe(document.body, all)
}

function sentences(page: Page): Promise<string> {
  return page.evaluate(() => Reflect.get(window, 'sentences') as string)
}

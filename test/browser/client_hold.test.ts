import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Route } from 'playwright-core'
import { launch } from '../chromium.ts'
import { openCheckout } from './client_checkout.ts'
import { openClientPage } from './client_page.ts'
import { assertAccessible } from './axe.ts'
import { openPage } from './page.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

test('F44: the hold is counted down by the server, whose clock may be an hour away', async (t) => {
  const checkout = await openCheckout(t, browser, { held_seconds: 581, clock_seconds: 3600 })
  const time = checkout.page.locator('.hold time')
  assert.match(await time.innerText(), /^9:(41|40|39|38)$/)
  const shown = await time.innerText()
  await checkout.page.waitForTimeout(1100)
  assert.notEqual(await time.innerText(), shown)
  assert.match((await time.getAttribute('datetime')) ?? '', /^PT9M\d+S$/)
  await checkout.assertQuiet()
})

test('a minute before the end a screen reader is warned, once', async (t) => {
  const checkout = await openCheckout(t, browser, { held_seconds: 66 })
  const { page } = checkout
  const spoken = page.locator('.hold output')
  assert.equal(await spoken.innerText(), '')
  await page.locator('.hold[data-ending]').waitFor()
  assert.match(await spoken.innerText(), /^Less than 1:00 left/)
  await page.waitForTimeout(2200)
  assert.match(await spoken.innerText(), /^Less than 1:00 left/)
  await checkout.assertQuiet()
})

for (const [name, kind] of [
  ['GA', 'ga'],
  ['VIP', 'vip'],
] as const) {
  test(`F44: ${name}: in the last minute a guest gets more time, once, and Pay stays where it is`, async (t) => {
    const small = { viewport: { width: 320, height: 700 } }
    const checkout = await openCheckout(t, browser, { held_seconds: 75, kind }, small)
    const { page, till } = checkout
    await checkout.fill('4242424242424242')
    const pay = page.getByRole('button', { name: 'Pay €48' })
    const more = page.locator('.hold-more')
    assert.ok(!(await more.isVisible()))
    const place = await pay.boundingBox()
    await more.waitFor()
    assert.equal((await pay.boundingBox())?.y, place?.y)
    const box = await more.boundingBox()
    assert.ok(box && box.height >= 24 && box.x + box.width <= 320, JSON.stringify(box))
    const spoken = page.locator('.hold output')
    assert.match(await spoken.innerText(), /^Less than 1:00 left.*press “I need more time”\.$/)
    await assertAccessible(page)

    till.script('POST /hold/extension', { status: 503, body: { code: 'unavailable' } })
    await page.getByRole('button', { name: 'I need more time' }).focus()
    await checkout.press('Enter')
    await page.getByRole('button', { name: 'Not yet. Ask again' }).waitFor()
    await page.evaluate(watchGiven)
    await checkout.press('Enter')
    await more.waitFor({ state: 'hidden' })
    const given = await page.evaluate(() => Reflect.get(window, 'given') as string[])
    assert.match(given[0] ?? '', /^[56]:\d\d$/, 'with the button its old time goes')
    assert.match(await spoken.innerText(), /^Held for you until \d\d:\d\d now\.$/)
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Pay €48')
    assert.equal((await pay.boundingBox())?.y, place?.y)

    await page.reload()
    await page.locator('.till-form').waitFor()
    assert.match(await page.locator('.hold time').innerText(), /^[56]:\d\d$/)
    await checkout.fill('4242424242424242')
    await pay.click()
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
  })

  test(`F44: ${name}: an answer from before more time was given takes none of it back`, async (t) => {
    const checkout = await openCheckout(t, browser, { held_seconds: 55, kind })
    const { page, till } = checkout
    const now = new Date()
    const expires_at = new Date(now.getTime() + 50_000)
    const early = { state: 'open', payment: 'open', now, expires_at, extended: false }
    till.script('GET ', { after: 2500, body: early })
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.locator('.hold-more').click()
    await page
      .locator('.hold time')
      .getByText(/^[56]:/)
      .waitFor()
    await page.evaluate(watchTimes)
    await page.waitForFunction(() => (Reflect.get(window, 'times') as string[]).length > 4)
    const times = await page.evaluate(() => Reflect.get(window, 'times') as string[])
    assert.ok(
      times.every((time) => /^[456]:/.test(time)),
      times.join(', '),
    )
    await checkout.assertQuiet()
  })

  test(`F44: ${name}: a phone that slept through the end of the hold says so on waking`, async (t) => {
    const till = await openClientPage({ held_seconds: 20, kind })
    t.after(() => till.close())
    const watched = await openPage(browser, {})
    const { page } = watched
    t.after(() => page.context().close())
    await page.clock.install()
    await page.goto(till.url)
    await page.locator('.till-form').waitFor()
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 500))
    const asked = till.requests.length
    await new Promise((resolve) => setTimeout(resolve, 21_000))
    assert.equal(till.requests.length, asked, 'it sleeps')
    assert.ok(await page.locator('.hold time').isVisible())
    await page.clock.fastForward(21_000)
    await page.clock.resume()
    await page.getByText('Your time to pay has run out').waitFor({ timeout: 3000 })
    assert.equal(await page.getByRole('button', { name: /Pay|Try again/ }).count(), 0)
    await watched.close()
  })
}

test('when the hold runs out the page says so and offers to choose again', async (t) => {
  const checkout = await openCheckout(t, browser, { held_seconds: 12 })
  const { page } = checkout
  const again = page.getByRole('link', { name: 'Choose tickets again' })
  await again.waitFor()
  assert.equal(await again.getAttribute('href'), '/nights/slow-burn')
  const focused = await page.evaluate(() => document.activeElement?.textContent)
  assert.equal(focused, 'Your time to pay has run out')
  assert.equal(await page.getByRole('button', { name: /Pay|Try again/ }).count(), 0)
  await assertAccessible(page)
  await checkout.assertQuiet()
})

test('a hold that the server has ended ends the try; a paid order goes to its page at once', async (t) => {
  const ended = await openCheckout(t, browser)
  await ended.fill('4242424242424242')
  ended.till.script('POST /payment', { body: { state: 'expired' } })
  await ended.page.getByRole('button', { name: 'Pay €48' }).click()
  await ended.page.getByText('Your time to pay has run out').waitFor()
  assert.equal((await ended.till.sim.control.ledger()).charges.length, 0)
  await ended.assertQuiet()

  const paid = await openCheckout(t, browser)
  await paid.fill('4242424242424242')
  paid.till.script('POST /payment', { body: { state: 'paid' } })
  await paid.page.getByRole('button', { name: 'Pay €48' }).click()
  await paid.page.getByRole('heading', { name: 'Your order' }).waitFor()
  assert.equal((await paid.till.sim.control.ledger()).charges.length, 0)
  await paid.assertQuiet()
})

/** What of Stripe is missing: its address, and whether it is refused or never answered. */
const missing: [what: string, url: string, lose: (route: Route) => unknown][] = [
  ['Stripe.js does not come', '**/v3/stripe.js', (route) => route.abort()],
  ['Stripe.js says nothing for 15 s', '**/v3/stripe.js', () => {}],
  ['the field for the card does not come', '**/elements/payment.html', (route) => route.abort()],
]
for (const [what, url, lose] of missing)
  for (const kind of ['ga', 'vip'] as const)
    test(`F20: ${kind.toUpperCase()}: ${what}: a toast, and a Retry that loads it`, async (t) => {
      const till = await openClientPage({ kind })
      t.after(() => till.close())
      const { page } = await openPage(browser, {})
      t.after(() => page.context().close())
      let isDown = true
      await page.route(url, (route) => (isDown ? lose(route) : route.continue()))
      await page.clock.install()
      await page.goto(till.url, { waitUntil: 'domcontentloaded' })
      await page.locator('.till-room').waitFor({ state: 'attached' })
      if (what.includes('15 s')) {
        await page.clock.runFor(14_000)
        assert.equal(await page.locator('.toast').count(), 0)
        await page.clock.runFor(1500)
      }
      const toast = page.locator('.toast')
      await toast.waitFor()
      assert.match(await toast.innerText(), /^The payment form could not be loaded/)
      assert.ok(await page.locator('button.pay').isVisible())
      assert.equal(await page.locator('output.state-line').count(), 0, 'it is read out by one only')
      await page.getByLabel('Name', { exact: true }).fill('Ada')
      isDown = false
      await page.getByRole('button', { name: 'Retry' }).last().click()
      await page.getByRole('button', { name: 'Pay €48' }).waitFor()
      await page.frameLocator('.card iframe').locator('[name=number]').fill('4242424242424242')
      assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Ada')
    })

test('offline: said quietly, nothing is sent; back online the page goes on', async (t) => {
  const checkout = await openCheckout(t, browser)
  const { page, till } = checkout
  await checkout.fill('4242424242424242')
  await page.context().setOffline(true)
  await page.getByText('You are offline').first().waitFor()
  assert.equal(await page.locator('.toast').count(), 0)
  await page.getByRole('button', { name: 'Pay €48' }).click()
  await page.locator('.toast').waitFor()
  const line = page.locator('.state-line')
  assert.equal(await page.locator('output.state-line').count(), 0, 'it is read out by one only')
  assert.ok(!(await line.isVisible()), 'the toast says it')
  assert.deepEqual(
    till.requests.filter(({ method }) => method !== 'GET'),
    [],
  )
  await page.mouse.move(200, 300)
  await page.locator('.toast').waitFor({ state: 'detached' })
  assert.match(await line.innerText(), /^You are offline/)
  await page.context().setOffline(false)
  await page.getByText(/^Not paid yet/).waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'Your order' }).waitFor()
})

/** Keeps what the countdown says at the moment when the offer of more time goes. */
function watchGiven(): void {
  const given: string[] = []
  const look = (): void => {
    const time = document.querySelector('.hold time')
    if (document.querySelector('.hold-more[data-waiting]')) given.push(time?.textContent ?? '')
  }
  const watched = { attributes: true, childList: true, characterData: true, subtree: true }
  new MutationObserver(look).observe(document.querySelector('.hold')!, watched)
  Object.assign(window, { given })
}

/** Keeps each time that the countdown shows. */
function watchTimes(): void {
  const time = document.querySelector('.hold time')!
  const times: string[] = []
  const watched = { childList: true, characterData: true, subtree: true }
  new MutationObserver(() => times.push(time.textContent)).observe(time, watched)
  Object.assign(window, { times })
}

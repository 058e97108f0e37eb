import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator, Page, Route } from 'playwright-core'
import { launch } from '../chromium.ts'
import { openCheckout, openStill } from './client_checkout.ts'
import { openClientPage } from './client_page.ts'
import { assertAccessible } from './axe.ts'
import { runUntil, setHidden, stopClock } from './clock.ts'
import { openPage } from './page.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

/** The countdown, once it reads so. */
const reads = (page: Page, time: string | RegExp): Locator =>
  page.locator('.hold time').filter({ hasText: time })

test('F44: the hold is counted down by the server, whose clock may be an hour away', async (t) => {
  const checkout = await openStill(t, browser, { held_seconds: 581, clock_seconds: 3600 })
  const { page } = checkout
  // A page that is seen again asks the server.
  await setHidden(page, false)
  await runUntil(page, reads(page, '9:41'))
  await checkout.pass(1000)
  await runUntil(page, reads(page, '9:40'))
  assert.equal(await page.locator('.hold time').getAttribute('datetime'), 'PT9M40S')
  checkout.till.pass(60_000)
  await setHidden(page, false)
  await runUntil(page, reads(page, '8:40'))
  await checkout.assertQuiet()
})

test('a minute before the end a screen reader is warned, once', async (t) => {
  const checkout = await openStill(t, browser, { held_seconds: 100 })
  const { page } = checkout
  const spoken = page.locator('.hold output')
  assert.equal(await spoken.innerText(), '')
  await spoken.evaluate((output) => {
    const said: string[] = []
    const hear = () => output.textContent && said.push(output.textContent)
    new MutationObserver(hear).observe(output, {
      childList: true,
      subtree: true,
      characterData: true,
    })
    Object.assign(window, { said })
  })
  for (let seconds = 100; seconds > 50; seconds--) await checkout.pass(1000)
  await runUntil(page, page.locator('.hold[data-ending]'))
  const said = await page.evaluate(() => Reflect.get(window, 'said') as string[])
  assert.equal(said.length, 1, said.join(', '))
  assert.match(said[0] ?? '', /^Less than 1:00 left/)
  await checkout.assertQuiet()
})

/** Where a guest whose hold is over goes on. */
const again = {
  ga: { words: 'Choose tickets again', href: '/nights/slow-burn' },
  vip: { words: 'Choose a table again', href: '/nights/slow-burn/tables' },
}

for (const [name, kind] of [
  ['GA', 'ga'],
  ['VIP', 'vip'],
] as const) {
  test(`F44: ${name}: in the last minute a guest gets more time, once, and Pay stays where it is`, async (t) => {
    const small = { viewport: { width: 320, height: 700 } }
    const checkout = await openStill(t, browser, { held_seconds: 100, kind }, small)
    const { page, till } = checkout
    await checkout.fill('4242424242424242')
    const pay = page.getByRole('button', { name: 'Pay €48' })
    const more = page.locator('.hold-more')
    assert.ok(!(await more.isVisible()))
    const place = await pay.boundingBox()
    await checkout.pass(45_000)
    await runUntil(page, more)
    assert.equal((await pay.boundingBox())?.y, place?.y)
    const box = await more.boundingBox()
    assert.ok(box && box.height >= 24 && box.x + box.width <= 320, JSON.stringify(box))
    const spoken = page.locator('.hold output')
    const warned = /^Less than 1:00 left.*press “I need more time”\.$/
    await runUntil(page, async () => warned.test(await spoken.innerText()))
    await assertAccessible(page)

    till.script('POST /hold/extension', { status: 503, body: { code: 'unavailable' } })
    await page.getByRole('button', { name: 'I need more time' }).focus()
    await checkout.press('Enter')
    await runUntil(page, page.getByRole('button', { name: 'Not yet. Ask again' }))
    await page.evaluate(watchGiven)
    await checkout.press('Enter')
    await runUntil(page, reads(page, /^5:5\d$/))
    await runUntil(page, async () => !(await more.isVisible()))
    const [shown] = await page.evaluate(() => Reflect.get(window, 'given') as string[])
    assert.match(shown ?? '', /^5:5\d$/, 'with the button its old time goes')
    const given = /^Held for you until \d\d:\d\d now\.$/
    await runUntil(page, async () => given.test(await spoken.innerText()))
    await runUntil(page, page.locator('.pay:focus'))
    assert.equal((await pay.boundingBox())?.y, place?.y)

    await page.clock.resume()
    await page.reload()
    await page.locator('.till-form').waitFor()
    await reads(page, /^5:5\d$/).waitFor()
    await checkout.fill('4242424242424242')
    await pay.click()
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
  })

  test(`F44: ${name}: an answer from before more time was given takes none of it back`, async (t) => {
    const checkout = await openStill(t, browser, { held_seconds: 100, kind })
    const { page, till } = checkout
    await checkout.pass(45_000)
    await runUntil(page, page.locator('.hold-more'))
    const now = new Date()
    const expires_at = new Date(now.getTime() + 50_000)
    let answer = () => {}
    const answered = new Promise<void>((resolve) => (answer = resolve))
    const body = { state: 'open', payment: 'open', now, expires_at, extended: false }
    const asked = till.requests.length
    till.script('GET ', { after: answered, body })
    await setHidden(page, false)
    await runUntil(page, () => Promise.resolve(till.requests.length > asked))
    await page.locator('.hold-more').click()
    await runUntil(page, reads(page, /^5:/))
    await page.evaluate(watchTimes)
    const late = page.waitForResponse((one) => one.request().method() === 'GET')
    answer()
    await late
    for (let seconds = 0; seconds < 6; seconds++) await checkout.pass(1000)
    await runUntil(page, reads(page, /^5:4/))
    const times = await page.evaluate(() => Reflect.get(window, 'times') as string[])
    assert.ok(
      times.every((time) => time.startsWith('5:')),
      times.join(', '),
    )
    await checkout.assertQuiet()
  })

  test(`F44: ${name}: a phone that slept through the end of the hold says so on waking`, async (t) => {
    const checkout = await openStill(t, browser, { held_seconds: 100, kind })
    const { page, till } = checkout
    till.pass(101_000)
    assert.ok(await page.locator('.hold time').isVisible())
    await page.clock.fastForward(101_000)
    // Within a second of waking, without waiting for the next of the questions in between.
    await page.clock.runFor(1000)
    await page.getByText('Your time to pay has run out').waitFor()
    assert.equal(await page.getByRole('button', { name: /Pay|Try again/ }).count(), 0)
    await checkout.assertQuiet()
  })

  test(`${name}: when the hold runs out the page says so and offers to choose again`, async (t) => {
    const checkout = await openStill(t, browser, { held_seconds: 100, kind })
    const { page } = checkout
    await checkout.pass(100_000)
    const { words, href } = again[kind]
    const way = page.getByRole('link', { name: words })
    await runUntil(page, way)
    assert.equal(await way.getAttribute('href'), href)
    await page.locator('h1:focus').getByText('Your time to pay has run out').waitFor()
    assert.equal(await page.getByRole('button', { name: /Pay|Try again/ }).count(), 0)
    await assertAccessible(page)
    await checkout.assertQuiet()
  })

  test(`${name}: offline: said quietly, nothing is sent; back online the page goes on`, async (t) => {
    const checkout = await openStill(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill('4242424242424242')
    await page.context().setOffline(true)
    await runUntil(page, page.getByText('You are offline'))
    const toast = page.locator('.toast')
    assert.equal(await toast.count(), 0)
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await runUntil(page, toast)
    const line = page.locator('.state-line')
    assert.equal(await page.locator('output.state-line').count(), 0, 'it is read out by one only')
    assert.ok(!(await line.isVisible()), 'the toast says it')
    assert.deepEqual(
      till.requests.filter(({ method }) => method !== 'GET'),
      [],
    )
    await page.mouse.move(200, 300)
    await runUntil(page, async () => (await toast.count()) === 0)
    assert.match(await line.innerText(), /^You are offline/)
    await page.context().setOffline(false)
    await runUntil(page, page.getByText(/^Not paid yet/))
    await page.getByRole('button', { name: 'Try again' }).click()
    await runUntil(page, page.getByRole('heading', { name: 'Your order' }))
  })
}

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
      await stopClock(page)
      await page.goto(till.url, { waitUntil: 'domcontentloaded' })
      await page.locator('.till-room').waitFor({ state: 'attached' })
      const toast = page.locator('.toast')
      if (what.includes('15 s')) {
        await page.clock.runFor(14_900)
        assert.equal(await toast.count(), 0)
        await page.clock.runFor(300)
        await toast.waitFor()
      }
      await runUntil(page, toast)
      assert.match(await toast.innerText(), /^The payment form could not be loaded/)
      assert.ok(await page.locator('button.pay').isVisible())
      assert.equal(await page.locator('output.state-line').count(), 0, 'it is read out by one only')
      await page.getByLabel('Name', { exact: true }).fill('Ada')
      isDown = false
      await page.getByRole('button', { name: 'Retry' }).last().click()
      await runUntil(page, page.getByRole('button', { name: 'Pay €48' }))
      await page.clock.resume()
      await page.frameLocator('.card iframe').locator('[name=number]').fill('4242424242424242')
      assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Ada')
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

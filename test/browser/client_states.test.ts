import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../chromium.ts'
import { eventually } from '../guest.ts'
import { openCheckout, openStill, PHONE } from './client_checkout.ts'
import { assertAccessible } from './axe.ts'
import { runUntil } from './clock.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const card = { good: '4242424242424242', challenged: '4000000000003220' }
/** What is done after drawing is done by then. */
const DRAWN_MS = 100
const checking = 'Checking with your bank. You will not be charged twice.'

for (const [name, kind] of [
  ['GA', 'ga'],
  ['VIP', 'vip'],
] as const) {
  test(`F24: ${name}: two clicks in one moment make one try`, async (t) => {
    const checkout = await openCheckout(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill(card.good)
    const pressed = Promise.withResolvers<void>()
    till.script('POST /payment', { after: pressed.promise })
    await page.evaluate(pressPayTwice)
    await page.locator('.overlay').waitFor()
    await page.evaluate(pressPayTwice)
    pressed.resolve()
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
    // It also looks for other tabs from time to time.
    const written = till.requests.filter(({ method }) => method !== 'GET')
    assert.deepEqual(
      written.map(({ method, path }) => `${method} ${path}`),
      ['PUT /guest', 'POST /payment'],
    )
    const phone = kind === 'vip' ? { phone: PHONE } : {}
    assert.deepEqual(written[0]?.body, { name: 'Ada', email: 'ada@guest.example', ...phone })
    assert.equal((await till.sim.control.ledger()).charges.length, 1)
    await checkout.assertQuiet()
  })

  test(`${name}: the overlay covers everything, and nothing beneath can be operated`, async (t) => {
    const checkout = await openStill(t, browser, { kind })
    const { page } = checkout
    await checkout.fill(card.good)
    const seen = Promise.withResolvers<void>()
    // At Stripe, for the page waits for its own server no longer than 20 s of anybody's time.
    await page.route('**/confirm', async (route) => {
      await seen.promise
      await route.continue()
    })
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await runUntil(page, page.locator('.overlay'))
    await page.clock.runFor(DRAWN_MS)
    const held = await page.locator('.hold time').innerText()
    assert.match(await status(page), /^Processing your payment…/)
    const reached = await page.evaluate(() => {
      const points = [0.02, 0.25, 0.5, 0.75, 0.98]
      const parts = points.flatMap((x) =>
        points.map((y) => document.elementFromPoint(x * innerWidth, y * innerHeight)),
      )
      return parts.every((part) => part?.closest('.overlay'))
    })
    assert.ok(reached)
    for (let count = 0; count < 12; count++) {
      await checkout.press('Tab')
      assert.equal(await page.evaluate(() => document.activeElement?.closest('main') ?? null), null)
    }
    await assertAccessible(page)
    await page.clock.runFor(10_000)
    assert.equal(await page.locator('.hold time').innerText(), held, 'the countdown is frozen')
    seen.resolve()
    await runUntil(page, page.getByRole('heading', { name: 'Your order' }))
    await checkout.assertQuiet()
  })

  test(`${name}: the bank is asked above the overlay; F34: reloaded meanwhile, the same challenge goes on`, async (t) => {
    const checkout = await openCheckout(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill(card.challenged)
    await page.getByRole('button', { name: 'Pay €48' }).click()
    const challenge = page.frameLocator('body > iframe')
    await challenge.locator('#test-source-authorize-3ds').waitFor()
    await page.locator('.overlay[data-aside]').waitFor()
    await page.reload()
    await checkout.fill(card.good)
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await challenge.locator('#test-source-authorize-3ds').click()
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
    const { charges, payment_intents } = await till.sim.control.ledger()
    assert.deepEqual(
      charges.map((charge) => charge.payment_method_details?.card?.last4),
      ['3220'],
      'no second confirmation was made with the other card',
    )
    assert.equal(payment_intents.length, 1)
    await checkout.assertQuiet()
  })

  test(`F29: ${name}: an answer that is lost after the charge is no decline: the page finds out and goes on`, async (t) => {
    const checkout = await openCheckout(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill(card.good)
    await page.route('**/confirm', async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    })
    const seen = Promise.withResolvers<void>()
    till.script('POST /payment', {}, { after: seen.promise })
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await page.getByText(checking).first().waitFor()
    assert.equal(await page.locator('.toast').count(), 0)
    seen.resolve()
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
    assert.equal((await till.sim.control.ledger()).charges.length, 1)
    const report = await eventually('the report', async () =>
      till.requests.find((request) => request.path === '/attempts'),
    )
    assert.equal(report.body['outcome'], 'errored')
    assert.equal(report.body['code'], 'api_connection_error')
  })

  test(`${name}: lost before the charge: "You were not charged", once the bank has said so; Retry pays`, async (t) => {
    const checkout = await openStill(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill(card.good)
    await page.route('**/confirm', (route) => route.abort('connectionreset'), { times: 1 })
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await runUntil(page, page.getByText(checking))
    const toast = page.locator('.toast')
    await runUntil(page, toast)
    assert.match(await toast.innerText(), /^You were not charged/)
    assert.doesNotMatch(await page.locator('body').innerText(), /Payment failed/)
    await page.getByRole('button', { name: 'Retry' }).click()
    await runUntil(page, page.getByRole('heading', { name: 'Your order' }))
    assert.equal((await till.sim.control.ledger()).charges.length, 1)
  })

  test(`${name}: a payment that the bank takes its time for goes to the order page`, async (t) => {
    const checkout = await openCheckout(t, browser, { kind })
    await checkout.fill(card.good)
    await checkout.till.sim.control.holdPayments()
    await checkout.page.getByRole('button', { name: 'Pay €48' }).click()
    await checkout.page.getByRole('heading', { name: 'Your order' }).waitFor()
    await checkout.assertQuiet()
  })

  test(`F73: ${name}: while Stripe cannot be asked nothing is confirmed; the toast says so and Retry works`, async (t) => {
    const checkout = await openStill(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill(card.good)
    const down = { status: 503, body: { code: 'stripe_unreachable' } }
    till.script('POST /payment', down, down, down)
    await page.getByRole('button', { name: 'Pay €48' }).click()
    const toast = page.locator('.toast')
    await runUntil(page, toast)
    assert.match(await toast.innerText(), /^We cannot reach the bank right now/)
    assert.equal((await till.sim.control.ledger()).charges.length, 0)
    await page.getByRole('button', { name: 'Retry' }).click()
    await runUntil(page, page.getByRole('heading', { name: 'Your order' }))
  })

  test(`${name}: a decline is reported again when the first report got no answer`, async (t) => {
    const checkout = await openCheckout(t, browser, { kind })
    const { page, till } = checkout
    await checkout.fill('4000000000000002')
    // Not by the server, for a browser itself repeats what a connection kept open has lost.
    const unheard: unknown[] = []
    await page.route(
      '**/attempts',
      (route) => {
        unheard.push(route.request().postDataJSON())
        return route.abort('connectionreset')
      },
      { times: 1 },
    )
    await page.getByRole('button', { name: 'Pay €48' }).click()
    const heard = await eventually('the second report', async () =>
      till.requests.find((request) => request.path === '/attempts'),
    )
    const { charges } = await till.sim.control.ledger()
    const report = {
      outcome: 'declined',
      attempt_key: charges[0]?.id,
      code: 'card_declined',
      decline_code: 'generic_decline',
    }
    assert.deepEqual([...unheard, heard.body], [report, report])
  })

  test(`${name}: fields that are wrong are named at the field, by us and by the server; no toast comes`, async (t) => {
    const checkout = await openCheckout(t, browser, { kind })
    const { page, till } = checkout
    await page.frameLocator('.card iframe').locator('[name=number]').waitFor()
    await page.getByRole('button', { name: 'Pay €48' }).click()
    const nameField = page.getByLabel('Name', { exact: true })
    const email = page.getByLabel('E-mail')
    await page.getByText('Enter your name').waitFor()
    assert.equal(await nameField.getAttribute('aria-invalid'), 'true')
    await page.locator('#guest-name:focus').waitFor()
    await page
      .frameLocator('.card iframe')
      .getByText(/card number is incomplete/)
      .waitFor()
    await assertAccessible(page)

    await checkout.fill(card.good)
    const message = 'This address does not take mail.'
    const errors = [{ field: 'email', code: 'email_invalid', message }]
    till.script('PUT /guest', { status: 422, body: { code: 'email_invalid', errors } })
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await page.getByText(message).waitFor()
    assert.equal(await email.getAttribute('aria-describedby'), 'guest-email-fault guest-email-hint')
    await page.locator('#guest-email:focus').waitFor()
    assert.equal(await page.locator('.toast').count(), 0)
    await email.press('Enter')
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
  })
}

function pressPayTwice(): void {
  const pay = document.querySelector<HTMLButtonElement>('.pay')!
  pay.click()
  pay.click()
}

function status(page: Page): Promise<string> {
  return page.locator('#checkout-layer output').innerText()
}

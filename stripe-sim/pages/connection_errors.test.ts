import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { launch } from '../../test/chromium.ts'
import {
  bankFrame,
  heard,
  pay,
  pressPay,
  readyToPay,
  result,
  startCheckoutTest,
  thrown,
  typeCard,
} from '../testing/checkout_page.ts'

const { control, simulator, onPage } = await startCheckoutTest(await launch())

const path = '/v1/payment_intents/*/confirm'
// The browser itself repeats a request on each connection that it has kept, so once is not enough.
const times = 10
const faults = [
  ['a 500 before the charge', { path, effect: 'error' }, 'api_error'],
  ['a reset before the charge', { path, effect: 'reset', times }, 'api_connection_error'],
  ['a 429', { path, effect: 'rate_limit' }, 'rate_limit_error'],
] as const

for (const [what, fault, type] of faults) {
  test(`${what} is an ${type}, and the next try pays`, async () => {
    await onPage({}, async (page) => {
      await readyToPay(page)
      await typeCard(page, '4242424242424242')
      await control.failRequests(fault)
      const { error } = await pay(page)
      assert.equal(error?.type, type)
      assert.ok(error?.message)
      await control.clearFaults()
      assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
    })
  })
}

const lost = [
  ['a 500 after the charge', { path, effect: 'error', when: 'after' }, 'api_error'],
  [
    'a reset after the charge',
    { path, effect: 'reset', when: 'after', times },
    'api_connection_error',
  ],
  ['an answer cut short', { path, effect: 'truncate' }, 'api_connection_error'],
] as const

for (const [what, fault, type] of lost) {
  test(`${what} is an ${type}, although the money has moved`, async () => {
    await onPage({}, async (page) => {
      await readyToPay(page)
      await typeCard(page, '4242424242424242')
      await control.failRequests(fault)
      assert.equal((await pay(page)).error?.type, type)
      await control.clearFaults()
      const { paymentIntent } = await page.evaluate<{ paymentIntent: { status: string } }>(
        'stripe.retrievePaymentIntent(clientSecret)',
      )
      assert.equal(paymentIntent.status, 'succeeded')
    })
  })
}

test('a request that is never answered ends as an api_connection_error', async () => {
  await onPage({}, async (page) => {
    await page.clock.install()
    await readyToPay(page)
    await typeCard(page, '4242424242424242')
    await control.failRequests({ path, effect: 'hang' })
    const asked = page.waitForRequest((request) => request.url().endsWith('/confirm'))
    await pressPay(page)
    await asked
    await page.clock.fastForward(90_000)
    assert.equal((await result(page)).error?.type, 'api_connection_error')
  })
})

test('a reading that fails is an error, never a rejection', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    const reading = { path: '/v1/payment_intents/*', method: 'GET' } as const
    await control.failRequests({ ...reading, effect: 'reset', times })
    const read = await page.evaluate<{ error: { type: string } }>(
      'stripe.retrievePaymentIntent(clientSecret)',
    )
    await control.clearFaults()
    assert.equal(read.error.type, 'api_connection_error')
  })
})

test('an intent that cannot be read after its challenge is an error of the connection', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    await typeCard(page, '4000000000003220')
    await pressPay(page)
    await control.failRequests({ path: '/v1/payment_intents/*', method: 'GET', effect: 'error' })
    await bankFrame(page).getByRole('button', { name: 'Complete' }).click()
    assert.equal((await result(page)).error?.type, 'api_error')
  })
})

test('a bank’s page that does not come ends as an error of the connection', async () => {
  const work = async (page: Page): Promise<void> => {
    await page.clock.install()
    await readyToPay(page)
    await typeCard(page, '4000000000003220')
    await page.route('**/v3/challenge/challenge.js', async (route) => route.abort())
    await pressPay(page)
    await bankFrame(page).getByRole('button', { name: 'Complete' }).waitFor()
    await page.clock.fastForward(10_000)
    const { error } = await result(page)
    assert.equal(error?.type, 'api_connection_error')
    assert.equal(error?.payment_intent?.status, 'requires_action')
    assert.equal(await page.locator('body > iframe').count(), 0)
  }
  await onPage({}, work, /^Failed to load resource/)
})

test('a frame that does not load is a loaderror, and its Element is gone', async () => {
  await control.failRequests({ path: '/v3/elements/payment.js', effect: 'error' })
  const work = async (page: Page): Promise<void> => {
    const { error } = await heard<{ error: { type: string } }>(page, 'loaderror')
    assert.equal(error.type, 'api_connection_error')
    assert.equal(await page.locator('iframe').count(), 0)
  }
  await onPage({}, work, /status of 500/)
})

test('an intent that cannot be read is a loaderror of Elements with a client secret', async () => {
  await control.failRequests({ path: '/v1/payment_intents/*', method: 'GET', effect: 'error' })
  await onPage({ mode: 'secret' }, async (page) => {
    const { error } = await heard<{ error: { type: string } }>(page, 'loaderror')
    assert.equal(error.type, 'api_error')
  })
})

test('a script that does not load leaves loadStripe to fail as it does with Stripe’s', async () => {
  await control.failRequests({ path: '/v3/stripe.js', effect: 'reset', times })
  const work = async (page: Page): Promise<void> => {
    const says = await thrown(page, 'window.stripePromise')
    assert.equal(says, 'Error: Failed to load Stripe.js')
  }
  // The package now asks for Stripe's own script, which the page's policy does not let it reach.
  await onPage({}, work, /^Failed to load |^Loading the script 'https:\/\/js.stripe.com/)
  await control.clearFaults()
  assert.equal((await fetch(`${simulator.url}/v3/stripe.js`)).status, 200)
})

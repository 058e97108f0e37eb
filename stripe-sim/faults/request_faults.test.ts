import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { confirmWith, newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'
import type { RequestFaultOrder } from './request_faults.ts'

/** What the official SDK makes of every fault, and what becomes of the charge meanwhile. */

const simulator = await startForTest()
const { control } = simulator
const stripe = sdkFor(simulator)
// Far longer than an answer takes here, short enough for a request that hangs.
const timeout_ms = 2_500

const apiError = { type: 'StripeAPIError', statusCode: 500 }
const cut = { type: 'StripeConnectionError' }
const timedOut = { type: 'StripeConnectionError', message: /timeout/ }
const limited = { type: 'StripeRateLimitError', statusCode: 429, code: 'rate_limit' }
const locked = { type: 'StripeRateLimitError', statusCode: 429, code: 'lock_timeout' }
const inUse = { statusCode: 409, code: 'idempotency_key_in_use' }

type Case = {
  effect: RequestFaultOrder['effect']
  when?: 'before' | 'after'
  times?: number
  retries: number
  /** What the SDK throws; nothing when it gets through. */
  throws?: object
  /** How many charges there are then. */
  charges: number
  /** Whether asking once more under the same key brings the same failure again. */
  isKept?: true
}

const cases: Case[] = [
  { effect: 'error', retries: 0, throws: apiError, charges: 0 },
  { effect: 'error', retries: 2, charges: 1 },
  { effect: 'error', when: 'after', retries: 0, throws: apiError, charges: 1, isKept: true },
  { effect: 'error', when: 'after', retries: 2, throws: apiError, charges: 1, isKept: true },
  { effect: 'rate_limit', retries: 0, throws: limited, charges: 0 },
  { effect: 'rate_limit', retries: 2, throws: limited, charges: 0 },
  { effect: 'lock_timeout', retries: 0, throws: locked, charges: 0 },
  { effect: 'lock_timeout', retries: 2, charges: 1 },
  { effect: 'conflict', retries: 0, throws: inUse, charges: 0 },
  { effect: 'conflict', retries: 2, charges: 1 },
  // The SDK repeats a connection that was cut before an answer once, whatever it is told.
  { effect: 'reset', retries: 0, charges: 1 },
  { effect: 'reset', times: 2, retries: 0, throws: cut, charges: 0 },
  { effect: 'reset', times: 2, retries: 2, charges: 1 },
  { effect: 'reset', when: 'after', retries: 0, charges: 1 },
  { effect: 'reset', when: 'after', times: 2, retries: 0, throws: cut, charges: 1 },
  { effect: 'reset', when: 'after', times: 2, retries: 2, charges: 1 },
  // It never repeats what was cut in the middle of the answer.
  { effect: 'truncate', retries: 0, throws: cut, charges: 1 },
  { effect: 'truncate', retries: 2, throws: cut, charges: 1 },
  { effect: 'hang', retries: 0, throws: timedOut, charges: 0 },
  { effect: 'hang', retries: 2, charges: 1 },
  { effect: 'hang', when: 'after', retries: 0, throws: timedOut, charges: 1 },
  { effect: 'hang', when: 'after', retries: 2, charges: 1 },
  { effect: 'delay', retries: 0, charges: 1 },
  { effect: 'delay', when: 'after', retries: 0, charges: 1 },
]
for (const { effect, when, times = 1, retries, throws, charges, isKept } of cases) {
  const what = `${effect}${when ? ` ${when}` : ''}${times > 1 ? `, ${times} times` : ''}`
  const outcome = `${throws ? 'an error' : 'success'}, ${charges} charge${charges === 1 ? '' : 's'}`
  const claim = `${what}: with ${retries} retries the SDK brings ${outcome}, and one in the end`
  test(claim, async () => {
    const intent = await newIntent(stripe)
    const delay_ms = effect === 'delay' ? 20 : 0
    const path = '/v1/payment_intents/*/confirm'
    const fault = { path, effect, times, delay_ms, object: intent.id, ...(when && { when }) }
    const { id } = await control.failRequests(fault)
    const options = { idempotencyKey: `confirm ${intent.id}`, timeout: timeout_ms }
    const asked = confirmWith(sdkFor(simulator, { retries }), intent, 'pm_card_visa', options)
    if (throws) await assert.rejects(asked, throws)
    else assert.equal((await asked).status, 'succeeded')
    assert.equal(await chargesOf(intent), charges)
    const strikes = (await control.faultLog()).filter((line) => line.fault === id)
    assert.deepEqual(
      strikes.map((line) => [line.effect, line.when, line.subject]),
      Array.from({ length: times }, () => [
        effect,
        whenOf(effect, when),
        `POST ${confirmOf(intent)}`,
      ]),
    )
    const again = confirmWith(stripe, intent, 'pm_card_visa', options)
    if (isKept) await assert.rejects(again, throws ?? {})
    else assert.equal((await again).status, 'succeeded')
    assert.equal(await chargesOf(intent), 1)
  })
}

test('a failure instead of the effect is kept under the key, and nothing is ever charged', async () => {
  const intent = await newIntent(stripe)
  const path = confirmOf(intent)
  await control.failRequests({ path, effect: 'error', when: 'instead' })
  const options = { idempotencyKey: `confirm ${intent.id}` }
  const sdk = sdkFor(simulator, { retries: 2 })
  for (let n = 0; n < 2; n += 1)
    await assert.rejects(confirmWith(sdk, intent, 'pm_card_visa', options), apiError)
  assert.equal(await chargesOf(intent), 0)
  const other = await confirmWith(sdk, intent, 'pm_card_visa', { idempotencyKey: 'another' })
  assert.equal(other.status, 'succeeded')
  await assert.rejects(
    control.failRequests({ path, effect: 'reset', when: 'instead' }),
    /only an error strikes instead/,
  )
})

test('a limited request tells its reason, a locked object none', async () => {
  const path = '/v1/account'
  for (const reason of ['global-rate', 'endpoint-rate', 'resource-specific'] as const) {
    await control.failRequests({ path, effect: 'rate_limit', reason })
    const { headers } = await refusedAccount()
    assert.equal(headers?.['stripe-rate-limited-reason'], reason)
    assert.equal(headers['stripe-should-retry'], undefined)
  }
  await control.failRequests({ path, effect: 'lock_timeout' })
  const { headers } = await refusedAccount()
  assert.equal(headers?.['stripe-rate-limited-reason'], undefined)
  assert.equal(headers?.['stripe-should-retry'], 'true')
})

test('a failure may bring a message of its own', async () => {
  const message = 'Out for lunch.'
  await control.failRequests({ path: '/v1/account', effect: 'error', message })
  assert.equal((await refusedAccount()).message, message)
})

test('the effect of a delayed answer is there while the caller still waits', async () => {
  const intent = await newIntent(stripe)
  const delay_ms = 10_000
  const when = 'after'
  await control.failRequests({ path: confirmOf(intent), effect: 'delay', when, delay_ms })
  const options = { timeout: timeout_ms }
  await assert.rejects(confirmWith(stripe, intent, 'pm_card_visa', options), timedOut)
  assert.equal(await chargesOf(intent), 1)
})

test('scripts and frames can fail, be cut and be cut short, too', async () => {
  const script = `${simulator.url}/v3/stripe.js`
  await control.failRequests({ path: '/v3/*', effect: 'error' })
  assert.equal((await fetch(script)).status, 500)
  await control.failRequests({ path: '/v3/*', effect: 'reset' })
  await assert.rejects(fetch(script))
  await control.failRequests({ path: '/v3/*', effect: 'truncate' })
  const halved = await fetch(script)
  assert.equal(halved.status, 200)
  await assert.rejects(halved.text())
  assert.ok((await (await fetch(script)).text()).length > 0)
})

async function refusedAccount(): Promise<Stripe.errors.StripeError> {
  return stripe.accounts.retrieve(null).then(
    () => assert.fail('The account was not refused.'),
    (error: unknown) => error as Stripe.errors.StripeError,
  )
}

async function chargesOf({ id }: { id: string }): Promise<number> {
  return (await stripe.charges.list({ payment_intent: id })).data.length
}

function confirmOf({ id }: { id: string }): string {
  return `/v1/payment_intents/${id}/confirm`
}

function whenOf(effect: Case['effect'], when: Case['when']): string {
  return when ?? (effect === 'truncate' ? 'after' : 'before')
}

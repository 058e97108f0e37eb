import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { confirmWith, eventually, newIntent, sdkFor, startForTest } from './with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const retrying = sdkFor(simulator, { retries: 2 })
const { control } = simulator
const creating = '/v1/payment_intents'

test('a repeated key is answered from memory, with the first request named', async () => {
  const options = { idempotencyKey: 'replay' }
  const first = await newIntent(stripe, {}, options)
  const second = await newIntent(stripe, {}, options)
  assert.equal(second.id, first.id)
  const { headers } = second.lastResponse
  assert.equal(headers['idempotent-replayed'], 'true')
  assert.equal(headers['original-request'], first.lastResponse.requestId)
  assert.notEqual(second.lastResponse.requestId, first.lastResponse.requestId)
})

test('a key with other parameters is an idempotency_error', async () => {
  const options = { idempotencyKey: 'mismatch' }
  await newIntent(stripe, {}, options)
  await assert.rejects(newIntent(stripe, { amount: 2001 }, options), (error: unknown) => {
    assert.ok(error instanceof Stripe.errors.StripeIdempotencyError)
    assert.equal(error.statusCode, 400)
    return true
  })
})

test('a key at another endpoint is an idempotency_error', async () => {
  const options = { idempotencyKey: 'endpoint' }
  const intent = await newIntent(stripe, {}, options)
  const cancel = stripe.paymentIntents.cancel(intent.id, {}, options)
  await assert.rejects(cancel, { rawType: 'idempotency_error' })
})

test('a key whose first request is still under way is answered 409', async () => {
  const options = { idempotencyKey: 'in use' }
  await control.failRequests({ path: creating, effect: 'delay', delay_ms: 300 })
  const first = newIntent(stripe, {}, options)
  await struck('delay')
  const inUse = { statusCode: 409, code: 'idempotency_key_in_use' }
  await assert.rejects(newIntent(stripe, {}, options), inUse)
  const { id } = await first
  assert.equal((await newIntent(stripe, {}, options)).id, id)
})

test('a decline is kept: the same key brings the same 402 and no second charge', async () => {
  const intent = await newIntent(stripe)
  const options = { idempotencyKey: 'decline' }
  const decline = async (): Promise<unknown> =>
    confirmWith(stripe, intent, 'pm_card_visa_chargeDeclined', options)
  await assert.rejects(decline, { statusCode: 402 })
  await assert.rejects(decline, (error: unknown) => {
    assert.ok(error instanceof Stripe.errors.StripeCardError)
    assert.equal(error.headers?.['idempotent-replayed'], 'true')
    return true
  })
  assert.equal((await stripe.charges.list({ payment_intent: intent.id })).data.length, 1)
})

test('a refused parameter is not kept: the same key may then be used rightly', async () => {
  const options = { idempotencyKey: 'validation' }
  await assert.rejects(newIntent(stripe, { amount: 1 }, options), { code: 'amount_too_small' })
  assert.equal((await newIntent(stripe, {}, options)).status, 'requires_payment_method')
})

test('500 after the effect is kept: the same key brings it again, one intent', async () => {
  const options = { idempotencyKey: 'after' }
  await control.failRequests({ path: creating, effect: 'error', when: 'after' })
  const before = await intentCount()
  const create = async (): Promise<unknown> => newIntent(retrying, {}, options)
  await assert.rejects(create, { statusCode: 500 })
  await assert.rejects(create, { statusCode: 500 })
  assert.equal(await intentCount(), before + 1)
})

test('500 before the effect is not kept: the SDK repeats it and gets its intent', async () => {
  await control.failRequests({ path: creating, effect: 'error', times: 2 })
  const before = await intentCount()
  await newIntent(retrying)
  assert.equal(await intentCount(), before + 1)
})

test('a connection cut after the charge: repeated under the same key, one charge', async () => {
  const intent = await newIntent(stripe)
  const path = `/v1/payment_intents/*/confirm`
  await control.failRequests({ path, effect: 'reset', when: 'after' })
  const paid = await confirmWith(retrying, intent, 'pm_card_visa')
  assert.equal(paid.status, 'succeeded')
  assert.equal(paid.lastResponse.headers['idempotent-replayed'], 'true')
  assert.equal((await stripe.charges.list({ payment_intent: intent.id })).data.length, 1)
})

test('429 is answered before anything is done, and is not repeated by the SDK', async () => {
  await control.failRequests({ path: creating, effect: 'rate_limit', method: 'POST' })
  const before = await intentCount()
  await assert.rejects(newIntent(retrying), (error: unknown) => {
    assert.ok(error instanceof Stripe.errors.StripeRateLimitError)
    assert.ok(error.headers?.['stripe-rate-limited-reason'])
    return true
  })
  assert.equal(await intentCount(), before)
})

test('a fault that makes no sense is refused', async () => {
  const late = { path: '*', effect: 'rate_limit', when: 'after' } as const
  await assert.rejects(control.failRequests(late), /only strike before/)
  const unknown = { path: '*', effect: 'explode' } as unknown as typeof late
  await assert.rejects(control.failRequests(unknown), /effect must be one of/)
})

test('every injected fault is in the log, and cleared faults do not strike', async () => {
  await control.failRequests({ path: '/v1/account', effect: 'error' })
  await control.clearFaults()
  await stripe.accounts.retrieve(null)
  const log = await control.faultLog()
  assert.deepEqual(new Set(log.map(({ effect }) => effect)), new Set(allEffects))
  assert.ok(log.every(({ subject }) => !subject.includes('/v1/account')))
})
const allEffects = ['delay', 'error', 'reset', 'rate_limit']

async function intentCount(): Promise<number> {
  return (await control.ledger()).payment_intents.length
}

async function struck(effect: string): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    (await control.faultLog()).some((line) => line.effect === effect)
  await eventually(isThere)
}

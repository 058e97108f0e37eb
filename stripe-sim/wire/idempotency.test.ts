import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import {
  confirmWith,
  eventually,
  newIntent,
  sdkFor,
  startForTest,
} from '../testing/with_simulator.ts'

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

test('the order of parameters does not matter, that of a list does', async () => {
  const post = async (body: string): Promise<Response> => {
    const headers = {
      authorization: `Bearer ${simulator.secretKey}`,
      'idempotency-key': 'order',
      'content-type': 'application/x-www-form-urlencoded',
    }
    return fetch(simulator.url + creating, { method: 'POST', headers, body })
  }
  const first = await post('amount=2000&currency=eur&expand[]=customer&expand[]=latest_charge')
  const same = await post('expand[0]=customer&expand[1]=latest_charge&currency=eur&amount=2000')
  assert.equal(same.headers.get('idempotent-replayed'), 'true')
  assert.equal(await same.text(), await first.text())
  const other = await post('amount=2000&currency=eur&expand[]=latest_charge&expand[]=customer')
  assert.equal(other.status, 400)
})

test('a browser is not answered under a key what a server was', async () => {
  const { id, client_secret } = await newIntent(stripe, { metadata: { order: 'secret' } })
  const fields = { payment_method: 'pm_card_visa', return_url: 'https://venue.test/return' }
  const confirm = async (key: string): Promise<Response> => {
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': 'both' }
    const body = new URLSearchParams({ ...fields, client_secret: String(client_secret) })
    const init = { method: 'POST', headers, body }
    return fetch(`${simulator.url}${creating}/${id}/confirm`, init)
  }
  assert.equal((await confirm(simulator.secretKey)).status, 200)
  const seen = await confirm(simulator.publishableKey)
  assert.equal(seen.status, 400)
  assert.doesNotMatch(await seen.text(), /"order"/)
})

test('a key has 255 letters at most', async () => {
  await newIntent(stripe, {}, { idempotencyKey: 'x'.repeat(255) })
  const before = await intentCount()
  const long = newIntent(stripe, {}, { idempotencyKey: 'x'.repeat(256) })
  await assert.rejects(long, { statusCode: 400, rawType: 'idempotency_error' })
  assert.equal(await intentCount(), before)
})

test('only POST knows keys: GET and DELETE are done each time', async () => {
  const options = { idempotencyKey: 'ignored' }
  const { id } = await stripe.customers.create({ name: 'Ada' })
  const first = await stripe.customers.retrieve(id, {}, options)
  assert.equal(first.lastResponse.headers['idempotency-key'], undefined)
  await stripe.customers.update(id, { name: 'Grace' })
  const again = (await stripe.customers.retrieve(id, {}, options)) as Stripe.Customer
  assert.equal(again.name, 'Grace')
  await stripe.customers.del(id, {}, options)
  await assert.rejects(stripe.customers.del(id, {}, options), { statusCode: 404 })
  await newIntent(stripe, {}, options)
})

test('a day of Stripe’s time later a key is free again, and not a moment sooner', async () => {
  const options = { idempotencyKey: 'daily' }
  const { id } = await newIntent(stripe, {}, options)
  await control.advanceClock({ seconds: 24 * 60 * 60 - 60 })
  assert.equal((await newIntent(stripe, {}, options)).id, id)
  await control.advanceClock({ seconds: 60 })
  const next = await newIntent(stripe, { amount: 2100 }, options)
  assert.notEqual(next.id, id)
  assert.equal(next.lastResponse.headers['idempotent-replayed'], undefined)
})

test('a key whose first request is still under way is answered 409', async () => {
  const options = { idempotencyKey: 'in use' }
  await control.failRequests({ path: creating, effect: 'delay', delay_ms: 300 })
  const first = newIntent(stripe, {}, options)
  await struck('delay')
  await assert.rejects(newIntent(stripe, {}, options), (error: unknown) => {
    const { statusCode, code, headers } = error as Stripe.errors.StripeError
    assert.deepEqual([statusCode, code], [409, 'idempotency_key_in_use'])
    assert.equal(headers?.['stripe-should-retry'], 'true')
    return true
  })
  const { id } = await first
  assert.equal((await newIntent(stripe, {}, options)).id, id)
})

test('neither a day, a reset nor a flood of others frees a key that is in use', async () => {
  const small = await startForTest({ settings: { objects_max: 1 } })
  const [options, asking] = [{ idempotencyKey: 'in use' }, sdkFor(small)]
  await small.control.failRequests({ path: creating, effect: 'delay', delay_ms: 500 })
  const first = newIntent(asking, {}, options)
  await eventually(async () => (await small.control.faultLog()).length === 1)
  await small.control.advanceClock({ seconds: 25 * 60 * 60 })
  for (let other = 0; other < 10; other += 1) {
    await newIntent(asking, {}, { idempotencyKey: `other ${other}` })
  }
  await small.control.reset()
  await assert.rejects(newIntent(asking, {}, options), { code: 'idempotency_key_in_use' })
  const { id } = await first
  assert.equal((await newIntent(asking, {}, options)).id, id)
})

test('asked twenty times at once under one key, the SDK gets one intent for all', async () => {
  const before = await intentCount()
  const patient = sdkFor(simulator, { retries: 5 })
  const options = { idempotencyKey: 'at once' }
  await control.failRequests({ path: creating, effect: 'delay', delay_ms: 100 })
  const asked = Array.from({ length: 20 }, async () => newIntent(patient, {}, options))
  const ids = new Set((await Promise.all(asked)).map(({ id }) => id))
  assert.equal(ids.size, 1)
  assert.equal(await intentCount(), before + 1)
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
  await assert.rejects(newIntent(stripe, { amount: 1 }, options), (error: unknown) => {
    const { code, headers } = error as Stripe.errors.StripeError
    assert.equal(code, 'amount_too_small')
    assert.equal(headers?.['stripe-should-retry'], 'false')
    assert.equal(headers?.['idempotent-replayed'], undefined)
    return true
  })
  assert.equal((await newIntent(stripe, {}, options)).status, 'requires_payment_method')
})

test('a wrong key and an unknown object are not kept either', async () => {
  const options = { idempotencyKey: 'stranger' }
  const other = sdkFor({ ...simulator, secretKey: 'sk_test_wrong_wrong_wrong' })
  await assert.rejects(newIntent(other, {}, options), { statusCode: 401 })
  await assert.rejects(stripe.paymentIntents.cancel('pi_none', {}, options), { statusCode: 404 })
  assert.equal((await newIntent(stripe, {}, options)).amount, 2000)
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

async function intentCount(): Promise<number> {
  return (await control.ledger()).payment_intents.length
}

async function struck(effect: string): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    (await control.faultLog()).some((line) => line.effect === effect)
  await eventually(isThere)
}

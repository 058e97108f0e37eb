import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { apiVersion } from './index.ts'
import {
  browserCall,
  cardFields,
  confirmWith,
  newIntent,
  sdkFor,
  startForTest,
} from './with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)

test('a request without a key is answered 401', async () => {
  const response = await fetch(`${simulator.url}/v1/payment_intents`)
  assert.equal(response.status, 401)
  const { error } = (await response.json()) as { error: { type: string; message: string } }
  assert.equal(error.type, 'invalid_request_error')
  assert.match(error.message, /You did not provide an API key/)
})

test('a wrong key is answered 401 and never shown whole', async () => {
  const other = sdkFor({ ...simulator, secretKey: 'sk_test_wrong_wrong_wrong' })
  await assert.rejects(other.accounts.retrieve(null), (error: unknown) => {
    assert.ok(error instanceof Stripe.errors.StripeAuthenticationError)
    assert.equal(error.message, 'Invalid API Key provided: sk_test_*************rong')
    return true
  })
})

test('a publishable key may not list intents', async () => {
  const other = sdkFor({ ...simulator, secretKey: simulator.publishableKey })
  const refusal = { code: 'secret_key_required', statusCode: 401 }
  await assert.rejects(other.paymentIntents.list(), refusal)
})

test('basic authentication with the key as user name is taken', async () => {
  const authorization = `Basic ${Buffer.from(`${simulator.secretKey}:`).toString('base64')}`
  const response = await fetch(`${simulator.url}/v1/account`, { headers: { authorization } })
  assert.equal(response.status, 200)
})

test('every answer carries its request id and the API version', async () => {
  const { lastResponse } = await newIntent(stripe)
  assert.match(lastResponse.requestId, /^req_\w+$/)
  assert.equal(lastResponse.apiVersion, apiVersion)
})

test('another API version is refused instead of being answered in the wrong shape', async () => {
  const old = stripe.paymentIntents.list({}, { apiVersion: '2020-08-27' })
  await assert.rejects(old, { statusCode: 400, message: /Invalid Stripe API version/ })
})

const missing: [string, () => Promise<unknown>, string][] = [
  ['intent', async () => stripe.paymentIntents.retrieve('pi_none'), 'intent'],
  ['charge', async () => stripe.charges.retrieve('ch_none'), 'id'],
  ['event', async () => stripe.events.retrieve('evt_none'), 'id'],
  ['method', async () => stripe.paymentMethods.retrieve('pm_none'), 'payment_method'],
]
for (const [kind, ask, param] of missing) {
  test(`an unknown ${kind} is answered 404 resource_missing`, async () => {
    await assert.rejects(ask, { statusCode: 404, code: 'resource_missing', param })
  })
}

test('odd paths are answered, not stumbled over', async () => {
  const headers = { authorization: `Bearer ${simulator.secretKey}` }
  for (const path of ['/v1/payment_intents/%zz', '/v1//', '//', '/v1/charges/%2e%2e']) {
    assert.equal((await fetch(simulator.url + path, { headers })).status, 404)
  }
})

test('a path that nobody knows is answered 404', async () => {
  await assert.rejects(stripe.rawRequest('GET', '/v1/nonsense'), { statusCode: 404 })
})

const bad: [string, Record<string, unknown>, { code?: string; param: string }][] = [
  ['no amount', { currency: 'eur' }, { code: 'parameter_missing', param: 'amount' }],
  ['no currency', { amount: 2000 }, { code: 'parameter_missing', param: 'currency' }],
  ['amount "a"', { amount: 'a' }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['amount 1.5', { amount: 1.5 }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['amount 0', { amount: 0 }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['amount -1', { amount: -1 }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['amount 49', { amount: 49 }, { code: 'amount_too_small', param: 'amount' }],
  ['amount 10⁸', { amount: 100_000_000 }, { code: 'amount_too_large', param: 'amount' }],
  ['amount ""', { amount: '' }, { code: 'parameter_invalid_empty', param: 'amount' }],
  ['currency "xxx"', { currency: 'xxx' }, { param: 'currency' }],
  ['an unknown parameter', { ammount: 1 }, { code: 'parameter_unknown', param: 'ammount' }],
  [
    'an unknown nested parameter',
    { automatic_payment_methods: { enabld: true } },
    { code: 'parameter_unknown', param: 'automatic_payment_methods[enabld]' },
  ],
  [
    'payment_method_types, which this version has no more',
    { payment_method_types: ['card'] },
    { code: 'parameter_unknown', param: 'payment_method_types' },
  ],
  ['a customer, which the simulator does not have', { customer: 'cus_1' }, { param: 'customer' }],
  ['51 metadata keys', { metadata: manyKeys(51) }, { param: 'metadata' }],
]
for (const [what, parameters, expected] of bad) {
  test(`creating with ${what} is answered 400 and creates nothing`, async () => {
    const before = await simulator.control.ledger()
    const base = what.startsWith('no ') ? {} : { amount: 2000, currency: 'eur' }
    const create = stripe.rawRequest('POST', '/v1/payment_intents', { ...base, ...parameters })
    await assert.rejects(create, {
      statusCode: 400,
      rawType: 'invalid_request_error',
      ...expected,
    })
    const { payment_intents } = await simulator.control.ledger()
    assert.equal(payment_intents.length, before.payment_intents.length)
  })
}

test('metadata is merged key by key, and an empty value removes a key', async () => {
  const { id } = await newIntent(stripe, { metadata: { order: 'ord_1', seat: '7' } })
  const { metadata } = await stripe.paymentIntents.update(id, { metadata: { seat: '', zone: 'A' } })
  assert.deepEqual(metadata, { order: 'ord_1', zone: 'A' })
})

test('lists go from the newest on, page by page, without a gap or a repetition', async () => {
  const made: string[] = []
  for (let count = 0; count < 7; count += 1) made.push((await newIntent(stripe)).id)
  const first = await stripe.paymentIntents.list({ limit: 3 })
  assert.equal(first.has_more, true)
  const found: string[] = []
  for await (const { id } of stripe.paymentIntents.list({ limit: 3 })) {
    found.push(id)
    if (found.length === made.length) break
  }
  assert.deepEqual(found, made.toReversed())
  const [newest, , third] = found
  const back = await stripe.paymentIntents.list({ limit: 2, ending_before: third as string })
  assert.equal(back.data[0]?.id, newest)
  const limit = stripe.paymentIntents.list({ limit: 101 })
  await assert.rejects(limit, { code: 'parameter_invalid_integer', param: 'limit' })
})

test('expand puts objects in the place of ids, in single objects and in lists', async () => {
  const intent = await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
  const expand = ['latest_charge', 'payment_method']
  const whole = await stripe.paymentIntents.retrieve(intent.id, { expand })
  assert.equal((whole.latest_charge as Stripe.Charge).object, 'charge')
  assert.equal((whole.payment_method as Stripe.PaymentMethod).card?.last4, '4242')
  const list = await stripe.paymentIntents.list({ limit: 1, expand: ['data.latest_charge'] })
  const [listed] = list.data
  assert.equal((listed?.latest_charge as Stripe.Charge | undefined)?.payment_intent, intent.id)
  const again = await stripe.paymentIntents.retrieve(intent.id)
  assert.equal(typeof again.latest_charge, 'string')
  const wrong = stripe.paymentIntents.retrieve(intent.id, { expand: ['amount'] })
  await assert.rejects(wrong, { statusCode: 400, message: /cannot be expanded/ })
})

test('a browser sees an intent by its client secret, without metadata and charge', async () => {
  const { id, client_secret } = await newIntent(stripe, { metadata: { order: 'secret' } })
  const query = new URLSearchParams({
    key: simulator.publishableKey,
    client_secret: String(client_secret),
  })
  const response = await fetch(`${simulator.url}/v1/payment_intents/${id}?${query}`)
  assert.equal(response.headers.get('access-control-allow-origin'), '*')
  const intent = (await response.json()) as Record<string, unknown>
  assert.equal(intent['amount'], 2000)
  assert.equal('metadata' in intent || 'latest_charge' in intent, false)
})

test('a browser with a wrong client secret, or none, gets nothing', async () => {
  const { id } = await newIntent(stripe)
  for (const query of ['', '&client_secret=pi_1_secret_2']) {
    const path = `/v1/payment_intents/${id}?key=${simulator.publishableKey}${query}`
    assert.equal((await fetch(simulator.url + path)).status, 400)
  }
})

test('a card error in a browser attaches the restricted intent', async () => {
  const { id, client_secret } = await newIntent(stripe, { metadata: { order: 'secret' } })
  const fields = cardFields('4000000000000002', String(client_secret))
  const { status, body } = await browserCall(simulator, `/v1/payment_intents/${id}/confirm`, fields)
  assert.equal(status, 402)
  assert.equal(body.error?.decline_code, 'generic_decline')
  assert.equal('metadata' in (body.error?.payment_intent ?? {}), false)
})

test('a server that sends a raw card number is refused', async () => {
  const { id } = await newIntent(stripe)
  const payment_method_data = { type: 'card', card: { number: '4242424242424242' } }
  const parameters = { payment_method_data, return_url: 'https://venue.test' }
  const confirm = stripe.rawRequest('POST', `/v1/payment_intents/${id}/confirm`, parameters)
  await assert.rejects(confirm, { statusCode: 400, message: /generally unsafe/ })
})

test('a body above one megabyte is refused with 413', async () => {
  const response = await fetch(`${simulator.url}/v1/payment_intents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${simulator.secretKey}` },
    body: new URLSearchParams({ description: 'x'.repeat(1_000_001) }),
  })
  assert.equal(response.status, 413)
})

test('the account can be retrieved', async () => {
  assert.equal((await stripe.accounts.retrieve(null)).charges_enabled, true)
})

function manyKeys(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, '1']))
}

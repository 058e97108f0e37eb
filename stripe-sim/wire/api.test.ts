import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { routes } from '../api.ts'
import { apiVersion } from '../index.ts'
import {
  browserCall,
  cardFields,
  newIntent,
  sdkFor,
  startForTest,
} from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const authorization = `Bearer ${simulator.secretKey}`

test('a request without a key is answered 401', async () => {
  for (const headers of [{}, { authorization: '' }, { authorization: 'Bearer' }]) {
    const { status, error } = await refusal('/v1/payment_intents', { headers })
    assert.deepEqual([status, error.type], [401, 'invalid_request_error'])
    assert.match(error.message, /You did not provide an API key/)
  }
})

test('a wrong key is answered 401 and never shown whole', async () => {
  const other = sdkFor({ ...simulator, secretKey: 'sk_test_wrong_wrong_wrong' })
  await assert.rejects(other.accounts.retrieve(null), (error: unknown) => {
    assert.ok(error instanceof Stripe.errors.StripeAuthenticationError)
    assert.equal(error.message, 'Invalid API Key provided: sk_test_*************rong')
    return true
  })
})

test('basic authentication with the key as user name is taken', async () => {
  const basic = `Basic ${Buffer.from(`${simulator.secretKey}:`).toString('base64')}`
  const response = await ask('/v1/account', { headers: { authorization: basic } })
  assert.equal(response.status, 200)
})

test('a publishable key reaches four endpoints and no other', async () => {
  const opened = new Set<string>()
  for (const { method, segments } of routes) {
    const path = segments.map((part) => (part.startsWith(':') ? 'none' : part)).join('/')
    const key = { authorization: `Bearer ${simulator.publishableKey}` }
    const { status, error } = await refusal(path, { method, headers: key })
    const isClosed = status === 401 && error.code === 'secret_key_required'
    if (!isClosed) opened.add(`${method} ${path}`)
  }
  assert.deepEqual([...opened].toSorted(), [
    'GET /v1/payment_intents/none',
    'POST /v1/confirmation_tokens',
    'POST /v1/payment_intents/none/confirm',
    'POST /v1/payment_methods',
  ])
})

test('another account is none of the key’s business', async () => {
  const foreign = stripe.paymentIntents.list({}, { stripeAccount: 'acct_somebody' })
  await assert.rejects(foreign, { statusCode: 403, code: 'account_invalid' })
  const { id } = await stripe.accounts.retrieve(null)
  assert.equal((await stripe.accounts.retrieve(id)).id, id)
  await assert.rejects(stripe.accounts.retrieve('acct_somebody'), { statusCode: 403 })
})

test('another API version is refused instead of being answered in the wrong shape', async () => {
  for (const version of ['2020-08-27', 'nonsense']) {
    const old = stripe.paymentIntents.list({}, { apiVersion: version })
    await assert.rejects(old, { statusCode: 400, message: /Invalid Stripe API version/ })
  }
})

test('an answer says which request it answers, in which version, to whichever page', async () => {
  const { headers } = await ask('/v1/account')
  assert.match(headers.get('request-id') ?? '', /^req_\w+$/)
  assert.equal(headers.get('stripe-version'), apiVersion)
  assert.equal(headers.get('access-control-allow-origin'), '*')
  assert.match(headers.get('access-control-expose-headers') ?? '', /Request-Id/)
  assert.match(headers.get('access-control-allow-methods') ?? '', /DELETE/)
  assert.equal(headers.get('idempotency-key'), null)
  const preflight = await ask('/v1/payment_intents', { method: 'OPTIONS' })
  assert.equal(preflight.status, 204)
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /authorization/i)
})

test('an error names its type, and where the code and the request are explained', async () => {
  const { error } = await refusal('/v1/charges/ch_none')
  const { request_log_url, ...rest } = error
  assert.deepEqual(rest, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
    message: "No such charge: 'ch_none'",
    param: 'id',
  })
  assert.match(String(request_log_url), /^https:\/\/dashboard\.stripe\.com\/test\/logs\/req_\w+$/)
})

const missing: [string, () => Promise<unknown>, string][] = [
  ['intent', async () => stripe.paymentIntents.retrieve('pi_none'), 'intent'],
  ['charge', async () => stripe.charges.retrieve('ch_none'), 'id'],
  ['customer', async () => stripe.customers.retrieve('cus_none'), 'id'],
  ['event', async () => stripe.events.retrieve('evt_none'), 'id'],
  ['method', async () => stripe.paymentMethods.retrieve('pm_none'), 'payment_method'],
]
for (const [kind, look, param] of missing) {
  test(`an unknown ${kind} is answered 404 resource_missing`, async () => {
    await assert.rejects(look, { statusCode: 404, code: 'resource_missing', param })
  })
}

test('what is no endpoint is answered 404, with a hint where a part is empty', async () => {
  for (const path of ['/v1/nonsense', '/v1/charges/a/b/c', '/v1/x/%zz']) {
    const { status, error } = await refusal(path)
    assert.deepEqual([status, error.type], [404, 'invalid_request_error'])
    assert.ok(error.message.startsWith(`Unrecognized request URL (GET: ${path}).`))
    assert.doesNotMatch(error.message, /trailing slash/)
  }
  for (const path of ['/v1/customers/', '/v1/payment_intents//confirm']) {
    assert.match((await refusal(path)).error.message, /remove the trailing slash/)
  }
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const { status, error } = await refusal('/v1/payment_intents', { method })
    assert.deepEqual([status, error.type], [404, 'invalid_request_error'])
  }
})

test('HEAD is answered as GET is, without the body', async () => {
  const response = await ask('/v1/account', { method: 'HEAD' })
  assert.deepEqual([response.status, await response.text()], [200, ''])
  assert.equal((await ask('/v1/charges/none', { method: 'HEAD' })).status, 404)
})

test('only a form is read: JSON is refused, a form without a type is taken', async () => {
  const body = JSON.stringify({ amount: 2000, currency: 'eur' })
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    const init = { method: 'POST', body, headers: { authorization, 'content-type': type } }
    const { status, error } = await refusal('/v1/payment_intents', init)
    assert.equal(status, 400)
    assert.match(error.message, /check that your POST content type is application\/x-www-form/)
  }
  const form = 'application/x-www-form-urlencoded; charset=utf-8'
  const headers = { authorization, 'content-type': form }
  const init = { method: 'POST', body: 'amount=2000', headers }
  const made = await ask('/v1/payment_intents?currency=eur', init)
  assert.equal(made.status, 200, 'the address counts, too')
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

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(simulator.url + path, { headers: { authorization }, ...init })
}

type ErrorBody = { type: string; message: string; code?: string; param?: string }
type Refusal = { status: number; error: ErrorBody & { request_log_url?: string } }

async function refusal(path: string, init: RequestInit = {}): Promise<Refusal> {
  const response = await ask(path, init)
  const { error } = (await response.json()) as { error: Refusal['error'] }
  return { status: response.status, error }
}

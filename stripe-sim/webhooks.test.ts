import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectControl } from './index.ts'
import { apiVersion } from './simulator.ts'
import {
  confirmWith,
  newIntent,
  sdkFor,
  startEndpoint,
  startForTest,
  type Endpoint,
} from './with_simulator.ts'

const secret = 'whsec_test_of_the_simulator'
const endpoint = await startEndpoint()
const simulator = await startForTest({
  webhookEndpoints: [{ url: endpoint.url, secret }],
  webhookRetryDelays_ms: [20, 40, 80],
})
const stripe = sdkFor(simulator)
// The same functions over HTTP, as another process would call them.
const control = connectControl(simulator.url)

test('an event is signed so that the SDK accepts it, and no other secret does', async () => {
  await newIntent(stripe, { metadata: { order: 'ord_ü' } })
  await control.idle()
  const { body, headers } = last(endpoint)
  const signature = String(headers['stripe-signature'])
  const event = stripe.webhooks.constructEvent(body, signature, secret)
  assert.equal(event.type, 'payment_intent.created')
  assert.equal(event.api_version, apiVersion)
  assert.ok(event.request?.id && event.request.idempotency_key)
  assert.throws(() => stripe.webhooks.constructEvent(body, signature, 'whsec_other'))
})

test('the event holds the object as it was at that moment', async () => {
  const intent = await newIntent(stripe)
  await confirmWith(stripe, intent, 'pm_card_visa')
  const { data } = await stripe.events.list({ types: ['payment_intent.created'], limit: 1 })
  const [created] = data
  assert.ok(created?.type === 'payment_intent.created')
  assert.equal(created.data.object.status, 'requires_payment_method')
})

test('500, a redirect, then 200: delivered at the third attempt, each signed anew', async () => {
  await control.idle()
  endpoint.received.length = 0
  endpoint.answers = [500, 302, 200]
  const { id } = await newIntent(stripe)
  const { data } = await stripe.events.list({ delivery_success: false })
  assert.equal(data.length, 1)
  await control.idle()
  const { events } = await control.ledger()
  const event = events.find(({ data: { object } }) => (object as { id?: string }).id === id)
  const [delivery] = event?.deliveries ?? []
  assert.equal(delivery?.status, 'succeeded')
  assert.deepEqual(
    delivery?.attempts.map(({ status_code }) => status_code),
    [500, 302, 200],
  )
  assert.equal(event?.pending_webhooks, 0)
  const ids = new Set(endpoint.received.map((received) => received.event.id))
  assert.equal(ids.size, 1)
})

test('after the last retry a delivery has failed for good and can be listed', async () => {
  endpoint.answers = [500, 500, 500, 500]
  await newIntent(stripe)
  const [delivery] = await control.waitForDeliveries({ status: 'failed' })
  assert.equal(delivery?.attempts.length, 4)
  const missed = await stripe.events.list({ delivery_success: false })
  assert.deepEqual(
    missed.data.map(({ id }) => id),
    [delivery?.event],
  )
})

test('a dropped event is stored but never sent', async () => {
  await control.dropWebhooks({ type: 'payment_intent.created' })
  endpoint.received.length = 0
  const { id } = await newIntent(stripe)
  await stripe.paymentIntents.cancel(id)
  await control.idle()
  assert.deepEqual(typesAt(endpoint), ['payment_intent.canceled'])
  const { data } = await stripe.events.list({ limit: 2 })
  assert.deepEqual(data.map(({ type }) => type).toSorted(), [
    'payment_intent.canceled',
    'payment_intent.created',
  ])
})

test('a duplicated event comes several times under one id', async () => {
  await control.duplicateWebhooks({ type: 'payment_intent.*', copies: 49 })
  endpoint.received.length = 0
  await newIntent(stripe)
  await control.idle()
  assert.equal(endpoint.received.length, 50)
  assert.equal(new Set(endpoint.received.map(({ event }) => event.id)).size, 1)
})

test('held events come when they are released, after later ones', async () => {
  await control.holdWebhooks({ type: 'charge.*' })
  endpoint.received.length = 0
  await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
  await control.idle()
  assert.deepEqual(typesAt(endpoint), ['payment_intent.created', 'payment_intent.succeeded'])
  assert.equal(await control.releaseWebhooks(), 1)
  await control.idle()
  assert.equal(last(endpoint).event.type, 'charge.succeeded')
})

test('an endpoint made by API shows its secret once and gets only what it asked for', async () => {
  const other = await startEndpoint()
  const made = await stripe.webhookEndpoints.create({
    url: other.url,
    enabled_events: ['payment_intent.canceled'],
  })
  assert.match(String(made.secret), /^whsec_/)
  assert.equal('secret' in (await stripe.webhookEndpoints.retrieve(made.id)), false)
  assert.ok((await stripe.webhookEndpoints.list()).data.some(({ id }) => id === made.id))
  await stripe.paymentIntents.cancel((await newIntent(stripe)).id)
  await control.idle()
  assert.deepEqual(typesAt(other), ['payment_intent.canceled'])
  const { body, headers } = last(other)
  stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), String(made.secret))
  await stripe.webhookEndpoints.del(made.id)
  const again = stripe.webhookEndpoints.retrieve(made.id)
  await assert.rejects(again, { code: 'resource_missing' })
})

test('the endpoint can be moved, and everything after goes to the new address', async () => {
  const other = await startEndpoint()
  await control.setWebhookEndpoint({ url: other.url, secret: 'whsec_new' })
  endpoint.received.length = 0
  await newIntent(stripe)
  await control.idle()
  assert.deepEqual([endpoint.received.length, other.received.length], [0, 1])
  const { body, headers } = last(other)
  stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), 'whsec_new')
})

test('the control plane over HTTP refuses what a web page could send', async () => {
  const url = `${simulator.url}/_control/clearFaults`
  const form = { method: 'POST', body: new URLSearchParams({ a: '1' }) }
  assert.equal((await fetch(url, form)).status, 415)
  assert.equal((await fetch(url, { method: 'OPTIONS' })).status, 405)
  const unknown = control as unknown as { toString2(): Promise<void> }
  await assert.rejects(unknown.toString2(), /There is no control/)
})

test('waiting for what does not come ends with a sentence', async () => {
  const waiting = control.waitForDeliveries({ type: 'charge.failed', timeout_ms: 30 })
  await assert.rejects(waiting, /0 of 1 webhook deliveries of charge.failed came/)
})

function last({ received }: Endpoint): Endpoint['received'][number] {
  const newest = received.at(-1)
  assert.ok(newest)
  return newest
}

function typesAt({ received }: Endpoint): string[] {
  return received.map(({ event }) => event.type)
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectControl } from '../index.ts'
import { apiVersion } from '../state/simulator.ts'
import {
  confirmWith,
  newIntent,
  sdkFor,
  startEndpoint,
  startForTest,
  type Endpoint,
} from '../testing/with_simulator.ts'

const secret = 'whsec_test_of_the_simulator'
const webhook_retries = [20, 40, 80]
const hour_s = 3_600
const endpoint = await startEndpoint()
const simulator = await startForTest({
  webhookEndpoints: [{ url: endpoint.url, secret }],
  settings: { webhook_retries },
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
  // Far apart, so that the third attempt does not come before the list is read.
  await control.configure({ webhook_retries: [hour_s * 1000, hour_s * 1000] })
  const { id } = await newIntent(stripe)
  const { data } = await stripe.events.list({ delivery_success: false })
  assert.equal(data.length, 1)
  await control.advanceClock({ seconds: 2 * hour_s })
  await control.idle()
  await control.configure({ webhook_retries })
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
  const signatures = new Set(endpoint.received.map(({ headers }) => headers['stripe-signature']))
  assert.equal(signatures.size, 3)
})

test('after the last retry a delivery has failed for good and can be listed', async () => {
  endpoint.answers = [500, 500, 500, 500]
  await newIntent(stripe)
  const [delivery] = await control.waitForDeliveries({ status: 'failed' })
  assert.equal(delivery?.attempts.length, 4)
  const missed = await stripe.events.list({ delivery_success: false })
  assert.deepEqual(
    missed.data.map(({ id, pending_webhooks }) => [id, pending_webhooks]),
    [[delivery?.event, 1]],
  )
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

test('an event sent again by hand comes once more, and is tried once', async () => {
  await control.setWebhookEndpoint({ url: endpoint.url, secret })
  endpoint.received.length = 0
  await newIntent(stripe)
  await control.idle()
  const event = last(endpoint).event.id
  await control.resendEvent({ event })
  await control.idle()
  endpoint.answers = [500]
  const [again] = await control.resendEvent({ event })
  await control.idle()
  assert.deepEqual(
    endpoint.received.map((received) => received.event.id),
    [event, event, event],
  )
  const failed = await control.waitForDeliveries({ status: 'failed' })
  const tries = failed.find(({ id }) => id === again?.id)
  assert.deepEqual([tries?.resent, tries?.attempts.length], [true, 1])
  await assert.rejects(control.resendEvent({ event: 'evt_none' }), /no event "evt_none"/)
  const nowhere = control.resendEvent({ event, endpoint: 'we_none' })
  await assert.rejects(nowhere, /No endpoint is "we_none"/)
})

test('an event that failed for good is delivered once it is sent again and taken', async () => {
  await control.failWebhooks({ type: 'payment_intent.created', effect: 'drop' })
  await newIntent(stripe)
  const [lost] = (await stripe.events.list({ delivery_success: false })).data
  assert.ok(lost?.pending_webhooks === 1)
  await control.resendEvent({ event: lost.id })
  await control.idle()
  assert.equal((await stripe.events.retrieve(lost.id)).pending_webhooks, 0)
})

test('waiting for what does not come ends with a sentence', async () => {
  const waiting = control.waitForDeliveries({ type: 'charge.failed', timeout_ms: 30 })
  await assert.rejects(waiting, /0 of 1 webhook deliveries of charge.failed are succeeded/)
})

test('an argument that makes no sense is refused by name', async () => {
  const misspelt = { type: 'charge.faild' }
  await assert.rejects(control.waitForDeliveries(misspelt), /type: no event is called "charge/)
  await assert.rejects(control.idle({ timeout: 1 } as never), /timeout/)
  const nowhere = control.setWebhookEndpoint({ url: 'nowhere', secret })
  await assert.rejects(nowhere, /url/)
  await assert.rejects(control.rollWebhookSecret({ expires_in_s: 90_000 }), /expires_in_s/)
})

function last({ received }: Endpoint): Endpoint['received'][number] {
  const newest = received.at(-1)
  assert.ok(newest)
  return newest
}

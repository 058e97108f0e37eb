import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import {
  confirmWith,
  newIntent,
  sdkFor,
  startEndpoint,
  startForTest,
} from '../testing/with_simulator.ts'

const day_s = 24 * 60 * 60

test('an event counts the endpoints that have not taken it, and they see it counted', async () => {
  const { simulator, stripe, endpoint } = await withEndpoint()
  const other = await startEndpoint()
  await stripe.webhookEndpoints.create({ url: other.url, enabled_events: ['*'] })
  const narrow = ['charge.failed' as const]
  await stripe.webhookEndpoints.create({ url: other.url, enabled_events: narrow })
  other.answers = [500]
  await newIntent(stripe)
  await simulator.control.waitForDeliveries()
  await simulator.control.advanceClock({ seconds: 0 })
  const [event] = (await stripe.events.list()).data
  assert.ok(event?.pending_webhooks === 1)
  assert.ok(Number(endpoint.received[0]?.event.pending_webhooks) >= 1)
  await simulator.control.advanceClock({ seconds: day_s })
  assert.equal((await stripe.events.retrieve(event.id)).pending_webhooks, 0)
})

test('no endpoint, nothing pending, and the event counts as delivered', async () => {
  const simulator = await startForTest()
  const stripe = sdkFor(simulator)
  await newIntent(stripe)
  const delivered = await stripe.events.list({ delivery_success: true })
  assert.deepEqual(
    delivered.data.map(({ pending_webhooks }) => pending_webhooks),
    [0],
  )
  assert.deepEqual((await stripe.events.list({ delivery_success: false })).data, [])
})

test('an event names the request and the key that caused it', async () => {
  const { stripe } = await withEndpoint()
  const { lastResponse } = await newIntent(stripe, {}, { idempotencyKey: 'one order' })
  const [event] = (await stripe.events.list()).data
  assert.deepEqual(plain(event?.request), {
    id: lastResponse.requestId,
    idempotency_key: 'one order',
  })
})

test('an event of what changed tells what it was before', async () => {
  const { stripe } = await withEndpoint()
  const paid = await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
  await stripe.refunds.create({ payment_intent: paid.id, amount: 500 })
  const [event] = (await stripe.events.list({ type: 'charge.refunded' })).data
  assert.ok(event?.type === 'charge.refunded')
  assert.equal(event.data.object.amount_refunded, 500)
  assert.equal(event.data.previous_attributes?.amount_refunded, 0)
  const [created] = (await stripe.events.list({ type: 'payment_intent.created' })).data
  assert.ok(created && !('previous_attributes' in created.data))
})

test('the list is filtered by type, types, a group, and by what was delivered', async () => {
  const { simulator, stripe, endpoint } = await withEndpoint()
  await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
  await stripe.paymentIntents.cancel((await newIntent(stripe)).id)
  await simulator.control.idle()
  endpoint.answers = [500]
  await newIntent(stripe)
  await simulator.control.advanceClock({ seconds: 0 })
  const types = async (filter: Stripe.EventListParams): Promise<string[]> => {
    const { data } = await stripe.events.list({ limit: 100, ...filter })
    return data.map(({ type }) => type)
  }
  const [created, canceled] = ['payment_intent.created', 'payment_intent.canceled']
  assert.deepEqual(await types({ type: canceled }), [canceled])
  assert.deepEqual(await types({ type: 'payment_intent.c*' }), [
    created,
    canceled,
    created,
    created,
  ])
  assert.deepEqual(await types({ types: ['charge.succeeded', canceled] }), [
    canceled,
    'charge.succeeded',
  ])
  assert.deepEqual(await types({ delivery_success: false }), [created])
  assert.ok(!(await types({ delivery_success: true, type: '*' })).includes('charge.failed'))
  assert.equal((await types({ delivery_success: true, type: created })).length, 2)
  const both = stripe.events.list({ type: created, types: [canceled] })
  await assert.rejects(both, { statusCode: 400 })
  const many = Array.from({ length: 21 }, () => created)
  await assert.rejects(stripe.events.list({ types: many }), { statusCode: 400, param: 'types' })
})

test('missed events are read from a cursor on in the order in which they came', async () => {
  const { simulator, stripe } = await withEndpoint()
  const { control } = simulator
  await newIntent(stripe)
  await control.idle()
  const [before] = (await stripe.events.list({ limit: 1 })).data
  await control.failWebhooks({ type: '*', effect: 'drop', times: 4 })
  const ids: string[] = []
  for (let number = 0; number < 5; number += 1) ids.push((await newIntent(stripe)).id)
  await control.idle()
  const missed: string[] = []
  const filter = { delivery_success: false, limit: 2, ending_before: String(before?.id) }
  for await (const event of stripe.events.list(filter)) {
    missed.push(String((event.data.object as { id?: string }).id))
  }
  assert.deepEqual(missed, ids.slice(0, 4))
})

test('an event is to be had for 30 days by Stripe’s time', async () => {
  const { simulator, stripe } = await withEndpoint()
  const { control } = simulator
  await newIntent(stripe)
  const [old] = (await stripe.events.list()).data
  const oldId = String(old?.id)
  await control.advanceClock({ seconds: 20 * day_s })
  await newIntent(stripe)
  const since = Number(old?.created)
  assert.equal((await stripe.events.list()).data.length, 2)
  await control.advanceClock({ seconds: 10 * day_s + 1 })
  assert.equal((await stripe.events.list()).data.length, 1)
  assert.equal((await stripe.events.list({ created: { gte: since } })).data.length, 1)
  assert.equal((await stripe.events.list({ created: since })).data.length, 0)
  assert.equal((await stripe.events.list({ created: { lte: since } })).data.length, 0)
  const gone = { statusCode: 404, code: 'resource_missing' }
  await assert.rejects(stripe.events.retrieve(oldId), { ...gone, param: 'id' })
  await assert.rejects(stripe.events.list({ starting_after: oldId }), {
    code: 'resource_missing',
    param: 'starting_after',
  })
  await assert.rejects(control.resendEvent({ event: oldId }), /too old/)
})

test('created takes a moment or a range', async () => {
  const { simulator, stripe } = await withEndpoint()
  for (let number = 0; number < 3; number += 1) {
    await newIntent(stripe)
    await simulator.control.advanceClock({ seconds: 100 })
  }
  const [last, middle, first] = (await stripe.events.list()).data.map(({ created }) => created)
  const count = async (created: Stripe.EventListParams['created']): Promise<number> =>
    (await stripe.events.list({ ...(created !== undefined && { created }) })).data.length
  assert.deepEqual(
    [
      await count(Number(middle)),
      await count({ gt: Number(first) }),
      await count({ gte: Number(first), lt: Number(last) }),
      await count({ lt: Number(first) }),
    ],
    [1, 2, 2, 0],
  )
})

async function withEndpoint() {
  const endpoint = await startEndpoint()
  const simulator = await startForTest({
    webhookEndpoints: [{ url: endpoint.url, secret: 'whsec_events' }],
    settings: { webhook_retries: [3_600_000] },
  })
  return { simulator, stripe: sdkFor(simulator), endpoint }
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

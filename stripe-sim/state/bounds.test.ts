import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  confirmWith,
  newIntent,
  sdkFor,
  startEndpoint,
  startForTest,
} from '../testing/with_simulator.ts'

/** However much is paid, the simulator remembers no more than it was told to. */

const objects_max = 20
const tracesMax = objects_max * 8
const endpoint = await startEndpoint()
const simulator = await startForTest({
  settings: { objects_max },
  webhookEndpoints: [{ url: endpoint.url, secret: 'whsec_bounds' }],
})
const stripe = sdkFor(simulator)
const { control } = simulator
const made: string[] = []

test('of three times as many payments and refunds, only the newest are left', async () => {
  for (let count = 0; count < objects_max * 3; count += 1) {
    const { id } = await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
    await stripe.refunds.create({ payment_intent: id })
    made.push(id)
  }
  await control.idle()
  const { events, webhook_endpoints, balance_transactions, ...objects } = await control.ledger()
  assert.deepEqual(
    objects.payment_intents.map(({ id }) => id),
    made.slice(-objects_max),
  )
  assert.deepEqual([objects.charges.length, objects.refunds.length], [objects_max, objects_max])
  for (const [kind, things] of Object.entries(objects)) {
    assert.ok(things.length <= objects_max, kind)
  }
  assert.equal(events.length, tracesMax)
  assert.ok(balance_transactions.length <= tracesMax)
  assert.ok(events.flatMap(({ deliveries }) => deliveries).length <= tracesMax)
  assert.equal(webhook_endpoints.length, 1)
})

test('lists go through what is left, page by page, and end there', async () => {
  const found: string[] = []
  for await (const { id } of stripe.paymentIntents.list({ limit: 7 })) found.push(id)
  assert.deepEqual(found, made.slice(-objects_max).toReversed())
  const [newest = ''] = found
  assert.equal((await stripe.refunds.list({ payment_intent: newest })).data.length, 1)
  const oldest = stripe.paymentIntents.retrieve(made[0] ?? '')
  await assert.rejects(oldest, { code: 'resource_missing' })
})

test('a lower limit holds from the next object on', async () => {
  await control.configure({ objects_max: 3 })
  await newIntent(stripe)
  assert.equal((await control.ledger()).payment_intents.length, 3)
})

test('a payment is forgotten whole: whoever asks for one without its charge gets 404', async () => {
  const held = await newIntent(stripe, { capture_method: 'manual' })
  await confirmWith(stripe, held, 'pm_card_visa')
  const other = await newIntent(stripe)
  for (let count = 0; count < objects_max; count += 1) {
    const declined = confirmWith(stripe, other, 'pm_card_chargeDeclined')
    await assert.rejects(declined, { code: 'card_declined' })
  }
  await assert.rejects(stripe.paymentIntents.capture(held.id), { code: 'resource_missing' })
  await control.advanceClock({ seconds: 8 * 24 * 60 * 60 })
  assert.equal((await stripe.paymentIntents.retrieve(other.id)).status, 'requires_payment_method')
})

test('endpoints are never forgotten', async () => {
  const webhookEndpoints = ['a', 'b'].map((secret) => ({ url: endpoint.url, secret }))
  const small = await startForTest({ settings: { objects_max: 1 }, webhookEndpoints })
  assert.equal((await small.control.ledger()).webhook_endpoints.length, 2)
})

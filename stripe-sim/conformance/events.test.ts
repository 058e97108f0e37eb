import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { startEndpoint } from '../testing/with_simulator.ts'
import { intentOf20, later, openSubject, refusalOf } from './subject.ts'

const subject = await openSubject()
const { stripe, simulator } = subject

test('what happened to a payment can be listed as events of the chosen types', async () => {
  const { id } = await intentOf20(subject, 'pm_card_visa')
  const types = ['payment_intent.created', 'payment_intent.succeeded']
  const events = await later('both events', async () => {
    const { data } = await stripe.events.list({ types, limit: 100 })
    const own = data.filter(({ data: { object } }) => (object as { id?: string }).id === id)
    return own.length === 2 && own
  })
  assert.deepEqual(events.map(({ type }) => type).toSorted(), types)
  const succeeded = events.find(({ type }) => type === 'payment_intent.succeeded')
  const object = succeeded?.data.object as Stripe.PaymentIntent
  assert.deepEqual([object.status, object.amount_received], ['succeeded', 2000])
  assert.ok(succeeded?.request?.id?.startsWith('req_'))
})

test('a webhook endpoint shows its secret when it is made, and never again', async () => {
  const made = await stripe.webhookEndpoints.create({
    url: 'https://venue.example.com/webhooks',
    enabled_events: ['payment_intent.succeeded'],
  })
  try {
    assert.ok(made.secret?.startsWith('whsec_'))
    assert.equal((await stripe.webhookEndpoints.retrieve(made.id)).secret, undefined)
    const changed = await stripe.webhookEndpoints.update(made.id, { disabled: true })
    assert.equal(changed.status, 'disabled')
  } finally {
    assert.equal((await stripe.webhookEndpoints.del(made.id)).deleted, true)
  }
  const { code } = await refusalOf(async () => stripe.webhookEndpoints.retrieve(made.id))
  assert.equal(code, 'resource_missing')
})

test('customers keep the cards that are attached to them', async () => {
  const customer = await stripe.customers.create({ email: 'ada@guest.example' })
  const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  const { data } = await stripe.customers.listPaymentMethods(customer.id)
  assert.deepEqual(
    data.map((method) => method.id),
    [id],
  )
  assert.equal((await stripe.paymentMethods.detach(id)).customer, null)
  const gone = await stripe.customers.del(customer.id)
  assert.equal(gone.deleted, true)
  const found = await stripe.customers.retrieve(customer.id)
  assert.equal(found.deleted, true)
})

// Stripe cannot reach an endpoint on this computer, and misbehaves only by chance.
if (simulator !== undefined) {
  test('webhooks arrive signed, and again until they are taken', async () => {
    const endpoint = await startEndpoint()
    const { secret } = await stripe.webhookEndpoints.create({
      url: endpoint.url,
      enabled_events: ['payment_intent.succeeded'],
    })
    endpoint.answers.push(500, 302)
    const { id } = await intentOf20(subject, 'pm_card_visa')
    await later('the first attempt', async () => endpoint.received.length > 0)
    await simulator.control.advanceClock({ seconds: 3600 })
    assert.equal(endpoint.received.length, 3)
    for (const { body, headers } of endpoint.received) {
      const signature = String(headers['stripe-signature'])
      const event = stripe.webhooks.constructEvent(body, signature, secret ?? '')
      assert.equal((event.data.object as Stripe.PaymentIntent).id, id)
    }
  })
}

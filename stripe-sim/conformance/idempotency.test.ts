import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { intentOf20, openSubject, refusalOf, returnUrl } from './subject.ts'

const subject = await openSubject()
const { stripe } = subject
const newKey = (): string => `conformance-${crypto.randomUUID()}`

test('the same request under the same key is answered once and replayed after that', async () => {
  const options = { idempotencyKey: newKey() }
  const parameters = {
    amount: 2000,
    currency: 'eur',
    automatic_payment_methods: { enabled: true },
  }
  const first = await stripe.paymentIntents.create(parameters, options)
  const again = await stripe.paymentIntents.create(parameters, options)
  assert.equal(again.id, first.id)
  assert.equal(first.lastResponse.headers['idempotent-replayed'], undefined)
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true')
  assert.equal(again.lastResponse.headers['original-request'], first.lastResponse.requestId)
  assert.equal(again.lastResponse.headers['idempotency-key'], options.idempotencyKey)
})

test('a decline is kept under its key, too: the card is not charged a second time', async () => {
  const intent = await intentOf20(subject)
  const options = { idempotencyKey: newKey() }
  const decline = async (): Promise<unknown> =>
    stripe.paymentIntents.confirm(
      intent.id,
      { payment_method: 'pm_card_visa_chargeDeclined', return_url: returnUrl },
      options,
    )
  const first = await refusalOf(decline)
  const again = await refusalOf(decline)
  assert.deepEqual(again, first)
  const { data } = await stripe.charges.list({ payment_intent: intent.id })
  assert.equal(data.length, 1)
})

test('another request under the same key is an idempotency_error', async () => {
  const options = { idempotencyKey: newKey() }
  await stripe.customers.create({ name: 'Ada' }, options)
  for (const other of [
    async () => stripe.customers.create({ name: 'Grace' }, options),
    async () => stripe.paymentIntents.create({ amount: 2000, currency: 'eur' }, options),
  ]) {
    const { type, statusCode } = await refusalOf(other)
    assert.deepEqual([type, statusCode], ['StripeIdempotencyError', 400])
  }
})

test('a refused parameter is not kept: the corrected request may use the key', async () => {
  const options = { idempotencyKey: newKey() }
  const create = async (amount: number): Promise<Stripe.PaymentIntent> =>
    stripe.paymentIntents.create({ amount, currency: 'eur' }, options)
  assert.equal((await refusalOf(async () => create(1))).code, 'amount_too_small')
  assert.equal((await create(2000)).amount, 2000)
})

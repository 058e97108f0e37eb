import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { paid, refusalOf, watchEvents } from '../testing/money.ts'
import { sdkFor, startForTest } from '../testing/with_simulator.ts'

const dispute_delay_s = 60
const simulator = await startForTest({ settings: { dispute_delay_s } })
const stripe = sdkFor(simulator)
const { control } = simulator
const { earlyFraudWarnings } = stripe.radar

test('the card for fraud warnings succeeds, and the bank warns later', async () => {
  const { charge, payment_intent } = await paid(stripe, 'pm_card_createIssuerFraudRecord')
  const events = await watchEvents(control)
  await control.advanceClock({ seconds: dispute_delay_s - 1 })
  assert.deepEqual((await earlyFraudWarnings.list({ charge })).data, [])
  await control.advanceClock({ seconds: 1 })
  assert.deepEqual(await events(), [['radar.early_fraud_warning.created']])
  for (const narrowing of [{ charge }, { payment_intent }]) {
    const [warning] = (await earlyFraudWarnings.list(narrowing)).data
    assert.deepEqual(
      [warning?.charge, warning?.payment_intent, warning?.actionable, warning?.fraud_type],
      [charge, payment_intent, true, 'misc'],
    )
  }
})

test('a warning asks for action until the charge is refunded in full', async () => {
  const { charge } = await paid(stripe)
  const { id } = await control.createFraudWarning({ charge })
  const events = await watchEvents(control)
  await stripe.refunds.create({ charge, amount: 500 })
  assert.equal((await earlyFraudWarnings.retrieve(id)).actionable, true)
  const refund = await stripe.refunds.create({ charge })
  assert.equal((await earlyFraudWarnings.retrieve(id)).actionable, false)
  assert.deepEqual((await events()).at(-1), [
    'radar.early_fraud_warning.updated',
    { actionable: true },
  ])
  await control.settleRefund({ refund: refund.id, ending: 'fail' })
  assert.equal((await earlyFraudWarnings.retrieve(id)).actionable, true)
})

test('a warning asks for nothing any more once the charge is disputed', async () => {
  const { payment_intent } = await paid(stripe)
  const { id } = await control.createFraudWarning({ payment_intent })
  const events = await watchEvents(control)
  await control.createDispute({ payment_intent })
  const expand = ['charge', 'payment_intent']
  const warning = await earlyFraudWarnings.retrieve(id, { expand })
  assert.equal(warning.actionable, false)
  assert.equal((warning.charge as Stripe.Charge).disputed, true)
  assert.equal((warning.payment_intent as Stripe.PaymentIntent).id, payment_intent)
  assert.deepEqual(await events(), [
    ['charge.dispute.created'],
    ['charge.dispute.funds_withdrawn'],
    ['radar.early_fraud_warning.updated', { actionable: true }],
  ])
  assert.equal((await control.createFraudWarning({ payment_intent })).actionable, false)
})

test('an unknown warning, and a warning about nothing, are refused', async () => {
  assert.deepEqual(await refusalOf(earlyFraudWarnings.retrieve('issfr_nobody')), {
    status: 404,
    type: 'invalid_request_error',
    code: 'resource_missing',
    param: 'early_fraud_warning',
    message: "No such early fraud warning: 'issfr_nobody'",
  })
  await assert.rejects(control.createFraudWarning({ charge: 'ch_1' }), /no captured charge ch_1/)
})

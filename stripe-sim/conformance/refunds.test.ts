import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intentOf20, later, openSubject, refusalOf } from './subject.ts'

const subject = await openSubject()
const { stripe } = subject

test('a payment is given back in parts, and never more than was paid', async () => {
  const { id: payment_intent } = await intentOf20(subject, 'pm_card_visa')
  const part = await stripe.refunds.create({ payment_intent, amount: 500 })
  assert.deepEqual([part.status, part.amount], ['succeeded', 500])
  const tooMuch = await refusalOf(async () =>
    stripe.refunds.create({ payment_intent, amount: 1501 }),
  )
  assert.deepEqual(
    [tooMuch.type, tooMuch.statusCode, tooMuch.param],
    ['StripeInvalidRequestError', 400, 'amount'],
  )
  const rest = await stripe.refunds.create({ payment_intent, reason: 'requested_by_customer' })
  assert.equal(rest.amount, 1500)
  const over = await refusalOf(async () => stripe.refunds.create({ payment_intent }))
  assert.equal(over.code, 'charge_already_refunded')
  const { data } = await stripe.refunds.list({ payment_intent })
  assert.deepEqual(
    data.map(({ id }) => id),
    [rest.id, part.id],
  )
  const intent = await stripe.paymentIntents.retrieve(payment_intent, {
    expand: ['latest_charge'],
  })
  const charge = intent.latest_charge
  assert.ok(charge !== null && typeof charge === 'object')
  assert.deepEqual([charge.amount_refunded, charge.refunded], [2000, true])
})

test('a payment that has not succeeded cannot be given back', async () => {
  const { id: payment_intent } = await intentOf20(subject)
  const { type, statusCode } = await refusalOf(async () =>
    stripe.refunds.create({ payment_intent }),
  )
  assert.deepEqual([type, statusCode], ['StripeInvalidRequestError', 400])
})

for (const [method, first, last] of [
  ['pm_card_pendingRefund', 'pending', 'succeeded'],
  ['pm_card_refundFail', 'succeeded', 'failed'],
] as const) {
  test(`${method}: the refund is ${first}, and ${last} in the end`, async () => {
    const { id: payment_intent } = await intentOf20(subject, method)
    const refund = await stripe.refunds.create({ payment_intent })
    assert.equal(refund.status, first)
    const ended = await later(`the refund ${last}`, async () => {
      const found = await stripe.refunds.retrieve(refund.id)
      return found.status === last && found
    })
    if (last === 'failed') assert.ok(ended.failure_reason)
  })
}

for (const [evidence, ending] of [
  ['winning_evidence', 'won'],
  ['losing_evidence', 'lost'],
] as const) {
  test(`a dispute comes after the charge, and ${evidence} ends it as ${ending}`, async () => {
    const { id: payment_intent } = await intentOf20(subject, 'pm_card_createDispute')
    const dispute = await later('the dispute', async () => {
      const { data } = await stripe.disputes.list({ payment_intent })
      return data[0]
    })
    assert.deepEqual([dispute.reason, dispute.amount], ['fraudulent', 2000])
    await stripe.disputes.update(dispute.id, {
      evidence: { uncategorized_text: evidence },
      submit: true,
    })
    await later(`the dispute ${ending}`, async () => {
      const { status } = await stripe.disputes.retrieve(dispute.id)
      return status === ending
    })
  })
}

test('an early fraud warning names the charge that it is about', async () => {
  const intent = await intentOf20(subject, 'pm_card_createIssuerFraudRecord')
  const warning = await later('the warning', async () => {
    const { data } = await stripe.radar.earlyFraudWarnings.list({ payment_intent: intent.id })
    return data[0]
  })
  assert.equal(warning.charge, intent.latest_charge)
  assert.equal(warning.actionable, true)
})

test('a charge is booked with its fee, and the net is what is left', async () => {
  const intent = await intentOf20(subject, 'pm_card_visa')
  const booked = await later('the balance transaction', async () => {
    const { latest_charge } = await stripe.paymentIntents.retrieve(intent.id, {
      expand: ['latest_charge.balance_transaction'],
    })
    const charge = latest_charge !== null && typeof latest_charge === 'object' && latest_charge
    return charge && charge.balance_transaction
  })
  assert.ok(typeof booked === 'object')
  assert.equal(booked.amount - booked.fee, booked.net)
  assert.equal(booked.source, intent.latest_charge)
})

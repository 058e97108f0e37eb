import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { idOf } from '../state/ledger.ts'
import { paid, refusalOf, watchEvents, type Told } from '../testing/money.ts'
import { sdkFor, startForTest } from '../testing/with_simulator.ts'

const dispute_delay_s = 60
const day_s = 24 * 60 * 60
const simulator = await startForTest({ settings: { dispute_delay_s } })
const stripe = sdkFor(simulator)
const { control } = simulator

for (const [method, reason, network_reason_code] of [
  ['pm_card_createDispute', 'fraudulent', '10.4'],
  ['pm_card_createDisputeProductNotReceived', 'product_not_received', '13.1'],
] as const) {
  test(`${method} succeeds, and is disputed as ${reason} later`, async () => {
    const { charge, payment_intent } = await paid(stripe, method)
    const events = await watchEvents(control)
    await control.advanceClock({ seconds: dispute_delay_s - 1 })
    assert.equal((await stripe.charges.retrieve(charge)).disputed, false)
    await control.advanceClock({ seconds: 1 })
    assert.equal((await stripe.charges.retrieve(charge)).disputed, true)
    const dispute = await disputeOf(charge)
    assert.deepEqual(
      [dispute.amount, dispute.currency, dispute.status, dispute.reason, dispute.payment_intent],
      [2000, 'eur', 'needs_response', reason, payment_intent],
    )
    assert.equal(dispute.is_charge_refundable, false)
    const card = { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code }
    assert.deepEqual(dispute.payment_method_details, { card, type: 'card' })
    assert.deepEqual(
      dispute.balance_transactions.map(({ amount, fee, net, type }) => [amount, fee, net, type]),
      [[-2000, 2000, -4000, 'adjustment']],
    )
    assert.deepEqual(await events(), [
      ['charge.dispute.created'],
      ['charge.dispute.funds_withdrawn'],
    ])
  })
}

test('the evidence is due by the end of a day, nine days on', async () => {
  const { evidence_details, created } = await disputed()
  const due_by = Number(evidence_details.due_by)
  assert.deepEqual([(due_by + 1) % day_s, Math.floor((due_by - created) / day_s)], [0, 8])
})

test('winning evidence is reviewed, and then the money is back', async () => {
  const { id, charge } = await disputed()
  const events = await watchEvents(control)
  const evidence = { uncategorized_text: 'winning_evidence', customer_name: 'Ada' }
  const submitted = await stripe.disputes.update(id, { evidence })
  assert.equal(submitted.status, 'under_review')
  assert.deepEqual(submitted.evidence_details, {
    ...submitted.evidence_details,
    has_evidence: true,
    submission_count: 1,
    submission_method: 'manual',
  })
  await control.advanceClock({ seconds: dispute_delay_s })
  const won = await stripe.disputes.retrieve(id)
  assert.deepEqual([won.status, won.is_charge_refundable], ['won', true])
  assert.equal(won.evidence.customer_name, 'Ada')
  assert.deepEqual(
    won.balance_transactions.map((one) => [one.amount, one.fee, one.reporting_category]),
    [
      [-2000, 2000, 'dispute'],
      [2000, 0, 'dispute_reversal'],
    ],
  )
  assert.deepEqual(typesOf(await events()), [
    'charge.dispute.updated',
    'charge.dispute.funds_reinstated',
    'charge.dispute.closed',
  ])
  assert.deepEqual((await events())[2], [
    'charge.dispute.closed',
    { is_charge_refundable: false, status: 'under_review' },
  ])
  // It has been disputed, and can be refunded nevertheless.
  assert.equal((await stripe.charges.retrieve(idOf(charge))).disputed, true)
  assert.equal((await stripe.refunds.create({ charge: idOf(charge) })).amount, 2000)
})

test('losing evidence is reviewed, and then the money is gone', async () => {
  const { id } = await disputed()
  const events = await watchEvents(control)
  await stripe.disputes.update(id, { evidence: { uncategorized_text: 'losing_evidence' } })
  await control.advanceClock({ seconds: dispute_delay_s })
  const lost = await stripe.disputes.retrieve(id)
  assert.deepEqual([lost.status, lost.is_charge_refundable], ['lost', false])
  assert.equal(lost.balance_transactions.length, 1)
  assert.deepEqual(typesOf(await events()), ['charge.dispute.updated', 'charge.dispute.closed'])
  assert.deepEqual((await events())[1]?.[1], { status: 'under_review' })
})

test('evidence can be put together before it is submitted, and pieces taken back', async () => {
  const { id } = await disputed()
  const texts = { product_description: 'A ticket', customer_name: 'Ada' }
  const staged = await stripe.disputes.update(id, { evidence: texts, submit: false })
  assert.deepEqual(
    [staged.status, staged.evidence_details.has_evidence, staged.evidence_details.submission_count],
    ['needs_response', true, 0],
  )
  const less = await stripe.disputes.update(id, { evidence: { customer_name: '' }, submit: false })
  assert.deepEqual(
    [less.evidence.product_description, less.evidence.customer_name],
    ['A ticket', null],
  )
  const submitted = await stripe.disputes.update(id, { submit: true })
  assert.equal(submitted.status, 'under_review')
  // The bank takes its time over any other evidence, and the window is over for nobody.
  await control.advanceClock({ seconds: 30 * day_s })
  assert.equal((await stripe.disputes.retrieve(id)).status, 'under_review')
  assert.equal((await control.closeDispute({ dispute: id, ending: 'won' })).status, 'won')
})

test('metadata alone answers nothing', async () => {
  const { id } = await disputed()
  const events = await watchEvents(control)
  const { metadata, status } = await stripe.disputes.update(id, { metadata: { case: '7' } })
  assert.deepEqual([metadata, status], [{ case: '7' }, 'needs_response'])
  assert.deepEqual(await events(), [['charge.dispute.updated', { metadata: { case: null } }]])
})

test('closing a dispute accepts that it is lost', async () => {
  const { id } = await disputed()
  const events = await watchEvents(control)
  assert.equal((await stripe.disputes.close(id)).status, 'lost')
  assert.deepEqual(await events(), [['charge.dispute.closed', { status: 'needs_response' }]])
})

test('a dispute that nobody answers is lost when its window is over', async () => {
  const { id, evidence_details } = await disputed()
  const { now_s } = await control.advanceClock({ seconds: 0 })
  await control.advanceClock({ seconds: Number(evidence_details.due_by) - now_s - 10 })
  assert.equal((await stripe.disputes.retrieve(id)).status, 'needs_response')
  await control.advanceClock({ seconds: 10 })
  assert.equal((await stripe.disputes.retrieve(id)).status, 'lost')
  await control.configure({ dispute_window_s: 90 })
  const { id: brief } = await disputed()
  await control.advanceClock({ seconds: 91 })
  assert.equal((await stripe.disputes.retrieve(brief)).status, 'lost')
})

const invalid = { status: 400, type: 'invalid_request_error' }

for (const ending of ['won', 'lost'] as const) {
  test(`a dispute that is ${ending} cannot be changed or closed any more`, async () => {
    const { id } = await disputed()
    await control.closeDispute({ dispute: id, ending })
    const refusal = { ...invalid, message: 'This dispute is already closed' }
    assert.deepEqual(await refusalOf(stripe.disputes.update(id, { metadata: { a: '1' } })), refusal)
    assert.deepEqual(await refusalOf(stripe.disputes.close(id)), refusal)
    const again = control.closeDispute({ dispute: id, ending: 'won' })
    await assert.rejects(again, new RegExp(`is ${ending} already`))
  })
}

for (const [what, ask] of Object.entries({
  retrieved: async () => stripe.disputes.retrieve('du_nobody'),
  updated: async () => stripe.disputes.update('du_nobody', {}),
  closed: async () => stripe.disputes.close('du_nobody'),
})) {
  test(`an unknown dispute cannot be ${what}`, async () => {
    assert.deepEqual(await refusalOf(ask()), {
      status: 404,
      type: 'invalid_request_error',
      code: 'resource_missing',
      param: 'dispute',
      message: "No such dispute: 'du_nobody'",
    })
  })
}

test('evidence that Stripe does not know is refused by its name', async () => {
  const { id } = await disputed()
  const evidence = { opinion: 'unfair' } as Stripe.DisputeUpdateParams['evidence']
  const refusal = await refusalOf(stripe.disputes.update(id, { evidence } as object))
  assert.deepEqual([refusal['code'], refusal['param']], ['parameter_unknown', 'evidence[opinion]'])
})

test('disputes are listed by charge, by intent and by time, and expanded', async () => {
  const { charge, payment_intent } = await paid(stripe)
  const { id } = await control.createDispute({ payment_intent, reason: 'duplicate', amount: 500 })
  const expand = ['data.charge', 'data.payment_intent']
  for (const narrowing of [{ charge }, { payment_intent }]) {
    const { data } = await stripe.disputes.list({ ...narrowing, expand })
    assert.deepEqual(
      data.map((one) => [one.id, one.amount, one.reason]),
      [[id, 500, 'duplicate']],
    )
    const [one] = data
    assert.ok(one)
    assert.equal((one.charge as Stripe.Charge).disputed, true)
    assert.equal((one.payment_intent as Stripe.PaymentIntent).id, payment_intent)
  }
  const { created } = await stripe.disputes.retrieve(id)
  assert.deepEqual((await stripe.disputes.list({ created: { gt: created } })).data, [])
})

test('of a charge only so much can be disputed as was captured, and nothing twice', async () => {
  const { charge } = await paid(stripe)
  await stripe.refunds.create({ charge, amount: 500 })
  const first = await control.createDispute({ charge })
  assert.equal(first.amount, 1500)
  const nothing = /give an amount of 1 to 500, or none for the 0 that are not refunded/
  await assert.rejects(control.createDispute({ charge }), nothing)
  await assert.rejects(control.createDispute({ charge, amount: 501 }), /an amount of 1 to 500/)
  // A bank may well let a guest dispute what was refunded already.
  assert.equal((await control.createDispute({ charge, amount: 500 })).amount, 500)
  await control.closeDispute({ dispute: first.id, ending: 'won' })
  assert.equal((await control.createDispute({ charge })).amount, 1000)
})

test('money that is only held is disputed no sooner than it is captured', async () => {
  const { charge, payment_intent } = await paid(stripe, 'pm_card_createDispute', {
    capture_method: 'manual',
  })
  await control.advanceClock({ seconds: 2 * dispute_delay_s })
  assert.equal((await stripe.charges.retrieve(charge)).disputed, false)
  await stripe.paymentIntents.capture(payment_intent, { amount_to_capture: 1200 })
  await control.advanceClock({ seconds: dispute_delay_s })
  assert.equal((await disputeOf(charge)).amount, 1200)
})

test('a guest who has everything back before the dispute comes disputes nothing', async () => {
  const { charge } = await paid(stripe, 'pm_card_createDispute')
  await stripe.refunds.create({ charge })
  await control.advanceClock({ seconds: dispute_delay_s })
  assert.equal((await stripe.charges.retrieve(charge)).disputed, false)
})

test('the control plane refuses a dispute of nothing, and of what is not captured', async () => {
  await assert.rejects(control.createDispute({}), /charge: give a charge or a payment_intent/)
  const both = { charge: 'ch_1', payment_intent: 'pi_1' }
  await assert.rejects(control.createFraudWarning(both), /charge: give a charge or a payment/)
  await assert.rejects(control.createDispute({ charge: 'ch_1' }), /no captured charge ch_1/)
  const unknown = control.closeDispute({ dispute: 'du_1', ending: 'won' })
  await assert.rejects(unknown, /No such dispute/)
  const reason = 'bad mood' as 'general'
  await assert.rejects(control.createDispute({ charge: 'ch_1', reason }), /reason: /)
})

async function disputed(): Promise<Stripe.Dispute> {
  const { charge } = await paid(stripe)
  return control.createDispute({ charge })
}

async function disputeOf(charge: string): Promise<Stripe.Dispute> {
  const [dispute] = (await stripe.disputes.list({ charge })).data
  assert.ok(dispute)
  return dispute
}

function typesOf(events: Told[]): string[] {
  return events.map(([type]) => type)
}

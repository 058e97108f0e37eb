import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { paid, refusalOf } from '../testing/money.ts'
import { sdkFor, startForTest } from '../testing/with_simulator.ts'

const day_s = 24 * 60 * 60
const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator

test('a charge is booked after it has succeeded, and charge.updated tells so', async () => {
  const { charge, payment_intent } = await paid(stripe, 'pm_card_visa', { description: 'Ticket' })
  const { latest_charge } = await stripe.paymentIntents.retrieve(payment_intent, {
    expand: ['latest_charge.balance_transaction'],
  })
  const booked = (latest_charge as Stripe.Charge).balance_transaction as Stripe.BalanceTransaction
  const { id, created, available_on, ...fields } = booked
  assert.match(id, /^txn_/)
  // At a midnight, two days on.
  assert.equal(available_on, (Math.floor(created / day_s) + 2) * day_s)
  const description = 'Stripe processing fees'
  assert.deepEqual(fields, {
    object: 'balance_transaction',
    amount: 2000,
    balance_type: 'payments',
    currency: 'eur',
    description: 'Ticket',
    exchange_rate: null,
    fee: 55,
    fee_details: [
      { amount: 55, application: null, currency: 'eur', description, type: 'stripe_fee' },
    ],
    net: 1945,
    reporting_category: 'charge',
    source: charge,
    status: 'pending',
    type: 'charge',
  })
  const events = await eventsOf(charge)
  assert.deepEqual(
    events.map(([type, transaction, previous]) => [type, transaction, previous]),
    [
      ['charge.succeeded', null, undefined],
      ['charge.updated', id, { balance_transaction: null }],
    ],
  )
})

test('with synchronous capture the charge is booked from the beginning', async () => {
  const { charge } = await paid(stripe, 'pm_card_visa', { capture_method: 'automatic' })
  const { balance_transaction } = await stripe.charges.retrieve(charge)
  assert.deepEqual(await eventsOf(charge), [['charge.succeeded', balance_transaction, undefined]])
})

test('money that was held is booked as much as is captured, when it is', async () => {
  const { charge, payment_intent } = await paid(stripe, 'pm_card_visa', {
    capture_method: 'manual',
  })
  assert.deepEqual(await bookedFor(charge), [])
  await stripe.paymentIntents.capture(payment_intent, { amount_to_capture: 1200 })
  const [booked] = await bookedFor(charge)
  assert.deepEqual([booked?.amount, booked?.fee], [1200, 43])
  const previous = { amount_captured: 0, balance_transaction: null, captured: false }
  assert.deepEqual(await eventsOf(charge), [
    ['charge.succeeded', null, undefined],
    ['charge.captured', booked?.id, previous],
  ])
})

test('what failed or was never captured is not booked', async () => {
  await assert.rejects(paid(stripe, 'pm_card_visa_chargeDeclined'))
  await control.holdPayments()
  const held = await paid(stripe)
  assert.deepEqual(await bookedFor(held.charge), [])
  await control.settlePayment({ payment_intent: held.payment_intent, ending: 'succeed' })
  assert.deepEqual(
    (await bookedFor(held.charge)).map(({ amount }) => amount),
    [2000],
  )
})

test('a transaction names its source: the charge, the refund, the dispute', async () => {
  const { charge } = await paid(stripe, 'pm_card_visa', { description: 'Ticket' })
  const refund = await stripe.refunds.create({ charge, amount: 500 })
  await control.settleRefund({ refund: refund.id, ending: 'fail' })
  const dispute = await control.createDispute({ charge })
  await control.closeDispute({ dispute: dispute.id, ending: 'won' })
  const { data } = await stripe.balanceTransactions.list({ limit: 5, expand: ['data.source'] })
  assert.deepEqual(
    data.map(({ type, reporting_category, amount, description, source }) => [
      type,
      reporting_category,
      amount,
      description,
      (source as { id: string }).id,
    ]),
    [
      ['adjustment', 'dispute_reversal', 2000, `Chargeback reversal for ${charge}`, dispute.id],
      ['adjustment', 'dispute', -2000, `Chargeback withdrawal for ${charge}`, dispute.id],
      ['refund_failure', 'refund_failure', 500, 'REFUND FAILURE (Ticket)', refund.id],
      ['refund', 'refund', -500, 'REFUND FOR CHARGE (Ticket)', refund.id],
      ['charge', 'charge', 2000, 'Ticket', charge],
    ],
  )
  assert.deepEqual(
    (await bookedFor(refund.id)).map(({ type }) => type),
    ['refund_failure', 'refund'],
  )
})

test('transactions are listed by type, by currency and by time', async () => {
  await control.advanceClock({ seconds: 60 })
  const { charge } = await paid(stripe, 'pm_card_visa', { currency: 'gbp' })
  const refund = await stripe.refunds.create({ charge })
  // A second may end between the two.
  const created = Number((await bookedFor(charge))[0]?.created)
  const list = async (narrowing: Stripe.BalanceTransactionListParams) =>
    (await stripe.balanceTransactions.list(narrowing)).data.map(({ source }) => source)
  assert.deepEqual(await list({ currency: 'gbp' }), [refund.id, charge])
  assert.deepEqual(await list({ currency: 'GBP', type: 'refund' }), [refund.id])
  assert.deepEqual(await list({ type: 'payout' }), [])
  assert.deepEqual(await list({ created: { gte: created } }), [refund.id, charge])
})

test('a transaction is pending until its day, also where a dispute shows it', async () => {
  const { charge } = await paid(stripe)
  const dispute = await control.createDispute({ charge })
  const [booked] = await bookedFor(charge)
  const statuses = async () => [
    (await bookedFor(charge))[0]?.status,
    (await stripe.disputes.retrieve(dispute.id)).balance_transactions[0]?.status,
  ]
  const { now_s } = await control.advanceClock({ seconds: 0 })
  await control.advanceClock({ seconds: Number(booked?.available_on) - now_s - 600 })
  assert.deepEqual(await statuses(), ['pending', 'pending'])
  await control.advanceClock({ seconds: 600 })
  assert.deepEqual(await statuses(), ['available', 'available'])
  assert.equal((await stripe.balanceTransactions.retrieve(String(booked?.id))).status, 'available')
  // What is booked on another day waits for a day of its own.
  const next = await paid(stripe)
  assert.equal((await bookedFor(next.charge))[0]?.status, 'pending')
})

test('an unknown transaction is refused', async () => {
  assert.deepEqual(await refusalOf(stripe.balanceTransactions.retrieve('txn_nobody')), {
    status: 404,
    type: 'invalid_request_error',
    code: 'resource_missing',
    param: 'id',
    message: "No such balance transaction: 'txn_nobody'",
  })
})

async function bookedFor(source: string): Promise<Stripe.BalanceTransaction[]> {
  return (await stripe.balanceTransactions.list({ source })).data
}

async function eventsOf(charge: string): Promise<[string, unknown, unknown][]> {
  const { events } = await control.ledger()
  return events
    .filter(({ data }) => (data.object as { id?: string }).id === charge)
    .map(({ type, data }) => {
      const { balance_transaction } = data.object as Stripe.Charge
      return [type, balance_transaction, data.previous_attributes]
    })
}

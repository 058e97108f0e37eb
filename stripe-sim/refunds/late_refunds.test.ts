import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Stripe } from 'stripe'
import { paid, refusalOf, watchEvents } from '../testing/money.ts'
import { sdkFor, startForTest } from '../testing/with_simulator.ts'

const refund_delay_s = 600
const simulator = await startForTest({ settings: { refund_delay_s } })
const stripe = sdkFor(simulator)
const { control } = simulator

test('the card for pending refunds: pending at first, succeeded later', async () => {
  const { charge } = await paid(stripe, 'pm_card_pendingRefund')
  const pending = await stripe.refunds.create({ charge })
  assert.deepEqual([pending.status, pending.pending_reason], ['pending', 'processing'])
  // What is on its way back counts as refunded, or it could be given back twice.
  const { refunded } = await stripe.charges.retrieve(charge)
  assert.equal(refunded, true)
  const again = await refusalOf(stripe.refunds.create({ charge }))
  assert.equal(again['code'], 'charge_already_refunded')
  const events = await watchEvents(control)
  // Stripe's time goes on by itself meanwhile.
  await control.advanceClock({ seconds: refund_delay_s / 2 })
  assert.deepEqual(await events(), [])
  await control.advanceClock({ seconds: refund_delay_s / 2 })
  const ended = await stripe.refunds.retrieve(pending.id)
  assert.deepEqual([ended.status, 'pending_reason' in ended], ['succeeded', false])
  const previous = { status: 'pending', pending_reason: 'processing' }
  assert.deepEqual(await events(), [
    ['refund.updated', previous],
    ['charge.refund.updated', previous],
  ])
})

test('the card for failing refunds: succeeded at first, failed later, the money back', async () => {
  const { charge } = await paid(stripe, 'pm_card_refundFail')
  const kept = await stripe.refunds.create({ charge, amount: 500 })
  assert.equal(kept.status, 'succeeded')
  await control.advanceClock({ seconds: refund_delay_s / 2 })
  const second = await stripe.refunds.create({ charge })
  assert.equal((await stripe.charges.retrieve(charge)).refunded, true)
  const events = await watchEvents(control)
  await control.advanceClock({ seconds: refund_delay_s / 2 })
  const less = await stripe.charges.retrieve(charge)
  assert.deepEqual([less.amount_refunded, less.refunded], [1500, false])
  const failed = await stripe.refunds.retrieve(kept.id, { expand: ['failure_balance_transaction'] })
  assert.deepEqual([failed.status, failed.failure_reason], ['failed', 'expired_or_canceled_card'])
  const back = failed.failure_balance_transaction as Stripe.BalanceTransaction
  assert.deepEqual([back.type, back.amount, back.source], ['refund_failure', 500, kept.id])
  const previous = { status: 'succeeded', failure_balance_transaction: null, failure_reason: null }
  assert.deepEqual(await events(), [
    ['refund.updated', previous],
    ['refund.failed'],
    ['charge.refund.updated', previous],
  ])
  await control.advanceClock({ seconds: refund_delay_s / 2 })
  assert.equal((await stripe.refunds.retrieve(second.id)).status, 'failed')
  assert.equal((await stripe.charges.retrieve(charge)).amount_refunded, 0)
  // What came back can be given back again, and comes back again.
  assert.equal((await stripe.refunds.create({ charge })).amount, 2000)
  await control.advanceClock({ seconds: refund_delay_s })
  assert.equal((await stripe.charges.retrieve(charge)).amount_refunded, 0)
})

test('the control plane ends a pending refund at once, and nothing follows later', async () => {
  for (const [ending, status] of [
    ['succeed', 'succeeded'],
    ['fail', 'failed'],
  ] as const) {
    const { charge } = await paid(stripe, 'pm_card_pendingRefund')
    const { id } = await stripe.refunds.create({ charge })
    assert.equal((await control.settleRefund({ refund: id, ending })).status, status)
    const events = await watchEvents(control)
    await control.advanceClock({ seconds: 2 * refund_delay_s })
    assert.deepEqual(await events(), [])
    assert.equal((await stripe.charges.retrieve(charge)).refunded, status === 'succeeded')
  }
})

test('the control plane fails a refund that had succeeded, once, for a given reason', async () => {
  const { charge } = await paid(stripe)
  const { id: refund } = await stripe.refunds.create({ charge })
  const failure = { refund, ending: 'fail', failure_reason: 'lost_or_stolen_card' } as const
  const failed = await control.settleRefund(failure)
  assert.deepEqual([failed.status, failed.failure_reason], ['failed', 'lost_or_stolen_card'])
  await assert.rejects(control.settleRefund(failure), /is failed and cannot fail/)
  const success = { refund, ending: 'succeed' } as const
  await assert.rejects(control.settleRefund(success), /is failed and cannot succeed/)
})

test('the release of money that was only held cannot fail', async () => {
  const { payment_intent } = await paid(stripe, 'pm_card_visa', { capture_method: 'manual' })
  await stripe.paymentIntents.cancel(payment_intent)
  const [release] = (await stripe.refunds.list({ payment_intent })).data
  const failing = control.settleRefund({ refund: String(release?.id), ending: 'fail' })
  await assert.rejects(failing, /is succeeded and cannot fail/)
})

test('the control plane refuses an unknown refund, ending and reason', async () => {
  const unknown = control.settleRefund({ refund: 're_nobody', ending: 'fail' })
  await assert.rejects(unknown, /No such refund: 're_nobody'/)
  const impossible = { refund: 're_1', ending: 'vanish', failure_reason: 'bad luck' } as never
  await assert.rejects(control.settleRefund(impossible), /ending: .*; failure_reason: /)
})

test('a pending refund fails when the guest disputes the charge meanwhile', async () => {
  const { charge } = await paid(stripe, 'pm_card_pendingRefund')
  const { id } = await stripe.refunds.create({ charge, amount: 500 })
  const { amount } = await control.createDispute({ charge })
  assert.equal(amount, 2000)
  const refund = await stripe.refunds.retrieve(id)
  assert.deepEqual(
    [refund.status, refund.failure_reason],
    ['failed', 'charge_for_pending_refund_disputed'],
  )
})

test('a refund that is to end later does so after a restart, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-sim-'))
  const options = { stateFile: join(folder, 'refunds.json'), settings: { refund_delay_s } }
  const first = await startForTest(options)
  const { charge } = await paid(sdkFor(first), 'pm_card_refundFail')
  const { id } = await sdkFor(first).refunds.create({ charge })
  await first.close()
  const second = await startForTest(options)
  // In this order, for the simulator writes when it is closed.
  after(() => rmSync(folder, { recursive: true }))
  await second.control.advanceClock({ seconds: refund_delay_s })
  assert.equal((await sdkFor(second).refunds.retrieve(id)).status, 'failed')
  assert.equal((await sdkFor(second).charges.retrieve(charge)).amount_refunded, 0)
})

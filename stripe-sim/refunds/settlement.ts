import type { Stripe } from 'stripe'
import { bookRefundFailure } from '../balance/bookings.ts'
import { reviewFraudWarnings } from '../disputes/fraud_warnings.ts'
import { aftermathOf } from '../payments/cards.ts'
import type { AppointmentBook } from '../state/agenda.ts'
import { idOf } from '../state/ledger.ts'
import { noCause, type Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { previousAttributes } from '../webhooks/previous_attributes.ts'

const success = 'refund.succeed'
const failure = 'refund.fail'

/** Why a refund failed, in Stripe's words. */
export const failureReasons = [
  'charge_for_pending_refund_disputed',
  'declined',
  'expired_or_canceled_card',
  'insufficient_funds',
  'lost_or_stolen_card',
  'merchant_request',
  'unknown',
] as const
export type FailureReason = (typeof failureReasons)[number]

// What Stripe's test card for failing refunds gives as the reason.
const failureReasonDefault: FailureReason = 'expired_or_canceled_card'

/** Arranges what the test cards for late refunds lead to; on every other card nothing follows. */
export function arrangeEnding(simulator: Simulator, refund: Stripe.Refund): void {
  const { ledger, agenda, settings } = simulator
  const card = ledger.cards.get(idOf(refund.payment_method))?.number
  const aftermath = aftermathOf(card)?.kind
  if (aftermath === 'refund_pending') agenda.arrange(success, refund.id, settings.refund_delay_s)
  if (aftermath === 'refund_fails') agenda.arrange(failure, refund.id, settings.refund_delay_s)
}

export const appointments: AppointmentBook = {
  [success]: (simulator, id) => {
    const refund = simulator.ledger.refunds.get(id)
    if (refund?.status === 'pending') succeed(simulator, refund)
  },
  [failure]: (simulator, id) => {
    const refund = simulator.ledger.refunds.get(id)
    if (refund !== undefined && canFail(refund)) fail(simulator, refund)
  },
}

/** Ends a pending refund well. */
export function succeed(simulator: Simulator, refund: Stripe.Refund): void {
  const before = { ...refund }
  delete refund.pending_reason
  refund.status = 'succeeded'
  ended(simulator, refund)
  const previous = previousAttributes(before, refund)
  emit(simulator, 'refund.updated', refund, noCause, previous)
  emit(simulator, 'charge.refund.updated', refund, noCause, previous)
}

/**
 * Whether a refund can still fail: one that has succeeded can, too, but not the release of money
 * that was only held and never booked.
 */
export function canFail({ status, balance_transaction }: Stripe.Refund): boolean {
  return (status === 'pending' || status === 'succeeded') && balance_transaction !== null
}

/** Fails a refund, also one that had succeeded: the money is back, and counts as not refunded. */
export function fail(
  simulator: Simulator,
  refund: Stripe.Refund,
  reason: FailureReason = failureReasonDefault,
): void {
  const before = { ...refund }
  delete refund.pending_reason
  Object.assign(refund, { status: 'failed', failure_reason: reason })
  const charge = simulator.ledger.charges.get(idOf(refund.charge))
  if (charge !== undefined) {
    charge.amount_refunded -= refund.amount
    charge.refunded = false
  }
  bookRefundFailure(simulator, refund)
  ended(simulator, refund)
  const previous = previousAttributes(before, refund)
  emit(simulator, 'refund.updated', refund, noCause, previous)
  emit(simulator, 'refund.failed', refund, noCause)
  emit(simulator, 'charge.refund.updated', refund, noCause, previous)
  if (charge !== undefined) reviewFraudWarnings(simulator, charge, noCause)
}

// Nothing that was arranged may happen to a refund whose end has come by another way.
function ended({ agenda, snapshots }: Simulator, refund: Stripe.Refund): void {
  agenda.forget(success, refund.id)
  agenda.forget(failure, refund.id)
  snapshots.touch()
}

import type { Stripe } from 'stripe'
import type { AppointmentBook } from '../state/agenda.ts'
import { seconds } from '../state/clock.ts'
import { noCause, type Cause, type Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { unexpectedState } from '../wire/errors.ts'
import { endChallenge } from './challenges.ts'
import { holdExpiry, releaseHold } from './holds.ts'
import { isOpen, notCancelable } from './intent_refusals.ts'

/**
 * Ends an intent that is open, or holds money, for good; a hold is released. Throws 400
 * `payment_intent_unexpected_state` in any other state.
 */
export function cancel(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent['cancellation_reason'],
  cause: Cause,
): Stripe.PaymentIntent {
  const isHeld = intent.status === 'requires_capture'
  if (!isOpen(intent) && !isHeld) throw unexpectedState(notCancelable(intent), intent)
  if (isHeld) {
    const charge = releaseHold(simulator, intent, null)
    emit(simulator, 'charge.refunded', charge, cause, { amount_refunded: 0, refunded: false })
  }
  end(simulator, intent, reason, cause)
  return intent
}

/** Ends an intent as Stripe does by itself: nobody asked for it. */
export function cancelAutomatically(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  cause: Cause,
): void {
  end(simulator, intent, 'automatic', cause)
}

export const appointments: AppointmentBook = {
  [holdExpiry](simulator, id) {
    const intent = simulator.ledger.paymentIntents.get(id)
    if (intent?.status !== 'requires_capture') return
    const charge = releaseHold(simulator, intent, 'expired_uncaptured_charge')
    emit(simulator, 'charge.expired', charge, noCause, { amount_refunded: 0, refunded: false })
    cancelAutomatically(simulator, intent, noCause)
  },
}

function end(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  cancellation_reason: Stripe.PaymentIntent['cancellation_reason'],
  cause: Cause,
): void {
  endChallenge(simulator, intent)
  const canceled_at = seconds(simulator.clock)
  Object.assign(intent, { canceled_at, cancellation_reason, status: 'canceled' })
  simulator.snapshots.touch()
  emit(simulator, 'payment_intent.canceled', intent, cause)
}

import type { Stripe } from 'stripe'
import { bookCharge } from '../balance/bookings.ts'
import { afterCharge } from '../disputes/after_charge.ts'
import { takePaymentHold } from '../faults/payment_holds.ts'
import { idOf } from '../state/ledger.ts'
import { noCause, type Cause, type Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { docUrl, resourceMissing, unexpectedState } from '../wire/errors.ts'
import { newCharge, settleCharge } from './booking.ts'
import type { SettledOutcome } from './cards.ts'
import type { AuthenticationResult, ChargeResult } from './charge_details.ts'
import { genericDecline, type Decline } from './declines.ts'
import { holdExpiry } from './holds.ts'
import { keepOrSpend } from './saved_methods.ts'

export type Attempt = {
  outcome: SettledOutcome
  authentication: AuthenticationResult
  radarSession?: string | undefined
  cause: Cause
}

/**
 * Tries to move the money: books the charge and moves the intent on to `succeeded`,
 * `requires_capture`, `processing`, or back to `requires_payment_method` with the decline as its
 * `last_payment_error`.
 */
export function attempt(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  { outcome, authentication: passed, radarSession, cause }: Attempt,
): void {
  const authentication = (outcome.kind === 'declined' && outcome.authentication) || passed
  const how = { authentication, ...(radarSession !== undefined && { radarSession }) }
  const result = resultOf(outcome)
  if (result.status === 'succeeded' && takePaymentHold(simulator, intent.id)) {
    const charge = newCharge(simulator, intent, method, { ...how, result: { status: 'pending' } })
    Object.assign(intent, { status: 'processing', latest_charge: charge.id })
    emit(simulator, 'charge.pending', charge, cause)
    emit(simulator, 'payment_intent.processing', intent, cause)
    return
  }
  const charge = newCharge(simulator, intent, method, { ...how, result })
  intent.latest_charge = charge.id
  conclude(simulator, intent, method, { charge, result, cause })
}

/** Declines a payment before anything was charged. */
export function refuse(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  decline: Decline,
  cause: Cause,
): void {
  fail(simulator, intent, { ...declineError(decline), payment_method: method }, { cause })
}

/**
 * Brings an intent back to `requires_payment_method` without a charge, or after the given one that
 * has failed.
 */
export function fail(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  error: Stripe.PaymentIntent.LastPaymentError,
  { charge, cause }: { charge?: Stripe.Charge; cause: Cause },
): void {
  Object.assign(intent, {
    last_payment_error: { ...error, ...(error.code && { doc_url: docUrl(error.code) }) },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
  simulator.snapshots.touch()
  if (charge !== undefined) emit(simulator, 'charge.failed', charge, cause)
  emit(simulator, 'payment_intent.payment_failed', intent, cause)
}

/** Ends a payment that was held in `processing`. Throws 404, or 400 in any other state. */
export function settlePayment(
  simulator: Simulator,
  intentId: string,
  ending: 'succeed' | 'fail',
): Stripe.PaymentIntent {
  const { paymentIntents, charges } = simulator.ledger
  const intent = paymentIntents.get(intentId)
  if (intent === undefined) throw resourceMissing('payment_intent', intentId, 'intent')
  if (intent.status !== 'processing') {
    throw unexpectedState('This PaymentIntent is not processing.', intent)
  }
  const charge = charges.get(idOf(intent.latest_charge)) as Stripe.Charge
  const method = methodOf(simulator, intent)
  const failed = { status: 'failed', decline: genericDecline } as const
  const result = ending === 'succeed' ? ({ status: 'succeeded' } as const) : failed
  settleCharge(simulator, charge, intent, result)
  conclude(simulator, intent, method, { charge, result, cause: noCause })
  return intent
}

/** The method that an intent is paid with. Throws 404 for one that was forgotten since. */
export function methodOf(
  { ledger }: Simulator,
  intent: Stripe.PaymentIntent,
): Stripe.PaymentMethod {
  const id = idOf(intent.payment_method)
  const method = ledger.paymentMethods.get(id)
  if (method === undefined) throw resourceMissing('PaymentMethod', id, 'payment_method')
  return method
}

type Ended = { charge: Stripe.Charge; result: SettledResult; cause: Cause }
type SettledResult = Exclude<ChargeResult, { status: 'pending' }>

function conclude(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  { charge, result, cause }: Ended,
): void {
  if (result.status === 'failed') {
    const { decline } = result
    const error = { ...declineError(decline, charge), payment_method: method }
    fail(simulator, intent, error, { charge, cause })
    return
  }
  keepOrSpend(simulator, intent, method, cause)
  if (charge.captured) {
    Object.assign(intent, { status: 'succeeded', amount_received: charge.amount_captured })
    // Otherwise the balance learns of it a little later, see `afterCharge`.
    if (intent.capture_method === 'automatic') bookCharge(simulator, charge)
    emit(simulator, 'charge.succeeded', charge, cause)
    emit(simulator, 'payment_intent.succeeded', intent, cause)
    afterCharge(simulator, charge, cause)
    return
  }
  Object.assign(intent, { status: 'requires_capture', amount_capturable: charge.amount })
  simulator.agenda.arrange(holdExpiry, intent.id, simulator.settings.capture_window_s)
  emit(simulator, 'charge.succeeded', charge, cause)
  emit(simulator, 'payment_intent.amount_capturable_updated', intent, cause)
}

// What a decline says of itself, on the intent as well as in the answer.
function declineError(decline: Decline, charge?: Stripe.Charge) {
  const { stoppedBy: _, ...fields } = decline
  return { ...fields, type: 'card_error' as const, ...(charge && { charge: charge.id }) }
}

function resultOf(outcome: SettledOutcome): SettledResult {
  if (outcome.kind === 'declined') return { status: 'failed', decline: outcome.decline }
  return { status: 'succeeded' }
}

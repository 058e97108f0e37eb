import type { Stripe } from 'stripe'
import { outcomeOf, type CardOutcome, type Decline } from './cards.ts'
import { newCharge, settleCharge, type ChargeResult } from './charges.ts'
import { emit } from './events.ts'
import { takePaymentHold } from './faults.ts'
import { newId } from './ids.ts'
import { idOf } from './ledger.ts'
import { noCause, type Cause, type Simulator } from './simulator.ts'
import { ApiError, docUrl, resourceMissing, unexpectedState } from './wire/errors.ts'

/** A confirmation whose payment method is already made and whose intent may be confirmed. */
export type Confirmation = {
  method: Stripe.PaymentMethod
  returnUrl: string | null
  /** Stripe.js handles a challenge itself; a plain server is given an address to redirect to. */
  usesStripeSdk: boolean
  cause: Cause
}

/**
 * Charges the intent: it becomes `succeeded`, `processing` or `requires_action`. A declined card
 * leads back to `requires_payment_method` and throws 402 `card_error` with the intent attached.
 */
export function chargeIntent(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  confirmation: Confirmation,
): void {
  const { method, cause } = confirmation
  Object.assign(intent, { payment_method: method.id, last_payment_error: null, next_action: null })
  simulator.ledger.authentications.delete(intent.id)
  const card = simulator.ledger.cards.get(method.id) ?? 'unknown'
  const outcome = outcomeOf(card)
  if (outcome.kind === 'challenge') {
    challenge(simulator, intent, card, confirmation)
    return
  }
  const decline = finish(simulator, intent, method, { outcome, cause, authenticated: false })
  if (decline === null) return
  const fields = declineFields(decline, intent)
  throw new ApiError(402, { ...fields, payment_method: method, payment_intent: intent }, kept)
}

const kept = { executed: true }

/**
 * The guest's answer to a 3-D Secure challenge. The intent is charged, or goes back to
 * `requires_payment_method` with `payment_intent_authentication_failure`. `source` (from
 * `next_action`) guards against the answer to an older challenge. Throws 404 or 400.
 */
export function authenticate(
  simulator: Simulator,
  intentId: string,
  answer: 'complete' | 'fail',
  source?: string,
): Stripe.PaymentIntent {
  const { paymentIntents, authentications, paymentMethods } = simulator.ledger
  const intent = paymentIntents.get(intentId)
  if (intent === undefined) throw resourceMissing('payment_intent', intentId, 'intent')
  const pending = authentications.get(intentId)
  const isCurrent = source === undefined || source === pending?.source
  if (pending === undefined || intent.status !== 'requires_action' || !isCurrent) {
    throw unexpectedState('This PaymentIntent does not wait for this authentication.', intent)
  }
  authentications.delete(intentId)
  intent.next_action = null
  const method = paymentMethods.get(idOf(intent.payment_method)) as Stripe.PaymentMethod
  if (answer === 'fail') {
    failAuthentication(simulator, intent, method)
    return intent
  }
  const challenged = outcomeOf(pending.charge_card)
  const outcome = challenged.kind === 'challenge' ? challenged.after : challenged
  finish(simulator, intent, method, { outcome, cause: noCause, authenticated: true })
  return intent
}

/** Ends a payment that was held in `processing`. Throws 404, or 400 in any other state. */
export function settlePayment(
  simulator: Simulator,
  intentId: string,
  ending: 'succeed' | 'fail',
): Stripe.PaymentIntent {
  const { paymentIntents, charges, paymentMethods } = simulator.ledger
  const intent = paymentIntents.get(intentId)
  if (intent === undefined) throw resourceMissing('payment_intent', intentId, 'intent')
  if (intent.status !== 'processing') {
    throw unexpectedState('This PaymentIntent is not processing.', intent)
  }
  const charge = charges.get(idOf(intent.latest_charge)) as Stripe.Charge
  const method = paymentMethods.get(idOf(intent.payment_method)) as Stripe.PaymentMethod
  const outcome = outcomeOf(ending === 'succeed' ? '4242424242424242' : '4000000000000002')
  const result = resultOf(outcome)
  settleCharge(charge, intent, result)
  conclude(simulator, intent, method, charge, result, noCause)
  return intent
}

function challenge(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  card: string,
  { returnUrl, usesStripeSdk, cause }: Confirmation,
): void {
  const source = newId('src')
  const pending = { source, charge_card: card, return_url: returnUrl }
  simulator.ledger.authentications.set(intent.id, pending)
  const page = `${simulator.origin()}/3d_secure/${intent.id}?source=${source}`
  intent.status = 'requires_action'
  intent.next_action = usesStripeSdk
    ? {
        type: 'use_stripe_sdk',
        // Opaque to everybody but the stand-in for Stripe.js.
        use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: page, source },
      }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url: page } }
  emit(simulator, 'payment_intent.requires_action', intent, cause)
}

type Finish = { outcome: CardOutcome; cause: Cause; authenticated: boolean }

/** Books the charge and moves the intent on; returns the decline, if that is what it was. */
function finish(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  { outcome, cause, authenticated }: Finish,
): Decline | null {
  const result = resultOf(outcome)
  if (result.status === 'succeeded' && takePaymentHold(simulator, intent.id)) {
    const charge = newCharge(simulator, intent, method, { status: 'pending' }, authenticated)
    Object.assign(intent, { status: 'processing', latest_charge: charge.id })
    emit(simulator, 'charge.pending', charge, cause)
    emit(simulator, 'payment_intent.processing', intent, cause)
    return null
  }
  const charge = newCharge(simulator, intent, method, result, authenticated)
  return conclude(simulator, intent, method, charge, result, cause)
}

function conclude(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  charge: Stripe.Charge,
  result: ChargeResult,
  cause: Cause,
): Decline | null {
  intent.latest_charge = charge.id
  if (result.status === 'failed') {
    const fields = { ...declineFields(result.decline, intent), payment_method: method }
    const doc_url = docUrl(result.decline.code)
    backToPaymentMethod(intent, { ...fields, doc_url })
    emit(simulator, 'charge.failed', charge, cause)
    emit(simulator, 'payment_intent.payment_failed', intent, cause)
    return result.decline
  }
  Object.assign(intent, { status: 'succeeded', amount_received: intent.amount })
  emit(simulator, 'charge.succeeded', charge, cause)
  emit(simulator, 'payment_intent.succeeded', intent, cause)
  return null
}

function failAuthentication(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): void {
  const code = 'payment_intent_authentication_failure'
  const message =
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data ' +
    'or a new PaymentMethod to attempt to fulfill this PaymentIntent again.'
  const type = 'invalid_request_error'
  backToPaymentMethod(intent, {
    code,
    doc_url: docUrl(code),
    message,
    payment_method: method,
    type,
  })
  emit(simulator, 'payment_intent.payment_failed', intent, noCause)
}

function backToPaymentMethod(
  intent: Stripe.PaymentIntent,
  error: Stripe.PaymentIntent.LastPaymentError,
): void {
  Object.assign(intent, {
    last_payment_error: error,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  })
}

function resultOf(outcome: CardOutcome): Exclude<ChargeResult, { status: 'pending' }> {
  if (outcome.kind === 'declined') return { status: 'failed', decline: outcome.decline }
  return { status: 'succeeded' }
}

function declineFields(decline: Decline, intent: Stripe.PaymentIntent) {
  const { blocked: _, ...fields } = decline
  return { ...fields, type: 'card_error' as const, charge: idOf(intent.latest_charge) }
}

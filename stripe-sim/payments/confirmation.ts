import type { Stripe } from 'stripe'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { ApiError, type ErrorFields } from '../wire/errors.ts'
import { attempt, refuse } from './attempts.ts'
import { afterChallenge, outcomeOf, takesChallenges, type SettledOutcome } from './cards.ts'
import { endChallenge, startChallenge } from './challenges.ts'
import type { AuthenticationResult } from './charge_details.ts'
import { countConfirmation } from './confirmation_limit.ts'
import { authenticationNotHandled, authenticationRequired, type Decline } from './declines.ts'

/** A confirmation whose payment method is already made and whose intent may be confirmed. */
export type Confirmation = {
  method: Stripe.PaymentMethod
  returnUrl: string | null
  /** Stripe.js handles a challenge itself; a plain server is given an address to redirect to. */
  usesStripeSdk: boolean
  /** The guest is not there, so nobody can answer a challenge. */
  isOffSession: boolean
  /** A payment that would need a challenge is to fail instead. */
  refusesActions: boolean
  radarSession?: string | undefined
  cause: Cause
}

/**
 * Charges the intent: it becomes `succeeded`, `requires_capture`, `processing` or
 * `requires_action`. A decline leads back to `requires_payment_method` and throws 402 `card_error`
 * with the intent attached.
 */
export function chargeIntent(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  confirmation: Confirmation,
): void {
  const { method, cause, radarSession } = confirmation
  const card = simulator.ledger.cards.get(method.id)?.number ?? 'unknown'
  const next = hasPassed(simulator, intent, method)
    ? charge(afterChallenge(card), 'authenticated')
    : nextStep(intent, card, confirmation)
  endChallenge(simulator, intent)
  countConfirmation(simulator, intent)
  Object.assign(intent, { payment_method: method.id, last_payment_error: null })
  simulator.snapshots.touch()
  if (next.kind === 'challenge') {
    startChallenge(simulator, intent, card, confirmation)
    emit(simulator, 'payment_intent.requires_action', intent, cause)
    return
  }
  if (next.kind === 'refuse') refuse(simulator, intent, method, next.decline, cause)
  else attempt(simulator, intent, method, { ...next, radarSession, cause })
  // It was empty when the attempt began.
  const error = intent.last_payment_error
  if (error === null) return
  throw new ApiError(402, { ...(error as ErrorFields), payment_intent: intent }, kept)
}

const kept = { executed: true }

type Step =
  | { kind: 'charge'; outcome: SettledOutcome; authentication: AuthenticationResult }
  | { kind: 'challenge' }
  | { kind: 'refuse'; decline: Decline }

// With manual confirmation a server confirms once more when the guest has authenticated.
function hasPassed(
  { ledger }: Simulator,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): boolean {
  const passed = ledger.authentications.get(intent.id)?.is_passed ?? false
  return passed && intent.payment_method === method.id
}

function nextStep(
  intent: Stripe.PaymentIntent,
  card: string,
  { method, isOffSession, refusesActions }: Confirmation,
): Step {
  const outcome = outcomeOf(card)
  if (outcome.kind !== 'challenge') {
    const isAsked = !isOffSession && requestsChallenge(intent) && takesChallenges(card)
    if (!isAsked) return charge(outcome, null)
  } else if (isOffSession) {
    const isSaved = method.customer !== null
    const isExempt = outcome.exempt === 'always' || (outcome.exempt === 'once_saved' && isSaved)
    return isExempt ? charge(outcome.after, null) : refusal(authenticationRequired)
  }
  return refusesActions ? refusal(authenticationNotHandled) : { kind: 'challenge' }
}

function charge(outcome: SettledOutcome, authentication: AuthenticationResult): Step {
  return { kind: 'charge', outcome, authentication }
}

function refusal(decline: Decline): Step {
  return { kind: 'refuse', decline }
}

// See https://docs.stripe.com/payments/3d-secure/authentication-flow#manual-three-ds.
function requestsChallenge(intent: Stripe.PaymentIntent): boolean {
  const request = intent.payment_method_options?.card?.request_three_d_secure
  return request === 'any' || request === 'challenge'
}

import type { Stripe } from 'stripe'
import type { AppointmentBook } from '../state/agenda.ts'
import { idOf } from '../state/ledger.ts'
import { noCause, type Simulator } from '../state/simulator.ts'
import { resourceMissing, unexpectedState } from '../wire/errors.ts'
import { attempt, fail, methodOf } from './attempts.ts'
import { afterChallenge } from './cards.ts'
import { challengeExpiry, endChallenge } from './challenges.ts'

/**
 * The guest's answer to a 3-D Secure challenge. The intent is charged (or waits to be confirmed
 * once more, where its `confirmation_method` is manual); a guest who fails or gives up brings it
 * back to `requires_payment_method` with `payment_intent_authentication_failure`. `source` (from
 * `next_action`) guards against the answer to an older challenge. Throws 404 or 400.
 */
export function authenticate(
  simulator: Simulator,
  intentId: string,
  answer: 'complete' | 'fail' | 'abandon',
  source?: string,
): Stripe.PaymentIntent {
  const { paymentIntents, authentications } = simulator.ledger
  const intent = paymentIntents.get(intentId)
  if (intent === undefined) throw resourceMissing('payment_intent', intentId, 'intent')
  const pending = authentications.get(intentId)
  const isCurrent = source === undefined || source === pending?.source
  if (pending === undefined || intent.status !== 'requires_action' || !isCurrent) {
    throw unexpectedState('This PaymentIntent does not wait for this authentication.', intent)
  }
  const method = methodOf(simulator, intent)
  endChallenge(simulator, intent)
  if (answer !== 'complete') {
    failAuthentication(simulator, intent, method)
  } else if (intent.confirmation_method === 'manual') {
    authentications.add({ ...pending, is_passed: true })
    intent.status = 'requires_confirmation'
    simulator.snapshots.touch()
  } else {
    const outcome = afterChallenge(pending.charge_card)
    attempt(simulator, intent, method, { outcome, cause: noCause, authentication: 'authenticated' })
  }
  return intent
}

export const appointments: AppointmentBook = {
  [challengeExpiry](simulator, id) {
    const { paymentIntents, paymentMethods, authentications } = simulator.ledger
    const intent = paymentIntents.get(id)
    const waits = intent?.status === 'requires_action' && authentications.has(id)
    // A method that was forgotten, because too many came after it, cannot fail any more.
    if (waits && paymentMethods.has(idOf(intent.payment_method))) {
      authenticate(simulator, id, 'abandon')
    }
  },
}

function failAuthentication(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  payment_method: Stripe.PaymentMethod,
): void {
  const code = 'payment_intent_authentication_failure'
  const message =
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data ' +
    'or a new PaymentMethod to attempt to fulfill this PaymentIntent again.'
  const error = { code, message, payment_method, type: 'invalid_request_error' } as const
  fail(simulator, intent, error, { cause: noCause })
}

import type { Stripe } from 'stripe'
import type { Cause, Simulator } from '../state/simulator.ts'
import { unexpectedState } from '../wire/errors.ts'
import { cancelAutomatically } from './cancellation.ts'
import { notConfirmable } from './intent_refusals.ts'

/**
 * Cancels an intent that was confirmed as often as may be, in place of confirming it once more, see
 * https://docs.stripe.com/api/payment_intents/confirm. Throws 400
 * `payment_intent_unexpected_state` then.
 */
export function enforceLimit(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  cause: Cause,
): void {
  const { ledger, settings } = simulator
  const count = ledger.confirmations.get(intent.id)?.count ?? 0
  if (count < settings.confirmations_max) return
  cancelAutomatically(simulator, intent, cause)
  throw unexpectedState(notConfirmable(intent), intent)
}

/** Counts one confirmation, whatever becomes of it. */
export function countConfirmation({ ledger }: Simulator, { id }: Stripe.PaymentIntent): void {
  const known = ledger.confirmations.get(id)
  if (known === undefined) ledger.confirmations.add({ intent: id, count: 1 })
  else known.count += 1
}

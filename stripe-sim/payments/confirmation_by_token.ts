import type { Stripe } from 'stripe'
import { contextOfToken, takeConfirmationToken } from '../confirmation_tokens/taking.ts'
import type { Simulator } from '../state/simulator.ts'
import { refusal } from '../wire/errors.ts'
import type { ParametersOf } from '../wire/parameters.ts'
import type * as allowed from './intent_parameters.ts'
import { checkOwner } from './intent_refusals.ts'

type ConfirmParameters = ParametersOf<typeof allowed.confirm>
type Context = { amount?: number; currency?: string }

/**
 * Checks that the Element that made a token was drawn for what the intent costs, and that a saved
 * card which it names is the customer's. Throws 400.
 */
export function checkToken(simulator: Simulator, intent: Stripe.PaymentIntent, id: string): void {
  checkContext(intent, contextOfToken(simulator, id), 'confirmation_token')
  const { tokenRecords, paymentMethods } = simulator.ledger
  const saved = paymentMethods.get(tokenRecords.get(id)?.payment_method ?? '')
  if (saved !== undefined) checkOwner(intent.customer, saved)
}

/** Elements in deferred mode say for which amount they were drawn; Stripe compares. Throws 400. */
export function checkContext(
  intent: Stripe.PaymentIntent,
  { amount = intent.amount, currency = intent.currency }: Context,
  param: 'client_context' | 'confirmation_token',
): void {
  if (amount === intent.amount && currency === intent.currency) return
  throw refusal(
    `The amount and currency given to Elements (${amount} ${currency}) do not match those of the ` +
      `PaymentIntent (${intent.amount} ${intent.currency}).`,
    param,
  )
}

/** Where a token leads back to, before it is taken. */
export function returnUrlOf({ ledger }: Simulator, id: string | undefined): string | null {
  return (id === undefined ? null : ledger.confirmationTokens.get(id)?.return_url) ?? null
}

/**
 * Uses a token up: its shipping and future usage become the intent's, unless the request has said
 * its own. Returns the PaymentMethod, and whether Stripe.js is to show a challenge.
 */
export function takeToken(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  id: string,
  parameters: ConfirmParameters,
): { method: Stripe.PaymentMethod; usesStripeSdk: boolean } {
  const taken = takeConfirmationToken(simulator, id, intent.id)
  const { method, usesStripeSdk, shipping, setupFutureUsage } = taken
  if (setupFutureUsage !== null && parameters.setup_future_usage === undefined) {
    intent.setup_future_usage = setupFutureUsage
  }
  if (shipping !== null && parameters.shipping === undefined) {
    intent.shipping = { carrier: null, tracking_number: null, ...shipping }
  }
  return { method, usesStripeSdk }
}

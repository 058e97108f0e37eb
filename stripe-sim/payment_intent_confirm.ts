import type { Stripe } from 'stripe'
import { chargeIntent } from './confirmation.ts'
import type * as allowed from './payment_intent_parameters.ts'
import { isOpen, notConfirmable } from './payment_intent_refusals.ts'
import {
  findPaymentMethod,
  newPaymentMethod,
  rawCardRefused,
  type PaymentMethodData,
} from './payment_methods.ts'
import type { Cause, Simulator } from './simulator.ts'
import { refusal, unexpectedState } from './wire/errors.ts'
import type { Caller } from './wire/keys.ts'
import type { ParametersOf } from './wire/parameters.ts'

type ConfirmParameters = ParametersOf<typeof allowed.confirm>

/**
 * Tries to pay an intent with a payment method, see `chargeIntent` for where it leads. Throws 400
 * `payment_intent_unexpected_state` when it is over or under way, or has no payment method.
 */
export function confirm(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  parameters: ConfirmParameters,
  caller: Caller,
  cause: Cause,
): Stripe.PaymentIntent {
  if (!isOpen(intent)) throw unexpectedState(notConfirmable(intent), intent)
  const { payment_method, payment_method_data, return_url, use_stripe_sdk } = parameters
  checkClientContext(intent, parameters.client_context)
  if (caller === 'secret') checkReturnUrl(intent, return_url)
  if (parameters.receipt_email) intent.receipt_email = parameters.receipt_email
  const method =
    payment_method_data === undefined
      ? findPaymentMethod(simulator, payment_method ?? paymentMethodOf(intent))
      : inlinePaymentMethod(simulator, payment_method_data, caller)
  simulator.snapshots.touch()
  chargeIntent(simulator, intent, {
    method,
    returnUrl: return_url ?? null,
    usesStripeSdk: use_stripe_sdk ?? caller === 'publishable',
    cause,
  })
  return intent
}

function inlinePaymentMethod(simulator: Simulator, data: PaymentMethodData, caller: Caller) {
  if (caller === 'secret') throw rawCardRefused()
  return newPaymentMethod(simulator, data)
}

function paymentMethodOf(intent: Stripe.PaymentIntent): string {
  if (typeof intent.payment_method === 'string') return intent.payment_method
  throw unexpectedState(
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either " +
      'update the PaymentIntent with a payment method and then confirm it again, or confirm it ' +
      'again directly with a payment method or ConfirmationToken.',
    intent,
  )
}

// Elements in deferred mode say for which amount they were drawn; Stripe compares.
function checkClientContext(
  intent: Stripe.PaymentIntent,
  context: ConfirmParameters['client_context'],
): void {
  const { amount = intent.amount, currency = intent.currency } = context ?? {}
  if (amount === intent.amount && currency === intent.currency) return
  throw refusal(
    `The amount and currency given to Elements (${amount} ${currency}) do not match those of the ` +
      `PaymentIntent (${intent.amount} ${intent.currency}).`,
    'client_context',
  )
}

function checkReturnUrl(intent: Stripe.PaymentIntent, returnUrl: string | undefined): void {
  const redirects = intent.automatic_payment_methods?.allow_redirects !== 'never'
  if (returnUrl !== undefined || !redirects) return
  throw refusal(
    'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. ' +
      'Because some of these payment methods might redirect your customer off of your page, you ' +
      "must provide a `return_url`. If you don't want to accept redirect-based payment methods, " +
      'set `automatic_payment_methods[enabled]` to `true` and ' +
      '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and ' +
      'Payment Intents.',
  )
}

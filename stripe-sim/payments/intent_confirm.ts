import type { Stripe } from 'stripe'
import type { Cause, Simulator } from '../state/simulator.ts'
import { ApiError, refusal, unexpectedState } from '../wire/errors.ts'
import type { Caller } from '../wire/keys.ts'
import type { ParametersOf } from '../wire/parameters.ts'
import { fail } from './attempts.ts'
import { chargeIntent, type Confirmation } from './confirmation.ts'
import { checkContext, checkToken, returnUrlOf, takeToken } from './confirmation_by_token.ts'
import { enforceLimit } from './confirmation_limit.ts'
import { givenMethod } from './given_methods.ts'
import type * as allowed from './intent_parameters.ts'
import { changedProperties } from './intent_properties.ts'
import { attached, checkOwner, isOpen, noPaymentMethod, notConfirmable } from './intent_refusals.ts'
import { findPaymentMethod } from './payment_methods.ts'

type ConfirmParameters = ParametersOf<typeof allowed.confirm>

/**
 * Tries to pay an intent with a payment method, see `chargeIntent` for where it leads. Throws 400
 * `payment_intent_unexpected_state` when it is over or under way, has no payment method, or was
 * confirmed too often already (that cancels it).
 */
export function confirm(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  parameters: ConfirmParameters,
  caller: Caller,
  cause: Cause,
): Stripe.PaymentIntent {
  if (!isOpen(intent)) throw unexpectedState(notConfirmable(intent), intent)
  if (caller === 'publishable') checkMayConfirm(intent)
  enforceLimit(simulator, intent, cause)
  try {
    checkAmounts(intent, parameters)
    const changes = changedProperties(simulator, intent, parameters)
    const confirmation = confirmationOf(simulator, intent, parameters, caller, cause)
    Object.assign(intent, changes)
    chargeIntent(simulator, intent, confirmation)
  } catch (error) {
    if (!(error instanceof ApiError) || error.executed) throw error
    throw attached(error, intent)
  }
  return intent
}

/**
 * What a request wants of a confirmation, with its payment method made. Throws 400 without a
 * payment method, or without a `return_url` where one is needed. A card that cannot be is 402
 * `card_error`; that counts as a failed payment, as the intent then tells.
 */
export function confirmationOf(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  parameters: ConfirmParameters,
  caller: Caller,
  cause: Cause,
): Confirmation {
  const { confirmation_token: token, off_session = 'false', use_stripe_sdk } = parameters
  const isOffSession = off_session !== 'false'
  const returnUrl = parameters.return_url ?? returnUrlOf(simulator, token)
  if (token !== undefined) checkToken(simulator, intent, token)
  if (caller === 'secret' && !isOffSession) checkReturnUrl(intent, returnUrl)
  const paying = payingWith(simulator, intent, parameters, caller, cause)
  checkOwner(intent.customer, paying.method)
  return {
    method: paying.method,
    returnUrl,
    usesStripeSdk: use_stripe_sdk ?? paying.usesStripeSdk,
    isOffSession,
    refusesActions: parameters.error_on_requires_action === true,
    radarSession: parameters.radar_options?.session,
    cause,
  }
}

type Paying = { method: Stripe.PaymentMethod; usesStripeSdk: boolean }

// What the request names goes before its token, and that before what the intent has already.
function payingWith(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  parameters: ConfirmParameters,
  caller: Caller,
  cause: Cause,
): Paying {
  const usesStripeSdk = caller === 'publishable'
  const given = methodOrFailure(simulator, intent, parameters, caller, cause)
  if (given !== undefined) return { method: given, usesStripeSdk }
  const { confirmation_token: token } = parameters
  if (token !== undefined) return takeToken(simulator, intent, token, parameters)
  const { payment_method: known } = intent
  if (typeof known !== 'string') throw unexpectedState(noPaymentMethod(intent), intent)
  return { method: findPaymentMethod(simulator, known), usesStripeSdk }
}

function methodOrFailure(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  parameters: ConfirmParameters,
  caller: Caller,
  cause: Cause,
): Stripe.PaymentMethod | undefined {
  try {
    return givenMethod(simulator, parameters, caller)
  } catch (error) {
    // An intent that is only about to be made is not, then.
    const isMade = simulator.ledger.paymentIntents.has(intent.id)
    if (isMade && error instanceof ApiError && error.status === 402) {
      const { code, message, param } = error.fields
      const fields = { type: 'card_error', message, ...(code && { code }), ...(param && { param }) }
      fail(simulator, intent, fields, { cause })
    }
    throw error
  }
}

function checkMayConfirm({ id, confirmation_method }: Stripe.PaymentIntent): void {
  if (confirmation_method !== 'manual') return
  throw refusal(
    `This PaymentIntent ${id} cannot be confirmed using your publishable key because its ` +
      '`confirmation_method` is set to `manual`. Please use your secret key instead, or create a ' +
      'PaymentIntent with `confirmation_method` set to `automatic`.',
  )
}

function checkAmounts(intent: Stripe.PaymentIntent, parameters: ConfirmParameters): void {
  const { client_context = {}, amount_to_confirm = intent.amount } = parameters
  checkContext(intent, client_context, 'client_context')
  if (amount_to_confirm === intent.amount) return
  throw refusal(
    `The amount_to_confirm (${amount_to_confirm}) does not match the PaymentIntent's amount ` +
      `(${intent.amount}).`,
    'amount_to_confirm',
  )
}

function checkReturnUrl(intent: Stripe.PaymentIntent, returnUrl: string | null): void {
  const redirects = intent.automatic_payment_methods?.allow_redirects !== 'never'
  if (returnUrl !== null || !redirects) return
  throw refusal(
    'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. ' +
      'Because some of these payment methods might redirect your customer off of your page, you ' +
      "must provide a `return_url`. If you don't want to accept redirect-based payment methods, " +
      'set `automatic_payment_methods[enabled]` to `true` and ' +
      '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and ' +
      'Payment Intents.',
  )
}

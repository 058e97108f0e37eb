import type { Stripe } from 'stripe'
import { findPaymentMethod, newPaymentMethodOf } from '../payments/payment_methods.ts'
import { seconds } from '../state/clock.ts'
import type { TokenRecord } from '../state/ledger.ts'
import type { Simulator } from '../state/simulator.ts'
import { ApiError, referenceMissing } from '../wire/errors.ts'

/** What a ConfirmationToken brings to the confirmation of an intent. */
export type TakenToken = {
  method: Stripe.PaymentMethod
  returnUrl: string | null
  setupFutureUsage: Stripe.ConfirmationToken.SetupFutureUsage | null
  shipping: Stripe.ConfirmationToken.Shipping | null
  usesStripeSdk: boolean
}

/**
 * For which amount and currency the Element was drawn that made a token; Stripe compares them with
 * the intent. Empty when nothing was said. Throws what `takeConfirmationToken` throws, and takes
 * nothing: for what is to be checked before.
 */
export function contextOfToken(simulator: Simulator, id: string): TokenRecord['client_context'] {
  usable(simulator, id)
  return simulator.ledger.tokenRecords.get(id)?.client_context ?? {}
}

/**
 * Uses a ConfirmationToken up for the confirmation of `intentId`: makes the PaymentMethod that it
 * previews, or finds the saved one that it names. To be called when nothing else can refuse the
 * confirmation any more, since a token can be taken only once. Throws 400 for a token that is
 * unknown, used already or expired (12 hours of Stripe's time), see
 * https://docs.stripe.com/api/confirmation_tokens.
 */
export function takeConfirmationToken(
  simulator: Simulator,
  id: string,
  intentId: string,
): TakenToken {
  const token = usable(simulator, id)
  const method = methodOf(simulator, token)
  token.payment_intent = intentId
  simulator.snapshots.touch()
  return {
    method,
    returnUrl: token.return_url,
    setupFutureUsage: token.setup_future_usage,
    shipping: token.shipping,
    usesStripeSdk: token.use_stripe_sdk,
  }
}

function usable({ ledger, clock }: Simulator, id: string): Stripe.ConfirmationToken {
  const token = ledger.confirmationTokens.get(id)
  if (token === undefined) {
    throw referenceMissing('confirmation_token', id, 'confirmation_token')
  }
  if (token.payment_intent !== null) {
    throw refused(
      'The provided ConfirmationToken has already been used. Please create a new ' +
        'ConfirmationToken and try again.',
      'token_already_used',
    )
  }
  if ((token.expires_at ?? Infinity) <= seconds(clock)) {
    throw refused(
      'The provided ConfirmationToken has expired. Please create a new ConfirmationToken and try ' +
        'again.',
    )
  }
  return token
}

function methodOf(simulator: Simulator, token: Stripe.ConfirmationToken): Stripe.PaymentMethod {
  const { tokenRecords, cards } = simulator.ledger
  const record = tokenRecords.get(token.id)
  if (record?.payment_method) return findPaymentMethod(simulator, record.payment_method)
  const preview = structuredClone(token.payment_method_preview)
  const number = cards.get(token.id)?.number ?? 'unknown'
  return newPaymentMethodOf(simulator, number, {
    allow_redisplay: preview?.allow_redisplay ?? 'unspecified',
    billing_details: preview?.billing_details as Stripe.PaymentMethod.BillingDetails,
    card: preview?.card as Stripe.PaymentMethod.Card,
    metadata: record?.metadata ?? {},
  })
}

function refused(message: string, code?: string): ApiError {
  const param = 'confirmation_token'
  const fields = { type: 'invalid_request_error' as const, message, param, ...(code && { code }) }
  return new ApiError(400, fields)
}

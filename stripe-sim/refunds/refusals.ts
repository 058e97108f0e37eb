import type { Stripe } from 'stripe'
import { written } from '../payments/amounts.ts'
import { idOf } from '../state/ledger.ts'
import { ApiError } from '../wire/errors.ts'

/**
 * Stripe's refusals of a refund. All are 400s of the work itself, not of the request's form: under
 * an idempotency key they are kept.
 */

/** The intent has no charge yet, or its charge failed or still processes. */
export function nothingToRefund(intentId: string): ApiError {
  return refused({
    message: `This PaymentIntent (${intentId}) does not have a successful charge to refund.`,
  })
}

/** The money is only held: what is held is released by canceling, not refunded. */
export function notCaptured(charge: Stripe.Charge): ApiError {
  return refused({
    message:
      `This uncaptured Charge was created by a PaymentIntent (${idOf(charge.payment_intent)}). ` +
      'You must cancel the PaymentIntent to reverse the authorization instead of refunding the ' +
      'Charge directly. For more information, see ' +
      'https://stripe.com/docs/payments/place-a-hold-on-a-payment-method',
  })
}

/** `charge_disputed`: the bank has taken the money already. */
export function chargedBack(charge: Stripe.Charge): ApiError {
  const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`
  return refused({ code: 'charge_disputed', message })
}

/** `charge_already_refunded`: nothing is left of the charge. */
export function alreadyRefunded(charge: Stripe.Charge): ApiError {
  const message = `Charge ${charge.id} has already been refunded.`
  return refused({ code: 'charge_already_refunded', message })
}

/** More than is left of the charge; Stripe gives this one no code. */
export function tooMuch(amount_minor: number, charge: Stripe.Charge): ApiError {
  const { currency, amount_captured, amount_refunded } = charge
  const rest = written(amount_captured - amount_refunded, currency)
  const limit = amount_refunded === 0 ? 'charge amount' : 'unrefunded amount on charge'
  const asked = written(amount_minor, currency)
  const message = `Refund amount (${asked}) is greater than ${limit} (${rest})`
  return refused({ message, param: 'amount' })
}

/** The refund is past the point, or of a kind, at which it could be called back. */
export function notCancelable(): ApiError {
  return refused({ message: 'Canceling this refund is unsupported.' })
}

function refused(fields: { message: string; code?: string; param?: string }): ApiError {
  return new ApiError(400, { type: 'invalid_request_error', ...fields }, { executed: true })
}

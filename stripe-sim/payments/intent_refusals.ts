import type { Stripe } from 'stripe'
import { ApiError, refusal, unexpectedState } from '../wire/errors.ts'

// `succeeded` and `canceled` are ends, a hold can only be captured or released, and a payment under
// way is out of everybody's hands, see
// https://docs.stripe.com/payments/paymentintents/lifecycle.
const openStates = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action'])

/** Whether an intent may still be changed and confirmed. */
export function isOpen({ status }: Stripe.PaymentIntent): boolean {
  return openStates.has(status)
}

/** A refusal that shows the intent that it is about, as Stripe's do once its work has begun. */
export function attached(error: ApiError, intent: Stripe.PaymentIntent): ApiError {
  const fields = { ...error.fields, payment_intent: intent }
  return new ApiError(error.status, fields, { executed: true })
}

/** Stripe's sentence for a confirmation that an intent's state refuses. */
export function notConfirmable({ status }: Stripe.PaymentIntent): string {
  if (status === 'succeeded') {
    return (
      'You cannot confirm this PaymentIntent because it has already succeeded after being ' +
      'previously confirmed.'
    )
  }
  return (
    `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a ` +
    'PaymentIntent with one of the following statuses may be confirmed: ' +
    'requires_confirmation, requires_action.'
  )
}

/** Stripe's sentence for a confirmation without anything to pay with. */
export function noPaymentMethod({ customer }: Stripe.PaymentIntent): string {
  const problem = "You cannot confirm this PaymentIntent because it's missing a payment method."
  if (typeof customer === 'string') {
    return (
      `${problem} To confirm the PaymentIntent with ${customer}, specify a payment method ` +
      'attached to this customer along with the customer ID.'
    )
  }
  return (
    `${problem} You can either update the PaymentIntent with a payment method and then confirm ` +
    'it again, or confirm it again directly with a payment method or ConfirmationToken.'
  )
}

// Stripe names two that its own declarations do not know. `processing` is among them, too, for
// methods that can be called back; a card cannot.
const cancelable =
  'requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, ' +
  'requires_action, expired'

/** Stripe's sentence for a cancellation that an intent's state refuses. */
export function notCancelable({ status }: Stripe.PaymentIntent): string {
  const also = status === 'processing' ? '' : ', processing'
  return (
    `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a ` +
    `PaymentIntent with one of the following statuses may be canceled: ${cancelable}${also}.`
  )
}

/** Stripe's sentence for a capture where nothing is held, or not any more. */
export function notCapturable(intent: Stripe.PaymentIntent): string {
  const { status, amount, amount_received } = intent
  if (status === 'succeeded' && amount_received < amount) {
    return (
      'The remaining amount on this PaymentIntent could not be captured because the remainder ' +
      'of the authorized amount has been released.'
    )
  }
  if (status === 'succeeded') {
    return 'This PaymentIntent could not be captured because it has already been captured.'
  }
  return (
    `This PaymentIntent could not be captured because it has a status of ${status}. Only a ` +
    'PaymentIntent with one of the following statuses may be captured: requires_capture.'
  )
}

/** 400 `amount_too_large` for a capture of more than is held. */
export function overCapture(intent: Stripe.PaymentIntent): ApiError {
  const message =
    'The payment could not be captured because the requested capture amount is greater than the ' +
    'amount you can capture for this charge. Contact us via ' +
    'https://support.stripe.com/contact/ for help.'
  return attached(refusal(message, undefined, 'amount_too_large'), intent)
}

/** 400 for a change of one property that an intent's state refuses; `open`: only while it is. */
export function notUpdatable(
  name: string,
  intent: Stripe.PaymentIntent,
  when: 'open' | 'not_canceled',
): ApiError {
  const open = 'requires_payment_method, requires_confirmation, requires_action'
  const statuses = when === 'open' ? open : `${open}, requires_capture, processing, succeeded`
  const message =
    `This PaymentIntent's ${name} could not be updated because it has a status of ` +
    `${intent.status}. You may only update the ${name} of a PaymentIntent with one of the ` +
    `following statuses: ${statuses}.`
  const error = unexpectedState(message, intent)
  Object.assign(error.fields, { param: name })
  return error
}

/** 400 for a card that belongs to somebody else than the intent's customer. */
export function checkOwner(
  owner: Stripe.PaymentIntent['customer'],
  { id, customer }: Stripe.PaymentMethod,
): void {
  if (typeof customer !== 'string' || customer === owner) return
  if (typeof owner === 'string') {
    const message =
      `The PaymentMethod ${id} does not belong to the Customer you supplied ${owner}. Please use ` +
      'this PaymentMethod with the Customer that it belongs to instead.'
    throw refusal(message, 'payment_method')
  }
  const message =
    `The \`payment_method\` parameter supplied ${id} belongs to the Customer ${customer}. Please ` +
    'include the Customer in the `customer` parameter on the PaymentIntent.'
  // It is Stripe that calls the parameter by its older name here.
  throw refusal(message, 'source', 'parameter_missing')
}

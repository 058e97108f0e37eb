import type { Stripe } from 'stripe'

// `succeeded` and `canceled` are ends, and a payment under way is out of everybody's hands, see
// https://docs.stripe.com/payments/paymentintents/lifecycle.
const openStates = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action'])

/** Whether an intent may still be changed, confirmed or cancelled. */
export function isOpen({ status }: Stripe.PaymentIntent): boolean {
  return openStates.has(status)
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

/** Stripe's sentence for a cancellation that an intent's state refuses. */
export function notCancelable({ status }: Stripe.PaymentIntent): string {
  return (
    `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a ` +
    'PaymentIntent with one of the following statuses may be canceled: requires_payment_method, ' +
    'requires_capture, requires_confirmation, requires_action.'
  )
}

/** Stripe's sentence for a change of one property that an intent's state refuses. */
export function notUpdatable(name: string, { status }: Stripe.PaymentIntent): string {
  return (
    `This PaymentIntent's ${name} could not be updated because it has a status of ${status}. You ` +
    `may only update the ${name} of a PaymentIntent with one of the following statuses: ` +
    'requires_payment_method, requires_confirmation, requires_action.'
  )
}

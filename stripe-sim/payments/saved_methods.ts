import type { Stripe } from 'stripe'
import type { Cause, Simulator } from '../state/simulator.ts'
import { spendPaymentMethod } from './payment_methods.ts'
import { attachTo } from './payment_methods_attaching.ts'

/**
 * What becomes of the card of a payment that succeeded: it is attached to the intent's customer, if
 * that was asked for by `setup_future_usage`, see
 * https://docs.stripe.com/payments/save-during-payment, or it cannot be used again.
 */
export function keepOrSpend(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  cause: Cause,
): void {
  if (method.customer !== null) return
  const { customers } = simulator.ledger
  const owner = typeof intent.customer === 'string' ? customers.get(intent.customer) : undefined
  const forCard = intent.payment_method_options?.card?.setup_future_usage
  const usage = forCard ?? intent.setup_future_usage ?? 'none'
  if (usage === 'none' || owner === undefined || owner.deleted === true) {
    spendPaymentMethod(simulator, method)
  } else {
    attachTo(simulator, method, owner, cause)
  }
}

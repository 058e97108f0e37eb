import type { Stripe } from 'stripe'
import type { Simulator } from '../state/simulator.ts'
import type { Caller } from '../wire/keys.ts'
import { findPaymentMethod, newPaymentMethod, type PaymentMethodData } from './payment_methods.ts'

type Given = { payment_method?: string; payment_method_data?: PaymentMethodData }

/**
 * The PaymentMethod that a request about an intent names or describes, if it does. Throws 400 for
 * an unknown one and for card numbers from a server, 402 `card_error` for a card that cannot be.
 */
export function givenMethod(
  simulator: Simulator,
  { payment_method, payment_method_data }: Given,
  caller: Caller,
): Stripe.PaymentMethod | undefined {
  if (payment_method_data !== undefined) {
    return newPaymentMethod(simulator, payment_method_data, caller)
  }
  return payment_method === undefined ? undefined : findPaymentMethod(simulator, payment_method)
}

import type { StripeElementsOptionsMode } from '@stripe/stripe-js'
import { cardAppearance } from './appearance.ts'
import type { CheckoutData } from './data.ts'
import { stripeLocale } from './locale.ts'

/** What every group of Stripe's Elements is told of the order, before there is a PaymentIntent. */
export function elementsOptions(data: CheckoutData): StripeElementsOptionsMode {
  return {
    mode: 'payment',
    amount: data.amount_minor,
    currency: data.currency,
    captureMethod: data.capture,
    locale: stripeLocale(data.locale),
    appearance: cardAppearance(document.documentElement),
  }
}

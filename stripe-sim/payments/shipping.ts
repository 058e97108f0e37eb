import type { Stripe } from 'stripe'
import { shippingParameters as plain, shippingWith } from '../customers/contact.ts'
import type { ParameterSchema, ParametersOf } from '../wire/parameters.ts'

export const shippingParameters = {
  ...plain,
  carrier: 'emptyable',
  tracking_number: 'emptyable',
} as const satisfies ParameterSchema

type Shipping = Stripe.PaymentIntent.Shipping
type Changes = ParametersOf<typeof shippingParameters> | ''

/**
 * Where something is sent to, with changes laid over it; an empty text in place of them takes it
 * back, none stay undefined. Throws 400 without a name or an address.
 */
export function changedShipping(
  before: Shipping | null,
  changes: Changes | undefined,
): Shipping | null | undefined {
  if (changes === undefined || changes === '') return changes === '' ? null : undefined
  const { carrier = before?.carrier, tracking_number = before?.tracking_number } = changes
  const how = { carrier: carrier || null, tracking_number: tracking_number || null }
  return { ...shippingWith(before, changes), ...how }
}

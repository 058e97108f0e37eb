import type { Stripe } from 'stripe'
import { addressParameters, addressWith, checkEmail, nulled } from '../customers/contact.ts'
import type { ParametersOf, ParameterSchema } from '../wire/parameters.ts'

export const billingDetailsParameters = {
  name: 'emptyable',
  email: 'emptyable',
  phone: 'emptyable',
  tax_id: 'emptyable',
  address: ['', addressParameters],
} as const satisfies ParameterSchema

const unknown = { email: null, name: null, phone: null, tax_id: null }

/** Billing details with changes laid over them. Throws 400 for a wrong e-mail or country. */
export function billingDetailsWith(
  before: Stripe.PaymentMethod.BillingDetails | null,
  { address, ...texts }: ParametersOf<typeof billingDetailsParameters> = {},
): Stripe.PaymentMethod.BillingDetails {
  const param = 'billing_details'
  checkEmail(texts.email, `${param}[email]`)
  const known = address === '' ? null : before?.address
  const changes = address === '' ? undefined : address
  return {
    ...unknown,
    ...before,
    ...nulled(texts),
    address: addressWith(known, changes, `${param}[address]`),
  }
}

import type { Stripe } from 'stripe'
import { checkEmail } from '../customers/contact.ts'
import { referredCustomer } from '../customers/finding.ts'
import type { Simulator } from '../state/simulator.ts'
import { refusal } from '../wire/errors.ts'
import type { ParametersOf } from '../wire/parameters.ts'
import { checkedSuffix, refuseDescriptor } from './descriptors.ts'
import type * as allowed from './intent_parameters.ts'
import { mergedMetadata } from '../wire/metadata.ts'
import { changedShipping } from './shipping.ts'

/** What can be said of an intent at creation, by an update or at confirmation. */
export type PropertyParameters = Omit<
  ParametersOf<typeof allowed.update>,
  'amount' | 'currency' | 'payment_method' | 'payment_method_data' | 'expand'
>

/**
 * The properties of an intent that its parameters change, to be laid over `intent`. Throws 400 for
 * a value that cannot be, before anything is changed.
 */
export function changedProperties(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  parameters: PropertyParameters,
): Partial<Stripe.PaymentIntent> {
  const { customer, capture_method, description, metadata, receipt_email } = parameters
  checkTypes(parameters)
  refuseDescriptor(parameters.statement_descriptor)
  if (customer !== undefined) referredCustomer(simulator, customer)
  checkEmail(receipt_email, 'receipt_email')
  const changes = {
    allowed_payment_method_types: parameters.allowed_payment_method_types,
    capture_method,
    customer,
    description: unset(description),
    excluded_payment_method_types: parameters.excluded_payment_method_types,
    metadata: metadata === undefined ? undefined : mergedMetadata(intent.metadata, metadata),
    payment_method_options: mergedOptions(intent, parameters.payment_method_options),
    receipt_email: unset(receipt_email),
    setup_future_usage: unset(parameters.setup_future_usage),
    shipping: changedShipping(intent.shipping, parameters.shipping),
    statement_descriptor_suffix: checkedSuffix(parameters.statement_descriptor_suffix),
  }
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given)
}

/** What a card can be told and was not. */
export const cardOptionsDefault = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
} as const satisfies Stripe.PaymentIntent.PaymentMethodOptions.Card

function unset<Text extends string>(text: Text | undefined): Text | null | undefined {
  return text === '' ? null : text
}

// See https://docs.stripe.com/changelog/endive/2026-09-30/
// removes-the-payment-method-types-parameter-from-payment-intents-and-setup-intents.
function checkTypes(parameters: PropertyParameters): void {
  const { allowed_payment_method_types: allowedTypes } = parameters
  const { excluded_payment_method_types: excludedTypes, payment_method_types } = parameters
  if (payment_method_types !== undefined) {
    const message =
      'The parameter payment_method_types is no longer supported. Use dynamic payment methods, ' +
      'and allowed_payment_method_types or excluded_payment_method_types for more control.'
    throw refusal(message, 'payment_method_types', 'payment_method_types_no_longer_supported')
  }
  if (allowedTypes !== undefined && excludedTypes !== undefined) {
    const message =
      'You may only specify one of these parameters: allowed_payment_method_types, ' +
      'excluded_payment_method_types.'
    throw refusal(message, 'allowed_payment_method_types', 'parameters_exclusive')
  }
  if (allowedTypes?.includes('card') !== false && excludedTypes?.includes('card') !== true) return
  throw refusal('No valid payment method types for this Payment Intent.')
}

type Options = PropertyParameters['payment_method_options']

// An empty value takes an option back.
function mergedOptions(
  { payment_method_options: known }: Stripe.PaymentIntent,
  options: Options,
): Stripe.PaymentIntent.PaymentMethodOptions | undefined {
  if (options?.card === undefined) return undefined
  const entries = Object.entries({ ...known?.card, ...options.card })
  const card = Object.fromEntries(entries.filter(([, value]) => value !== ''))
  return { ...known, card: card as unknown as Stripe.PaymentIntent.PaymentMethodOptions.Card }
}

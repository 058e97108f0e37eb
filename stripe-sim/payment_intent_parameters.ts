import { paymentMethodDataParameters } from './payment_methods.ts'
import type { ParameterSchema } from './wire/parameters.ts'

/** The parameters of each PaymentIntent endpoint: what the simulator takes, and what not yet. */

const expand = { expand: 'strings' } as const

// Stripe takes these at create, update and confirm; the simulator does not play them yet.
const unsupported = {
  allowed_payment_method_types: 'unsupported',
  amount_details: 'unsupported',
  application_fee_amount: 'unsupported',
  confirmation_token: 'unsupported',
  customer: 'unsupported',
  customer_account: 'unsupported',
  error_on_requires_action: 'unsupported',
  excluded_payment_method_types: 'unsupported',
  hooks: 'unsupported',
  mandate: 'unsupported',
  mandate_data: 'unsupported',
  off_session: 'unsupported',
  on_behalf_of: 'unsupported',
  payment_details: 'unsupported',
  payment_method_configuration: 'unsupported',
  payment_method_options: 'unsupported',
  radar_options: 'unsupported',
  setup_future_usage: 'unsupported',
  shipping: 'unsupported',
  transfer_data: 'unsupported',
  transfer_group: 'unsupported',
} as const satisfies ParameterSchema

export const create = {
  ...unsupported,
  ...expand,
  amount: 'integer',
  currency: 'string',
  automatic_payment_methods: { enabled: 'boolean', allow_redirects: 'string' },
  capture_method: 'string',
  confirm: 'boolean',
  confirmation_method: 'unsupported',
  description: 'string',
  metadata: 'metadata',
  payment_method: 'string',
  payment_method_data: 'unsupported',
  receipt_email: 'string',
  return_url: 'string',
  statement_descriptor: 'string',
  statement_descriptor_suffix: 'string',
  use_stripe_sdk: 'boolean',
} as const satisfies ParameterSchema

export const retrieve = { ...expand, client_secret: 'string' } as const satisfies ParameterSchema

export const update = {
  ...unsupported,
  ...expand,
  amount: 'integer',
  currency: 'string',
  capture_method: 'unsupported',
  description: 'emptyable',
  metadata: 'metadata',
  payment_method: 'string',
  payment_method_data: 'unsupported',
  receipt_email: 'emptyable',
  statement_descriptor: 'unsupported',
  statement_descriptor_suffix: 'emptyable',
} as const satisfies ParameterSchema

export const confirm = {
  ...unsupported,
  ...expand,
  amount_to_confirm: 'unsupported',
  capture_method: 'unsupported',
  client_context: { amount: 'integer', currency: 'string', mode: 'string' },
  client_secret: 'string',
  payment_method: 'string',
  payment_method_data: paymentMethodDataParameters,
  receipt_email: 'emptyable',
  return_url: 'string',
  use_stripe_sdk: 'boolean',
} as const satisfies ParameterSchema

export const cancel = {
  ...expand,
  cancellation_reason: 'string',
} as const satisfies ParameterSchema

export const cancellationReasons = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']

// Both charge at once; a hold that is captured later comes later.
export const captureMethods = ['automatic', 'automatic_async']

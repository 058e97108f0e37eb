import type { ParameterSchema } from '../wire/parameters.ts'
import { paymentMethodDataParameters } from './payment_methods.ts'
import { shippingParameters } from './shipping.ts'

/** The parameters of each PaymentIntent endpoint: what the simulator takes, and what not yet. */

const availability = ['if_available', 'never'] as const
const captureMethods = ['automatic', 'automatic_async', 'manual'] as const
const credentialUsages = ['installment', 'recurring', 'unscheduled'] as const

const card = {
  capture_method: ['', 'manual'],
  network: ['amex', 'discover', 'mastercard', 'visa'],
  request_extended_authorization: availability,
  request_incremental_authorization: availability,
  request_multicapture: availability,
  request_overcapture: availability,
  request_three_d_secure: ['any', 'automatic', 'challenge'],
  require_cvc_recollection: 'boolean',
  setup_credential_usage: credentialUsages,
  setup_future_usage: ['', 'none', 'off_session', 'on_session'],
  statement_descriptor_suffix_kana: 'emptyable',
  statement_descriptor_suffix_kanji: 'emptyable',
  stored_credential_usage: credentialUsages,
  cvc_token: 'unsupported',
  installments: 'unsupported',
  mandate_options: 'unsupported',
  moto: 'unsupported',
  three_d_secure: 'unsupported',
} as const satisfies ParameterSchema

const everywhere = {
  expand: 'strings',
  allowed_payment_method_types: 'strings',
  capture_method: captureMethods,
  excluded_payment_method_types: 'strings',
  payment_method_data: paymentMethodDataParameters,
  payment_method_options: { card },
  // It was taken until 2026-09-30.endive.
  payment_method_types: 'strings',
  receipt_email: 'emptyable',
  setup_future_usage: ['', 'off_session', 'on_session'],
  shipping: ['', shippingParameters],
  amount_details: 'unsupported',
  hooks: 'unsupported',
  payment_details: 'unsupported',
} as const satisfies ParameterSchema

const described = {
  customer: 'string',
  description: 'emptyable',
  metadata: 'metadata',
  statement_descriptor: 'emptyable',
  statement_descriptor_suffix: 'emptyable',
  application_fee_amount: 'unsupported',
  customer_account: 'unsupported',
  payment_method_configuration: 'unsupported',
  transfer_data: 'unsupported',
  transfer_group: 'unsupported',
} as const satisfies ParameterSchema

const confirming = {
  confirmation_token: 'string',
  error_on_requires_action: 'boolean',
  off_session: ['false', 'one_off', 'recurring', 'true'],
  payment_method: 'string',
  radar_options: { referrer: 'emptyable', session: 'string' },
  return_url: 'string',
  use_stripe_sdk: 'boolean',
  mandate: 'unsupported',
  mandate_data: 'unsupported',
} as const satisfies ParameterSchema

export const create = {
  ...everywhere,
  ...described,
  ...confirming,
  amount: 'integer',
  currency: 'string',
  automatic_payment_methods: { enabled: 'boolean', allow_redirects: ['always', 'never'] },
  confirm: 'boolean',
  confirmation_method: ['automatic', 'manual'],
  on_behalf_of: 'unsupported',
} as const satisfies ParameterSchema

export const retrieve = {
  expand: 'strings',
  client_secret: 'string',
} as const satisfies ParameterSchema

export const update = {
  ...everywhere,
  ...described,
  amount: 'integer',
  currency: 'string',
  payment_method: 'emptyable',
} as const satisfies ParameterSchema

export const confirm = {
  ...everywhere,
  ...confirming,
  amount_to_confirm: 'integer',
  client_context: { amount: 'integer', currency: 'string', mode: 'string' },
  client_secret: 'string',
} as const satisfies ParameterSchema

export const capture = {
  expand: 'strings',
  amount_to_capture: 'integer',
  final_capture: 'boolean',
  metadata: 'metadata',
  statement_descriptor: 'emptyable',
  statement_descriptor_suffix: 'emptyable',
  amount_details: 'unsupported',
  application_fee_amount: 'unsupported',
  hooks: 'unsupported',
  payment_details: 'unsupported',
  transfer_data: 'unsupported',
} as const satisfies ParameterSchema

export const cancel = {
  expand: 'strings',
  cancellation_reason: ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'],
} as const satisfies ParameterSchema

import { listParameters } from '../wire/lists.ts'
import type { ParameterSchema, ParametersOf } from '../wire/parameters.ts'
import { searchParameters } from '../wire/search.ts'
import { addressParameters, shippingParameters } from './contact.ts'

/** The parameters of each endpoint of customers: what the simulator takes, and what not yet. */

const expand = { expand: 'strings' } as const

export const update = {
  ...expand,
  address: ['', addressParameters],
  balance: 'integer',
  business_name: 'emptyable',
  cash_balance: 'unsupported',
  default_source: 'unsupported',
  description: 'emptyable',
  email: 'emptyable',
  individual_name: 'emptyable',
  invoice_prefix: 'string',
  invoice_settings: {
    custom_fields: ['', [{ name: 'string', value: 'string' }]],
    default_payment_method: 'emptyable',
    footer: 'emptyable',
    rendering_options: [
      '',
      {
        amount_tax_display: ['', 'exclude_tax', 'include_inclusive_tax'],
        template: 'string',
      },
    ],
  },
  metadata: 'metadata',
  name: 'emptyable',
  next_invoice_sequence: 'integer',
  phone: 'emptyable',
  preferred_locales: 'strings',
  shipping: ['', shippingParameters],
  source: 'unsupported',
  tax: 'unsupported',
  tax_exempt: ['', 'exempt', 'none', 'reverse'],
  validate: 'unsupported',
} as const satisfies ParameterSchema
export type UpdateParameters = ParametersOf<typeof update>

const { default_source: _, ...both } = update
export const create = {
  ...both,
  payment_method: 'string',
  tax_id_data: 'unsupported',
  test_clock: 'unsupported',
} as const satisfies ParameterSchema
export type CreateParameters = ParametersOf<typeof create>

export const retrieve = expand
export const list = {
  ...listParameters,
  email: 'string',
  test_clock: 'unsupported',
} as const satisfies ParameterSchema
export const search = searchParameters

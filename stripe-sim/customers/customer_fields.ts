import type { Stripe } from 'stripe'
import type { Simulator } from '../state/simulator.ts'
import { refusal } from '../wire/errors.ts'
import { mergedMetadata } from '../wire/metadata.ts'
import { checkLength } from '../wire/parameters.ts'
import { addressWith, checkEmail, shippingWith } from './contact.ts'
import type { UpdateParameters } from './customer_parameters.ts'

type Settings = Stripe.Customer.InvoiceSettings
type SettingsParameters = NonNullable<UpdateParameters['invoice_settings']>

// Stripe's limits on texts and lists, see https://docs.stripe.com/api/customers/create.
const lengths_max = {
  business_name: 150,
  email: 512,
  individual_name: 150,
  name: 256,
  phone: 20,
} as const
const customFieldsMax = 4

/**
 * What the parameters make of a customer. Throws 400 for what cannot be; changes nothing.
 * `methodId` is the PaymentMethod that is about to be saved to it, known under `alias`, too.
 */
export function changesOf(
  simulator: Simulator,
  customer: Stripe.Customer,
  parameters: UpdateParameters,
  pending: { alias?: string; methodId?: string } = {},
): Partial<Stripe.Customer> {
  checkTexts(parameters)
  const { address, shipping, metadata, invoice_settings, tax_exempt } = parameters
  const { business_name, individual_name, invoice_prefix } = parameters
  const changes = {
    ...textsOf(parameters),
    ...numbersOf(parameters),
    // These two are not null but absent where they are not set.
    ...(business_name !== undefined && { business_name: business_name || undefined }),
    ...(individual_name !== undefined && { individual_name: individual_name || undefined }),
    ...(invoice_prefix && { invoice_prefix: checkedPrefix(invoice_prefix) }),
    ...(parameters.preferred_locales && { preferred_locales: parameters.preferred_locales }),
    ...(tax_exempt !== undefined && { tax_exempt: tax_exempt || 'none' }),
    ...(metadata !== undefined && { metadata: mergedMetadata(customer.metadata, metadata) }),
    ...(address !== undefined && {
      address: address === '' ? null : addressWith(customer.address, address, 'address'),
    }),
    ...(shipping !== undefined && {
      shipping: shipping === '' ? null : shippingWith(customer.shipping, shipping),
    }),
    ...(invoice_settings && {
      invoice_settings: settingsWith(simulator, customer, invoice_settings, pending),
    }),
  }
  return changes as Partial<Stripe.Customer>
}

function checkTexts(parameters: UpdateParameters): void {
  for (const [name, length_max] of Object.entries(lengths_max)) {
    checkLength(parameters[name as keyof typeof lengths_max], length_max, name)
  }
  checkEmail(parameters.email, 'email')
}

function textsOf(parameters: UpdateParameters): Partial<Stripe.Customer> {
  const texts: Partial<Stripe.Customer> = {}
  for (const name of ['description', 'email', 'name', 'phone'] as const) {
    const text = parameters[name]
    if (text !== undefined) texts[name] = text || null
  }
  return texts
}

function numbersOf({ balance, next_invoice_sequence }: UpdateParameters): Partial<Stripe.Customer> {
  return {
    ...(balance !== undefined && { balance }),
    ...(next_invoice_sequence !== undefined && { next_invoice_sequence }),
  }
}

function checkedPrefix(prefix: string): string {
  if (/^[A-Z0-9]{1,12}$/.test(prefix)) return prefix
  const message = 'Invoice prefixes must be 1-12 uppercase letters or numbers.'
  throw refusal(message, 'invoice_prefix')
}

function settingsWith(
  simulator: Simulator,
  customer: Stripe.Customer,
  parameters: SettingsParameters,
  pending: { alias?: string; methodId?: string },
): Settings {
  const { custom_fields, default_payment_method, footer, rendering_options } = parameters
  const changes: Partial<Settings> = {}
  if (custom_fields !== undefined) changes.custom_fields = customFieldsOf(custom_fields)
  if (footer !== undefined) changes.footer = footer || null
  if (rendering_options === '') changes.rendering_options = null
  else if (rendering_options !== undefined) {
    const { amount_tax_display, template } = rendering_options
    changes.rendering_options = {
      amount_tax_display: amount_tax_display || null,
      template: template ?? null,
    }
  }
  if (default_payment_method === '') changes.default_payment_method = null
  else if (default_payment_method !== undefined) {
    const isPending = [pending.alias, pending.methodId].includes(default_payment_method)
    const id = isPending ? pending.methodId : default_payment_method
    if (!isPending) checkSaved(simulator, customer, default_payment_method)
    changes.default_payment_method = id ?? null
  }
  return { ...customer.invoice_settings, ...changes }
}

function customFieldsOf(
  fields: NonNullable<SettingsParameters['custom_fields']>,
): Settings['custom_fields'] {
  if (fields === '') return null
  const param = 'invoice_settings[custom_fields]'
  if (fields.length > customFieldsMax) {
    throw refusal(`You can have up to ${customFieldsMax} custom fields.`, param)
  }
  return fields.map(({ name = '', value = '' }, index) => {
    checkLength(name, 40, `${param}[${index}][name]`)
    checkLength(value, 140, `${param}[${index}][value]`)
    return { name, value }
  })
}

function checkSaved({ ledger }: Simulator, customer: Stripe.Customer, id: string): void {
  if (ledger.paymentMethods.get(id)?.customer === customer.id) return
  const message =
    `The customer does not have a payment method with the ID ${id}. The payment method must be ` +
    'attached to the customer.'
  throw refusal(message, 'invoice_settings[default_payment_method]', 'resource_missing')
}

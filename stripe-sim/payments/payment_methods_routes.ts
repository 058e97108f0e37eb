import type { Stripe } from 'stripe'
import { customerAt, referredCustomer } from '../customers/finding.ts'
import { idOf } from '../state/ledger.ts'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { previousAttributes } from '../webhooks/previous_attributes.ts'
import { refusal, resourceMissing } from '../wire/errors.ts'
import { listOf, listPage } from '../wire/lists.ts'
import { mergedMetadata } from '../wire/metadata.ts'
import type { ParametersOf, ParameterSchema } from '../wire/parameters.ts'
import { route } from '../wire/routes.ts'
import {
  allowRedisplay,
  newPaymentMethod,
  paymentMethodDataParameters,
  testPaymentMethod,
} from './payment_methods.ts'
import { attach, detach } from './payment_methods_attaching.ts'
import { billingDetailsParameters, billingDetailsWith } from './payment_methods_billing.ts'
import { readExpiry } from './payment_methods_cards.ts'
import { paymentMethodTypes } from './payment_methods_types.ts'

const expand = { expand: 'strings' } as const
const listed = {
  ...expand,
  limit: 'integer',
  starting_after: 'string',
  ending_before: 'string',
  type: paymentMethodTypes,
  allow_redisplay: allowRedisplay,
} as const satisfies ParameterSchema
const updated = {
  ...expand,
  allow_redisplay: allowRedisplay,
  billing_details: billingDetailsParameters,
  card: {
    exp_month: 'integer',
    exp_year: 'integer',
    networks: { preferred: ['', 'cartes_bancaires', 'mastercard', 'visa'] },
  },
  metadata: 'metadata',
  us_bank_account: 'unsupported',
} as const satisfies ParameterSchema

export const routes = [
  // What Stripe.js sends for `stripe.createPaymentMethod`; a server may with a test token.
  route(
    'POST',
    '/v1/payment_methods',
    {
      ...paymentMethodDataParameters,
      ...expand,
      customer: 'string',
      customer_account: 'unsupported',
      payment_method: 'unsupported',
    },
    ({ simulator, parameters: { customer, ...data }, caller }) => {
      if (customer !== undefined) throw notAtCreation()
      return newPaymentMethod(simulator, data, caller)
    },
    { publishable: true },
  ),
  route('GET', '/v1/payment_methods/:id', expand, ({ simulator, id }) => {
    const found = simulator.ledger.paymentMethods.get(id) ?? testPaymentMethod(simulator, id)
    if (found === null) throw unknownMethod(id)
    return found
  }),
  route(
    'GET',
    '/v1/payment_methods',
    { ...listed, customer: 'string', customer_account: 'unsupported' },
    ({ simulator, parameters }) => {
      const { customer } = parameters
      if (customer !== undefined) referredCustomer(simulator, customer)
      return list(simulator, '/v1/payment_methods', parameters, customer)
    },
  ),
  route('POST', '/v1/payment_methods/:id', updated, ({ simulator, id, parameters, cause }) =>
    update(simulator, methodAt(simulator, id), parameters, cause),
  ),
  route(
    'POST',
    '/v1/payment_methods/:id/attach',
    { ...expand, customer: 'string', customer_account: 'unsupported' },
    ({ simulator, id, parameters, cause }) => attach(simulator, id, parameters.customer, cause),
  ),
  route('POST', '/v1/payment_methods/:id/detach', expand, ({ simulator, id, cause }) =>
    detach(simulator, methodAt(simulator, id), cause),
  ),
  route('GET', '/v1/customers/:id/payment_methods', listed, ({ simulator, id, parameters }) => {
    const { id: customer } = customerAt(simulator, id)
    return list(simulator, `/v1/customers/${customer}/payment_methods`, parameters, customer)
  }),
  route(
    'GET',
    '/v1/customers/:id/payment_methods/:payment_method',
    expand,
    ({ simulator, id, innerId = '' }) => {
      const customer = customerAt(simulator, id)
      const method = simulator.ledger.paymentMethods.get(innerId)
      if (idOf(method?.customer) !== customer.id) throw unknownMethod(innerId)
      return method as Stripe.PaymentMethod
    },
  ),
]

function list(
  { ledger }: Simulator,
  url: string,
  parameters: ParametersOf<typeof listed>,
  customer: string | undefined,
): object {
  const { paymentMethods: all } = ledger
  const some = customer === undefined ? all : listOf(all.by('customer', customer), all)
  const { type, allow_redisplay, ...listing } = parameters
  return listPage(
    { url, kind: 'PaymentMethod' },
    some,
    listing,
    (method) =>
      (type === undefined || method.type === type) &&
      (allow_redisplay === undefined || method.allow_redisplay === allow_redisplay),
  )
}

function update(
  simulator: Simulator,
  method: Stripe.PaymentMethod,
  parameters: ParametersOf<typeof updated>,
  cause: Cause,
): Stripe.PaymentMethod {
  if (method.customer === null) {
    throw refusal('You must save this PaymentMethod to a customer before you can update it.')
  }
  const { allow_redisplay = method.allow_redisplay, billing_details, metadata } = parameters
  const changes = {
    ...(allow_redisplay !== undefined && { allow_redisplay }),
    billing_details: billingDetailsWith(method.billing_details, billing_details),
    card: cardWith(simulator, method.card as Stripe.PaymentMethod.Card, parameters.card),
    metadata: mergedMetadata(method.metadata, metadata),
  }
  const before = { ...method }
  Object.assign(method, changes)
  simulator.snapshots.touch()
  const previous = previousAttributes(before, method)
  emit(simulator, 'payment_method.updated', method, cause, previous)
  return method
}

function cardWith(
  simulator: Simulator,
  card: Stripe.PaymentMethod.Card,
  changes: ParametersOf<typeof updated.card> = {},
): Stripe.PaymentMethod.Card {
  const { exp_month, exp_year, networks } = changes
  const isDated = exp_month !== undefined || exp_year !== undefined
  const expiry = isDated
    ? readExpiry(simulator, exp_month ?? card.exp_month, exp_year ?? card.exp_year)
    : {}
  const { preferred } = networks ?? {}
  if (preferred === undefined || card.networks === null) return { ...card, ...expiry }
  return { ...card, ...expiry, networks: { ...card.networks, preferred: preferred || null } }
}

function methodAt({ ledger }: Simulator, id: string): Stripe.PaymentMethod {
  const method = ledger.paymentMethods.get(id)
  if (method === undefined) throw unknownMethod(id)
  return method
}

function unknownMethod(id: string): Error {
  return resourceMissing('PaymentMethod', id, 'payment_method')
}

function notAtCreation(): Error {
  return refusal(
    'You cannot attach a PaymentMethod to a Customer during PaymentMethod creation. Please instead ' +
      'create the PaymentMethod and then attach it using the attachment method of the ' +
      'PaymentMethods API.',
  )
}

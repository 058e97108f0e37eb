import { randomBytes } from 'node:crypto'
import type { Stripe } from 'stripe'
import { attachTo, savable } from '../payments/payment_methods_attaching.ts'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { referenceMissing, resourceMissing } from '../wire/errors.ts'
import { listPage, type Listable } from '../wire/lists.ts'
import { route } from '../wire/routes.ts'
import { searchPage, type SearchFields } from '../wire/search.ts'
import { changeCustomer, deleteCustomer } from './changes.ts'
import { changesOf } from './customer_fields.ts'
import * as allowed from './customer_parameters.ts'
import { customerAt } from './finding.ts'

export const routes = [
  route('POST', '/v1/customers', allowed.create, ({ simulator, parameters, cause }) =>
    create(simulator, parameters, cause),
  ),
  route('GET', '/v1/customers/search', allowed.search, ({ simulator, parameters }) =>
    searchPage(simulator, { kind: 'customers', fields }, living(simulator), parameters),
  ),
  route('GET', '/v1/customers/:id', allowed.retrieve, ({ simulator, id }) => {
    const customer = simulator.ledger.customers.get(id)
    if (customer === undefined) throw resourceMissing('customer', id, 'id')
    return customer
  }),
  route('GET', '/v1/customers', allowed.list, ({ simulator, parameters }) => {
    const { email, ...listing } = parameters
    const names = { url: '/v1/customers', kind: 'customer' }
    return listPage(names, living(simulator), listing, (customer) =>
      email === undefined ? true : customer.email === email,
    )
  }),
  route('POST', '/v1/customers/:id', allowed.update, ({ simulator, id, parameters, cause }) => {
    const customer = customerAt(simulator, id)
    const changes = changesOf(simulator, customer, parameters)
    return changeCustomer(simulator, customer, changes, cause)
  }),
  route('DELETE', '/v1/customers/:id', {}, ({ simulator, id, cause }) =>
    deleteCustomer(simulator, customerAt(simulator, id), cause),
  ),
]

// See https://docs.stripe.com/search#query-fields-for-customers.
const fields: SearchFields<Stripe.Customer> = {
  created: { type: 'numeric', read: ({ created }) => created },
  email: { type: 'string', read: ({ email }) => email },
  name: { type: 'string', read: ({ name }) => name },
  phone: { type: 'string', read: ({ phone }) => phone },
}

function create(
  simulator: Simulator,
  { payment_method: alias, ...parameters }: allowed.CreateParameters,
  cause: Cause,
): Stripe.Customer {
  const customer = newCustomer(simulator)
  // What can be refused comes before anything is made.
  changesOf(simulator, customer, parameters, alias === undefined ? {} : { alias })
  const method =
    alias === undefined
      ? null
      : savable(simulator, alias, referenceMissing('PaymentMethod', alias, 'payment_method'))
  const pending = { ...(alias && { alias }), ...(method && { methodId: method.id }) }
  Object.assign(customer, changesOf(simulator, customer, parameters, pending))
  simulator.ledger.customers.add(customer)
  simulator.snapshots.touch()
  emit(simulator, 'customer.created', customer, cause)
  if (method !== null) attachTo(simulator, method, customer, cause)
  return customer
}

function newCustomer(simulator: Simulator): Stripe.Customer {
  return {
    id: newId('cus'),
    object: 'customer',
    address: null,
    balance: 0,
    created: seconds(simulator.clock),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomBytes(4).toString('hex').toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

// Those that are deleted are in no list; as a cursor they still are a place in it.
function living({ ledger: { customers } }: Simulator): Listable<Stripe.Customer> {
  return {
    has: (id) => customers.has(id),
    *older(id) {
      for (const customer of customers.older(id)) if (customer.deleted !== true) yield customer
    },
    *newer(id) {
      for (const customer of customers.newer(id)) if (customer.deleted !== true) yield customer
    },
  }
}

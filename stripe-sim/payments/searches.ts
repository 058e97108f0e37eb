import type { Stripe } from 'stripe'
import { idOf } from '../state/ledger.ts'
import { route } from '../wire/routes.ts'
import { searchPage, searchParameters, type SearchFields } from '../wire/search.ts'

export const routes = [
  route('GET', '/v1/payment_intents/search', searchParameters, ({ simulator, parameters }) => {
    const names = { kind: 'payment_intents', fields: intentFields }
    return searchPage(simulator, names, simulator.ledger.paymentIntents, parameters)
  }),
  route('GET', '/v1/charges/search', searchParameters, ({ simulator, parameters }) => {
    const names = { kind: 'charges', fields: chargeFields }
    return searchPage(simulator, names, simulator.ledger.charges, parameters)
  }),
]

// See https://docs.stripe.com/search#query-fields-for-paymentintents.
const intentFields: SearchFields<Stripe.PaymentIntent> = {
  amount: { type: 'numeric', read: ({ amount }) => amount },
  created: { type: 'numeric', read: ({ created }) => created },
  currency: { type: 'token', read: ({ currency }) => currency },
  customer: { type: 'token', read: ({ customer }) => idOf(customer) },
  status: { type: 'token', read: ({ status }) => status },
}

type CardField = 'brand' | 'exp_month' | 'exp_year' | 'fingerprint' | 'last4'

// See https://docs.stripe.com/search#query-fields-for-charges.
const chargeFields: SearchFields<Stripe.Charge> = {
  amount: { type: 'numeric', read: ({ amount }) => amount },
  'billing_details.address.postal_code': {
    type: 'token',
    read: ({ billing_details }) => billing_details.address?.postal_code,
  },
  created: { type: 'numeric', read: ({ created }) => created },
  currency: { type: 'token', read: ({ currency }) => currency },
  customer: { type: 'token', read: ({ customer }) => idOf(customer) },
  disputed: { type: 'token', read: ({ disputed }) => String(disputed) },
  // "true" finds what is refunded in full, "false" what in part, null what not at all.
  refunded: {
    type: 'token',
    read: ({ refunded, amount_refunded }) =>
      refunded ? 'true' : amount_refunded > 0 ? 'false' : null,
  },
  status: { type: 'token', read: ({ status }) => status },
  ...cardFields('card'),
  ...cardFields('card_present'),
  ...cardFields('interac_present'),
}

function cardFields(source: 'card' | 'card_present' | 'interac_present') {
  const names: CardField[] = ['brand', 'exp_month', 'exp_year', 'fingerprint', 'last4']
  const fields = names.map((name) => {
    const read = ({ payment_method_details }: Stripe.Charge) =>
      payment_method_details?.[source]?.[name]
    return [`payment_method_details.${source}.${name}`, { type: 'token' as const, read }] as const
  })
  return Object.fromEntries(fields)
}

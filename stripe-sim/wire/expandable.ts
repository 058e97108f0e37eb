import type { Route } from './routes.ts'

/**
 * What a reference leads to: a kind of object, `source` for what a balance transaction moved money
 * for, `refunds` for the list of them in a charge.
 */
export type Target =
  | 'balance_transaction'
  | 'charge'
  | 'customer'
  | 'payment_intent'
  | 'payment_method'
  | 'refunds'
  | 'source'
type Table<Value> = Record<string, Record<string, Value>>

/** Which property of which object can be expanded, and into what. */
export const expandable: Table<Target> = {
  payment_intent: {
    customer: 'customer',
    latest_charge: 'charge',
    payment_method: 'payment_method',
  },
  charge: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
    refunds: 'refunds',
  },
  refund: {
    balance_transaction: 'balance_transaction',
    charge: 'charge',
    customer: 'customer',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
  },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  'radar.early_fraud_warning': { charge: 'charge', payment_intent: 'payment_intent' },
  balance_transaction: { source: 'source' },
  payment_method: { customer: 'customer' },
}

/** References that stand inside of a hash. */
export const expandableWithin: Table<Target> = {
  customer: { 'invoice_settings.default_payment_method': 'payment_method' },
  confirmation_token: { 'payment_method_preview.customer': 'customer' },
  payment_intent: { 'last_payment_error.payment_method': 'payment_method' },
}

/** The kinds of objects that a target can turn out to be. */
export function kindsOf(target: Target): string[] {
  if (target === 'refunds') return ['refund']
  return target === 'source' ? ['charge', 'refund', 'dispute'] : [target]
}

/**
 * Whether a property, or one inside of a hash (`payment_method_options.card`), is there to be
 * expanded at Stripe and yet stays as it is: it is a hash anyway, or one of the references that
 * the simulated account never has.
 */
export function staysAsItIs(kind: string, path: string): boolean {
  return unchanged[kind]?.split(' ').includes(path) ?? false
}

// What the API's specification names under x-expandableFields, as far as it is not above.
const unchanged: Record<string, string> = {
  payment_intent:
    'amount_details application automatic_payment_methods hooks last_payment_error ' +
    'managed_payments next_action on_behalf_of payment_details payment_method_options ' +
    'payment_method_configuration_details payment_method_options.card payment_record ' +
    'presentment_details processing review shipping shipping.address source transfer_data',
  charge:
    'application application_fee billing_details billing_details.address ' +
    'failure_balance_transaction fraud_details on_behalf_of outcome payment_method_details ' +
    'payment_method_details.card presentment_details radar_options review shipping ' +
    'shipping.address source source_transfer transfer transfer_data',
  refund:
    'destination_details next_action presentment_details source_transfer_reversal ' +
    'transfer_reversal',
  dispute: 'balance_transactions evidence evidence_details payment_method_details',
  balance_transaction: 'fee_details',
  customer: 'address default_source discount invoice_settings shipping shipping.address test_clock',
  payment_method: 'billing_details billing_details.address card card.checks radar_options',
  confirmation_token: 'mandate_data payment_method_options payment_method_preview shipping',
  event: 'data request',
  account:
    'business_profile capabilities company controller external_accounts future_requirements ' +
    'groups individual requirements settings tos_acceptance',
}

/** What an endpoint answers with, told by its path: which kind of object, and whether a list. */
export function resultOf(route: Route): { kind: string; isList: boolean } {
  const parts = route.segments.filter((part) => part !== 'search')
  const at = parts.findLastIndex((part) => Object.hasOwn(kindOfPath, part))
  const kind = kindOfPath[parts[at] ?? ''] ?? ''
  const isLast = at === parts.length - 1 && kind !== 'account'
  return { kind, isList: isLast && route.method === 'GET' }
}

const kindOfPath: Record<string, string> = {
  account: 'account',
  accounts: 'account',
  balance_transactions: 'balance_transaction',
  charges: 'charge',
  confirmation_tokens: 'confirmation_token',
  customers: 'customer',
  disputes: 'dispute',
  early_fraud_warnings: 'radar.early_fraud_warning',
  events: 'event',
  payment_intents: 'payment_intent',
  payment_methods: 'payment_method',
  refunds: 'refund',
  webhook_endpoints: 'webhook_endpoint',
}

import type { Stripe } from 'stripe'
import { noAccess } from '../wire/headers.ts'
import { route } from '../wire/routes.ts'

/** The one account that the simulator plays. */
export const accountId = 'acct_1CoatcheckSimulated'

export const routes = [
  route('GET', '/v1/account', { expand: 'strings' }, account),
  route('GET', '/v1/accounts/:id', { expand: 'strings' }, ({ id }) => {
    if (id !== accountId) throw noAccess(id)
    return account()
  }),
]

// It never changes.
function account(): Stripe.Account {
  return {
    id: accountId,
    object: 'account',
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: '7922',
      minority_owned_business_designation: null,
      name: 'Coatcheck (simulated)',
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    business_type: 'company',
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    controller: { type: 'account' },
    country: 'DE',
    created: 1_767_225_600,
    default_currency: 'eur',
    details_submitted: true,
    email: 'box-office@coatcheck.test',
    metadata: {},
    payouts_enabled: true,
    settings,
    type: 'standard',
  } satisfies Stripe.Account
}

const settings = {
  bacs_debit_payments: { display_name: null, service_user_number: null },
  branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
  card_issuing: { tos_acceptance: { date: null, ip: null } },
  card_payments: {
    decline_on: { avs_failure: false, cvc_failure: false },
    statement_descriptor_prefix: 'COATCHECK',
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  dashboard: { display_name: 'Coatcheck (simulated)', timezone: 'Europe/Berlin' },
  invoices: { default_account_tax_ids: null, hosted_payment_method_save: null },
  payments: {
    statement_descriptor: 'COATCHECK',
    statement_descriptor_kana: null,
    statement_descriptor_kanji: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  payouts: {
    debit_negative_balances: true,
    schedule: { delay_days: 2, interval: 'daily' },
    statement_descriptor: null,
  },
  sepa_debit_payments: {},
} satisfies Stripe.Account.Settings

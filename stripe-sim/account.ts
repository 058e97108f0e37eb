import type { Stripe } from 'stripe'
import type { Simulator } from './simulator.ts'
import { route } from './wire/routes.ts'

export const routes = [route('GET', '/v1/account', { expand: 'strings' }, account)]

/** The one account that the simulator plays; it never changes. */
function account(_request: { simulator: Simulator }): Stripe.Account {
  return {
    id: 'acct_1CoatcheckSimulated',
    object: 'account',
    business_profile: {
      mcc: '7922',
      minority_owned_business_designation: null,
      name: 'Coatcheck (simulated)',
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: 'DE',
    created: 1_767_225_600,
    default_currency: 'eur',
    details_submitted: true,
    email: 'box-office@coatcheck.test',
    metadata: {},
    payouts_enabled: true,
    type: 'standard',
  } satisfies Stripe.Account
}

import type { Stripe } from 'stripe'
import type { Decline } from './cards.ts'
import { seconds } from './clock.ts'
import { newId } from './ids.ts'
import type { Simulator } from './simulator.ts'
import { resourceMissing } from './wire/errors.ts'
import { listPage, listParameters } from './wire/lists.ts'
import { route } from './wire/routes.ts'

export const routes = [
  route('GET', '/v1/charges/:id', { expand: 'strings' }, ({ simulator, id }) => {
    const charge = simulator.ledger.charges.get(id)
    if (charge === undefined) throw resourceMissing('charge', id, 'id')
    return charge
  }),
  route(
    'GET',
    '/v1/charges',
    { ...listParameters, payment_intent: 'string', customer: 'unsupported' },
    ({ simulator, parameters }) => {
      const charges = [...simulator.ledger.charges.values()].filter(
        (charge) =>
          parameters.payment_intent === undefined ||
          charge.payment_intent === parameters.payment_intent,
      )
      return listPage('/v1/charges', charges, parameters)
    },
  ),
]

/** How one try to move the money ended; `pending` has not ended yet. */
export type ChargeResult =
  | { status: 'succeeded' }
  | { status: 'pending' }
  | { status: 'failed'; decline: Decline }

/** Books one try to charge `method` for `intent`; `authenticated` after a 3-D Secure challenge. */
export function newCharge(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  result: ChargeResult,
  authenticated: boolean,
): Stripe.Charge {
  const id = newId('ch')
  const charge = {
    id,
    object: 'charge',
    ...moneyOf(intent, result),
    ...absent,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'COATCHECK',
    created: seconds(simulator.clock),
    currency: intent.currency,
    description: intent.description,
    disputed: false,
    failure_code: result.status === 'failed' ? result.decline.code : null,
    failure_message: result.status === 'failed' ? result.decline.message : null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    outcome: outcomeOf(result),
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: cardDetailsOf(intent, method, authenticated), type: 'card' },
    receipt_email: intent.receipt_email,
    receipt_url: `${simulator.origin()}/?charge=${id}`,
    refunded: false,
    shipping: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: result.status,
  } satisfies Stripe.Charge
  simulator.ledger.charges.set(charge.id, charge)
  simulator.snapshots.touch()
  return charge
}

/** Ends a `pending` charge, in place. */
export function settleCharge(
  charge: Stripe.Charge,
  intent: Stripe.PaymentIntent,
  result: ChargeResult,
): void {
  const failed = result.status === 'failed' ? result.decline : null
  Object.assign(charge, moneyOf(intent, result), {
    failure_code: failed?.code ?? null,
    failure_message: failed?.message ?? null,
    outcome: outcomeOf(result),
    status: result.status,
  })
}

function moneyOf(
  intent: Stripe.PaymentIntent,
  { status }: ChargeResult,
): Pick<Stripe.Charge, 'amount' | 'amount_captured' | 'amount_refunded' | 'captured' | 'paid'> {
  const captured = status === 'succeeded'
  return {
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    captured,
    paid: captured,
  }
}

function outcomeOf(result: ChargeResult): Stripe.Charge.Outcome {
  const outcome = {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    risk_level: 'normal',
    risk_score: 20,
  }
  if (result.status !== 'failed') {
    const network_status = 'approved_by_network'
    const seller_message = 'Payment complete.'
    return { ...outcome, network_status, reason: null, seller_message, type: 'authorized' }
  }
  const { advice_code, decline_code, code, blocked } = result.decline
  if (blocked) {
    return {
      ...outcome,
      advice_code,
      network_status: 'not_sent_to_network',
      reason: 'highest_risk_level',
      risk_level: 'highest',
      risk_score: 92,
      seller_message: 'Stripe blocked this payment as too risky.',
      type: 'blocked',
    }
  }
  return {
    ...outcome,
    advice_code,
    network_decline_code: '01',
    network_status: 'declined_by_network',
    reason: decline_code ?? code,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  }
}

function cardDetailsOf(
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  authenticated: boolean,
): Stripe.Charge.PaymentMethodDetails.Card {
  const card = method.card as Stripe.PaymentMethod.Card
  return {
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
    regulated_status: card.regulated_status,
    three_d_secure: authenticated ? threeDSecure() : null,
    transaction_link_id: null,
    wallet: null,
  }
}

function threeDSecure(): Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure {
  return {
    authentication_flow: 'challenge',
    electronic_commerce_indicator: '05',
    exemption_indicator: null,
    result: 'authenticated',
    result_reason: null,
    transaction_id: crypto.randomUUID(),
    version: '2.2.0',
  }
}

// What a charge of a plain account never has.
const absent = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  customer: null,
  failure_balance_transaction: null,
  on_behalf_of: null,
  receipt_number: null,
  review: null,
  source: null,
  source_transfer: null,
  transfer_data: null,
  transfer_group: null,
} as const satisfies Partial<Stripe.Charge>

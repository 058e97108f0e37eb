import type { Stripe } from 'stripe'
import type { Decline } from './declines.ts'
import { passedChecks } from './payment_methods_cards.ts'

/** How one try to move the money ended; `pending` has not ended yet. */
export type ChargeResult =
  | { status: 'succeeded' }
  | { status: 'pending' }
  | { status: 'failed'; decline: Decline }

/** How far 3-D Secure came, where it was asked for. */
export type AuthenticationResult = 'authenticated' | 'processing_error' | null

/** What Radar, the network and the bank said, see https://docs.stripe.com/declines. */
export function outcomeOf(result: ChargeResult): Stripe.Charge.Outcome {
  if (result.status === 'failed') return refusedOutcome(result.decline)
  return {
    ...assessed,
    advice_code: null,
    network_decline_code: null,
    network_status: 'approved_by_network',
    reason: null,
    seller_message: 'Payment complete.',
    type: 'authorized',
  }
}

const assessed = { network_advice_code: null, risk_level: 'normal', risk_score: 20 }

function refusedOutcome(decline: Decline): Stripe.Charge.Outcome {
  const { advice_code = null, network_decline_code = null, decline_code, code } = decline
  const said = { ...assessed, advice_code, network_decline_code }
  if (decline.stoppedBy === 'radar') {
    return {
      ...said,
      network_status: 'not_sent_to_network',
      reason: 'highest_risk_level',
      risk_level: 'highest',
      risk_score: 92,
      seller_message: 'Stripe blocked this payment as too risky.',
      type: 'blocked',
    }
  }
  if (decline.stoppedBy === 'test_mode') {
    const network_status = 'not_sent_to_network'
    return { ...said, network_status, reason: null, seller_message: null, type: 'invalid' }
  }
  const reason = decline_code ?? code
  return {
    ...said,
    network_status: 'declined_by_network',
    reason,
    seller_message:
      reason === 'generic_decline'
        ? 'The bank did not return any further details with this decline.'
        : `The bank returned the decline code \`${reason}\`.`,
    type: 'issuer_declined',
  }
}

/** The card as it was charged, without what only a hold has. */
export function cardDetailsOf(
  amount: number,
  method: Stripe.PaymentMethod,
  result: ChargeResult,
  authentication: AuthenticationResult,
): Stripe.Charge.PaymentMethodDetails.Card {
  const card = method.card as Stripe.PaymentMethod.Card
  const wrongCvc = result.status === 'failed' && result.decline.code === 'incorrect_cvc'
  return {
    amount_authorized: amount,
    authorization_code: null,
    brand: card.brand,
    checks:
      wrongCvc && card.checks ? { ...card.checks, cvc_check: 'fail' } : passedChecks(card.checks),
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
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
    regulated_status: card.regulated_status,
    three_d_secure: authentication && threeDSecure(authentication),
    transaction_link_id: null,
    wallet: walletOf(card),
  }
}

function walletOf({
  wallet,
}: Stripe.PaymentMethod.Card): Stripe.Charge.PaymentMethodDetails.Card.Wallet | null {
  if (wallet === null) return null
  const { link, ...others } = wallet
  return { ...others, ...(link && { link: { funding_source_group: null } }) }
}

function threeDSecure(
  result: NonNullable<AuthenticationResult>,
): Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure {
  const isDone = result === 'authenticated'
  return {
    authentication_flow: isDone ? 'challenge' : null,
    electronic_commerce_indicator: isDone ? '05' : null,
    exemption_indicator: null,
    result,
    result_reason: null,
    transaction_id: isDone ? crypto.randomUUID() : null,
    version: isDone ? '2.2.0' : null,
  }
}

import type { Exception } from './exceptions.ts'

const lacking = /^only in the fixture$/
const more = /^not in the fixture$/

/** Where a fixture has not what this account, this card or this version of the API has. */
export const fixtureExceptions: Exception[] = [
  ...because('The account that asks for itself controls nobody and was connected by nobody.', [
    ['account.external_accounts', lacking],
    ['account.future_requirements', lacking],
    ['account.requirements', lacking],
    ['account.tos_acceptance', lacking],
  ]),
  ...because('It came into the API after the fixtures were published.', [
    ['account.business_profile.specified_commercial_transactions_act_url', more],
    ['charge.payment_method_details.card.electronic_commerce_indicator', more],
    ['confirmation_token.metadata', more],
    ['dispute.evidence_details.submission_method', more],
    ['dispute.intended_submission_method', more],
    ['payment_intent.allowed_payment_method_types', more],
    ['payment_intent.payment_record', more],
  ]),
  ...because('A list inside of an object is there only when it is asked for by expand.', [
    ['charge.refunds', lacking],
  ]),
  ...because('Radar adds it where it has looked at the charge.', [
    ['charge.outcome.risk_level', more],
    ['charge.outcome.risk_score', more],
  ]),
  ...because('The fixture does not say whether it allows redirects.', [
    ['payment_intent.automatic_payment_methods.allow_redirects', more],
  ]),
  ...because('The fixture holds no more of it than its type, or an empty hash.', [
    ['charge.fraud_details.*', more],
    ['charge.shipping.*', more],
    ['customer.shipping.*', more],
    ['payment_intent.last_payment_error.*', more],
    ['payment_intent.next_action.*', more],
    ['payment_intent.shipping.*', more],
  ]),
  ...because('The fixture has no card, but a bank account.', [
    ['confirmation_token.payment_method_preview.card', more],
    ['confirmation_token.payment_method_preview.us_bank_account', lacking],
    ['payment_intent.payment_method_options.card', more],
  ]),
  ...because('Only events that tell of a change have it.', [
    ['event.data.previous_attributes', more],
  ]),
  ...because('It is there only in the state, or with the parameter, that it belongs to.', [
    ['charge.payment_method_details.card.capture_before', more],
    ['card.wallet.apple_pay', more],
    ['card.wallet.google_pay', more],
    ['card.wallet.link', more],
    ['customer.business_name', more],
    ['customer.individual_name', more],
    ['refund.failure_balance_transaction', more],
    ['refund.failure_reason', more],
    ['refund.instructions_email', more],
    ['refund.pending_reason', more],
  ]),
  ...because('The fixture is a reversal, which has no reference.', [
    ['refund.destination_details.card.reference_status', more],
    ['refund.destination_details.card.reference_type', more],
  ]),
  ...because('The charge of the fixture had no intent.', [
    ['radar.early_fraud_warning.payment_intent', more],
  ]),
  ...because('It is shown at creation alone.', [['webhook_endpoint.secret', more]]),
]

function because(reason: string, places: [string, RegExp][]): Exception[] {
  return places.map(([at, problem]) => ({ at, problem, reason }))
}

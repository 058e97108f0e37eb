import type { Stripe } from 'stripe'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import type { Simulator } from '../state/simulator.ts'
import {
  cardDetailsOf,
  outcomeOf,
  type AuthenticationResult,
  type ChargeResult,
} from './charge_details.ts'

export type ChargeTry = {
  result: ChargeResult
  authentication: AuthenticationResult
  /** What Stripe.js told of the guest's browser. */
  radarSession?: string
}

/** Whether the intent's money is held at first, to be captured by a request of its own. */
export function isHeldFirst(intent: Stripe.PaymentIntent): boolean {
  const forCard = intent.payment_method_options?.card?.capture_method
  return (forCard ?? intent.capture_method) === 'manual'
}

/** Books one try to charge `method` for `intent`. */
export function newCharge(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  { result, authentication, radarSession }: ChargeTry,
): Stripe.Charge {
  const id = newId('ch')
  const card = cardDetailsOf(intent.amount, method, result, authentication)
  const charge = {
    id,
    object: 'charge',
    ...endOf(intent, result),
    ...absent,
    billing_details: method.billing_details,
    calculated_statement_descriptor: statementOf(intent.statement_descriptor_suffix),
    created: seconds(simulator.clock),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    livemode: false,
    metadata: { ...intent.metadata },
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card, type: 'card' },
    ...(radarSession !== undefined && { radar_options: { session: radarSession } }),
    receipt_email: intent.receipt_email,
    receipt_url: `${simulator.origin()}/?charge=${id}`,
    refunded: false,
    shipping: intent.shipping,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: result.status,
  } satisfies Stripe.Charge
  noteHold(simulator, charge)
  simulator.ledger.charges.add(charge)
  simulator.snapshots.touch()
  return charge
}

/** Ends a `pending` charge, in place. */
export function settleCharge(
  simulator: Simulator,
  charge: Stripe.Charge,
  intent: Stripe.PaymentIntent,
  result: ChargeResult,
): void {
  Object.assign(charge, endOf(intent, result), { status: result.status })
  noteHold(simulator, charge)
}

/** What a guest reads on the statement: the account's prefix, then the suffix of this payment. */
export function statementOf(suffix: string | null): string {
  return suffix === null ? statementPrefix : `${statementPrefix}* ${suffix}`.slice(0, 22)
}

const statementPrefix = 'COATCHECK'

function endOf(intent: Stripe.PaymentIntent, result: ChargeResult) {
  const isPaid = result.status === 'succeeded'
  const isCaptured = isPaid && !isHeldFirst(intent)
  const decline = result.status === 'failed' ? result.decline : null
  const isBlocked = decline?.stoppedBy === 'radar'
  return {
    amount: intent.amount,
    amount_captured: isCaptured ? intent.amount : 0,
    amount_refunded: 0,
    captured: isCaptured,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: isBlocked ? { stripe_report: 'fraudulent' } : {},
    outcome: outcomeOf(result),
    paid: isPaid,
  } satisfies Partial<Stripe.Charge>
}

// A hold tells until when it can be captured.
function noteHold({ clock, settings }: Simulator, charge: Stripe.Charge): void {
  const card = charge.payment_method_details?.card
  if (card === undefined || charge.status !== 'succeeded' || charge.captured) return
  card.capture_before = seconds(clock) + settings.capture_window_s
}

// What a charge of a plain account never has.
const absent = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  failure_balance_transaction: null,
  on_behalf_of: null,
  receipt_number: null,
  review: null,
  source: null,
  source_transfer: null,
  transfer_data: null,
  transfer_group: null,
} as const satisfies Partial<Stripe.Charge>

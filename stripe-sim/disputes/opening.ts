import type { Stripe } from 'stripe'
import { bookWithdrawal } from '../balance/bookings.ts'
import { fail } from '../refunds/settlement.ts'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import { idOf } from '../state/ledger.ts'
import { noCause, type Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { awaitAnswer } from './decision.ts'
import { noEvidence } from './evidence.ts'
import { reviewFraudWarnings } from './fraud_warnings.ts'

// Visa's code of each reason, see https://docs.stripe.com/disputes/categories#network-code-map;
// the others have no code of their own.
const networkReasonCodes: Record<string, string> = {
  credit_not_processed: '13.6',
  duplicate: '12.6.1',
  fraudulent: '10.4',
  product_not_received: '13.1',
  product_unacceptable: '13.3',
  subscription_canceled: '13.2',
}

/** Why a guest can dispute a charge, in Stripe's words. */
export const disputeReasons = [
  'bank_cannot_process',
  'check_returned',
  'credit_not_processed',
  'customer_initiated',
  'debit_not_authorized',
  'duplicate',
  'fraudulent',
  'general',
  'incorrect_account_details',
  'insufficient_funds',
  'noncompliant',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
] as const
export type DisputeReason = (typeof disputeReasons)[number]

/**
 * How much of a charge can be disputed, in minor units: what was captured and no other dispute has
 * taken. By default it is what the guest does not have back; a bank may let through more.
 */
export function disputable(
  { ledger }: Simulator,
  charge: Stripe.Charge,
): { default_minor: number; max_minor: number } {
  const taken = ledger.disputes
    .by('charge', charge.id)
    .filter(({ status }) => status !== 'won')
    .reduce((sum, { amount }) => sum + amount, 0)
  const refunding = ledger.refunds
    .by('charge', charge.id)
    .filter(({ status }) => status === 'pending')
    .reduce((sum, { amount }) => sum + amount, 0)
  const max_minor = charge.captured ? charge.amount_captured - taken : 0
  // Refunds that are still pending will fail, see `openDispute`.
  const default_minor = Math.max(0, max_minor - (charge.amount_refunded - refunding))
  return { default_minor, max_minor }
}

/**
 * Lets a guest dispute `amount` minor units of a charge (see `disputable`): the bank takes the
 * money at once, with a fee, and waits for an answer. Refunds that were on their way fail.
 */
export function openDispute(
  simulator: Simulator,
  charge: Stripe.Charge,
  { reason, amount }: { reason: DisputeReason; amount: number },
): Stripe.Dispute {
  const { ledger } = simulator
  for (const refund of ledger.refunds.by('charge', charge.id)) {
    if (refund.status === 'pending') fail(simulator, refund, 'charge_for_pending_refund_disputed')
  }
  const dispute = newDispute(simulator, charge, reason, amount)
  ledger.disputes.add(dispute)
  charge.disputed = true
  bookWithdrawal(simulator, dispute)
  awaitAnswer(simulator, dispute)
  emit(simulator, 'charge.dispute.created', dispute, noCause)
  emit(simulator, 'charge.dispute.funds_withdrawn', dispute, noCause)
  reviewFraudWarnings(simulator, charge, noCause)
  return dispute
}

function newDispute(
  simulator: Simulator,
  charge: Stripe.Charge,
  reason: DisputeReason,
  amount: number,
): Stripe.Dispute {
  const created = seconds(simulator.clock)
  const brand = charge.payment_method_details?.card?.brand ?? 'visa'
  return {
    id: newId('du'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence(),
    evidence_details: {
      due_by: dueBy(created, simulator.settings.dispute_window_s),
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: idOf(charge.payment_intent),
    payment_method_details: {
      card: {
        brand,
        case_type: 'chargeback',
        network: brand,
        network_reason_code: networkReasonCodes[reason] ?? null,
      },
      type: 'card',
    },
    reason,
    status: 'needs_response',
  } satisfies Stripe.Dispute
}

const day_s = 24 * 60 * 60

// Stripe's windows end with a day (UTC). One that is shorter than two days would hardly be left.
function dueBy(created_s: number, window_s: number): number {
  const end_s = created_s + window_s
  return window_s < 2 * day_s ? Math.ceil(end_s) : Math.floor(end_s / day_s) * day_s - 1
}

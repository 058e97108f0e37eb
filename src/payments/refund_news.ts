import type { Stripe } from 'stripe'
import { idOf } from './reference.ts'

/** What Stripe says of one refund, in our words. */
export interface RefundNews {
  stripe_refund_id: string
  /** Whose money it is; null on refunds of charges that no intent made. */
  payment_intent_id: string | null
  /** From the metadata that we set; null on a refund made in Stripe's own dashboard. */
  refund_id: string | null
  /** `pending` may still become either of the others. */
  status: 'pending' | 'succeeded' | 'failed'
  amount_minor: number
  currency: string
  failure_reason: string | null
}

/** Reads Stripe's object into ours. */
export function toRefundNews(refund: Stripe.Refund): RefundNews {
  return {
    stripe_refund_id: refund.id,
    payment_intent_id: idOf(refund.payment_intent),
    refund_id: refund.metadata?.['refund_id'] ?? null,
    status: statusOf(refund.status),
    amount_minor: refund.amount,
    currency: refund.currency,
    failure_reason: refund.failure_reason ?? null,
  }
}

// A cancelled refund is one that will never arrive, like a failed one.
function statusOf(status: string | null): RefundNews['status'] {
  if (status === 'succeeded') return 'succeeded'
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending'
}

/** What Stripe says of one dispute, in our words. */
export interface DisputeNews {
  stripe_dispute_id: string
  payment_intent_id: string | null
  state: 'open' | 'won' | 'lost'
  stripe_status: string
  reason: string
  amount_minor: number
  currency: string
  evidence_due_at: Date | null
  /** Before Stripe was asked: it stood so then, or has come to stand so since. */
  asked_at: Date
}

/** Reads Stripe's object into ours. A closed warning took no money, as if it had been won. */
export function toDisputeNews(dispute: Stripe.Dispute, asked_at: Date): DisputeNews {
  const won = ['won', 'warning_closed', 'prevented']
  const due_s = dispute.evidence_details.due_by
  return {
    stripe_dispute_id: dispute.id,
    payment_intent_id: idOf(dispute.payment_intent),
    state: dispute.status === 'lost' ? 'lost' : won.includes(dispute.status) ? 'won' : 'open',
    stripe_status: dispute.status,
    reason: dispute.reason,
    amount_minor: dispute.amount,
    currency: dispute.currency,
    evidence_due_at: due_s ? new Date(due_s * 1000) : null,
    asked_at,
  }
}

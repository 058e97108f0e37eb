import type { Stripe } from 'stripe'
import { ownerNamed } from './intent.ts'
import { PAGE_MAX, toPage, type Page } from './page.ts'
import { idOf } from './reference.ts'
import { toDisputeNews } from './refund_news.ts'

/** What Stripe's own books have of money that came, went back, or was taken by a bank. */
export interface StripeRecord {
  id: string
  kind: 'payment' | 'refund' | 'dispute'
  /** Whose money it is; empty where no intent made its charge. */
  payment_intent_id: string
  /** From the metadata that we set; null on what is none of ours. */
  order_id: string | null
  amount_minor: number
  /** What Stripe keeps for it. */
  fee_minor: number
  currency: string
  /** Whether that money has moved. */
  has_moved: boolean
}

/** Which part of Stripe's lists is read. */
export interface RecordsWanted {
  kind: StripeRecord['kind']
  /** Made in [from, until). */
  from: Date
  until: Date
  /** Below what has this id. */
  below_id: string | null
}

/** A page of what was made in that time, newest first. */
export async function recordsPage(
  stripe: Stripe,
  { kind, from, until, below_id }: RecordsWanted,
): Promise<Page<StripeRecord>> {
  const wanted = {
    created: { gte: seconds(from), lt: seconds(until) },
    limit: PAGE_MAX,
    ...(below_id !== null && { starting_after: below_id }),
  }
  if (kind === 'refund') return toPage(await stripe.refunds.list(wanted), refundRecord)
  if (kind === 'dispute') return toPage(await stripe.disputes.list(wanted), disputeRecord)
  return toPage(
    await stripe.paymentIntents.list({
      ...wanted,
      expand: ['data.latest_charge.balance_transaction'],
    }),
    paymentRecord,
  )
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

/** All there is of one intent, as it is now; no order of ours comes near a hundred of anything. */
export async function recordsOf(stripe: Stripe, intentId: string): Promise<StripeRecord[]> {
  const intent = await stripe.paymentIntents.retrieve(intentId, {
    expand: ['latest_charge.balance_transaction'],
  })
  const of = { payment_intent: intentId, limit: PAGE_MAX }
  const refunds = await stripe.refunds.list(of)
  const disputes = await stripe.disputes.list(of)
  return [
    paymentRecord(intent),
    ...refunds.data.map(refundRecord),
    ...disputes.data.map(disputeRecord),
  ]
}

/** Its latest charge was expanded, and what that has left in the account's balance. */
function paymentRecord(intent: Stripe.PaymentIntent): StripeRecord {
  const charge = objectOf(intent.latest_charge)
  return {
    id: intent.id,
    kind: 'payment',
    payment_intent_id: intent.id,
    order_id: ownerNamed(intent.metadata).order_id,
    amount_minor: intent.amount_received,
    fee_minor: objectOf(charge?.balance_transaction)?.fee ?? 0,
    currency: intent.currency,
    has_moved: intent.amount_received > 0,
  }
}

/** One that left nothing in the account's balance is a promise that was let go, and no money. */
function refundRecord(refund: Stripe.Refund): StripeRecord {
  return {
    id: refund.id,
    kind: 'refund',
    payment_intent_id: idOf(refund.payment_intent) ?? '',
    order_id: refund.metadata?.['order_id'] ?? null,
    amount_minor: refund.amount,
    fee_minor: 0,
    currency: refund.currency,
    has_moved: refund.status === 'succeeded' && refund.balance_transaction !== null,
  }
}

function disputeRecord(dispute: Stripe.Dispute): StripeRecord {
  const { state, payment_intent_id, amount_minor, currency } = toDisputeNews(dispute, new Date())
  return {
    id: dispute.id,
    kind: 'dispute',
    payment_intent_id: payment_intent_id ?? '',
    order_id: null,
    amount_minor,
    fee_minor: dispute.balance_transactions.reduce((sum, { fee }) => sum + fee, 0),
    currency,
    has_moved: state !== 'won',
  }
}

/** What was expanded; undefined where there is nothing, or its id alone. */
function objectOf<Expanded extends object>(
  reference: string | Expanded | null | undefined,
): Expanded | undefined {
  return typeof reference === 'object' && reference !== null ? reference : undefined
}

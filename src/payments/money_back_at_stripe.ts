import type { Stripe } from 'stripe'
import { PAGE_MAX, since, toPage, type Page } from './page.ts'
import { idOf } from './reference.ts'
import { toDisputeNews, toRefundNews, type DisputeNews, type RefundNews } from './refund_news.ts'

export interface WantedRefund {
  refund_id: string
  order_id: string
  payment_intent_id: string
  amount_minor: number
}

/** The card's issuer believes that a payment is a fraud. */
export interface FraudWarning {
  id: string
  payment_intent_id: string | null
}

/** Makes a refund under the key of our row, which its metadata names. */
export async function createRefund(stripe: Stripe, wanted: WantedRefund): Promise<RefundNews> {
  const { refund_id, order_id, payment_intent_id, amount_minor } = wanted
  return toRefundNews(
    await stripe.refunds.create(
      {
        payment_intent: payment_intent_id,
        amount: amount_minor,
        metadata: { refund_id, order_id },
      },
      { idempotencyKey: `${refund_id}.create` },
    ),
  )
}

/** The newest refunds of an intent; no order of ours comes near a hundred. */
export async function refundsOf(stripe: Stripe, intentId: string): Promise<RefundNews[]> {
  const { data } = await stripe.refunds.list({ payment_intent: intentId, limit: PAGE_MAX })
  return data.map(toRefundNews)
}

/** A page of the refunds made since `from`, whoever made them. */
export async function refundsMade(
  stripe: Stripe,
  from: Date,
  belowId?: string,
): Promise<Page<RefundNews>> {
  return toPage(await stripe.refunds.list(since(from, belowId)), toRefundNews)
}

/** Reads a dispute as it is now. */
export async function readDispute(stripe: Stripe, id: string): Promise<DisputeNews> {
  const asked_at = new Date()
  return toDisputeNews(await stripe.disputes.retrieve(id), asked_at)
}

/** A page of the disputes opened since `from`. */
export async function disputesMade(
  stripe: Stripe,
  from: Date,
  belowId?: string,
): Promise<Page<DisputeNews>> {
  const asked_at = new Date()
  const page = await stripe.disputes.list(since(from, belowId))
  return toPage(page, (dispute) => toDisputeNews(dispute, asked_at))
}

/** A page of the early fraud warnings since `from`. */
export async function warningsMade(
  stripe: Stripe,
  from: Date,
  belowId?: string,
): Promise<Page<FraudWarning>> {
  const page = await stripe.radar.earlyFraudWarnings.list(since(from, belowId))
  return toPage(page, ({ id, payment_intent }) => ({
    id,
    payment_intent_id: idOf(payment_intent),
  }))
}

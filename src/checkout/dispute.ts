import { openAlert, resolveAlert } from '../alerts/index.ts'
import { newId, type Tx } from '../kernel/index.ts'
import { lockOrder } from '../orders/index.ts'
import {
  findPaymentByIntent,
  insertDispute,
  moveDispute,
  type DisputeNews,
} from '../payments/index.ts'
import type { Till } from './till.ts'

/**
 * Writes down what Stripe says of a dispute, in the caller's transaction. While it is open, and
 * after it is lost, the door refuses the order's tickets and nothing can be refunded (F65). The
 * owner is told when it opens, since evidence has a date by which it must be there, and when it is
 * lost. Calling again does nothing.
 */
export async function recordDispute(till: Till, tx: Tx, news: DisputeNews): Promise<void> {
  const payment = await findPaymentByIntent(tx, news.payment_intent_id ?? '')
  const order = payment && (await lockOrder(tx, payment.order_id))
  if (!payment || !order) return // another product's payment in the same Stripe account
  const { payment_intent_id: _, state, ...told } = news
  const opened = await insertDispute(tx, {
    ...told,
    id: newId('dsp'),
    payment_id: payment.id,
    order_id: order.id,
  })
  const detail = { order: order.id, amount_minor: news.amount_minor, reason: news.reason }
  const about = { order: order.id, payment: payment.id, dispute: news.stripe_dispute_id }
  if (opened) {
    await openAlert(tx, 'dispute_open', news.stripe_dispute_id, detail)
    tx.afterCommit(() => till.log.warn(about, 'dispute.opened'))
  }
  const moved = await moveDispute(tx, news.stripe_dispute_id, state, news.stripe_status)
  if (!moved || state === 'open') return
  await resolveAlert(tx, 'dispute_open', news.stripe_dispute_id)
  if (state === 'lost') await openAlert(tx, 'dispute_lost', news.stripe_dispute_id, detail)
  tx.afterCommit(() => till.log.info({ ...about, state }, 'dispute.closed'))
}

/** The card's issuer believes that a payment is a fraud: a refund now may spare a dispute later. */
export async function recordFraudWarning(tx: Tx, intentId: string): Promise<void> {
  const payment = await findPaymentByIntent(tx, intentId)
  if (payment) await openAlert(tx, 'fraud_warning', payment.id, { order: payment.order_id })
}

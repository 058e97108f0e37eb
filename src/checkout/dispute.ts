import { openAlert, resolveAlerts, wasTold } from '../alerts/index.ts'
import { must, newId, step, type Queryable, type Tx } from '../kernel/index.ts'
import { differencesOf, lockOrder, markRefundDue, resellAll, type Order } from '../orders/index.ts'
import {
  disputedOrders,
  disputesOf,
  findPayment,
  findPaymentByIntent,
  insertDispute,
  moveDispute,
  reopenDispute,
  refundsOf,
  type DisputeNews,
  type Payment,
} from '../payments/index.ts'
import { closeTable } from './book_refund.ts'
import { recredit } from './deposit/credit.ts'
import { owedRefunds } from './made_good.ts'
import { sendBack } from './send_back.ts'
import { sendBackCalledOff } from './table/called_off.ts'
import type { Till } from './till.ts'

/**
 * Writes down what Stripe says of a dispute, in the caller's transaction. While it is open, and
 * after it is lost, the door refuses the order's tickets and nothing can be refunded (F65). The
 * owner is told when it opens, or opens again, since evidence has a date by which it must be there,
 * and when it is lost. What could not go back while it was open does so once it is closed. Calling
 * again does nothing, and neither does news from before its end.
 */
export async function recordDispute(till: Till, tx: Tx, news: DisputeNews): Promise<void> {
  const payment = await findPaymentByIntent(tx, news.payment_intent_id ?? '')
  const order = payment && (await lockOrder(tx, payment.order_id))
  if (!payment || !order) return // another product's payment in the same Stripe account
  const { payment_intent_id: _, state, asked_at, ...told } = news
  const ours = { payment_id: payment.id, order_id: order.id }
  const opened =
    (await insertDispute(tx, { ...told, ...ours, id: newId('dsp') })) ??
    (state !== 'won' && (await reopenDispute(tx, told, asked_at)))
  const detail = { order: order.id, amount_minor: news.amount_minor, reason: news.reason }
  const about = { order: order.id, payment: payment.id, dispute: news.stripe_dispute_id }
  if (opened) {
    await openAlert(tx, 'dispute_open', news.stripe_dispute_id, detail)
    await resolveAlerts(tx, ['fraud_warning'], [payment.id])
    tx.afterCommit(() => till.log.warn(about, 'dispute.opened'))
    step('dispute.opened')
    tx.afterCommit(() => step('dispute.recorded'))
  }
  // What a bank has taken back counts towards no bill, as what has gone back does not.
  const moved = await recredit(tx, order, () =>
    moveDispute(tx, news.stripe_dispute_id, state, news.stripe_status, asked_at),
  )
  if (!moved || state === 'open') return
  await resolveAlerts(tx, ['dispute_open', 'dispute_lost'], [news.stripe_dispute_id])
  if (state === 'lost') {
    await openAlert(tx, 'dispute_lost', news.stripe_dispute_id, detail)
    await resolveOwed(tx, order, payment)
  } else await oweAgain(tx, order, payment)
  await sendBackCalledOff(tx, order)
  tx.afterCommit(() => till.log.info({ ...about, state }, 'dispute.closed'))
  step('dispute.closed')
  tx.afterCommit(() => step('dispute.recorded'))
}

/**
 * What the bank has taken it has given to the guest: a payment of which nothing is left owes nobody
 * anything, and a refund of it that failed must not be made again.
 */
async function resolveOwed(tx: Tx, order: Order, { id }: Payment): Promise<void> {
  const payment = await findPayment(tx, id)
  const disputes = await disputesOf(tx, order.id)
  const lost_minor = disputes
    .filter((one) => one.payment_id === id && one.state === 'lost')
    .reduce((sum, { amount_minor }) => sum + amount_minor, 0)
  if (lost_minor + (payment?.refunded_minor ?? 0) < (payment?.received_minor ?? 0)) return
  const refunds = (await refundsOf(tx, order.id)).filter((one) => one.payment_id === id)
  await resolveAlerts(
    tx,
    ['refund_failed'],
    refunds.map((one) => one.id),
  )
  await resolveAlerts(tx, ['unexpected_charge'], [id])
  if (payment?.state !== 'succeeded') return
  await resolveAlerts(tx, ['refund_due'], [order.id])
  if (order.state === 'paid') await closeUnissued(tx, order)
}

/**
 * The venue has the money again: what was lost and is won after all is owed like before, and what
 * was closed without a refund goes back by itself.
 */
async function oweAgain(tx: Tx, order: Order, { id, state }: Payment): Promise<void> {
  const refunds = (await refundsOf(tx, order.id)).filter((one) => one.payment_id === id)
  const owed = await owedRefunds(tx, order, refunds)
  for (const { id: refundId, amount_minor, failure_reason } of owed)
    await openAlert(tx, 'refund_failed', refundId, {
      order: order.id,
      amount_minor,
      reason: failure_reason ?? 'unknown',
    })
  if (order.state !== 'refund_due' || state !== 'succeeded' || refunds.length > 0) return
  if (await isDisputed(tx, order.id)) return
  await openAlert(tx, 'refund_due', order.id)
  await sendBack(tx, order, id, 'late_money')
}

/**
 * What was not issued is issued no more, since nothing is left of what was paid for it: its stock
 * is on sale again, and nobody has to decide what becomes of another amount (F48).
 */
export async function closeUnissued(tx: Tx, order: Order): Promise<void> {
  if (order.kind === 'ga') await resellAll(tx, order.id)
  else await closeTable(tx, order)
  await markRefundDue(tx, order.id)
  await resolveAlerts(tx, ['amount_mismatch', 'fulfilment_stuck'], [order.id])
}

/**
 * Whether the money that an order's tickets were paid with is in dispute, or lost (F65). One about
 * a payment that the order did not need says nothing of them.
 */
export async function isDisputed(tx: Tx, orderId: string): Promise<boolean> {
  return (await disputedOrders(tx, [orderId])).has(orderId)
}

/**
 * Whether the door stops the tickets of an order: what they were paid with is in dispute, or what
 * was paid to move them.
 */
export async function isStopped(tx: Queryable, orderId: string): Promise<boolean> {
  const all = [orderId, ...(await differencesOf(tx, orderId))]
  return (await disputedOrders(tx, all)).size > 0
}

/**
 * The card's issuer believes that a payment is a fraud: a refund now may spare a dispute later.
 * Told once, however often it is found, and not when there is nothing left to refund.
 */
export async function recordFraudWarning(tx: Tx, intentId: string): Promise<void> {
  const known = await findPaymentByIntent(tx, intentId)
  if (!known) return
  // A refund of it that is being booked would find no alert yet, and leave this one open.
  await lockOrder(tx, known.order_id)
  const payment = must(await findPayment(tx, known.id), `payment ${known.id}`)
  if (!(await isWarningNew(tx, payment))) return
  await openAlert(tx, 'fraud_warning', payment.id, { order: payment.order_id })
}

/** Whether a warning about this payment is news, and something can be done about it. */
export async function isWarningNew(db: Queryable, payment: Payment): Promise<boolean> {
  const isBack =
    payment.received_minor !== null && payment.received_minor === payment.refunded_minor
  return !isBack && !(await wasTold(db, 'fraud_warning', payment.id))
}

import { openAlert, resolveAlert, resolveAlerts } from '../alerts/index.ts'
import { step, type Tx } from '../kernel/index.ts'
import { oweMail } from '../mail/index.ts'
import { lockOrder, markRefundDue, markRefunded, type Order } from '../orders/index.ts'
import {
  countRefunded,
  findPayment,
  findPaymentByIntent,
  findRefund,
  findRefundAtStripe,
  markRefundFailed,
  markRefundSucceeded,
  refundsOf,
  storeStripeRefund,
  type Payment,
  type Refund,
  type RefundNews,
} from '../payments/index.ts'
import { adoptRefund } from './adopt_refund.ts'
import { recredit } from './deposit/credit.ts'
import { resolveMadeGood, SUPERSEDED } from './made_good.ts'
import { takeShared } from './owed_tickets.ts'
import { tellOfUnsent } from './table/tell_unsent.ts'
import { refundMail, type Till } from './till.ts'

/**
 * Writes down all that Stripe says of the refunds of one intent, those that have failed first: what
 * has come back makes room for what has gone out in its place.
 */
export async function recordRefunds(till: Till, tx: Tx, news: RefundNews[]): Promise<void> {
  const oldestFirst = news.toReversed()
  const failed = oldestFirst.filter(({ status }) => status === 'failed')
  const others = oldestFirst.filter(({ status }) => status !== 'failed')
  for (const one of [...failed, ...others]) await recordRefund(till, tx, one)
}

/**
 * Writes down what Stripe says of a refund, in the caller's transaction: the one way by which such
 * news enters the books, whoever brings it. News of a refund that nobody here asked for, made in
 * Stripe's own dashboard, is booked once (F64). Calling again does nothing.
 */
export async function recordRefund(till: Till, tx: Tx, news: RefundNews): Promise<void> {
  const owner = await findPaymentByIntent(tx, news.payment_intent_id ?? '')
  const order = owner && (await lockOrder(tx, owner.order_id))
  if (!owner || !order) return // another product's payment in the same Stripe account
  if (owner.received_minor === null) return // a released authorisation looks so: nothing had come
  const refund = (await bind(tx, owner, news)) ?? (await adopt(till, tx, order, owner, news))
  if (!refund) return
  if (news.status === 'failed') return failRefund(till, tx, refund.id, news.failure_reason)
  if (news.status === 'succeeded') await succeed(till, tx, order, refund)
}

/**
 * The row of a refund that we asked for: by Stripe's id, or by ours when its webhook is first
 * (F59). One that was given up here and was made all the same is booked anew, like a stranger's.
 */
async function bind(tx: Tx, payment: Payment, news: RefundNews): Promise<Refund | undefined> {
  const known = await findRefundAtStripe(tx, news.stripe_refund_id)
  if (known || !news.refund_id) return known
  const asked = await findRefund(tx, news.refund_id)
  if (asked?.payment_id !== payment.id || asked.state === 'failed') return undefined
  if ((await storeStripeRefund(tx, asked.id, news.stripe_refund_id)) === 0) return undefined
  // That it could not be sent.
  await resolveAlert(tx, 'refund_failed', asked.id)
  return { ...asked, stripe_refund_id: news.stripe_refund_id }
}

async function adopt(
  till: Till,
  tx: Tx,
  order: Order,
  payment: Payment,
  news: RefundNews,
): Promise<Refund | undefined> {
  if (news.status === 'failed') return undefined // it came and went: no money has moved
  return adoptRefund(till, tx, order, payment.id, news, (refundId) =>
    failRefund(till, tx, refundId, SUPERSEDED),
  )
}

async function succeed(till: Till, tx: Tx, order: Order, refund: Refund): Promise<void> {
  if ((await markRefundSucceeded(tx, refund.id)) === 0) return
  await oweMail(tx, refundMail, refund.id)
  await resolveAlerts(tx, ['refund_failed', 'refund_reduced'], [refund.id])
  const about = { order: order.id, payment: refund.payment_id, refund: refund.id }
  tx.afterCommit(() => till.log.info(about, 'refund.succeeded'))
  const payment = await findPayment(tx, refund.payment_id)
  const all = await refundsOf(tx, order.id)
  const ours = all.filter((one) => one.payment_id === payment?.id)
  const isPending = ours.some((one) => one.state === 'requested')
  if (isPending || !payment || payment.received_minor !== payment.refunded_minor)
    return resolveMadeGood(tx, order, ours, refund)
  // All of it has gone back by now, so those that failed on the way are made good.
  const failed = ours.filter((one) => one.state === 'failed').map(({ id }) => id)
  await resolveAlerts(tx, ['refund_failed'], failed)
  await resolveAlerts(tx, ['unexpected_charge', 'fraud_warning'], [payment.id])
  if (payment.state === 'stray' || (await markRefunded(tx, order.id)) === 0) return
  await resolveAlerts(
    tx,
    ['refund_due', 'fulfilment_stuck', 'amount_mismatch', 'unexpected_charge'],
    [order.id],
  )
}

/** The money is with the venue again: its order is due to be refunded, and a person has to look. */
export async function failRefund(
  till: Till,
  tx: Tx,
  refundId: string,
  reason: string | null,
): Promise<void> {
  const refund = await findRefund(tx, refundId)
  const order = refund && (await lockOrder(tx, refund.order_id))
  if (!order || (await markRefundFailed(tx, refund.id, reason)) === 0) return
  await recredit(tx, order, () => countRefunded(tx, refund.payment_id, -refund.amount_minor))
  const about = { order: order.id, payment: refund.payment_id, refund: refund.id, reason }
  tx.afterCommit(() => till.log.warn(about, 'refund.failed'))
  await resolveAlert(tx, 'refund_reduced', refund.id)
  const payment = await findPayment(tx, refund.payment_id)
  // A payment that the order did not need says nothing of what the order itself is owed.
  const isOurs = payment?.state === 'succeeded'
  if (order.state === 'refunded' && isOurs) await markRefundDue(tx, order.id)
  // That it could not be sent matters no more: the one in its place and the rest do.
  if (reason === SUPERSEDED) return resolveAlert(tx, 'refund_failed', refund.id)
  if (isOurs) await tellOfUnsent(tx, order, refund.id)
  await takeShared(tx, order, refund.id)
  await openAlert(tx, 'refund_failed', refund.id, {
    order: order.id,
    amount_minor: refund.amount_minor,
    reason: reason ?? 'unknown',
  })
  step('refund.failed')
  tx.afterCommit(() => step('refund.failure_recorded'))
}

import { openAlert, resolveAlert } from '../alerts/index.ts'
import { newId, noteInLog, step, transaction, type Tx } from '../kernel/index.ts'
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
  StripeRefused,
  type Payment,
  type Refund,
  type RefundNews,
} from '../payments/index.ts'
import { bookRefund } from './book_refund.ts'
import { refundMail, type Till } from './till.ts'

/** The payload of the job that tells Stripe of a refund. */
export interface RefundJob {
  refund_id: string
}

/**
 * Sends a requested refund to Stripe and writes down the answer. Safe to repeat, also after Stripe
 * has forgotten the key: a refund that stands there already is found by our id (F58). What Stripe
 * refuses is failed, and the owner told. Throws StripeUnreachable, to be tried again.
 */
export async function sendRefund(till: Till, job: RefundJob): Promise<void> {
  const refund = await findRefund(till.db, job.refund_id)
  if (refund?.state !== 'requested') return
  noteInLog({ order: refund.order_id, payment: refund.payment_id })
  const payment = await findPayment(till.db, refund.payment_id)
  const intentId = payment?.payment_intent_id ?? ''
  const there = await till.gateway.refundsOf(intentId)
  const ours = there.find((news) => news.refund_id === refund.id)
  try {
    const news =
      ours ??
      (await till.gateway.createRefund({
        ...refund,
        refund_id: refund.id,
        payment_intent_id: intentId,
      }))
    step('refund.sent')
    await transaction(till.db, async (tx) => {
      await recordRefund(till, tx, news)
      step('refund.written')
    })
    step('refund.recorded')
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error
    till.log.error({ order: refund.order_id, refund: refund.id, err: error }, 'refund.refused')
    // First ours, then what stands at Stripe in its place: together they would be too much.
    await transaction(till.db, (tx) => fail(till, tx, refund.id, error.code))
    for (const news of there) await transaction(till.db, (tx) => recordRefund(till, tx, news))
  }
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
  const refund = (await bind(tx, news)) ?? (await adopt(till, tx, order, owner.id, news))
  if (!refund) return
  if (news.status === 'failed') return fail(till, tx, refund.id, news.failure_reason)
  if (news.status === 'succeeded') await succeed(till, tx, order, refund)
}

/**
 * The row of a refund that we asked for: by Stripe's id, or by ours when its webhook is first
 * (F59).
 */
async function bind(tx: Tx, news: RefundNews): Promise<Refund | undefined> {
  const known = await findRefundAtStripe(tx, news.stripe_refund_id)
  if (known || !news.refund_id) return known
  const asked = await findRefund(tx, news.refund_id)
  if (!asked || (await storeStripeRefund(tx, asked.id, news.stripe_refund_id)) === 0)
    return undefined
  return { ...asked, stripe_refund_id: news.stripe_refund_id }
}

async function adopt(
  till: Till,
  tx: Tx,
  order: Order,
  paymentId: string,
  news: RefundNews,
): Promise<Refund | undefined> {
  if (news.status === 'failed') return undefined // it came and went: no money has moved
  const payment = await makeRoom(till, tx, order, paymentId, news.amount_minor)
  if (!payment) {
    await openAlert(tx, 'refund_outside', news.stripe_refund_id, { order: order.id })
    return undefined
  }
  const left_minor = (payment.received_minor ?? 0) - payment.refunded_minor - news.amount_minor
  const refund = await bookRefund(tx, order, payment, {
    id: newId('rfd'),
    reason: 'stripe',
    amount_minor: news.amount_minor,
    ticket_ids: [],
    requested_by: 'stripe',
  })
  await storeStripeRefund(tx, refund.id, news.stripe_refund_id)
  if (left_minor > 0) {
    const detail = { order: order.id, amount_minor: news.amount_minor }
    await openAlert(tx, 'refund_outside', refund.id, detail)
  }
  const about = { order: order.id, payment: paymentId, refund: refund.id }
  tx.afterCommit(() => till.log.info(about, 'refund.adopted'))
  return refund
}

/**
 * Stripe never gives back more than was paid: when the news does not fit beside what we have asked
 * for and Stripe has not answered yet, then those will be refused, and are failed here already.
 */
async function makeRoom(
  till: Till,
  tx: Tx,
  order: Order,
  paymentId: string,
  amountMinor: number,
): Promise<Payment | undefined> {
  const fits = (payment: Payment | undefined) =>
    (payment?.received_minor ?? 0) - (payment?.refunded_minor ?? 0) >= amountMinor
  for (const refund of await refundsOf(tx, order.id)) {
    if (fits(await findPayment(tx, paymentId))) break
    if (refund.state === 'requested' && !refund.stripe_refund_id && refund.payment_id === paymentId)
      await fail(till, tx, refund.id, 'superseded')
  }
  const payment = await findPayment(tx, paymentId)
  return fits(payment) ? payment : undefined
}

async function succeed(till: Till, tx: Tx, order: Order, refund: Refund): Promise<void> {
  if ((await markRefundSucceeded(tx, refund.id)) === 0) return
  await oweMail(tx, refundMail, refund.id)
  await resolveAlert(tx, 'refund_failed', refund.id)
  const payment = await findPayment(tx, refund.payment_id)
  const about = { order: order.id, payment: refund.payment_id, refund: refund.id }
  tx.afterCommit(() => till.log.info(about, 'refund.succeeded'))
  if (payment?.state === 'stray') {
    await resolveAlert(tx, 'unexpected_charge', payment.id)
    return
  }
  const all = await refundsOf(tx, order.id)
  const ours = all.filter((one) => one.payment_id === payment?.id)
  const isPending = ours.some((one) => one.state === 'requested')
  if (isPending || payment?.received_minor !== payment?.refunded_minor) return
  if ((await markRefunded(tx, order.id)) === 0) return
  for (const kind of ['refund_due', 'fulfilment_stuck', 'amount_mismatch'] as const)
    await resolveAlert(tx, kind, order.id)
  // All of it has gone back by now, so those that failed on the way are made good.
  for (const failed of ours.filter((one) => one.state === 'failed'))
    await resolveAlert(tx, 'refund_failed', failed.id)
}

/** The money is with the venue again: its order is due to be refunded, and a person has to look. */
async function fail(till: Till, tx: Tx, refundId: string, reason: string | null): Promise<void> {
  const refund = await findRefund(tx, refundId)
  const order = refund && (await lockOrder(tx, refund.order_id))
  if (!order || (await markRefundFailed(tx, refund.id, reason)) === 0) return
  await countRefunded(tx, refund.payment_id, -refund.amount_minor)
  const about = { order: order.id, payment: refund.payment_id, refund: refund.id, reason }
  tx.afterCommit(() => till.log.warn(about, 'refund.failed'))
  const payment = await findPayment(tx, refund.payment_id)
  // A payment that the order did not need says nothing of what the order itself is owed.
  if (order.state === 'refunded' && payment?.state === 'succeeded')
    await markRefundDue(tx, order.id)
  // A refund in Stripe's dashboard has taken its place: nothing is wrong.
  if (reason === 'superseded') return
  await openAlert(tx, 'refund_failed', refund.id, {
    order: order.id,
    amount_minor: refund.amount_minor,
    reason: reason ?? 'unknown',
  })
}

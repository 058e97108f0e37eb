import { openAlert, resolveAlertsInside } from '../alerts/index.ts'
import { enqueue } from '../jobs/index.ts'
import {
  attemptInside,
  bug,
  noteInAuditTrail,
  refuse,
  step,
  transaction,
  wordsOf,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import { oweMail } from '../mail/index.ts'
import {
  countRetry,
  lockOrder,
  markFulfilled,
  markStuck,
  noteFailedIssue,
  type Order,
} from '../orders/index.ts'
import { livePaymentOf, moneyOf, type Payment } from '../payments/index.ts'
import { issueGoods } from './goods.ts'
import { sendBackLateMove } from './move/offered.ts'
import { sendBackLateGuests } from './table/late_guests.ts'
import { confirmationMail, fulfilQueue, lookedAfterMail, type Till } from './till.ts'

/** Retries of many orders that failed together are spread by up to this share of the pause. */
const JITTER = 0.2
/**
 * What heals within the first pause, which is some seconds, should worry no guest: the order's page
 * says what is going on. From the second failure on a mail says it, too.
 */
const RETRIES_BEFORE_MAIL = 1

/**
 * Hands out the tickets of a paid order, in the caller's transaction. It stands in a savepoint:
 * when it fails, only the issuing is undone, the money stays booked, the order stays pending, and
 * the next retry is enqueued, and the guest is told from the second failure on; after the last one
 * the owner is told (F09). Guests whose party is over by then get their money back, and so does
 * who has paid for a move that cannot be made any more. `order` is locked.
 */
export async function fulfil(till: Till, tx: Tx, order: Order): Promise<void> {
  if (order.state !== 'paid' || (await sendBackUseless(tx, order))) return
  if (!(await tryToIssue(till, tx, order))) await planRetry(till, tx, order)
}

/** True for an order for more guests, or of a move, that can be handed out no more. */
async function sendBackUseless(tx: Tx, order: Order): Promise<boolean> {
  return (await sendBackLateGuests(tx, order)) || sendBackLateMove(tx, order)
}

/** The payload of a retry: which order, and which of its retries this is, counted from 1. */
export interface FulfilJob {
  order_id: string
  retry: number
}

/**
 * The retry job: the same, in a transaction of its own. Does nothing for an order that has its
 * tickets, nor for a retry that has been made already and is only delivered again.
 */
export async function retryFulfil(till: Till, job: FulfilJob): Promise<void> {
  await transaction(till.db, async (tx) => {
    const order = await lockOrder(tx, job.order_id)
    if (order?.state !== 'paid' || order.fulfilment !== 'pending') return
    if (order.fulfil_retries !== job.retry - 1) return
    // A promise may have lapsed since: nothing is issued for it, and the owner has been told (F54).
    if (!isPaidExactly(order, await livePaymentOf(tx, order.id))) return
    await countRetry(tx, order.id)
    step('fulfil.retry_counted')
    await fulfil(till, tx, { ...order, fulfil_retries: job.retry })
  })
  step('fulfil.retried')
}

/**
 * Issues the tickets of a paid order at once, outside the automatic retries: for the owner's click,
 * and for the sweep when those are used up. Success clears the alert. Failure changes nothing: what
 * is stuck stays stuck, and a retry that is planned comes. The audit trail names who has clicked,
 * `by`. Refuses an order that is not waiting for tickets, and one whose payment is not what it
 * costs, which a person has to decide (F48).
 */
export async function retryNow(
  till: Till,
  orderId: string,
  by?: string,
): Promise<'issued' | 'failed' | 'sent_back' | Refused<RetryRefusal>> {
  return transaction(till.db, async (tx) => {
    const order = await lockOrder(tx, orderId)
    if (!order) return refuse('order_unknown', 'order_id')
    if (order.state !== 'paid') return refuse('nothing_to_issue', 'order_id')
    const payment = await livePaymentOf(tx, order.id)
    if (!isPaidExactly(order, payment)) return refuse('amount_differs', 'order_id')
    const outcome = await issueOrSendBack(till, tx, order)
    if (by !== undefined) {
      const detail = { outcome }
      await noteInAuditTrail(tx, {
        action: 'order.issue_tried',
        subject_id: orderId,
        actor: by,
        detail,
      })
    }
    return outcome
  })
}

async function issueOrSendBack(till: Till, tx: Tx, order: Order) {
  if (await sendBackUseless(tx, order)) return 'sent_back'
  return (await tryToIssue(till, tx, order)) ? 'issued' : 'failed'
}

export type RetryRefusal = 'order_unknown' | 'nothing_to_issue' | 'amount_differs'

/**
 * Whether an order has received what it costs, in its currency, or a bank has promised just that;
 * else a person decides (F48).
 */
export function isPaidExactly(order: Order, payment: Payment | undefined): boolean {
  if (payment?.state !== 'succeeded' && payment?.state !== 'authorised') return false
  // A promise is in the currency that was asked for; what has come may be in another one.
  const currency = payment.state === 'succeeded' ? payment.received_currency : payment.currency
  return (
    moneyOf(payment) === order.total_minor &&
    currency === order.currency &&
    payment.amount_minor === order.total_minor &&
    payment.currency === order.currency
  )
}

/** False when it failed, and nothing of it is left. */
async function tryToIssue(till: Till, tx: Tx, order: Order): Promise<boolean> {
  const issued = await attemptInside(tx, () => issue(tx, order))
  if ('error' in issued) {
    // Beside the savepoint, so that it stands: the order's story tells every try and its reason.
    await noteFailedIssue(tx, order.id, order.fulfil_retries, wordsOf(issued.error))
    till.log.error({ order: order.id, err: issued.error }, 'order.fulfil_failed')
    return false
  }
  await resolveAlertsInside(tx, ['fulfilment_stuck', 'amount_mismatch'], [order.id])
  tx.afterCommit(() => till.log.info({ order: order.id }, 'order.fulfilled'))
  return true
}

async function issue(tx: Tx, order: Order): Promise<void> {
  await issueGoods(tx, order)
  step('fulfil.tickets_issued')
  const [fulfilled] = await Promise.all([
    markFulfilled(tx, order.id),
    // What a move was for has moved, and a mail of its own says so.
    order.moves_order_id === null ? oweMail(tx, confirmationMail, order.id) : undefined,
  ])
  if (fulfilled === 0) bug(`order ${order.id} was not paid`)
  step('fulfil.mail_owed')
}

async function planRetry(till: Till, tx: Tx, order: Order): Promise<void> {
  const pause = till.fulfilRetrySeconds[order.fulfil_retries]
  if (order.fulfil_retries >= RETRIES_BEFORE_MAIL) await oweMail(tx, lookedAfterMail, order.id)
  if (pause !== undefined) {
    const delay = pause * (1 + JITTER * Math.random())
    const job: FulfilJob = { order_id: order.id, retry: order.fulfil_retries + 1 }
    await enqueue(tx, fulfilQueue, job, delay)
    step('fulfil.retry_planned')
    return
  }
  await markStuck(tx, order.id)
  await openAlert(tx, 'fulfilment_stuck', order.id, { retries: order.fulfil_retries })
  step('fulfil.stuck')
}

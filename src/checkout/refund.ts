import {
  isRefused,
  noteInAuditTrail,
  refuse,
  transaction,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import { differencesOf, lockOrder, movedBackOf, type Order } from '../orders/index.ts'
import { findRefund, livePaymentOf, type Payment, type Refund } from '../payments/index.ts'
import { bookRefund } from './book_refund.ts'
import { bookRelease, released, type Released } from './deposit/book_release.ts'
import { isDisputed } from './dispute.ts'
import { owedMinor, refundableTickets, worthOf } from './owed_tickets.ts'
import type { Till } from './till.ts'

/** What somebody of the venue wants to give back. The page that asks makes the id, and keeps it. */
export interface RefundWanted {
  refund_id: string
  order_id: string
  /**
   * All that is left, the worth of some tickets (of those that are void for a refund that failed:
   * what is owed for them), or an amount for which no ticket is voided.
   */
  what: 'everything' | { ticket_ids: string[] } | { amount_minor: number }
  requested_by: string
  /** What whoever asks has seen as left: somebody else may have given some of it back since. */
  left_minor?: number | undefined
}

export type RefundRefusal =
  | 'order_unknown'
  | 'refund_taken'
  | 'refund_not_paid'
  | 'refund_not_captured'
  | 'refund_disputed'
  | 'refund_moved_on'
  | 'refund_nothing_left'
  | 'refund_tickets_moved'
  | 'refund_too_much'
  | 'ticket_unknown'

/**
 * Asks for a refund: one transaction writes it, voids its tickets, puts their stock back on sale
 * and asks for the job that tells Stripe. So the door is closed before the money leaves. Asking
 * again under the same id returns the first one (F58). Of a payment that is only authorised nothing
 * has come: it can be released as a whole, and no refund is written. Returns the refund, or what is
 * being released, or why not.
 */
export async function requestRefund(
  till: Till,
  wanted: RefundWanted,
): Promise<Refund | Released | Refused<RefundRefusal>> {
  const answer = await transaction(till.db, (tx) => request(tx, wanted))
  if (isRefused(answer)) return answer
  const { id, order_id: order, amount_minor } = answer
  if ('isReleased' in answer)
    till.log.info({ order, payment: id, amount_minor }, 'deposit.release_requested')
  else
    till.log.info(
      { order, payment: answer.payment_id, refund: id, amount_minor },
      'refund.requested',
    )
  return answer
}

async function request(
  tx: Tx,
  wanted: RefundWanted,
): Promise<Refund | Released | Refused<RefundRefusal>> {
  const order = await lockOrder(tx, wanted.order_id)
  if (!order) return refuse('order_unknown', 'order_id')
  // Behind the order's lock, so that the second click sees what the first one has written.
  const known = await findRefund(tx, wanted.refund_id)
  if (known) return known.order_id === order.id ? known : refuse('refund_taken', 'refund_id')
  const payment = await livePaymentOf(tx, order.id)
  if (payment?.state === 'authorised') return release(tx, order, payment, wanted)
  if (payment?.state !== 'succeeded') return refuse('refund_not_paid', 'order_id')
  // The bank has taken the money already, or may: it must not leave twice (F65).
  if (await isDisputed(tx, order.id)) return refuse('refund_disputed', 'order_id')
  const moved = hasMovedOn(payment, wanted)
  if (moved) return moved
  const asked = await readWhat(tx, order, payment, wanted.what)
  if (isRefused(asked)) return asked
  const { refund_id: id, requested_by } = wanted
  await noteInAuditTrail(tx, {
    action: 'refund.requested',
    subject_id: id,
    actor: requested_by,
    detail: { order: order.id, amount_minor: asked.amount_minor },
  })
  return bookRefund(tx, order, payment, { ...asked, id, reason: 'owner', requested_by })
}

/** Two people who give back at once have each seen the whole: the second one has to look again. */
function hasMovedOn(
  payment: Payment,
  wanted: RefundWanted,
): Refused<'refund_moved_on'> | undefined {
  const amount_minor = leftOf(payment)
  if (wanted.left_minor === undefined || wanted.left_minor === amount_minor) return undefined
  const currency = payment.received_currency ?? payment.currency
  return refuse('refund_moved_on', 'left_minor', { amount_minor, currency })
}

const leftOf = (payment: Payment) => (payment.received_minor ?? 0) - payment.refunded_minor

async function release(
  tx: Tx,
  order: Order,
  payment: Payment,
  { what, requested_by }: RefundWanted,
): Promise<Released | Refused<RefundRefusal>> {
  if (what !== 'everything') return refuse('refund_not_captured', 'order_id')
  // The second click: it is on its way.
  if (order.state === 'refund_due') return released(order, payment)
  return bookRelease(tx, order, payment, requested_by)
}

interface Asked {
  amount_minor: number
  ticket_ids: string[]
}

async function readWhat(
  tx: Tx,
  order: Order,
  payment: Payment,
  what: RefundWanted['what'],
): Promise<Asked | Refused<RefundRefusal>> {
  const left_minor = leftOf(payment)
  if (left_minor === 0) return refuse('refund_nothing_left', 'order_id')
  if (what === 'everything') return { amount_minor: left_minor, ticket_ids: [] }
  if ('ticket_ids' in what && (await isPricedAnew(tx, order)))
    return refuse('refund_tickets_moved', 'ticket_ids')
  const asked =
    'ticket_ids' in what
      ? await askedTickets(tx, order, what.ticket_ids)
      : { amount_minor: what.amount_minor, ticket_ids: [] }
  if (!asked) return refuse('ticket_unknown', 'ticket_ids')
  const field = 'ticket_ids' in what ? 'ticket_ids' : 'amount_minor'
  const isAmount = Number.isSafeInteger(asked.amount_minor) && asked.amount_minor > 0
  if (!isAmount) return refuse('refund_nothing_left', field)
  if (asked.amount_minor > left_minor) return refuse('refund_too_much', field, { left_minor })
  return asked
}

/** They cost less, or more, than their lines say, since the order was moved to another night. */
async function isPricedAnew(tx: Tx, { id }: Order): Promise<boolean> {
  return (await movedBackOf(tx, id)) > 0 || (await differencesOf(tx, id)).length > 0
}

/** Undefined when one of them is no ticket of the order that can be refunded. */
async function askedTickets(tx: Tx, order: Order, ids: string[]): Promise<Asked | undefined> {
  const wanted = new Set(ids)
  const tickets = (await refundableTickets(tx, order)).filter(({ id }) => wanted.has(id))
  if (tickets.length < wanted.size) return undefined
  const valid = tickets.filter(({ state }) => state === 'valid')
  const voided = tickets.filter(({ state }) => state !== 'valid')
  const again_minor = Math.min(worthOf(voided), await owedMinor(tx, order))
  return { amount_minor: worthOf(valid) + again_minor, ticket_ids: [...wanted] }
}

import { resolveAlert } from '../../alerts/index.ts'
import { noteInAuditTrail, refuse, transaction, type Refused, type Tx } from '../../kernel/index.ts'
import { lockOrder, markRefundDue, type Order } from '../../orders/index.ts'
import { depositOf, markWaived, type Payment } from '../../payments/index.ts'
import { closeTable } from '../book_refund.ts'
import type { Till } from '../till.ts'
import { endReleased } from './lapse.ts'

/** What the owner decides about a booking whose deposit has expired. */
export interface LapsedDecision {
  order_id: string
  /** Kept without the deposit, which is due at the door if it was to be credited; or cancelled. */
  how: 'keep' | 'cancel'
  /** Who approved it. */
  by: string
}

export type LapsedRefusal = 'order_unknown' | 'deposit_not_lapsed' | 'nothing_to_keep'

/**
 * Ends the flag of a booking whose authorisation has expired (F54), once: the deposit is waived and
 * the booking kept, or the booking ends and its guest is told; what was paid for more guests of a
 * party that has not come goes back. Who decided stands in the audit trail. Refuses an order of
 * which nothing has expired, or about which somebody has decided, and to keep what was not issued.
 */
export async function resolveLapsed(
  till: Till,
  decision: LapsedDecision,
): Promise<LapsedDecision['how'] | Refused<LapsedRefusal>> {
  return transaction(till.db, (tx) => decide(tx, decision))
}

async function decide(
  tx: Tx,
  { order_id, how, by }: LapsedDecision,
): Promise<LapsedDecision['how'] | Refused<LapsedRefusal>> {
  const order = await lockOrder(tx, order_id)
  if (!order) return refuse('order_unknown', 'order_id')
  const payment = await depositOf(tx, order.id)
  const isKept = order.state === 'paid' || order.state === 'fulfilled'
  if (!hasLapsed(payment) || !isKept || payment.waived_by !== null)
    return refuse('deposit_not_lapsed', 'order_id')
  // Nothing was issued, and without its money nothing will be: there is no booking to keep.
  if (how === 'keep' && order.state === 'paid') return refuse('nothing_to_keep', 'how')
  if (how === 'keep') await waive(tx, order, payment, by)
  else await endLapsed(tx, order, payment, by)
  return how
}

/** Its bank had promised it, and does not any more. */
export function hasLapsed(payment: Payment | undefined): payment is Payment {
  return payment?.state === 'cancelled' && payment.authorised_minor !== null
}

async function waive(tx: Tx, order: Order, payment: Payment, by: string): Promise<void> {
  await markWaived(tx, payment.id, by)
  await noteDecision(tx, 'deposit.waived', order, payment, by)
}

/**
 * Ends an order whose deposit has lapsed, and its booking, in the transaction of a caller who has
 * locked it; its guest is told.
 */
export async function endLapsed(tx: Tx, order: Order, payment: Payment, by: string): Promise<void> {
  await closeTable(tx, order)
  await markRefundDue(tx, order.id)
  await endReleased(tx, order, payment)
  await noteDecision(tx, 'deposit.given_up', order, payment, by)
}

async function noteDecision(
  tx: Tx,
  action: 'deposit.waived' | 'deposit.given_up',
  order: Order,
  payment: Payment,
  actor: string,
): Promise<void> {
  const detail = { order: order.id, amount_minor: payment.authorised_minor ?? 0 }
  await noteInAuditTrail(tx, { action, subject_id: payment.id, actor, detail })
  await resolveAlert(tx, 'authorisation_expired', payment.id)
}

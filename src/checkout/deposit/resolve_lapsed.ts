import { resolveAlert } from '../../alerts/index.ts'
import { noteInAuditTrail, refuse, transaction, type Refused, type Tx } from '../../kernel/index.ts'
import { lockOrder, markRefundDue, resellAll } from '../../orders/index.ts'
import { depositOf, markWaived } from '../../payments/index.ts'
import { refundAdded } from '../book_refund.ts'
import { closeParty } from '../table/close_party.ts'
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

/**
 * Ends the flag of a booking whose authorisation has expired (F54), once: the deposit is waived and
 * the booking kept, or the booking ends and its guest is told; what was paid for more guests of a
 * party that has not come goes back. Who decided stands in the audit
 * trail. Refuses an order of which nothing has expired, or about which somebody has decided.
 */
export async function resolveLapsed(
  till: Till,
  decision: LapsedDecision,
): Promise<LapsedDecision['how'] | Refused<'order_unknown' | 'deposit_not_lapsed'>> {
  return transaction(till.db, (tx) => decide(tx, decision))
}

async function decide(
  tx: Tx,
  { order_id, how, by }: LapsedDecision,
): Promise<LapsedDecision['how'] | Refused<'order_unknown' | 'deposit_not_lapsed'>> {
  const order = await lockOrder(tx, order_id)
  if (!order) return refuse('order_unknown', 'order_id')
  const payment = await depositOf(tx, order.id)
  const isLapsed = payment?.state === 'cancelled' && payment.authorised_minor !== null
  const isKept = order.state === 'paid' || order.state === 'fulfilled'
  if (!isLapsed || !isKept || payment.waived_by !== null)
    return refuse('deposit_not_lapsed', 'order_id')
  if (how === 'keep') await markWaived(tx, payment.id, by)
  else {
    const added = await closeParty(tx, order)
    await resellAll(tx, order.id)
    await markRefundDue(tx, order.id)
    await endReleased(tx, order, payment)
    await refundAdded(tx, added)
  }
  await noteInAuditTrail(tx, {
    action: how === 'keep' ? 'deposit.waived' : 'deposit.given_up',
    subject_id: payment.id,
    actor: by,
    detail: { order: order.id, amount_minor: payment.authorised_minor ?? 0 },
  })
  await resolveAlert(tx, 'authorisation_expired', payment.id)
  return how
}

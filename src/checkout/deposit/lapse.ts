import { openAlert, resolveAlert } from '../../alerts/index.ts'
import type { Tx } from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import { lockOrder, markRefunded, type Order } from '../../orders/index.ts'
import { markLapsed, type Intent, type Payment } from '../../payments/index.ts'
import { releasedMail, type Till } from '../till.ts'
import { recredit } from './credit.ts'

/**
 * The bank's promise of a payment has ended, in the caller's transaction. Where we wanted it so,
 * the order is done with and the guest is told. Else it has expired, or somebody has cancelled it
 * in Stripe's dashboard: the booking stands and is flagged, nothing of it counts as paid ahead any
 * more, and the owner decides (F54). An intent that Stripe does not know says nothing: perhaps the
 * keys of another account were put in.
 */
export async function recordLapse(
  till: Till,
  tx: Tx,
  payment: Payment,
  intent: Intent,
): Promise<void> {
  if (!intent.made_at) return
  const order = await lockOrder(tx, payment.order_id)
  if (!order || (await recredit(tx, order, () => markLapsed(tx, payment.id))) === 0) return
  for (const kind of ['authorisation_expiring', 'capture_failed', 'release_failed'] as const)
    await resolveAlert(tx, kind, payment.id)
  if (order.state === 'refund_due') await endReleased(tx, order, payment)
  else {
    const amount_minor = payment.authorised_minor ?? 0
    await openAlert(tx, 'authorisation_expired', payment.id, { order: order.id, amount_minor })
  }
  tx.afterCommit(() => till.log.info({ order: order.id, from: order.state }, 'deposit.lapsed'))
}

/** refund_due → refunded for an order whose money was never taken; its guest is told so. */
export async function endReleased(tx: Tx, order: Order, payment: Payment): Promise<void> {
  if ((await markRefunded(tx, order.id)) === 0) return
  await oweMail(tx, releasedMail, payment.id)
  for (const kind of ['refund_due', 'fulfilment_stuck', 'amount_mismatch'] as const)
    await resolveAlert(tx, kind, order.id)
}

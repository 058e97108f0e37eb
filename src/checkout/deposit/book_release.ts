import { enqueue } from '../../jobs/index.ts'
import { noteInAuditTrail, step, type Tx } from '../../kernel/index.ts'
import { markRefundDue, type Order } from '../../orders/index.ts'
import type { Payment } from '../../payments/index.ts'
import { closeTable } from '../book_refund.ts'
import { releaseQueue } from '../till.ts'

/** What is being given up of an order whose money was only authorised: nothing was taken. */
export interface Released {
  /** The payment's. */
  id: string
  isReleased: true
  order_id: string
  amount_minor: number
}

/**
 * Gives an authorised payment up, in the transaction of a caller who has locked the order: its
 * booking ends and its table is on sale again; the job that cancels the intent comes after that, so
 * that the door is closed before the money is let go. No refund is written, since nothing came.
 */
export async function bookRelease(
  tx: Tx,
  order: Order,
  payment: Payment,
  by: string,
): Promise<Released> {
  await closeTable(tx, order)
  await markRefundDue(tx, order.id)
  await noteInAuditTrail(tx, {
    action: 'deposit.released',
    subject_id: payment.id,
    actor: by,
    detail: { order: order.id, amount_minor: payment.authorised_minor ?? 0 },
  })
  await enqueue(tx, releaseQueue, { payment_id: payment.id, order_id: order.id })
  step('release.booked')
  tx.afterCommit(() => step('release.requested'))
  return released(order, payment)
}

/** What is told of a release, also to the second one who asks for it. */
export function released(order: Order, payment: Payment): Released {
  const amount_minor = payment.authorised_minor ?? 0
  return { id: payment.id, isReleased: true, order_id: order.id, amount_minor }
}

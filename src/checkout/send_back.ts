import { must, newId, type Tx } from '../kernel/index.ts'
import type { Order } from '../orders/index.ts'
import { findPayment } from '../payments/index.ts'
import { bookRefund } from './book_refund.ts'

/**
 * Gives back by itself all that is left of a payment, in the transaction of a caller who has locked
 * the order: money that came too late (F43), or a second time (F25).
 */
export async function sendBack(
  tx: Tx,
  order: Order,
  paymentId: string,
  reason: 'late_money' | 'second_charge',
): Promise<void> {
  const payment = must(await findPayment(tx, paymentId), `payment ${paymentId}`)
  await bookRefund(tx, order, payment, {
    id: newId('rfd'),
    reason,
    amount_minor: (payment.received_minor ?? 0) - payment.refunded_minor,
    ticket_ids: [],
    requested_by: 'coatcheck',
  })
}

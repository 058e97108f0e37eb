import { must, type Tx } from '../../kernel/index.ts'
import { lockOrder, partyOrders, type Order } from '../../orders/index.ts'
import { livePaymentOf, moneyOf, type Payment } from '../../payments/index.ts'
import type { Booking } from '../../tickets/index.ts'

/** An order of a party, with what of its money has not gone back. */
export interface Paid {
  order: Order
  payment: Payment
  left_minor: number
}

/**
 * What was paid for a booking, or promised by a bank, and has not gone back: its own order first,
 * where one is named, then those for more guests. All of it is locked until the transaction ends.
 */
export async function lockPaid(
  tx: Tx,
  { id, order_id }: Pick<Booking, 'id' | 'order_id'>,
): Promise<Paid[]> {
  const orders = await partyOrders(tx, order_id ? [order_id] : [], [id])
  const paid: Paid[] = []
  for (const { id: orderId } of orders) {
    const order = must(await lockOrder(tx, orderId), `order ${orderId}`)
    const payment = await livePaymentOf(tx, orderId)
    if (payment?.state !== 'succeeded' && payment?.state !== 'authorised') continue
    const left_minor = (moneyOf(payment) ?? 0) - payment.refunded_minor
    if (left_minor > 0) paid.push({ order, payment, left_minor })
  }
  return paid.toSorted((a) => (a.order.id === order_id ? -1 : 1))
}

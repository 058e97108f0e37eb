import type { Tx } from '../../kernel/index.ts'
import { agreementOf, type Order } from '../../orders/index.ts'
import { keptOfOrders, livePaymentOf } from '../../payments/index.ts'
import { bookingOfOrder, narrowBooking } from '../../tickets/index.ts'
import { lockPaid } from '../table/paid_orders.ts'

/**
 * What of an order's money its booking counts as paid ahead, in minor units: what was agreed, and
 * never more than is there. What has not come, has gone back or was lost to a bank counts towards
 * no bill, a part of it no more than all: the evening costs what it did, and the rest is due at the
 * door. The caller has locked the order.
 */
export async function creditOf(tx: Tx, order: Order): Promise<number> {
  const payment = await livePaymentOf(tx, order.id)
  const there_minor =
    payment?.state === 'authorised'
      ? (payment.authorised_minor ?? 0)
      : ((await keptOfOrders(tx, [order.id])).get(order.id) ?? 0)
  return Math.min(there_minor, await agreedCredit(tx, order))
}

/**
 * Does what changes an order's money, and lets its booking count as paid ahead what is there then,
 * whichever way it has changed. Nothing more than that where the order has no booking, or is closed
 * and counts no more. The caller has locked the order.
 */
export async function recredit<T>(tx: Tx, order: Order, change: () => Promise<T>): Promise<T> {
  if (order.kind === 'ga' || order.state !== 'fulfilled') return change()
  const before_minor = await creditOf(tx, order)
  const result = await change()
  const taken_minor = before_minor - (await creditOf(tx, order))
  const id = order.booking_id ?? (await bookingOfOrder(tx, order.id))?.id
  if (!id || taken_minor === 0) return result
  // All of it may go back, and what its additional guests have paid, too: orders before bookings.
  if (order.booking_id === null) await lockPaid(tx, { id, order_id: null })
  await narrowBooking(tx, id, 0, taken_minor)
  return result
}

/** Guests who were paid for later count in full. */
async function agreedCredit(tx: Tx, order: Order): Promise<number> {
  if (order.booking_id !== null) return order.total_minor
  return (await agreementOf(tx, order.id))?.credited_minor ?? 0
}

import { auditTrailOf, must, type Tx } from '../../kernel/index.ts'
import { findOrder, type Order } from '../../orders/index.ts'
import { bookingOfOrder } from '../../tickets/index.ts'
import { refundAdded } from '../book_refund.ts'
import { CALLED_OFF } from './close_party.ts'
import { paidOf, withoutDisputed } from './paid_orders.ts'

/**
 * Sends back what was paid for a party that was called off, or for the move of tickets, and all of
 * whose money was to go back, while a bank argued about this part of it (F65): once that is
 * decided, what the bank has left of it is owed to them. Does nothing for any other order. The
 * caller has locked the order.
 */
export async function sendBackCalledOff(tx: Tx, order: Order): Promise<void> {
  if (order.state !== 'fulfilled') return
  const isOwed =
    order.moves_order_id === null
      ? await isOff(tx, order)
      : await hasGoneBack(tx, order.moves_order_id)
  const paid = isOwed ? await paidOf(tx, order) : undefined
  if (paid) await refundAdded(tx, await withoutDisputed(tx, [paid]))
}

/** Its party was called off. */
async function isOff(tx: Tx, order: Order): Promise<boolean> {
  if (order.kind === 'ga') return false
  const bookingId = order.booking_id ?? (await bookingOfOrder(tx, order.id))?.id
  const trail = bookingId ? await auditTrailOf(tx, bookingId) : []
  // What somebody of the venue has called off, and kept the money of, stays as they decided.
  return trail.some(
    ({ action, detail }) =>
      action === CALLED_OFF.action &&
      (detail['reason'] === CALLED_OFF.reason || detail['gives_back'] === 'everything'),
  )
}

/** The order that was moved for it. Whoever gives that back locks the difference after it. */
async function hasGoneBack(tx: Tx, orderId: string): Promise<boolean> {
  const { state } = must(await findOrder(tx, orderId), `order ${orderId}`)
  return state === 'refund_due' || state === 'refunded'
}

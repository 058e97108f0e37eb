import { auditTrailOf, type Tx } from '../../kernel/index.ts'
import type { Order } from '../../orders/index.ts'
import { refundAdded } from '../book_refund.ts'
import { ACTOR, CALLED_OFF } from './close_party.ts'
import { paidOf, withoutDisputed } from './paid_orders.ts'

/**
 * Sends back what was paid for more guests of a party that was called off with its table while a
 * bank argued about it (F65): once that is decided, what the bank has left of it is owed to them.
 * Does nothing for any other order. The caller has locked the order.
 */
export async function sendBackCalledOff(tx: Tx, order: Order): Promise<void> {
  if (order.booking_id === null || order.state !== 'fulfilled') return
  // What somebody of the venue has called off, and kept the money of, stays as they decided.
  const trail = await auditTrailOf(tx, order.booking_id)
  if (!trail.some(({ action, actor }) => action === CALLED_OFF && actor === ACTOR)) return
  const paid = await paidOf(tx, order)
  if (paid) await refundAdded(tx, await withoutDisputed(tx, [paid]))
}

import { findNightById } from '../../catalog/index.ts'
import { must, type Database } from '../../kernel/index.ts'
import { findOffer, findOrder, isHeld, openDifferenceOf, type Order } from '../../orders/index.ts'
import { orderPath, type DifferenceView, type WaitingMove } from './pages/index.ts'

/** What an order pays the difference of; null for any other order. */
export async function loadDifference(db: Database, order: Order): Promise<DifferenceView | null> {
  if (order.moves_order_id === null) return null
  const offer = must(await findOffer(db, order.id), `the offer of ${order.id}`)
  const moved = must(await findOrder(db, offer.moved_order_id), `order ${offer.moved_order_id}`)
  const from = must(await findNightById(db, offer.from_night_id), `night ${offer.from_night_id}`)
  return { from: from.title, path: orderPath(moved), is_withdrawn: offer.withdrawn_at !== null }
}

/** What the guest of an order is asked to pay before it moves; null where nothing can be paid. */
export async function loadWaitingMove(db: Database, order: Order): Promise<WaitingMove | null> {
  const id = order.state === 'fulfilled' ? await openDifferenceOf(db, order.id) : undefined
  const asked = id === undefined ? undefined : await findOrder(db, id)
  if (!asked || (asked.state !== 'paid' && !isHeld(asked))) return null
  const night = must(await findNightById(db, asked.night_id), `night ${asked.night_id}`)
  return {
    to: night.title,
    amount_minor: asked.total_minor,
    currency: asked.currency,
    until: asked.hold_expires_at,
    is_paid: asked.state === 'paid',
    path: `${orderPath(asked)}/checkout`,
  }
}

import { findNightById } from '../catalog/index.ts'
import { findAuditEntry, must, noteInLog, type Config, type Database } from '../kernel/index.ts'
import { findMove, findOrder, isHeld } from '../orders/index.ts'
import { inHouse } from './house_mails.ts'
import { bookingMail, confirmationMail, moveOfferedMail } from './storefront/mail/index.ts'
import { loadPurchase } from './storefront/purchase.ts'

/**
 * The tickets or the booking of an order that was moved, for its other night. The subject is the
 * audit trail's entry. Null once it has moved on, of which another mail tells, and once there is
 * nothing to come to.
 */
export async function composeOrderMoved(db: Database, config: Config, entryId: string) {
  const { subject_id, detail } = must(await findAuditEntry(db, entryId), `entry ${entryId}`)
  const order = must(await findOrder(db, subject_id), `order ${subject_id}`)
  noteInLog({ order: order.id })
  const move = must(await findMove(db, String(detail['move'])), `the move of entry ${entryId}`)
  if (!order.guest_email || order.night_id !== move.to_night_id) return null
  const purchase = await loadPurchase(db, order)
  const { party, tickets, night } = purchase
  const hasEntry = (party?.passes ?? tickets).some(({ state }) => state === 'valid')
  if (night.state === 'cancelled' || !hasEntry) return null
  const from = must(await findNightById(db, move.from_night_id), `night ${move.from_night_id}`)
  const back_minor = Math.max(0, move.paid_minor - move.price_minor)
  const house = await inHouse(db, config, order, 'order_moved')
  const more_minor = move.paid_by_order_id === null ? 0 : move.price_minor - move.paid_minor
  const view = { ...purchase, ...house, moved: { from, back_minor, more_minor } }
  const mail = party ? bookingMail({ ...view, party }) : confirmationMail(view)
  return { to: { name: order.guest_name ?? '', address: order.guest_email }, ...mail }
}

/**
 * The link by which a guest pays the difference of a move. Null once that is decided: it was paid,
 * is over, or the house has taken it back.
 */
export async function composeMoveOffered(db: Database, config: Config, orderId: string) {
  noteInLog({ order: orderId })
  const order = must(await findOrder(db, orderId), `order ${orderId}`)
  if (!order.guest_email || order.state !== 'open' || !isHeld(order)) return null
  const { hold_expires_at } = order
  const purchase = await loadPurchase(db, order)
  const house = await inHouse(db, config, order, 'move_offered')
  const mail = moveOfferedMail({ ...purchase, ...house, hold_expires_at })
  return { to: { name: order.guest_name ?? '', address: order.guest_email }, ...mail }
}

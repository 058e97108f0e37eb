import { noteInAuditTrail, type Tx } from '../../kernel/index.ts'
import type { Order } from '../../orders/index.ts'
import {
  bookingOfOrder,
  endBooking,
  lockBooking,
  narrowBooking,
  voidPasses,
} from '../../tickets/index.ts'
import { creditOf } from '../deposit/credit.ts'

/** Who did it, in the audit trail. */
const ACTOR = 'coatcheck'

/**
 * Ends what a VIP order has paid for, since all of its money goes back: its booking with the passes
 * of all who have not come yet, or the passes of the guests that were paid for in addition. Who is
 * in stays in: their pass is never silently voided, and the audit trail says so. The caller has
 * locked the order.
 */
export async function closeParty(tx: Tx, order: Order): Promise<void> {
  if (order.booking_id !== null) {
    const booking = await lockBooking(tx, order.booking_id)
    if (!booking) return
    const isTheirs = (pass: { order_id: string | null }) => pass.order_id === order.id
    const { kept } = await voidPasses(tx, booking.id, 'refunded', isTheirs)
    await noteKept(tx, order, kept)
    const paid_minor = order.total_minor
    if (isFirst(order)) await narrowBooking(tx, booking.id, paid_minor, paid_minor)
    return
  }
  const known = await bookingOfOrder(tx, order.id)
  const booking = known && (await lockBooking(tx, known.id))
  if (!booking) return
  const { kept, isCancelled } = await endBooking(tx, booking, 'refunded')
  await noteKept(tx, order, kept)
  // What has gone back counts towards no bill; the evening of those who are in costs what it did.
  if (isFirst(order)) await narrowBooking(tx, booking.id, 0, await creditOf(tx, order))
  if (!isCancelled) return
  const detail = { order: order.id, reason: 'refunded' }
  await noteInAuditTrail(tx, {
    action: 'booking.cancelled',
    subject_id: booking.id,
    actor: ACTOR,
    detail,
  })
}

/** A refund that has failed is asked for again, and must not be taken off twice (F62). */
const isFirst = (order: Order) => order.state === 'fulfilled'

async function noteKept(tx: Tx, order: Order, kept: { id: string }[]): Promise<void> {
  for (const { id } of kept) {
    await noteInAuditTrail(tx, {
      action: 'pass.kept',
      subject_id: id,
      actor: ACTOR,
      detail: { order: order.id, reason: 'admitted' },
    })
  }
}

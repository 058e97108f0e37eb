import { noteInAuditTrail, type Tx } from '../../kernel/index.ts'
import type { Order } from '../../orders/index.ts'
import { bookingOfOrder, endBooking, lockBooking, voidPasses } from '../../tickets/index.ts'

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
    return
  }
  const known = await bookingOfOrder(tx, order.id)
  const booking = known && (await lockBooking(tx, known.id))
  if (!booking) return
  const { kept, isCancelled } = await endBooking(tx, booking, 'refunded')
  await noteKept(tx, order, kept)
  if (!isCancelled) return
  const detail = { order: order.id, reason: 'refunded' }
  await noteInAuditTrail(tx, {
    action: 'booking.cancelled',
    subject_id: booking.id,
    actor: ACTOR,
    detail,
  })
}

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

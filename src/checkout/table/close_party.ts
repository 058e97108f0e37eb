import { openAlert } from '../../alerts/index.ts'
import { must, noteInAuditTrail, type Tx } from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import { resellAll, type Order } from '../../orders/index.ts'
import {
  bookingOfOrder,
  endBooking,
  lockBooking,
  moneyAtDoor,
  narrowBooking,
  voidPasses,
  type Booking,
  type VoidedPasses,
} from '../../tickets/index.ts'
import { creditOf } from '../deposit/credit.ts'
import { cancelledMail } from '../till.ts'
import { lockPaid, withoutDisputed, type Paid } from './paid_orders.ts'

/** Who did it, in the audit trail; and what and why, where a party's table goes with its money. */
const ACTOR = 'coatcheck'
export const CALLED_OFF = { action: 'booking.cancelled', reason: 'refunded' } as const

/**
 * Ends what a VIP order has paid for, since all of its money goes back: its booking, or the passes
 * of the guests that were paid for in addition; table and places are on sale again. Who is in stays
 * in, and keeps the place: their pass is never silently voided, and the audit trail says so.
 * Returns what was paid for more guests of a party that is called off with its table, and has to go
 * back, too. The caller has locked the order.
 */
export async function closeParty(tx: Tx, order: Order): Promise<Paid[]> {
  if (order.booking_id !== null) {
    await resellAll(tx, order.id, await closeGuests(tx, order, order.booking_id))
    return []
  }
  const added = await closeBooking(tx, order)
  await resellAll(tx, order.id)
  return added
}

/** How many of them are in, and stay. */
async function closeGuests(tx: Tx, order: Order, bookingId: string): Promise<number> {
  const booking = must(await lockBooking(tx, bookingId), `booking ${bookingId}`)
  const { kept } = await voidTheirs(tx, order, booking)
  if (isFirst(order))
    await narrowBooking(tx, booking.id, order.total_minor, await creditOf(tx, order))
  return kept.length
}

async function closeBooking(tx: Tx, order: Order): Promise<Paid[]> {
  const known = await bookingOfOrder(tx, order.id)
  if (!known) return []
  // Orders before bookings, as everybody locks them.
  const added = await lockPaid(tx, { id: known.id, order_id: null })
  const booking = must(await lockBooking(tx, known.id), `booking ${known.id}`)
  // Once somebody has come the table is theirs, and so are the places paid for in addition.
  const isAwaited = booking.state === 'confirmed'
  if (isAwaited) await callOff(tx, order, booking)
  else await voidTheirs(tx, order, booking)
  // What is let go counts towards no bill; the evening of those who are in costs what it did.
  if (isFirst(order)) await narrowBooking(tx, booking.id, 0, await creditOf(tx, order))
  return isAwaited ? withoutDisputed(tx, added) : []
}

/** What was taken at the door goes back by nobody's hand but the staff's: the owner is told. */
async function callOff(tx: Tx, order: Order, booking: Booking): Promise<void> {
  await endBooking(tx, booking, CALLED_OFF.reason)
  await oweMail(tx, cancelledMail, booking.id)
  const { action, reason } = CALLED_OFF
  const detail = { order: order.id, reason }
  await noteInAuditTrail(tx, {
    action,
    subject_id: booking.id,
    actor: ACTOR,
    detail,
  })
  const taken_minor = await moneyAtDoor(tx, booking.id)
  if (taken_minor > 0)
    await openAlert(tx, 'door_money_kept', booking.id, { order: order.id, taken_minor })
}

/** The passes that the order has paid for, save those of people who are in. */
async function voidTheirs(tx: Tx, order: Order, booking: Booking): Promise<VoidedPasses> {
  const isTheirs = (pass: { order_id: string | null }) => pass.order_id === order.id
  const passes = await voidPasses(tx, booking.id, 'refunded', isTheirs)
  for (const { id } of passes.kept) {
    await noteInAuditTrail(tx, {
      action: 'pass.kept',
      subject_id: id,
      actor: ACTOR,
      detail: { order: order.id, reason: 'admitted' },
    })
  }
  return passes
}

/** A refund that has failed is asked for again, and must not be taken off twice (F62). */
const isFirst = (order: Order) => order.state === 'fulfilled'

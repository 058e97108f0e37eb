import { noteInAuditTrail, refuse, transaction, type Refused, type Tx } from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import {
  lockBooking,
  markLocked,
  markUnlocked,
  moveBooking,
  refuseOver,
  swapBookings,
  unassignBooking,
  type AssignmentRefusal,
  type Booking,
} from '../../tickets/index.ts'
import { bookingMovedMail, type Till } from '../till.ts'
import { changeBooking, type BookingChange } from './change_booking.ts'

export type AssignRefusal = AssignmentRefusal | 'booking_unknown'

/**
 * Gives a booking another free table of its night, or its first one where it waits for one. The
 * booker is told by mail; page and passes follow by themselves, since they ask the booking. Asking
 * for the table that it has already changes nothing.
 */
export function assign(
  till: Till,
  { booking_id, actor, vip_table_id }: BookingChange & { vip_table_id: string },
): Promise<Booking | Refused<AssignRefusal>> {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (!booking.ended_at && booking.vip_table_id === vip_table_id) return undefined
    const refused = await moveBooking(tx, booking, vip_table_id)
    if (!refused) await noteMove(tx, booking, vip_table_id, actor)
    return refused
  })
}

/**
 * Takes the table from a booking, which then waits for another one on the strip. The booker is told
 * by mail, as of a move.
 */
export function unassign(
  till: Till,
  { booking_id, actor }: BookingChange,
): Promise<Booking | Refused<AssignRefusal>> {
  return changeBooking(till, booking_id, async (tx, booking) => {
    const refused = await unassignBooking(tx, booking)
    if (!refused) await noteMove(tx, booking, noTable, actor)
    return refused
  })
}

/** Two bookings of a night change tables, both or neither; both bookers are told by mail. */
export function swap(
  till: Till,
  { booking_id, other_id, actor }: BookingChange & { other_id: string },
): Promise<{ booking: Booking; other: Booking } | Refused<AssignRefusal>> {
  return transaction(till.db, async (tx) => {
    if (booking_id === other_id) return refuse('booking_unknown', 'other')
    // In one order of ids by everybody, so that two swaps of the same two never wait in a circle.
    const locked = new Map<string, Booking | undefined>()
    for (const id of [booking_id, other_id].toSorted()) locked.set(id, await lockBooking(tx, id))
    const [booking, other] = [locked.get(booking_id), locked.get(other_id)]
    if (!booking) return refuse('booking_unknown', 'booking')
    if (!other) return refuse('booking_unknown', 'other')
    const refused = await swapBookings(tx, booking, other)
    if (refused) return refused
    const [from, to] = [booking.vip_table_id ?? noTable, other.vip_table_id ?? noTable]
    await noteMove(tx, booking, to, actor, other.id)
    await noteMove(tx, other, from, actor, booking.id)
    return {
      booking: { ...booking, vip_table_id: to },
      other: { ...other, vip_table_id: from },
    }
  })
}

/** Locks a booking against moves; one that is locked already stays as it is. */
export function lock(
  till: Till,
  { booking_id, actor }: BookingChange,
): Promise<Booking | Refused<'booking_unknown' | 'booking_over' | 'booking_unassigned'>> {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.ended_at) return refuseOver(booking, 'booking')
    if (!booking.vip_table_id) return refuse('booking_unassigned', 'booking')
    if ((await markLocked(tx, booking.id, actor)) === 0) return undefined
    await noteInAuditTrail(tx, {
      action: 'booking.locked',
      subject_id: booking.id,
      actor,
      detail: { table: booking.vip_table_id },
    })
    return undefined
  })
}

/** Lets a booking be moved again; one that is not locked stays as it is. */
export function unlock(
  till: Till,
  { booking_id, actor }: BookingChange,
): Promise<Booking | Refused<'booking_unknown'>> {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if ((await markUnlocked(tx, booking.id)) === 0) return undefined
    const entry = { action: 'booking.unlocked', subject_id: booking.id, actor, detail: {} }
    await noteInAuditTrail(tx, entry)
    return undefined
  })
}

/** What the audit trail says of a booking that has no table. */
export const noTable = 'none'

/** Writes down a move, and owes its booker a mail about it; nobody has booked a walk-in. */
async function noteMove(
  tx: Tx,
  booking: Booking,
  to: string,
  actor: string,
  swappedWith?: string,
): Promise<void> {
  const isFirst = booking.vip_table_id === null
  const entryId = await noteInAuditTrail(tx, {
    action: to === noTable ? 'booking.unassigned' : `booking.${isFirst ? 'assigned' : 'moved'}`,
    subject_id: booking.id,
    actor,
    detail: {
      from: booking.vip_table_id ?? noTable,
      to,
      ...(swappedWith && { swapped_with: swappedWith }),
    },
  })
  if (booking.order_id) await oweMail(tx, bookingMovedMail, entryId)
}

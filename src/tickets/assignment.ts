import {
  assignTable,
  assignWaiting,
  releaseTable,
  swapTables,
  unassignTable,
  type TableConflict,
} from '../catalog/index.ts'
import { bug, must, refuse, type Refused, type Tx } from '../kernel/index.ts'
import type { Booking } from './booking.sql.ts'
import { refuseOver } from './booking_over.ts'
import { moveToTable } from './booking_table.sql.ts'

export type AssignmentRefusal =
  | TableConflict
  | 'booking_over'
  | 'booking_locked'
  | 'booking_unassigned'
  | 'other_night'

/**
 * Gives a booking another table, or its first one, with everybody whom it is promised to. Refuses
 * one that is over or locked, and a table that it cannot have. `booking` is locked by the caller,
 * who has rolled everything back when this refuses.
 */
export async function moveBooking(
  tx: Tx,
  booking: Booking,
  tableId: string,
): Promise<Refused<AssignmentRefusal> | undefined> {
  const fixed = refuseFixed(booking)
  if (fixed) return fixed
  const { id, night_id } = booking
  const refused = booking.vip_table_id
    ? await assignTable(tx, night_id, tableId, id, await freedOf(tx, booking))
    : await assignWaiting(tx, night_id, tableId, id)
  if (refused) return refused
  if ((await moveToTable(tx, id, tableId)) === 0) bug(`booking ${id} was locked and yet changed`)
  return undefined
}

/** Takes the table from a booking, which waits for another one: one that takes it is kept. */
export async function unassignBooking(
  tx: Tx,
  booking: Booking,
): Promise<Refused<AssignmentRefusal> | undefined> {
  const fixed = refuseFixed(booking)
  if (fixed) return fixed
  if (!(await unassignTable(tx, booking.night_id, booking.id)))
    return refuse('booking_unassigned', 'booking')
  if ((await moveToTable(tx, booking.id, null)) === 0) bug(`booking ${booking.id} has changed`)
  return undefined
}

/** Two bookings of a night change tables. Both are locked by the caller, in the order of ids. */
export async function swapBookings(
  tx: Tx,
  one: Booking,
  other: Booking,
): Promise<Refused<AssignmentRefusal> | undefined> {
  const fixed = refuseFixed(one) ?? refuseFixed(other, 'other')
  if (fixed) return fixed
  if (one.night_id !== other.night_id) return refuse('other_night', 'other')
  if (!one.vip_table_id) return refuse('booking_unassigned', 'booking')
  if (!other.vip_table_id) return refuse('booking_unassigned', 'other')
  if (!(await swapTables(tx, one.night_id, one.id, other.id)))
    return refuse('party_too_large', 'other')
  // One stands up before the other sits down: a table has one live booking at every moment.
  const steps = [
    [one.id, null],
    [other.id, one.vip_table_id],
    [one.id, other.vip_table_id],
  ] as const
  for (const [id, table] of steps)
    if ((await moveToTable(tx, id, table)) === 0) bug(`booking ${id} was locked and yet changed`)
  return undefined
}

function refuseFixed(
  booking: Booking,
  field = 'booking',
): Refused<'booking_over' | 'booking_locked'> | undefined {
  if (booking.ended_at) return refuseOver(booking, field)
  return booking.locked_at ? refuse('booking_locked', field) : undefined
}

/** Takes its table from a booking; how many people that was promised to. */
async function freedOf(tx: Tx, { id, night_id }: Booking): Promise<number> {
  return must(await releaseTable(tx, night_id, id), `the table of booking ${id}`)
}

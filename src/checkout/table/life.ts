import { findNightById, type TableConflict } from '../../catalog/index.ts'
import { noteInAuditTrail, refuse, type Refused, type Tx } from '../../kernel/index.ts'
import { findOrder } from '../../orders/index.ts'
import {
  endAsNoShow,
  markBookingSeated,
  markSeatingTakenBack,
  noteArrival,
  refuseOver,
  releaseBooking,
  takeBackArrival,
  takeBackNoShow,
  takeBackRelease,
  type Booking,
  type BookingState,
} from '../../tickets/index.ts'
import type { Till } from '../till.ts'
import { changeBooking, type BookingChange } from './change_booking.ts'
import { refuseDoorMoney } from './door_till.ts'

export type LifeRefusal =
  | 'booking_unknown'
  | 'booking_over'
  | 'booking_arrived'
  | 'booking_not_arrived'
  | 'booking_still_awaited'
  | 'door_money_taken'
  | 'booking_refunded'
  | 'booking_unassigned'
  | 'night_over'
  | 'night_cancelled'
  | TableConflict

type Changed = Promise<Booking | Refused<LifeRefusal>>

/** A party has come; the first admission of a pass says so too. One that has come stays so. */
export function arrive(till: Till, { booking_id, actor }: BookingChange): Changed {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.ended_at) return refuseOver(booking, 'booking')
    await noteArrival(tx, booking, actor)
    return undefined
  })
}

/**
 * A party has not come, although somebody of the venue said so: it is awaited again. Refused once a
 * door has let somebody of it in; of one that walked in, which stood there; and where its money has
 * gone back, or is to, since a table would be kept for nobody. One that is awaited stays so.
 */
export function undoArrival(till: Till, { booking_id, actor }: BookingChange): Changed {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.ended_at) return refuseOver(booking, 'booking')
    if (booking.state === 'confirmed') return undefined
    if (await isRefunded(tx, booking)) return refuse('booking_refunded', 'booking')
    if (booking.order_id === null || !(await takeBackArrival(tx, booking)))
      return refuse('booking_arrived', 'booking')
    await note(tx, 'arrival_undone', booking, actor, 'confirmed')
    return undefined
  })
}

/** A party that has come sits at its table. One that sits stays so. */
export function seat(till: Till, { booking_id, actor }: BookingChange): Changed {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.ended_at) return refuseOver(booking, 'booking')
    if (booking.state === 'confirmed') return refuse('booking_not_arrived', 'booking')
    if ((await markBookingSeated(tx, booking.id)) === 1)
      await note(tx, 'seated', booking, actor, 'seated')
    return undefined
  })
}

/** A party does not sit yet, although somebody of the venue said so. One that stands stays so. */
export function undoSeating(till: Till, { booking_id, actor }: BookingChange): Changed {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.ended_at) return refuseOver(booking, 'booking')
    if (booking.state === 'confirmed') return refuse('booking_not_arrived', 'booking')
    if ((await markSeatingTakenBack(tx, booking.id)) === 1)
      await note(tx, 'seating_undone', booking, actor, 'arrived')
    return undefined
  })
}

/**
 * A party has left: its table can be sold again at once, and the door lets nobody in on a pass of
 * it any more.
 */
export function releaseParty(till: Till, { booking_id, actor }: BookingChange): Changed {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.ended_at) return refuseOver(booking, 'booking')
    if (!(await releaseBooking(tx, booking))) return refuse('booking_not_arrived', 'booking')
    await note(tx, 'released', booking, actor, 'released')
    return undefined
  })
}

/**
 * A party has not left, although somebody of the venue said so: it has its table again, and its
 * passes open the door. Refused once the table is somebody else's, or the night over, and where the
 * money goes back. One that is there stays so.
 */
export function undoRelease(till: Till, { booking_id, actor }: BookingChange): Changed {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.state !== 'released')
      return booking.ended_at ? refuseOver(booking, 'booking') : undefined
    const refused = (await refuseAfterAll(tx, booking)) ?? (await takeBackRelease(tx, booking))
    if (refused) return refused
    await note(tx, 'release_undone', booking, actor, booking.seated_at ? 'seated' : 'arrived')
    return undefined
  })
}

/**
 * A party did not come: its table can be sold again and its passes are void. Refused before the
 * time until which the table is kept, which the party has agreed on, and while what was paid at the
 * door is not given back.
 */
export function declareNoShow(till: Till, { booking_id, actor }: BookingChange): Changed {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.ended_at) return refuseOver(booking, 'booking')
    if (booking.state !== 'confirmed') return refuse('booking_arrived', 'booking')
    const inTill = await refuseDoorMoney(tx, booking)
    if (inTill) return inTill
    if (!(await endAsNoShow(tx, booking)))
      return refuse('booking_still_awaited', 'booking', { at: booking.arrive_by.toISOString() })
    await note(tx, 'no_show', booking, actor, 'no_show')
    return undefined
  })
}

/**
 * A party comes after all, although somebody of the venue said that it had not: it is awaited at
 * its table again, and the passes that it has open the door. Refused once the table is somebody
 * else's, or the night over, and where the money goes back. One that is awaited stays so.
 */
export function undoNoShow(till: Till, { booking_id, actor }: BookingChange): Changed {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.state !== 'no_show')
      return booking.ended_at ? refuseOver(booking, 'booking') : undefined
    const refused = (await refuseAfterAll(tx, booking)) ?? (await takeBackNoShow(tx, booking))
    if (refused) return refused
    await note(tx, 'no_show_undone', booking, actor, 'confirmed')
    return undefined
  })
}

/** Nobody has a table again of a night that is over or called off, or whose money goes back. */
async function refuseAfterAll(
  tx: Tx,
  booking: Booking,
): Promise<Refused<'night_over' | 'night_cancelled' | 'booking_refunded'> | undefined> {
  const night = await findNightById(tx, booking.night_id)
  if (night?.is_over) return refuse('night_over', 'booking')
  if (night?.state === 'cancelled') return refuse('night_cancelled', 'booking')
  return (await isRefunded(tx, booking)) ? refuse('booking_refunded', 'booking') : undefined
}

/**
 * Whether all that was paid for its table has gone back, or is to. Whoever decides that locks the
 * booking, too.
 */
async function isRefunded(tx: Tx, { order_id }: Booking): Promise<boolean> {
  const order = order_id === null ? undefined : await findOrder(tx, order_id)
  return order?.state === 'refund_due' || order?.state === 'refunded'
}

/** What has happened, what a booking's state was and is, and the table that it concerns. */
async function note(
  tx: Tx,
  what: string,
  booking: Booking,
  actor: string,
  to: BookingState,
): Promise<void> {
  await noteInAuditTrail(tx, {
    action: `booking.${what}`,
    subject_id: booking.id,
    actor,
    detail: { from: booking.state, to, table: booking.vip_table_id ?? 'none' },
  })
}

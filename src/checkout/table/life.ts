import { noteInAuditTrail, refuse, type Refused, type Tx } from '../../kernel/index.ts'
import {
  endAsNoShow,
  markBookingSeated,
  noteArrival,
  refuseOver,
  releaseBooking,
  type Booking,
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

type Changed = Promise<Booking | Refused<LifeRefusal>>

/** A party has come; the first admission of a pass says so too. One that has come stays so. */
export function arrive(till: Till, { booking_id, actor }: BookingChange): Changed {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.ended_at) return refuseOver(booking, 'booking')
    await noteArrival(tx, booking, actor)
    return undefined
  })
}

/** A party that has come sits at its table. One that sits stays so. */
export function seat(till: Till, { booking_id, actor }: BookingChange): Changed {
  return changeBooking(till, booking_id, async (tx, booking) => {
    if (booking.ended_at) return refuseOver(booking, 'booking')
    if (booking.state === 'confirmed') return refuse('booking_not_arrived', 'booking')
    if ((await markBookingSeated(tx, booking.id)) === 1) await note(tx, 'seated', booking, actor)
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
    await note(tx, 'released', booking, actor)
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
    await note(tx, 'no_show', booking, actor)
    return undefined
  })
}

/** What a booking's state was and is, with the table that it concerns. */
async function note(
  tx: Tx,
  to: 'seated' | 'released' | 'no_show',
  booking: Booking,
  actor: string,
): Promise<void> {
  await noteInAuditTrail(tx, {
    action: `booking.${to}`,
    subject_id: booking.id,
    actor,
    detail: { from: booking.state, to, table: booking.vip_table_id ?? 'none' },
  })
}

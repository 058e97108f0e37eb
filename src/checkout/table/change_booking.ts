import { isRefused, must, refuse, transaction, type Refused, type Tx } from '../../kernel/index.ts'
import { findBooking, lockBooking, type Booking } from '../../tickets/index.ts'
import type { Till } from '../till.ts'

/** A booking that somebody of the venue changes, and who that is. */
export interface BookingChange {
  booking_id: string
  actor: string
}

/**
 * Changes a booking in one transaction, behind its lock, and returns it as it is then; refuses one
 * that does not exist, and whatever `work` refuses, and leaves nothing behind.
 */
export async function changeBooking<Code extends string>(
  till: Till,
  bookingId: string,
  work: (tx: Tx, booking: Booking) => Promise<Refused<Code> | undefined>,
): Promise<Booking | Refused<Code | 'booking_unknown'>> {
  return transaction(till.db, async (tx) => {
    const booking = await lockBooking(tx, bookingId)
    if (!booking) return refuse('booking_unknown', 'booking')
    const refused = await work(tx, booking)
    if (isRefused(refused)) return refused
    return must(await findBooking(tx, bookingId), `booking ${bookingId}`)
  })
}

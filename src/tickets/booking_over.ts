import { refuse, type Refused } from '../kernel/index.ts'
import type { Booking } from './booking.sql.ts'

/** The refusal of whatever a booking that is over takes no more: it says since when. */
export function refuseOver(
  { ended_at }: Pick<Booking, 'ended_at'>,
  field: string,
): Refused<'booking_over'> {
  return refuse('booking_over', field, { at: ended_at?.toISOString() ?? '' })
}

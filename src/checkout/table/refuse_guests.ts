import { refuse, type Queryable, type Refused } from '../../kernel/index.ts'
import { disputedOrders } from '../../payments/index.ts'
import { refuseOver, type Booking } from '../../tickets/index.ts'

/**
 * Why nobody can be added to a party, whether or not it is paid for: it is over (F43), or a bank
 * has taken back what paid for its table, or may, so that the door stops every pass of it (F65).
 */
export async function refuseGuests(
  db: Queryable,
  booking: Pick<Booking, 'order_id' | 'ended_at'>,
  field: string,
): Promise<Refused<'booking_over' | 'booking_disputed'> | undefined> {
  if (booking.ended_at) return refuseOver(booking, field)
  const disputed = await disputedOrders(db, booking.order_id === null ? [] : [booking.order_id])
  return disputed.size > 0 ? refuse('booking_disputed', field) : undefined
}

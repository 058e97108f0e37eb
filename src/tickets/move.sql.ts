import { touched, type Tx } from '../kernel/index.ts'

/** The valid tickets of a line are for another night from now on, and keep their codes. */
export function moveTickets(
  tx: Tx,
  lineId: string,
  to: { night_id: string; ticket_type_id: string },
): Promise<number> {
  return touched(
    tx,
    'move_tickets',
    `update tickets set night_id = $2, ticket_type_id = $3
      where order_line_id = $1 and state = 'valid'`,
    [lineId, to.night_id, to.ticket_type_id],
  )
}

/** What a booking is from now on, on its other night. */
export interface MovedBooking {
  id: string
  night_id: string
  vip_table_id: string
  arrive_by: Date
}

/** A booking that nobody of has come for is for another night; 0 rows: it has changed. */
export function moveBookingToNight(tx: Tx, booking: MovedBooking): Promise<number> {
  return touched(
    tx,
    'move_booking_to_night',
    `update bookings set night_id = $2, vip_table_id = $3, arrive_by = $4
      where id = $1 and state = 'confirmed' and locked_at is null`,
    [booking.id, booking.night_id, booking.vip_table_id, booking.arrive_by],
  )
}

/** Its passes go with it, the void ones too, and keep their codes and links. */
export function movePasses(tx: Tx, bookingId: string, nightId: string): Promise<number> {
  return touched(tx, 'move_passes', `update passes set night_id = $2 where booking_id = $1`, [
    bookingId,
    nightId,
  ])
}

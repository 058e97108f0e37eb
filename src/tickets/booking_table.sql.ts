import { rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { Booking } from './booking.sql.ts'

/**
 * Says where a booking sits, or with null that it has no table now. 0 rows: it is over, or locked
 * against moves.
 */
export function moveToTable(tx: Tx, id: string, tableId: string | null): Promise<number> {
  return touched(
    tx,
    'move_booking',
    `update bookings set vip_table_id = $2
      where id = $1 and locked_at is null and state in ('confirmed', 'arrived', 'seated')`,
    [id, tableId],
  )
}

/** Locks a booking against moves; 0 rows when it is over, or locked already. */
export function markLocked(tx: Tx, id: string, actor: string): Promise<number> {
  return touched(
    tx,
    'mark_booking_locked',
    `update bookings set locked_at = now(), locked_by = $2
      where id = $1 and locked_at is null and state in ('confirmed', 'arrived', 'seated')`,
    [id, actor],
  )
}

/** Lets a booking be moved again; 0 rows when it is not locked. */
export function markUnlocked(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_booking_unlocked',
    `update bookings set locked_at = null, locked_by = null
      where id = $1 and locked_at is not null`,
    [id],
  )
}

/** A booking as the list of a night has it. */
export type ListedBooking = Pick<
  Booking,
  | 'id'
  | 'order_id'
  | 'night_id'
  | 'vip_table_id'
  | 'state'
  | 'party_name'
  | 'worth_minor'
  | 'credited_minor'
  | 'currency'
  | 'arrive_by'
  | 'booked_by'
  | 'locked_at'
  | 'arrived_at'
  | 'seated_at'
  | 'ended_at'
>

/** The bookings of a night, oldest first, at most `limit`. */
export function selectBookingsOfNight(
  db: Queryable,
  nightId: string,
  limit: number,
): Promise<ListedBooking[]> {
  return rows<ListedBooking>(
    db,
    'bookings_of_night',
    `select id, order_id, night_id, vip_table_id, state, party_name, worth_minor::float8,
            credited_minor::float8, currency, arrive_by, booked_by, locked_at, arrived_at,
            seated_at, ended_at
       from bookings where night_id = $1 order by created_at, id limit $2`,
    [nightId, limit],
  )
}

import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

export type BookingState = 'confirmed' | 'arrived' | 'seated' | 'released' | 'cancelled' | 'no_show'

/** A party's VIP table for a night, confirmed. */
export interface Booking {
  id: string
  /** Null for a party that walked in. */
  order_id: string | null
  night_id: string
  /** Null while it has no table; after it has ended, the one that it had. */
  vip_table_id: string | null
  state: BookingState
  /** Up to which number its passes go. */
  places: number
  /** The name that a party gave at the door; an ordered one's is with its order. */
  party_name: string | null
  /** What the evening costs at least, and how much of what was paid ahead counts towards it. */
  worth_minor: number
  credited_minor: number
  currency: string
  arrive_by: Date
  booked_by: string
  /** Since when, and for whom, nobody may move it; null while it may be moved. */
  locked_at: Date | null
  locked_by: string | null
  created_at: Date
  arrived_at: Date | null
  seated_at: Date | null
  ended_at: Date | null
}

export type NewBooking = Pick<
  Booking,
  | 'id'
  | 'order_id'
  | 'night_id'
  | 'vip_table_id'
  | 'places'
  | 'party_name'
  | 'worth_minor'
  | 'credited_minor'
  | 'currency'
  | 'arrive_by'
  | 'booked_by'
>

const bookingQuery = `select id, order_id, night_id, vip_table_id, state, places, party_name,
  worth_minor::float8, credited_minor::float8, currency, arrive_by, booked_by, locked_at,
  locked_by, created_at, arrived_at, seated_at, ended_at from bookings`

/** Inserts a confirmed booking. The unique keys refuse a second one of an order or of a table. */
export function insertBooking(tx: Tx, booking: NewBooking): Promise<number> {
  return touched(
    tx,
    'insert_booking',
    `insert into bookings (id, order_id, night_id, vip_table_id, places, party_name, worth_minor,
                           credited_minor, currency, arrive_by, booked_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      booking.id,
      booking.order_id,
      booking.night_id,
      booking.vip_table_id,
      booking.places,
      booking.party_name,
      booking.worth_minor,
      booking.credited_minor,
      booking.currency,
      booking.arrive_by,
      booking.booked_by,
    ],
  )
}

/** A booking by its id. */
export function selectBooking(db: Queryable, id: string): Promise<Booking | undefined> {
  return row<Booking>(db, 'booking', `${bookingQuery} where id = $1`, [id])
}

/** The same, locked until the transaction ends. Whoever locks its order does so before. */
export function lockBooking(tx: Tx, id: string): Promise<Booking | undefined> {
  return row<Booking>(tx, 'lock_booking', `${bookingQuery} where id = $1 for update`, [id])
}

/** The bookings of a night, oldest first, at most `limit`. */
export function selectBookingsOfNight(
  db: Queryable,
  nightId: string,
  limit: number,
): Promise<Booking[]> {
  return rows<Booking>(
    db,
    'bookings_of_night',
    `${bookingQuery} where night_id = $1 order by created_at, id limit $2`,
    [nightId, limit],
  )
}

/** The booking that an order has paid for; undefined while there is none. */
export function selectBookingOfOrder(db: Queryable, orderId: string): Promise<Booking | undefined> {
  return row<Booking>(db, 'booking_of_order', `${bookingQuery} where order_id = $1`, [orderId])
}

/** Adds places that were paid for, and what they are worth. The passes' copy follows by itself. */
export function widenBooking(
  tx: Tx,
  id: string,
  places: number,
  paidMinor: number,
): Promise<number> {
  return touched(
    tx,
    'widen_booking',
    `update bookings set places = places + $2, worth_minor = worth_minor + $3,
            credited_minor = credited_minor + $3
      where id = $1 and state in ('confirmed', 'arrived', 'seated')`,
    [id, places, paidMinor],
  )
}

/**
 * Takes off what was paid ahead and has gone back, and with `worthMinor` what it was paid for.
 */
export function narrowBooking(
  tx: Tx,
  id: string,
  worthMinor: number,
  creditedMinor: number,
): Promise<number> {
  return touched(
    tx,
    'narrow_booking',
    `update bookings set worth_minor = worth_minor - $2, credited_minor = credited_minor - $3
      where id = $1`,
    [id, worthMinor, creditedMinor],
  )
}

/** confirmed → cancelled. Once somebody has come the table is theirs. */
export function markBookingCancelled(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_booking_cancelled',
    `update bookings set state = 'cancelled', ended_at = now(), locked_at = null, locked_by = null
      where id = $1 and state = 'confirmed'`,
    [id],
  )
}

/** confirmed → arrived: the first of the party went in. */
export function markBookingArrived(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_booking_arrived',
    `update bookings set state = 'arrived', arrived_at = now()
      where id = $1 and state = 'confirmed'`,
    [id],
  )
}

/** arrived → seated: the party sits at its table. */
export function markBookingSeated(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_booking_seated',
    `update bookings set state = 'seated', seated_at = now() where id = $1 and state = 'arrived'`,
    [id],
  )
}

/** arrived, seated → released: the party has left, whether or not anybody noted that it sat. */
export function markBookingReleased(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_booking_released',
    `update bookings set state = 'released', ended_at = now(), locked_at = null, locked_by = null
      where id = $1 and state in ('arrived', 'seated')`,
    [id],
  )
}

/** arrived, seated → confirmed: nobody has come after all. */
export function markArrivalTakenBack(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'take_back_arrival',
    `update bookings set state = 'confirmed', arrived_at = null, seated_at = null
      where id = $1 and state in ('arrived', 'seated')`,
    [id],
  )
}

/** seated → arrived: the party does not sit yet after all. */
export function markSeatingTakenBack(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'take_back_seating',
    `update bookings set state = 'arrived', seated_at = null where id = $1 and state = 'seated'`,
    [id],
  )
}

/** released → arrived, or seated as before: the party is there still. */
export function markReleaseTakenBack(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'take_back_release',
    `update bookings set state = case when seated_at is null then 'arrived' else 'seated' end,
            ended_at = null
      where id = $1 and state = 'released'`,
    [id],
  )
}

/** no_show → confirmed: the party is awaited again. */
export function markNoShowTakenBack(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'take_back_no_show',
    `update bookings set state = 'confirmed', ended_at = null where id = $1 and state = 'no_show'`,
    [id],
  )
}

/**
 * confirmed → no_show, once the time until which its table is kept is over, by the database's
 * clock.
 */
export function markBookingNoShow(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_booking_no_show',
    `update bookings set state = 'no_show', ended_at = now(), locked_at = null, locked_by = null
      where id = $1 and state = 'confirmed' and arrive_by <= now()`,
    [id],
  )
}

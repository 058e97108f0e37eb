import { row, rows, send, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** Stock that a hold has let go: tickets of a type, places of a booking, or else a VIP table. */
export interface FreedStock {
  id: string
  ticket_type_id: string | null
  /** The night that its order is for. */
  night_id: string
  booking_id: string | null
  quantity: number
}

export interface NewHold {
  id: string
  order_id: string
  order_line_id: string
  ticket_type_id?: string | null
  night_id?: string
  vip_table_id?: string
  booking_id?: string
  quantity: number
}

/**
 * Reserves a line's stock for `seconds` from now. Without seconds it is converted from the start:
 * stock taken again for money that came late. 0 rows when something of it is reserved already.
 */
export function insertHold(tx: Tx, hold: NewHold, seconds: number | null): Promise<number> {
  return touched(
    tx,
    'insert_hold',
    `insert into holds (id, order_id, order_line_id, ticket_type_id, night_id, vip_table_id,
                        booking_id, quantity, expires_at, state, ended_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(secs => coalesce($9, 0)),
             case when $9::float8 is null then 'converted' else 'active' end,
             case when $9::float8 is null then now() end)
     on conflict do nothing`,
    [
      hold.id,
      hold.order_id,
      hold.order_line_id,
      hold.ticket_type_id ?? null,
      hold.night_id ?? null,
      hold.vip_table_id ?? null,
      hold.booking_id ?? null,
      hold.quantity,
      seconds,
    ],
  )
}

/** The table that an order holds or has been sold; undefined when it has none. */
export function selectTableHold(
  db: Queryable,
  orderId: string,
): Promise<{ id: string; night_id: string; vip_table_id: string; quantity: number } | undefined> {
  return row(
    db,
    'table_hold_of_order',
    `select id, night_id, vip_table_id, quantity from holds
      where order_id = $1 and vip_table_id is not null and state in ('active', 'converted')
        and returned = 0`,
    [orderId],
  )
}

/**
 * Lets the hold of an open order last `seconds` longer, all of it together, once, and only while it
 * is not over.
 */
export function markExtended(tx: Tx, orderId: string, seconds: number): Promise<number> {
  return touched(
    tx,
    'extend_holds',
    `update holds set expires_at = expires_at + make_interval(secs => $2), extended_at = now(),
            extended_from = expires_at
      where order_id = $1 and state = 'active' and extended_at is null and expires_at > now()
        and exists (select from orders where id = $1 and state = 'open' and moves_order_id is null)`,
    [orderId, seconds],
  )
}

/** Whatever an order holds is over now: nobody can begin to pay for it, and it ends soon. */
export function markOver(tx: Tx, orderId: string): Promise<number> {
  return touched(
    tx,
    'end_time_of_holds',
    `update holds set expires_at = least(expires_at, now())
      where order_id = $1 and state = 'active'`,
    [orderId],
  )
}

/** active → converted: what was held is sold. */
export function markConverted(tx: Tx, orderId: string): Promise<void> {
  return send(
    tx,
    'convert_holds',
    `update holds set state = 'converted', ended_at = now()
      where order_id = $1 and state = 'active'`,
    [orderId],
  )
}

const nightOf = `(select o.night_id from orders o where o.id = holds.order_id) as night_id`

/**
 * Puts part of a line's sold stock back on sale; no row when it was not sold, or is back already.
 */
export function markReturned(
  tx: Tx,
  lineId: string,
  quantity: number,
): Promise<FreedStock | undefined> {
  return row<FreedStock>(
    tx,
    'return_hold',
    `update holds set returned = returned + $2
      where order_line_id = $1 and state = 'converted' and returned + $2 <= quantity
      returning id, ticket_type_id, ${nightOf}, booking_id, $2::int as quantity`,
    [lineId, quantity],
  )
}

/**
 * The same for everything of an order that is still sold; of places at a booked table so many stay
 * sold as people stay there.
 */
export function markAllReturned(tx: Tx, orderId: string, staying: number): Promise<FreedStock[]> {
  return rows<FreedStock>(
    tx,
    'return_holds',
    `with sold as (
       select id, quantity - returned - case when booking_id is null then 0 else $2::int end as rest
         from holds where order_id = $1 and state = 'converted' for update)
     update holds set returned = returned + sold.rest from sold
      where holds.id = sold.id and sold.rest > 0
     returning holds.id, ticket_type_id, ${nightOf}, booking_id, sold.rest as quantity`,
    [orderId, staying],
  )
}

/** active → expired or released; the rows say what goes back to the stock. */
export function markEnded(
  tx: Tx,
  orderId: string,
  state: 'expired' | 'released',
): Promise<FreedStock[]> {
  return rows<FreedStock>(
    tx,
    'end_holds',
    `update holds set state = $2, ended_at = now()
      where order_id = $1 and state = 'active'
      returning id, ticket_type_id, ${nightOf}, booking_id, quantity`,
    [orderId, state],
  )
}

/**
 * For how many more guests an order is, those whom the table includes among them; its lines say how
 * many of them are paid for. Undefined where it has never held places of a booking.
 */
export async function selectGuests(db: Queryable, orderId: string): Promise<number | undefined> {
  const held = await row<{ quantity: number }>(
    db,
    'guests_of_order',
    `select quantity from holds where order_id = $1 and booking_id is not null order by id limit 1`,
    [orderId],
  )
  return held?.quantity
}

/**
 * How many more people are awaited at a booked table who have no pass yet: they are being paid for,
 * or are paid for and not issued.
 */
export async function selectPlacesAwaited(tx: Tx, bookingId: string): Promise<number> {
  const found = await row<{ places: number }>(
    tx,
    'places_awaited',
    `select coalesce(sum(h.quantity), 0)::int as places
       from holds h join orders o on o.id = h.order_id
      where h.booking_id = $1
        and (h.state = 'active' or h.state = 'converted' and o.state = 'paid')`,
    [bookingId],
  )
  return found?.places ?? 0
}

/** Open orders whose hold ended more than `seconds` ago, and is active all the same, by id. */
export async function selectOverdueOrders(
  db: Queryable,
  seconds: number,
  afterId: string,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ order_id: string }>(
    db,
    'overdue_orders',
    `select distinct h.order_id from holds h join orders o on o.id = h.order_id
      where h.state = 'active' and o.state = 'open'
        and h.expires_at < now() - make_interval(secs => $1) and h.order_id > $2
      order by h.order_id limit $3`,
    [seconds, afterId, limit],
  )
  return found.map(({ order_id }) => order_id)
}

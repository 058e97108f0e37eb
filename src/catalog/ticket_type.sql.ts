import { rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** A kind of GA ticket for one night, with what is left of it. */
export interface TicketType {
  id: string
  night_id: string
  name: string
  description: string
  /** All in, in the venue's currency. */
  price_minor: number
  capacity: number
  /** Neither sold nor held by anybody. */
  left: number
  order_quantity_max: number
  sales_start_at: Date | null
  sales_end_at: Date | null
  /** The release before this one, by its name; null where it opens by itself. */
  opens_after: string | null
  /** By the database's clock; a release that waits is open when the one before is sold out. */
  sale: 'not_started' | 'waiting' | 'on' | 'ended'
}

/**
 * Is a release `t` waiting for the one before, `b`? What was sold out once has opened it for good,
 * even where a hold comes back; so has the end of its sale, and at the latest its own time.
 */
const isWaiting = `b.sold_out_at is null and now() < b.sales_end_at
  and (t.sales_start_at = '-infinity' or now() < t.sales_start_at)`

/** The state of a type's sale, `b` being the release before it, if any. */
const saleSql = `case when now() >= t.sales_end_at then 'ended'
  when b.id is null and now() < t.sales_start_at then 'not_started'
  when b.id is not null and ${isWaiting} then 'waiting' else 'on' end`

/** The ticket types of a night, in the order of its page. */
export function selectTicketTypes(db: Queryable, nightId: string): Promise<TicketType[]> {
  return rows<TicketType>(
    db,
    'ticket_types_by_night',
    `select t.id, t.night_id, t.name, t.description, t.price_minor::float8, t.capacity,
            t.capacity - t.taken as left, t.order_quantity_max, b.name as opens_after,
            nullif(t.sales_start_at, '-infinity') as sales_start_at,
            nullif(t.sales_end_at, 'infinity') as sales_end_at, ${saleSql} as sale
       from ticket_types t left join ticket_types b on b.id = t.opens_after
      where t.night_id = $1 order by t.position, t.id`,
    [nightId],
  )
}

/**
 * Reserves `quantity`; 0 rows when there is not so much left. The constraint is the second guard.
 */
export function takeStock(tx: Tx, ticketTypeId: string, quantity: number): Promise<number> {
  return touched(
    tx,
    'take_stock',
    `update ticket_types set taken = taken + $2 where id = $1 and taken + $2 <= capacity`,
    [ticketTypeId, quantity],
  )
}

/**
 * Returns `quantity` to the stock. Only the transition that ended a hold or voided a ticket calls
 * it.
 */
export function returnStock(tx: Tx, ticketTypeId: string, quantity: number): Promise<number> {
  return touched(tx, 'return_stock', `update ticket_types set taken = taken - $2 where id = $1`, [
    ticketTypeId,
    quantity,
  ])
}

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
  /** By the database's clock. */
  sale: 'not_started' | 'on' | 'ended'
}

const ticketTypeColumns = `select id, night_id, name, description, price_minor::float8, capacity,
  capacity - taken as left, order_quantity_max,
  nullif(sales_start_at, '-infinity') as sales_start_at,
  nullif(sales_end_at, 'infinity') as sales_end_at,
  case when now() < sales_start_at then 'not_started'
       when now() >= sales_end_at then 'ended' else 'on' end as sale
  from ticket_types`

/** The ticket types of a night, in the order of its page. */
export function selectTicketTypes(db: Queryable, nightId: string): Promise<TicketType[]> {
  return rows<TicketType>(
    db,
    'ticket_types_by_night',
    `${ticketTypeColumns} where night_id = $1 order by position, id`,
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

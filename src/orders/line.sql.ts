import { rows, send, type Queryable, type Tx } from '../kernel/index.ts'

/** One kind of ticket in an order, or one part of what a VIP table costs, at the price agreed. */
export interface Line {
  id: string
  order_id: string
  kind: 'ticket' | 'table' | 'package' | 'extra_guests' | 'deposit' | 'difference'
  /** Null on everything but tickets. */
  ticket_type_id: string | null
  name: string
  quantity: number
  unit_price_minor: number
  position: number
}

/** Inserts a line. */
export function insertLine(tx: Tx, line: Line): Promise<void> {
  return send(
    tx,
    'insert_order_line',
    `insert into order_lines
       (id, order_id, kind, ticket_type_id, name, quantity, unit_price_minor, position)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      line.id,
      line.order_id,
      line.kind,
      line.ticket_type_id,
      line.name,
      line.quantity,
      line.unit_price_minor,
      line.position,
    ],
  )
}

/** The lines of an order, as the night's page lists them. */
export function selectLines(db: Queryable, orderId: string): Promise<Line[]> {
  return rows<Line>(
    db,
    'order_lines',
    `select id, order_id, kind, ticket_type_id, name, quantity, unit_price_minor::float8, position
       from order_lines where order_id = $1 order by position, id`,
    [orderId],
  )
}

/** How many heads each of these lines has ordered, by the line's id. */
export async function selectQuantities(
  db: Queryable,
  lineIds: string[],
): Promise<Map<string, number>> {
  const found = await rows<Pick<Line, 'id' | 'quantity'>>(
    db,
    'order_line_quantities',
    `select id, quantity from order_lines where id = any($1)`,
    [lineIds],
  )
  return new Map(found.map(({ id, quantity }) => [id, quantity]))
}

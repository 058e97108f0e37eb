import { rows, touched, type Tx } from '../kernel/index.ts'

/** Stock that a hold has let go. */
export interface FreedStock {
  ticket_type_id: string
  quantity: number
}

export interface NewHold {
  id: string
  order_id: string
  order_line_id: string
  ticket_type_id: string
  quantity: number
}

/** Reserves a line's stock for `seconds` from now. */
export function insertHold(tx: Tx, hold: NewHold, seconds: number): Promise<number> {
  return touched(
    tx,
    'insert_hold',
    `insert into holds (id, order_id, order_line_id, ticket_type_id, quantity, expires_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
    [hold.id, hold.order_id, hold.order_line_id, hold.ticket_type_id, hold.quantity, seconds],
  )
}

/** Writes a hold that is converted from the start: stock taken again for money that came late. */
export function insertConvertedHold(tx: Tx, hold: NewHold): Promise<number> {
  return touched(
    tx,
    'insert_converted_hold',
    `insert into holds
       (id, order_id, order_line_id, ticket_type_id, quantity, expires_at, state, ended_at)
     values ($1, $2, $3, $4, $5, now(), 'converted', now())`,
    [hold.id, hold.order_id, hold.order_line_id, hold.ticket_type_id, hold.quantity],
  )
}

/** active → converted: what was held is sold. */
export function markConverted(tx: Tx, orderId: string): Promise<number> {
  return touched(
    tx,
    'convert_holds',
    `update holds set state = 'converted', ended_at = now()
      where order_id = $1 and state = 'active'`,
    [orderId],
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
      where order_id = $1 and state = 'active' returning ticket_type_id, quantity`,
    [orderId, state],
  )
}

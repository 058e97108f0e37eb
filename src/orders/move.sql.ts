import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'
import { valuesOf, type Agreement } from './agreement.sql.ts'

/** An order that was moved to another night. */
export interface OrderMove {
  id: string
  order_id: string
  from_night_id: string
  to_night_id: string
  /** What was paid for what moved, and what it costs on the other night. */
  paid_minor: number
  price_minor: number
  /** The refund of what it costs less. */
  refund_id: string | null
  /** The order by which its guest has paid what it costs more; null where nobody has. */
  paid_by_order_id: string | null
  moved_by: string
  moved_at: Date
}

const moveQuery = `select id, order_id, from_night_id, to_night_id, paid_minor::float8,
  price_minor::float8, refund_id, paid_by_order_id, moved_by, moved_at
  from order_moves`

/** Writes a move, with what a party had agreed on before. */
export function insertMove(
  tx: Tx,
  move: Omit<OrderMove, 'moved_at'>,
  agreedBefore: Agreement | undefined,
): Promise<number> {
  return touched(
    tx,
    'insert_order_move',
    `insert into order_moves (id, order_id, from_night_id, to_night_id, paid_minor, price_minor,
                              refund_id, moved_by, agreed_before, paid_by_order_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10)`,
    [
      move.id,
      move.order_id,
      move.from_night_id,
      move.to_night_id,
      move.paid_minor,
      move.price_minor,
      move.refund_id,
      move.moved_by,
      agreedBefore ? JSON.stringify(agreedBefore) : null,
      move.paid_by_order_id,
    ],
  )
}

/** A move by its id. */
export function selectMove(db: Queryable, id: string): Promise<OrderMove | undefined> {
  return row<OrderMove>(db, 'order_move', `${moveQuery} where id = $1`, [id])
}

/** What went back, or is to, because an order cost less on each night that it was moved to. */
export async function sumMovedBack(db: Queryable, orderId: string): Promise<number> {
  const found = await row<{ back_minor: number }>(
    db,
    'moved_back_of_order',
    `select coalesce(sum(paid_minor - price_minor), 0)::float8 as back_minor
       from order_moves where order_id = $1 and price_minor < paid_minor`,
    [orderId],
  )
  return found?.back_minor ?? 0
}

/**
 * From here to the end of the transaction a party's orders, booking and passes may be of different
 * nights; at its end they must be of one.
 */
export async function letNightsDiffer(tx: Tx): Promise<void> {
  await touched(
    tx,
    'let_nights_differ',
    `set constraints booking_of_its_orders_night, more_guests_of_the_bookings_night,
                     pass_of_its_bookings_night, pass_of_its_orders_night deferred`,
  )
}

/** These orders are for another night from now on. */
export function moveOrders(tx: Tx, ids: string[], nightId: string): Promise<number> {
  return touched(tx, 'move_orders', `update orders set night_id = $2 where id = any($1)`, [
    ids,
    nightId,
  ])
}

/**
 * What a line has still sold to it is of another kind of ticket from now on. Returns of which kind
 * it was, and how many they are; the caller moves the stock.
 */
export function moveLineHold(
  tx: Tx,
  lineId: string,
  typeId: string,
): Promise<{ from_type_id: string; quantity: number } | undefined> {
  return row(
    tx,
    'move_hold_of_line',
    `update holds h set ticket_type_id = $2
       from (select id, ticket_type_id from holds
              where order_line_id = $1 and state = 'converted' for update) old
      where h.id = old.id
      returning old.ticket_type_id as from_type_id, h.quantity - h.returned as quantity`,
    [lineId, typeId],
  )
}

/**
 * The holds by which an order came to a table name the one that it has now: the old night may be
 * put on another plan then, and does not miss the table.
 */
export function moveTableHolds(
  tx: Tx,
  orderId: string,
  table: { night_id: string; vip_table_id: string },
): Promise<number> {
  return touched(
    tx,
    'move_table_holds',
    `update holds set night_id = $2, vip_table_id = $3
      where order_id = $1 and vip_table_id is not null`,
    [orderId, table.night_id, table.vip_table_id],
  )
}

/** A party and the house agree anew, for another night; what was agreed before is with the move. */
export function replaceAgreement(tx: Tx, agreement: Agreement): Promise<number> {
  return touched(
    tx,
    'replace_agreement',
    `update agreements
        set night_id = $2, vip_table_id = $3, wished_id = $4, party_size = $5,
            guests_included = $6, guests_max = $7, extra_guests = $8, extra_guest_price_minor = $9,
            table_price_minor = $10, minimum_spend_minor = $11, package_id = $12,
            package_name = $13, package_price_minor = $14, charge = $15, charged_minor = $16,
            credited_minor = $17, worth_minor = $18, arrive_by = $19, policy = $20, capture = $21,
            package_includes = $22, agreed_at = now()
      where order_id = $1`,
    valuesOf(agreement),
  )
}

import { must, row, send, type Tx } from '../kernel/index.ts'

/**
 * Makes every other placement of this visitor wait until the transaction ends: two at once, in
 * whatever process, count each other.
 */
export function lockVisitor(tx: Tx, visitor: string): Promise<void> {
  return send(tx, 'lock_visitor', `select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    visitor,
  ])
}

/**
 * Notes whom an unpaid order was placed by, and its origin: the first two letters of that, which
 * one in 4,096 addresses has, and which outlasts the hold for a while.
 */
export function insertPlacement(tx: Tx, orderId: string, visitor: string): Promise<void> {
  return send(
    tx,
    'insert_placement',
    `with origin as (
       insert into order_origins (order_id, origin) values ($1, left($2, 2)))
     insert into placements (order_id, visitor) values ($1, $2)`,
    [orderId, visitor],
  )
}

/** What the order holds counts as paid, or is held no more: nobody need know whence it came. */
export function deletePlacement(tx: Tx, orderId: string): Promise<void> {
  return send(tx, 'delete_placement', `delete from placements where order_id = $1`, [orderId])
}

/**
 * How many places a visitor holds unpaid, a VIP table counted as `tablePlaces` at least, and in how
 * many seconds the first of these holds ends; null where all of them have outlasted their time.
 */
export async function selectHeldBy(
  tx: Tx,
  visitor: string,
  tablePlaces: number,
): Promise<{ places: number; seconds: number | null }> {
  const held = await row<{ places: number; seconds: number | null }>(
    tx,
    'held_by_visitor',
    `select coalesce(sum(case when h.vip_table_id is null then h.quantity
                              else greatest(h.quantity, $2::int) end), 0)::int as places,
            ceil(extract(epoch from
              min(h.expires_at) filter (where h.expires_at > now()) - now()))::int as seconds
       from placements p join holds h on h.order_id = p.order_id and h.state = 'active'
      where p.visitor = $1`,
    [visitor, tablePlaces],
  )
  return must(held, 'what a visitor holds')
}

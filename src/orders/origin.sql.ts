import { must, row, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** Makes others wait who note declines of the order, so that each of them counts all. */
export async function lockOrigin(tx: Tx, orderId: string): Promise<void> {
  await touched(tx, 'lock_origin', `select from order_origins where order_id = $1 for update`, [
    orderId,
  ])
}

/** Notes how many cards were declined on an order, if its origin is still known. */
export function updateOriginDeclines(tx: Tx, orderId: string, declines: number): Promise<number> {
  return touched(
    tx,
    'update_origin_declines',
    `update order_origins set declines = $2 where order_id = $1 and declines <> $2`,
    [orderId, declines],
  )
}

/**
 * How many cards were declined on other orders of an order's origin that were placed within the
 * last `seconds`; none where its origin is not known any more.
 */
export async function countDeclinesNearby(
  db: Queryable,
  orderId: string,
  seconds: number,
): Promise<number> {
  const found = await row<{ declines: number }>(
    db,
    'count_declines_nearby',
    `select coalesce(sum(b.declines), 0)::int as declines
       from order_origins a join order_origins b on b.origin = a.origin and b.declines > 0
      where a.order_id = $1 and b.order_id <> a.order_id
        and b.placed_at > now() - make_interval(secs => $2)`,
    [orderId, seconds],
  )
  return must(found, 'the declines nearby').declines
}

/** Forgets the origins of orders that were placed longer ago. */
export function deleteOldOrigins(db: Queryable, seconds: number, limit: number): Promise<number> {
  return touched(
    db,
    'delete_old_origins',
    `delete from order_origins where order_id in (
       select order_id from order_origins
        where placed_at < now() - make_interval(secs => $1)
        order by placed_at limit $2)`,
    [seconds, limit],
  )
}

import { row, rows, type Queryable } from '../kernel/index.ts'

/** What is left of a payment `p`. */
const kept = `greatest(0, received_minor - refunded_minor - (
  select coalesce(sum(d.amount_minor), 0) from disputes d
   where d.payment_id = p.id and d.state = 'lost'))`

/**
 * What these orders have paid, and neither been given back nor lost to a bank, in minor units;
 * nothing for the others. A dispute that is open is not lost yet.
 */
export async function selectKept(db: Queryable, orderIds: string[]): Promise<Map<string, number>> {
  const found = await rows<{ order_id: string; kept_minor: number }>(
    db,
    'kept_of_orders',
    `select order_id, ${kept}::float8 as kept_minor from payments p
      where order_id = any($1) and state = 'succeeded'`,
    [orderIds],
  )
  return new Map(found.map(({ order_id, kept_minor }) => [order_id, kept_minor]))
}

/** The same of an order's payments that were given up and captured all the same, together. */
export async function selectStraysKept(db: Queryable, orderId: string): Promise<number> {
  const found = await row<{ kept_minor: number }>(
    db,
    'kept_of_strays',
    `select coalesce(sum(${kept}), 0)::float8 as kept_minor from payments p
      where order_id = $1 and state = 'stray'`,
    [orderId],
  )
  return found?.kept_minor ?? 0
}

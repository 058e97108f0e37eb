import { rows, type Queryable } from '../kernel/index.ts'
import { cursorSql, type Span } from './lists_cursor.ts'

/** An order whose guest has tried to pay, and has not succeeded. */
export interface FailedOrder {
  id: string
  /** Open: what it holds is still there for its guest. */
  state: 'open' | 'expired'
  night: string
  kind: 'ga' | 'vip' | 'vip_guests'
  guest_name: string | null
  guest_email: string | null
  total_minor: number
  currency: string
  placed_at: Date
  held_until: Date | null
  last_failed_at: Date
  cursor: string
}

/** What failed longer ago is nobody's hope any more, and stands in the analysis. */
const DAYS = 7
/**
 * So many failed tries are looked at for one page, whether their orders were paid after all or not:
 * a night on which nearly all were makes a page short, and never slow.
 */
export const TRIES_LOOKED_AT = 2000

/** A page of them, the last failure first, and where to go on; null at the end. */
export async function selectFailedOrders(
  db: Queryable,
  { after, until }: Span,
  limit: number,
): Promise<{ orders: FailedOrder[]; next: string | null }> {
  const { at, id } = after ?? { at: 'infinity', id: '' }
  const last = until ?? { at: '-infinity', id: '' }
  const values = [at, id, limit + 1, TRIES_LOOKED_AT, last.at, last.id]
  const found = await rows<
    (FailedOrder | { id: null }) & { looked_at: number; last: string | null }
  >(db, 'orders_not_paid_after_all', failedQuery, values)
  const orders: FailedOrder[] = []
  let end: string | null = null
  for (const { looked_at, last: end_of_walk, ...order } of found) {
    if (looked_at === TRIES_LOOKED_AT) end = end_of_walk
    if (order.id !== null) orders.push(order)
  }
  if (orders.length <= limit) return { orders, next: end }
  return { orders: orders.slice(0, limit), next: orders[limit - 1]?.cursor ?? null }
}

/** How many there are, no further than `max`, among as many tries as one page looks at. */
export async function countFailedOrders(db: Queryable, max: number): Promise<number> {
  return (await selectFailedOrders(db, {}, max)).orders.length
}

/** Newest first; read twice, since the second time its end is all that is asked for. */
const TRIED = `
select a.id, a.payment_id, a.at from attempts a
 where a.outcome <> 'succeeded' and (a.at, a.id) < ($1::timestamptz, $2)
   and (a.at, a.id) >= ($5::timestamptz, $6)
   and a.at > now() - interval '${DAYS} days'
 order by a.at desc, a.id desc limit $4`

/**
 * The statement, for whoever wants to know how it is answered. Each order stands where its last
 * failure does. What is asked about one try stands in queries that cannot be flattened, so that it
 * is asked until the page is full, and no longer.
 */
export const failedQuery = `
with failed as (
  select o.*, t.at as last_failed_at, ${cursorSql('t.at', 't.id')} as cursor
    from (${TRIED}) t
    cross join lateral (select order_id from payments where id = t.payment_id offset 0) p
    cross join lateral (
      select id, state, night_id, kind, guest_name, guest_email, total_minor::float8, currency,
             placed_at
        from orders where id = p.order_id and state in ('open', 'expired') offset 0) o
    cross join lateral (
      select bool_or(q.state in ('processing', 'authorised', 'succeeded', 'stray')
                     or b.outcome = 'succeeded' or (b.at, b.id) > (t.at, t.id)) as has_gone_on
        from payments q left join attempts b on b.payment_id = q.id
       where q.order_id = o.id) later
   where later.has_gone_on is not true
   order by t.at desc, t.id desc limit $3)
select f.*, n.title as night,
       (select max(h.expires_at) from holds h where h.order_id = f.id and h.state = 'active')
         as held_until,
       walk.looked_at, walk.last
  from (select count(*)::int as looked_at, min(${cursorSql('at', 'id')}) as last
          from (${TRIED}) tried) walk
  left join failed f on true
  left join nights n on n.id = f.night_id
 order by f.cursor desc`

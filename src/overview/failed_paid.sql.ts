import { rows, type Queryable } from '../kernel/index.ts'
import { barQuery, pieceQuery, scopeValues, type FailedScope } from './failed_range.ts'

// Payment is when the box office booked it: `succeeded_at` or `authorised_at` of the payment says
// the same, since one transaction writes both. So the orders' own index answers by itself.

/** How many orders were paid within the scope, by time. */
export function selectPaid(
  db: Queryable,
  scope: FailedScope,
): Promise<{ at: Date; successes: number }[]> {
  const { bucket } = scope
  const query = `
    select ${barQuery(bucket, 'piece')} as at, sum(orders)::int as successes
      from nights n cross join lateral (
        select ${pieceQuery(bucket, 'paid_at')} as piece, count(*) as orders
          from orders where ${isPaid} group by 1) paid
     where $3::text is null or n.id = $3
     group by 1`
  return rows(db, `failed_paid_${bucket}`, query, scopeValues(scope))
}

/** How long paid orders of a night and kind waited for their tickets. */
export interface Wait {
  night_id: string
  is_vip: boolean
  /** To the hundredth of a second; null while they have no tickets. */
  wait_ms: number | null
  orders: number
}

/** How long the orders that were paid within the scope waited for their tickets. */
export function selectWaits(db: Queryable, scope: FailedScope): Promise<Wait[]> {
  const query = `
    select n.id as night_id, is_vip, wait_ms, orders
      from nights n cross join lateral (
        select kind <> 'ga' as is_vip, count(*)::int as orders,
               round(date_part('epoch', fulfilled_at - paid_at) * 100) * 10 as wait_ms
          from orders where ${isPaid} group by is_vip, wait_ms) waits
     where $3::text is null or n.id = $3`
  const { from, to, night_id, is_vip } = scope
  return rows<Wait>(db, 'failed_waits', query, [from, to, night_id, is_vip])
}

/** By the night and the time, as the index goes. */
const isPaid = `night_id = n.id and paid_at >= $1 and paid_at < $2
  and paid_at is not null and late_because is null
  and ($4::boolean is null or (kind <> 'ga') = $4)`

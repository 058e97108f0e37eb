import { rows, type Queryable } from '../kernel/index.ts'
import type { FailedScope } from './failed_range.ts'
import { SCOPED_TRIES } from './failed_tries.sql.ts'

/** The orders of a night and kind that had a failed try, and what has become of them by now. */
export interface FailedOrders {
  night_id: string
  is_vip: boolean
  failed_orders: number
  /** Paid after all. Money that came too late to buy anything is no payment. */
  recovered_orders: number
  /** Not paid, and what they want is still kept for them. */
  held_orders: number
  held_minor: number
  /** Not paid, and over. */
  lost_orders: number
  lost_minor: number
}

/** What has become of the orders that had a failed try within the scope. */
export function selectFailedOrders(db: Queryable, scope: FailedScope): Promise<FailedOrders[]> {
  const { from, to, night_id, is_vip, currency } = scope
  const values = [from, to, night_id, is_vip, currency]
  return rows<FailedOrders>(db, 'failed_orders', failedOrdersQuery, values)
}

const failedOrdersQuery = `
with failed as (
  select distinct order_id from (${SCOPED_TRIES}) tried
), fates as (
  select o.night_id, o.kind <> 'ga' as is_vip,
         case when o.paid_at is not null and o.late_because is null then 'recovered'
              when o.state = 'open' then 'held' else 'lost' end as fate,
         case o.currency when $5 then o.total_minor else 0 end as worth_minor
    from failed f cross join lateral (
      -- Looked up one by one, however few orders there are: each in the same few steps.
      select night_id, kind, paid_at, late_because, state, currency, total_minor
        from orders where id = f.order_id offset 0) o
)
select night_id, is_vip, count(*)::int as failed_orders,
       (count(*) filter (where fate = 'recovered'))::int as recovered_orders,
       (count(*) filter (where fate = 'held'))::int as held_orders,
       coalesce(sum(worth_minor) filter (where fate = 'held'), 0)::float8 as held_minor,
       (count(*) filter (where fate = 'lost'))::int as lost_orders,
       coalesce(sum(worth_minor) filter (where fate = 'lost'), 0)::float8 as lost_minor
  from fates group by night_id, is_vip`

import { row, rows, type Queryable } from '../kernel/index.ts'
import { isLiveJob } from './live_job.sql.ts'
import { cursorSql, type Span } from './lists_cursor.ts'

/**
 * What an order waits for whose guest has done all there is to do: its tickets, somebody who issues
 * them, its money's way back, a deposit's release, or the bank.
 */
export type AwaitedThing = 'tickets' | 'person' | 'refund' | 'release' | 'bank'

/** An order that has money, or may have it in a moment, and nothing for it yet. */
export interface AwaitingOrder {
  id: string
  waits_for: AwaitedThing
  since: Date
  night: string
  kind: 'ga' | 'vip' | 'vip_guests'
  guest_name: string | null
  guest_email: string | null
  total_minor: number
  received_minor: number
  currency: string
  late_because: string | null
  /** How many automatic retries have been made. */
  retries: number
  /** How often issuing has failed, by itself or by hand. */
  tries: number
  /** Why the last try to issue failed, and when. */
  last_error: string | null
  last_failed_at: Date | null
  /** How its newest refund stands. */
  refund: 'requested' | 'succeeded' | 'failed' | null
  refund_failure: string | null
  cursor: string
}

/** The orders that wait, the longest wait first. */
export function selectAwaiting(
  db: Queryable,
  { after, until }: Span,
  limit: number,
): Promise<AwaitingOrder[]> {
  const { at, id } = after ?? { at: '-infinity', id: '' }
  const end = until ?? { at: 'infinity', id: '' }
  const values = [at, id, limit, end.at, end.id]
  return rows<AwaitingOrder>(db, 'orders_awaiting', awaitingQuery, values)
}

/** The ids of what waits; each of both halves is read in the order of its own index. */
const WAITING = `
select * from (
  select id as order_id, paid_at as since from orders
   where state in ('paid', 'refund_due') and (paid_at, id) > ($1::timestamptz, $2)
     and (paid_at, id) <= ($4::timestamptz, $5)
   order by paid_at, id limit $3) owed
union all
select * from (
  select p.order_id, p.created_at from payments p
   where p.state = 'processing' and (p.created_at, p.order_id) > ($1::timestamptz, $2)
     and (p.created_at, p.order_id) <= ($4::timestamptz, $5)
   order by p.created_at, p.order_id limit $3) deciding`

/** The statement, for whoever wants to know how it is answered. */
export const awaitingQuery = `
select o.id,
       case when o.state = 'paid' then case o.fulfilment when 'stuck' then 'person' else 'tickets' end
            when o.state <> 'refund_due' then 'bank'
            when coalesce(money.received, 0) > 0 then 'refund'
            else 'release' end as waits_for,
       w.since, n.title as night, o.kind, o.guest_name, o.guest_email, o.total_minor::float8,
       coalesce(money.received, 0)::float8 as received_minor, o.currency, o.late_because,
       o.fulfil_retries as retries, tried.tries, failed.reason as last_error,
       failed.failed_at as last_failed_at, back.state as refund,
       back.failure_reason as refund_failure, ${cursorSql('w.since', 'o.id')} as cursor
  from (select * from (${WAITING}) both_halves order by since, order_id limit $3) w
  cross join lateral (select * from orders where id = w.order_id offset 0) o
  join nights n on n.id = o.night_id
  cross join lateral (
    select sum(received_minor) as received from payments where order_id = o.id) money
  left join lateral (
    select reason, failed_at from fulfilment_tries
     where order_id = o.id order by failed_at desc limit 1) failed on true
  cross join lateral (
    select count(*)::int as tries from fulfilment_tries where order_id = o.id) tried
  left join lateral (
    select state, failure_reason from refunds
     where order_id = o.id order by requested_at desc, id desc limit 1) back on true
 order by w.since, o.id`

/** How many orders wait; no further than `max` is counted. */
export async function countAwaiting(db: Queryable, max: number): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    'count_awaiting',
    `select count(*)::int from (${WAITING}) as waiting`,
    ['-infinity', '', max, 'infinity', ''],
  )
  return Math.min(found?.count ?? 0, max)
}

/** When the next automatic retry of issuing is due, by order; none where none is planned. */
export async function selectNextTries(
  db: Queryable,
  orderIds: string[],
): Promise<Map<string, Date>> {
  if (orderIds.length === 0) return new Map()
  const found = await rows<{ id: string; at: Date }>(
    db,
    'next_fulfilment_tries',
    `select id, min(at) as at from (
       select payload ->> 'order_id' as id, start_after as at from job_requests
        where queue = 'order.fulfil' and payload ->> 'order_id' = any($1)
       union all
       select data ->> 'order_id', start_after from pgboss.job
        where name = 'order.fulfil' and ${isLiveJob} and data ->> 'order_id' = any($1)) due
      group by id`,
    [orderIds],
  )
  return new Map(found.map(({ id, at }) => [id, at]))
}

import { must, row, rows, type Queryable } from '../kernel/index.ts'

/** How far the orders of a night that was called off have come, and their money, in minor units. */
export interface CallOffProgress {
  /** Nothing is left to do, or was to be done. */
  done: number
  /** Asked to go back, or to be let go; Stripe or a bank has not said yes yet. */
  waiting: number
  /** Not called off yet. */
  to_go: number
  /** A bank decides whose their money is. */
  disputed: number
  /** Their money is here again, and nobody is sending it: an alert says why. */
  failed: number
  back_minor: number
  under_way_minor: number
  released_minor: number
  /** What is here again of those that have failed. */
  failed_minor: number
  /** When the last thing happened; null while nothing has. */
  moved_at: Date | null
}

/** An order whose money did not reach its guest. */
export interface CallOffFailure {
  order_id: string
  guest_name: string | null
  amount_minor: number
  reason: string | null
}

/** More are no list for a person any more; how many there are is said all the same. */
const NAMED_MAX = 50

/** Every order that was called off, with how its money stands. */
const calledOff = `
select o.id, o.guest_name, c.called_off_at,
       case when p.state = 'succeeded'
         then greatest(0, p.received_minor - p.refunded_minor - d.lost) else 0 end as kept,
       p.state = 'authorised' as is_reserved,
       exists (select from alerts a where a.subject_id = p.id and a.kind = 'release_failed'
                and a.state = 'open') as is_stuck,
       case when c.outcome = 'released' then (
         select l.authorised_minor from payments l where l.order_id = o.id
            and l.state = 'cancelled' and l.authorised_minor is not null
          order by l.ordinal desc limit 1) end as released,
       d.in_dispute, r.asked, r.sent, r.ended_at
  from called_off_orders c
  join night_cancellations n on n.night_id = c.night_id
  join orders o on o.id = c.order_id
  left join payments p on p.order_id = o.id and p.state in ('succeeded', 'authorised')
  cross join lateral (
    select coalesce(bool_or(state = 'open'), false) as in_dispute,
           coalesce(sum(amount_minor) filter (where state = 'lost'), 0) as lost
      from disputes where payment_id = p.id) d
  cross join lateral (
    select coalesce(sum(amount_minor) filter (where state = 'requested'), 0) as asked,
           coalesce(sum(amount_minor)
             filter (where state = 'succeeded' and ended_at >= n.cancelled_at), 0) as sent,
           max(ended_at) as ended_at
      from refunds where order_id = o.id) r
 where c.night_id = $1`

const isFailed = `(not in_dispute and asked = 0 and kept > 0 or is_stuck)`

/** Adds up how far a night that was called off has come. */
export async function selectCallOffProgress(
  db: Queryable,
  nightId: string,
): Promise<CallOffProgress> {
  const found = await row<CallOffProgress>(
    db,
    'calloff_progress',
    `select count(*) filter (where not in_dispute and asked = 0 and kept = 0
              and is_reserved is not true)::int as done,
            count(*) filter (where asked > 0 or is_reserved and not is_stuck)::int as waiting,
            (select count(*) from orders o where o.night_id = $1
                and o.state in ('open', 'paid', 'fulfilled', 'refund_due')
                and not exists (select from called_off_orders c where c.order_id = o.id))::int
              as to_go,
            count(*) filter (where in_dispute and asked = 0)::int as disputed,
            count(*) filter (where ${isFailed})::int as failed,
            coalesce(sum(sent), 0)::float8 as back_minor,
            coalesce(sum(asked), 0)::float8 as under_way_minor,
            coalesce(sum(released), 0)::float8 as released_minor,
            coalesce(sum(kept) filter (where ${isFailed}), 0)::float8 as failed_minor,
            max(greatest(called_off_at, ended_at)) as moved_at
       from (${calledOff}) one`,
    [nightId],
  )
  return must(found, 'the progress of a night')
}

/** Those whose money did not reach their guests, by the order's id. */
export function selectCallOffFailures(db: Queryable, nightId: string): Promise<CallOffFailure[]> {
  return rows<CallOffFailure>(
    db,
    'calloff_failures',
    `select id as order_id, guest_name, kept::float8 as amount_minor,
            (select f.failure_reason from refunds f where f.order_id = one.id
                and f.state = 'failed' order by f.ended_at desc limit 1) as reason
       from (${calledOff}) one where ${isFailed} order by id limit ${NAMED_MAX}`,
    [nightId],
  )
}

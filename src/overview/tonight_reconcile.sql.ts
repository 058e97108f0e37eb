import { must, row, rows, type Queryable } from '../kernel/index.ts'
import { isLiveJob } from './live_job.sql.ts'

/** What does not add up in an order. */
export interface Difference {
  order_id: string
  /** Money and no ticket; a ticket and no money; money that was given up and has not gone back. */
  what: 'no_ticket' | 'no_money' | 'not_given_back'
}

/** A part of what is gone through: where it ends, how much it was, and what is wrong in it. */
export interface Page {
  /** As PostgreSQL writes it: a Date would lose the microseconds. */
  last_at: string | null
  last_id: string | null
  size: number
  differing: Difference[]
}

/** What tells the owner of money that has bought nothing yet: the same as for the audit. */
const TOLD = `('fulfilment_stuck', 'amount_mismatch', 'unexpected_charge', 'money_unbooked',
  'refund_due', 'refund_failed', 'dispute_open')`

/** The payment `p` of the order `o` is with the guest again, on its way back, or told of. */
const isAccountedFor = `(
  p.refunded_minor + (select coalesce(sum(d.amount_minor), 0) from disputes d
    where d.payment_id = p.id and d.state = 'lost') >= p.received_minor
  or exists (select from refunds r where r.payment_id = p.id and r.state = 'requested')
  or exists (select from alerts a where a.state = 'open' and a.kind in ${TOLD}
    and (a.subject_id in (o.id, p.id) or a.detail ->> 'order' = o.id)))`

/**
 * The order `o` has all that it paid for: a ticket for each head that was not given back; the
 * difference of a move, that move.
 */
const hasItsGoods = `case case when o.moves_order_id is null then o.kind else 'difference' end
  when 'difference' then exists (select from order_moves m where m.paid_by_order_id = o.id)
  when 'vip' then exists (select from bookings b where b.order_id = o.id)
  when 'vip_guests' then exists (select from passes s where s.order_id = o.id)
  else (select count(*) from tickets t where t.order_id = o.id
           and (t.state = 'valid' or t.voided_reason = 'refunded'))
       >= (select sum(l.quantity) from order_lines l where l.order_id = o.id) end`

/** Somebody is about to issue the tickets of the order `o`. */
const isBeingIssued = `(o.state = 'paid' and (
  exists (select from job_requests j
    where j.queue = 'order.fulfil' and j.payload ->> 'order_id' = o.id)
  or exists (select from pgboss.job j where j.name = 'order.fulfil' and ${isLiveJob}
    and j.data ->> 'order_id' = o.id)))`

const differences = `
select o.id as order_id,
       case when p.state = 'stray' then 'not_given_back' else 'no_ticket' end as what
  from page p cross join lateral (select * from orders where id = p.order_id offset 0) o
 where case when p.state = 'stray' then not ${isAccountedFor}
            when o.state = 'fulfilled' then not ${hasItsGoods}
            else not ${isAccountedFor} and not ${isBeingIssued} end`

const answer = `
select last.succeeded_at::text as last_at, last.id as last_id,
       (select count(*)::int from page) as size,
       (select coalesce(json_agg(differing), '[]') from (${differences}) differing) as differing
  from (select 1) one
  left join (select succeeded_at, id from page order by succeeded_at desc, id desc limit 1) last
    on true`

/**
 * The next payments after (`at`, `id`) whose money came within the last `hours`, and which of them
 * have neither tickets nor a refund nor an open alert.
 */
export async function checkPayments(
  db: Queryable,
  hours: number,
  at: string,
  id: string,
  limit: number,
): Promise<Page> {
  const found = await row<Page>(
    db,
    'reconcile_payments',
    `with page as materialized (
       select id, order_id, state, succeeded_at, received_minor, refunded_minor from payments
        where succeeded_at > now() - make_interval(hours => $1)
          and (succeeded_at, id) > ($2::timestamptz, $3)
        order by succeeded_at, id limit $4)
     ${answer}`,
    [hours, at, id, limit],
  )
  return must(found, 'a page of payments')
}

/** The same for what waits for its tickets, however long ago it was paid, or promised. */
export async function checkWaiting(db: Queryable, limit: number): Promise<Page> {
  const found = await row<Page>(
    db,
    'reconcile_waiting',
    `with page as materialized (
       select p.id, p.order_id, p.state, p.succeeded_at, p.refunded_minor,
              coalesce(p.received_minor, p.authorised_minor) as received_minor
         from (select id from orders where state = 'paid' order by paid_at limit $1) w
         join payments p on p.order_id = w.id and p.state in ('succeeded', 'authorised'))
     ${answer}`,
    [limit],
  )
  return must(found, 'what waits')
}

/** The nights that may still let somebody in. */
export async function selectNightsToCheck(db: Queryable): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'reconcile_nights',
    `select id from nights where state <> 'draft' and ends_at > now() order by doors_at, id`,
  )
  return found.map(({ id }) => id)
}

/**
 * No money, and no promise of any that stands or is being decided about, has come for `e`, and it
 * is no comp that somebody has approved. Asked one by one, since a page is small and the tables
 * are not.
 */
const isUnpaid = `(
  not exists (select from comps c where c.order_id = e.order_id and c.state = 'approved')
  and (select count(*) from payments p where p.order_id = e.order_id
      and (p.state in ('succeeded', 'authorised')
        or p.authorised_minor is not null and (p.waived_at is not null or exists (
          select from alerts a where a.state = 'open' and a.kind = 'authorisation_expired'
             and a.subject_id = p.id)))) = 0
  or (select o.state from orders o where o.id = e.order_id) = 'refunded')`

/** The next valid tickets of a night after the id, and for which of them nobody has paid. */
export async function checkTickets(
  db: Queryable,
  nightId: string,
  afterId: string,
  limit: number,
): Promise<Page> {
  const found = await row<Page>(
    db,
    'reconcile_tickets',
    `with page as materialized (
       select id, order_id from tickets
        where night_id = $1 and state = 'valid' and id > $2 order by id limit $3)
     select null as last_at, (select max(id) from page) as last_id,
            (select count(*)::int from page) as size,
            (select coalesce(json_agg(differing), '[]') from (
               select e.order_id, 'no_money' as what
                 from (select distinct order_id from page) e
                where ${isUnpaid}) differing) as differing`,
    [nightId, afterId, limit],
  )
  return must(found, 'a page of tickets')
}

/** The valid passes of a night that an order was to pay for, and nobody has. */
export function checkPasses(db: Queryable, nightId: string): Promise<Difference[]> {
  return rows<Difference>(
    db,
    'reconcile_passes',
    `select e.order_id, 'no_money' as what
       from (select distinct p.order_id from bookings b join passes p on p.booking_id = b.id
              where b.night_id = $1 and p.order_id is not null and p.state = 'valid'
                and not exists (select from admissions a where a.pass_id = p.id)) e
      where ${isUnpaid}`,
    [nightId],
  )
}

/** What the last round has found, and when; undefined before the first one. */
export function selectChecked(db: Queryable): Promise<{ note: unknown; now: Date } | undefined> {
  return row(db, 'reconcile_checked', `select note, now() as now from chores where name = $1`, [
    'reconcile',
  ])
}

/** Of these orders, what a person needs to know to look at them. */
export function selectDiffering(
  db: Queryable,
  ids: string[],
): Promise<
  { order_id: string; guest_name: string | null; total_minor: number; currency: string }[]
> {
  return rows(
    db,
    'reconcile_orders',
    `select id as order_id, guest_name, total_minor::float8, currency from orders
      where id = any($1)`,
    [ids],
  )
}

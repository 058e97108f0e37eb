import { must, row, type Queryable } from '../kernel/index.ts'

/** The kinds of what is sold; `other` is money that is not what its order costs. */
export type ChargedFor =
  | 'ticket'
  | 'table'
  | 'deposit'
  | 'package'
  | 'extra_guests'
  | 'difference'
  | 'other'

/** So many of something, and what they come to, in minor units. */
export interface Counted {
  count: number
  amount_minor: number
}

/** Why the money of an order and what it bought do not agree. */
export type BooksReason =
  | 'other_currency'
  | 'bought_nothing'
  | 'no_money'
  | 'other_amount'
  | 'left_twice'
  | 'tickets_differ'

/** An order whose money and tickets do not agree, and by how much. */
export interface Differing<Reason extends string> {
  order_id: string
  reason: Reason
  amount_minor: number
}

/** A night's money as our books have it. Each figure is defined in docs/night_close.md. */
export interface CloseBooks {
  charged_minor: number
  refunded_minor: number
  disputed_minor: number
  /** What the kept money stands for; the first one less the next two, and the others. */
  valid_minor: number
  goodwill_minor: number
  stopped_minor: number
  pending_minor: number
  owed_minor: number
  /** What banks have promised, and nobody has captured. */
  promised_minor: number
  /** Orders that have brought money. */
  orders: number
  charged: (Counted & { of: ChargedFor })[]
  refunds: (Counted & { state: 'succeeded' | 'requested' | 'failed' })[]
  disputes: (Counted & { state: 'open' | 'won' | 'lost' })[]
  hours: { at: string; orders: number; charged: number; refunded: number; disputed: number }[]
  differing: Differing<BooksReason>[]
  /** How many orders differ, and by how much together. */
  differing_count: number
  difference_minor: number
}

/** More are no list for a person any more; how many there are is said all the same. */
export const DIFFERING_MAX = 200

/** The night's money, order by order, added up. Hours are full ones by the venue's clock. */
export async function selectBooks(
  db: Queryable,
  nightId: string,
  timeZone: string,
): Promise<CloseBooks> {
  const values = [nightId, timeZone, DIFFERING_MAX]
  const found = await row<{ books: CloseBooks }>(db, 'close_books', closeBooksQuery, values)
  return must(found, 'the books of a night').books
}

/** Received in the currency that was asked for; another one is said to differ. */
const inCurrency = `coalesce(p.received_currency, p.currency) = p.currency`

/**
 * Each order of the night with what its payments have brought. What belongs to an order is looked
 * up order by order, by its index, so that other nights do not matter, however many there are.
 * Whole cents are exact in `float8`, which adds up quicker than `numeric`.
 */
const orders = `
money as materialized (
  select o.id, o.state, o.total_minor::float8, m.*,
         case when o.moves_order_id is null then o.kind else 'difference' end as kind
    from orders o
   cross join lateral (
     select count(*) filter (where p.state = 'succeeded') as payments,
            coalesce(sum(p.received_minor::float8)
              filter (where p.state = 'succeeded' and ${inCurrency}), 0) as received,
            coalesce(sum(p.received_minor::float8)
              filter (where p.state = 'stray' and ${inCurrency}), 0) as stray,
            coalesce(sum((p.authorised_minor - p.received_minor)::float8)
              filter (where p.state = 'succeeded'), 0) as uncaptured,
            coalesce(sum(p.authorised_minor::float8)
              filter (where p.state = 'authorised'), 0) as promised,
            coalesce(bool_or(p.state = 'authorised'
              or p.state = 'cancelled' and p.authorised_minor is not null), false) as has_promise,
            coalesce(bool_or(not ${inCurrency}), false) as is_foreign,
            min(coalesce(p.succeeded_at, p.created_at))
              filter (where p.state in ('succeeded', 'stray')) as at
       from payments p where p.order_id = o.id) m
   where o.night_id = $1),
back as materialized (
  select m.id, r.* from money m cross join lateral (
    select r.state, r.amount_minor::float8, r.tickets_minor::float8, r.ended_at,
           p.state = 'stray' as is_stray
      from refunds r join payments p on p.id = r.payment_id
     where r.order_id = m.id offset 0) r
   where m.received + m.stray > 0),
bank as materialized (
  select m.id, d.* from money m cross join lateral (
    select d.state, d.amount_minor::float8, d.opened_at, p.state = 'stray' as is_stray
      from disputes d join payments p on p.id = d.payment_id
     where d.order_id = m.id offset 0) d
   where m.received + m.stray > 0)`

/** What of each order has gone back, is on its way, or was taken by a bank. */
const gone = `
refunded as (
  select id, coalesce(sum(amount_minor) filter (where state = 'succeeded'), 0) as all_of_it,
         coalesce(sum(amount_minor) filter (where state = 'succeeded' and is_stray), 0) as stray,
         coalesce(sum(amount_minor) filter (where state = 'requested' and not is_stray), 0)
           as requested,
         coalesce(sum(tickets_minor) filter (where state <> 'failed' and not is_stray), 0)
           as for_tickets,
         coalesce(sum(amount_minor - tickets_minor)
           filter (where state <> 'failed' and not is_stray), 0) as goodwill
    from back group by id),
taken as (
  select id, sum(amount_minor) as all_of_it,
         coalesce(sum(amount_minor) filter (where is_stray), 0) as stray
    from bank where state <> 'won' group by id)`

/** What the tickets cost that count, and those that are void for a refund. */
const worth = `
valid as (
  select t.order_id as id, sum(l.unit_price_minor::float8) as worth
    from tickets t cross join lateral (
      select unit_price_minor from order_lines where id = t.order_line_id offset 0) l
   where t.night_id = $1 and t.state = 'valid' group by 1),
void as (
  select b.id, sum(t.worth) as worth from (select distinct id from back) b cross join lateral (
    select sum(l.unit_price_minor::float8) as worth
      from tickets t join order_lines l on l.id = t.order_line_id
     where t.order_id = b.id and t.refund_id is not null) t group by b.id)`

/** Of each order what is kept, and what that stands for. */
const kept = `
parts as (
  select m.id, m.kind, m.state, m.total_minor, m.payments, m.received, m.stray, m.has_promise,
         m.is_foreign, m.uncaptured, m.received + m.stray as charged,
         coalesce(r.all_of_it, 0) as refunded, coalesce(t.all_of_it, 0) as disputed,
         case when m.kind = 'ga' then coalesce(v.worth, 0)
              when m.state = 'fulfilled' and (m.payments > 0 or not m.has_promise)
                then m.total_minor - m.uncaptured else 0 end as valid,
         case when m.state in ('paid', 'fulfilled') then coalesce(r.goodwill, 0) else 0 end
           as goodwill,
         case when m.state in ('paid', 'fulfilled')
              then coalesce(t.all_of_it, 0) - coalesce(t.stray, 0) else 0 end as stopped,
         case when m.state = 'paid' and m.payments > 0 then m.total_minor else 0 end as pending,
         m.stray - coalesce(r.stray, 0) - coalesce(t.stray, 0)
           + case when m.state = 'refund_due'
                    then m.received - (coalesce(r.all_of_it, 0) - coalesce(r.stray, 0))
                         - (coalesce(t.all_of_it, 0) - coalesce(t.stray, 0))
                  when m.state in ('paid', 'fulfilled') then coalesce(r.requested, 0)
                  else 0 end
           + case when m.kind = 'ga' and m.state = 'fulfilled'
                  then coalesce(w.worth, 0) - coalesce(r.for_tickets, 0) else 0 end as owed
    from money m
    left join refunded r on r.id = m.id
    left join taken t on t.id = m.id
    left join valid v on v.id = m.id
    left join void w on w.id = m.id),
differing as materialized (
  select id as order_id, charged - refunded - disputed
           - (valid - goodwill - stopped + pending + owed) as amount_minor,
         case when is_foreign then 'other_currency'
              when state in ('open', 'expired') and charged > 0 then 'bought_nothing'
              when payments = 0 then 'no_money'
              when state in ('paid', 'fulfilled') and received <> total_minor - uncaptured
                then 'other_amount'
              when charged < refunded + disputed then 'left_twice'
              else 'tickets_differ' end as reason
    from parts
   where is_foreign or charged - refunded - disputed <>
           valid - goodwill - stopped + pending + owed)`

/** What was charged, by what it was for: an order that has brought what it costs, by its lines. */
const items = `
items as (
  select 'ticket' as of, id, received as amount_minor from money
   where kind = 'ga' and received = total_minor and received > 0
  union all
  select l.kind, m.id, l.amount_minor from money m cross join lateral (
    select kind, sum((quantity * unit_price_minor)::float8) as amount_minor
      from order_lines where order_id = m.id group by kind) l
   where m.kind <> 'ga' and m.received = m.total_minor and m.received > 0
  union all
  select 'other', id, stray + case when received = total_minor then 0 else received end from money
   where stray > 0 or received > 0 and received <> total_minor)`

const hours = `
hours as (
  select date_trunc('hour', at, $2) as at, count(*) as orders, sum(received + stray) as charged,
         0 as refunded, 0 as disputed
    from money where received + stray > 0 group by 1
  union all
  select date_trunc('hour', ended_at, $2), 0, 0, sum(amount_minor), 0
    from back where state = 'succeeded' group by 1
  union all
  select date_trunc('hour', opened_at, $2), 0, 0, 0, sum(amount_minor) from bank
   where state <> 'won' group by 1)`

const closeBooksQuery = `
with ${[orders, gone, worth, kept, items, hours].join(',')}
select (select jsonb_build_object(
         'charged_minor', coalesce(sum(charged), 0), 'refunded_minor', coalesce(sum(refunded), 0),
         'disputed_minor', coalesce(sum(disputed), 0), 'valid_minor', coalesce(sum(valid), 0),
         'goodwill_minor', coalesce(sum(goodwill), 0), 'stopped_minor', coalesce(sum(stopped), 0),
         'pending_minor', coalesce(sum(pending), 0), 'owed_minor', coalesce(sum(owed), 0),
         'orders', count(*) filter (where charged > 0)) from parts)
    || jsonb_build_object(
         'promised_minor', (select coalesce(sum(promised), 0) from money),
         'charged', (select coalesce(jsonb_agg(one order by of), '[]') from (
            select of, count(*) as count, sum(amount_minor) as amount_minor
              from items group by of) one),
         'refunds', (select coalesce(jsonb_agg(one order by state), '[]') from (
            select state, count(*) as count, sum(amount_minor) as amount_minor
              from back group by state) one),
         'disputes', (select coalesce(jsonb_agg(one order by state), '[]') from (
            select state, count(*) as count, sum(amount_minor) as amount_minor
              from bank group by state) one),
         'hours', (select coalesce(jsonb_agg(one order by at), '[]') from (
            select at, sum(orders) as orders, sum(charged) as charged, sum(refunded) as refunded,
                   sum(disputed) as disputed from hours group by at) one),
         'differing', (select coalesce(jsonb_agg(one order by order_id), '[]') from (
            select * from differing order by order_id limit $3) one),
         'differing_count', (select count(*) from differing),
         'difference_minor', (select coalesce(sum(amount_minor), 0) from differing)) as books`

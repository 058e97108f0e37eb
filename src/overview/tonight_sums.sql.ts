import { must, row, rows, type Queryable } from '../kernel/index.ts'

/** Heads: how many have bought, are in, and fit. */
export interface Heads {
  /** Those who have a ticket, bought or given. */
  sold: number
  /** How many of them the house has given theirs. */
  given: number
  arrived: number
  capacity: number
}

/** A kind of GA ticket. */
export interface TypeHeads extends Heads {
  id: string
  name: string
}

/** A night's money, in minor units of the venue's currency. */
export interface NightMoney {
  /** All that was received for the night, whatever has become of it since. */
  gross_minor: number
  /** What has gone back, and what is on its way back. */
  refunded_minor: number
  refunds_requested_minor: number
  /** Deposits that banks have promised, and nobody has captured yet. */
  promised_minor: number
}

/**
 * The GA side of a night, by kind of ticket: who has one is counted in the night's part of an
 * index, once for all kinds. Who is in is counted apart.
 */
export function selectTypeHeads(
  db: Queryable,
  nightId: string,
): Promise<Omit<TypeHeads, 'arrived'>[]> {
  return rows(
    db,
    'tonight_types',
    `with s as materialized (
       select ticket_type_id, count(*) as sold from tickets
        where night_id = $1 and state = 'valid' group by 1),
     g as materialized (
       select c.ticket_type_id, count(t.id) as given
         from comps c join tickets t on t.order_id = c.order_id and t.state = 'valid'
        where c.night_id = $1 and c.order_id is not null group by 1)
     select y.id, y.name, y.capacity, coalesce(s.sold, 0)::int as sold,
            coalesce(g.given, 0)::int as given
       from ticket_types y
       left join s on s.ticket_type_id = y.id
       left join g on g.ticket_type_id = y.id
      where y.night_id = $1 order by y.position, y.id`,
    [nightId],
  )
}

/**
 * Whoever came in longer ago is in: an entrance can be taken back for a minute, and no transaction
 * takes as long as the rest of this.
 */
const FINAL_AFTER = '5 minutes'
/** Who came in since a moment, by kind of ticket. */
interface ArrivedSince {
  /** Before this moment nothing changes any more. */
  final_at: string
  counts: { type_id: string; is_final: boolean; heads: number }[]
}

/** Each one's kind of ticket is looked up by the ticket. */
export async function selectArrivedSince(
  db: Queryable,
  nightId: string,
  since: string,
): Promise<ArrivedSince> {
  const found = await row<ArrivedSince>(
    db,
    'tonight_arrived',
    `select final.at::text as final_at, coalesce((
       select json_agg(counted) from (
         select t.ticket_type_id as type_id, a.admitted_at < final.at as is_final,
                count(*)::int as heads
           from admissions a
          cross join lateral (select ticket_type_id from tickets where id = a.ticket_id offset 0) t
          where a.night_id = $1 and a.ticket_id is not null and a.admitted_at >= $2::timestamptz
          group by 1, 2) counted), '[]') as counts
       from (select greatest(now() - interval '${FINAL_AFTER}', $2::timestamptz) as at) final`,
    [nightId, since],
  )
  return must(found, 'who came in since')
}

/** The VIP side: the heads of its parties, and what its tables seat that are not blocked. */
export async function selectVipHeads(db: Queryable, nightId: string): Promise<Heads> {
  const found = await row<Heads>(
    db,
    'tonight_vip',
    `select count(p.id) filter (where p.state = 'valid')::int as sold,
            count(a.pass_id)::int as arrived,
            (select count(*) from comps c join passes g on g.order_id = c.order_id
              where c.night_id = $1 and c.order_id is not null and g.state = 'valid')::int as given,
            (select coalesce(sum(guests_max), 0) from table_offers
              where night_id = $1 and num_nonnulls(blocked_at, off_sale_at) = 0)::int as capacity
       from bookings b
       join passes p on p.booking_id = b.id
       left join admissions a on a.pass_id = p.id
      where b.night_id = $1`,
    [nightId],
  )
  return must(found, 'the sum of VIP heads')
}

/**
 * The night's money. What was paid is what its paid orders cost, which one run along an index adds
 * up; the few orders that brought something else (a promise, less, or twice) are counted again
 * with what they have brought. Refunds are looked for from the night's first payment on.
 */
export async function selectMoney(db: Queryable, nightId: string): Promise<NightMoney> {
  const found = await row<NightMoney>(db, 'tonight_money', moneyQuery, [nightId])
  return must(found, 'the sum of money')
}

/** The night of what `order_id` names, found one by one: a night's refunds are few. */
const isOfNight = (orderId: string) =>
  `(select o.night_id from orders o where o.id = ${orderId}) = $1`

const moneyQuery = `
with first as materialized (
  select (select min(paid_at) from orders where night_id = $1 and paid_at is not null) as paid_at,
         (select min(placed_at) from orders where night_id = $1) as placed_at),
odd as materialized (
  select distinct p.order_id from payments p
   where p.created_at >= (select placed_at from first)
     and (p.state = 'stray' or p.authorised_minor is not null
       or p.received_minor <> p.amount_minor or p.received_currency <> p.currency)
     and ${isOfNight('p.order_id')})
select ((select coalesce(sum(total_minor), 0) from orders
          where night_id = $1 and paid_at is not null)
        + (select coalesce(sum(
             (select coalesce(sum(p.received_minor), 0) from payments p
               where p.order_id = odd.order_id and p.state in ('succeeded', 'stray')
                 and coalesce(p.received_currency, p.currency) = p.currency)
             - (select case when o.paid_at is null then 0 else o.total_minor end
                  from orders o where o.id = odd.order_id)), 0) from odd))::float8
         as gross_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r
         where r.state = 'succeeded' and r.ended_at >= (select paid_at from first)
           and ${isOfNight('r.order_id')})::float8 as refunded_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r
         where r.state = 'requested' and ${isOfNight('r.order_id')})::float8
         as refunds_requested_minor,
       (select coalesce(sum(p.authorised_minor), 0) from payments p
         where p.state = 'authorised' and ${isOfNight('p.order_id')})::float8
         as promised_minor
`

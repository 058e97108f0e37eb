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
 * The GA side of a night, by kind of ticket. Who has a ticket is counted in the night's part of an
 * index; who is in, by each one's ticket.
 */
export function selectTypeHeads(db: Queryable, nightId: string): Promise<TypeHeads[]> {
  return rows<TypeHeads>(
    db,
    'tonight_types',
    `select y.id, y.name, y.capacity, coalesce(s.sold, 0)::int as sold,
            coalesce(i.arrived, 0)::int as arrived, coalesce(g.given, 0)::int as given
       from ticket_types y
       left join (
         select ticket_type_id, count(*) as sold from tickets
          where night_id = $1 and state = 'valid' group by 1) s on s.ticket_type_id = y.id
       left join (
         select (select t.ticket_type_id from tickets t where t.id = a.ticket_id)
                  as ticket_type_id, count(*) as arrived
           from admissions a
          where a.night_id = $1 and a.ticket_id is not null group by 1) i
         on i.ticket_type_id = y.id
       left join (
         select c.ticket_type_id, count(t.id) as given
           from comps c join tickets t on t.order_id = c.order_id and t.state = 'valid'
          where c.night_id = $1 and c.order_id is not null group by 1) g
         on g.ticket_type_id = y.id
      where y.night_id = $1 order by y.position, y.id`,
    [nightId],
  )
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

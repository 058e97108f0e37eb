import { rows, type Queryable } from '../kernel/index.ts'

/** Something that has happened on a night. */
export interface FeedRow {
  at: Date
  what: 'sold' | 'given' | 'issued' | 'declined' | 'arrived' | 'refunded' | 'disputed'
  /** The id of the order, try, admission, refund or dispute. */
  id: string
  order_id: string | null
  guest_name: string | null
  amount_minor: number | null
  currency: string | null
  /** How many tickets were sold, given or issued. */
  heads: number | null
  /** Why the bank declined or disputes; which ticket or table let them in; at which door. */
  about: string | null
  door: string | null
}

/** So many are told. */
const FEED = 50
/**
 * Refunds and disputes have no index by night: the last ones are gone back through as far as the
 * night's first payment, until enough are found.
 */
const sinceFirst = (at: string) => `${at} >= (
          select min(paid_at) from orders where night_id = $1 and paid_at is not null)`
const isOfNight = (orderId: string) =>
  `(select n.night_id from orders n where n.id = ${orderId}) = $1`

const heads = `(select sum(l.quantity) from order_lines l
                 where l.order_id = o.id and l.kind = 'ticket')::int`

const arrivals = `
(select a.admitted_at as at, 'arrived' as what, a.id, coalesce(t.order_id, p.order_id) as order_id,
        coalesce(p.name, o.guest_name, b.party_name) as guest_name, null::float8 as amount_minor,
        null::text as currency, 1 as heads, coalesce(y.name, v.name) as about,
        a.admitted_by as door
   from (select id, ticket_id, pass_id, admitted_by, admitted_at from admissions
          where night_id = $1 order by admitted_at desc limit ${FEED}) a
   left join tickets t on t.id = a.ticket_id
   left join ticket_types y on y.id = t.ticket_type_id
   left join passes p on p.id = a.pass_id
   left join bookings b on b.id = p.booking_id
   left join vip_tables v on v.id = b.vip_table_id
   left join orders o on o.id = coalesce(t.order_id, p.order_id))`

const others = `
(select o.paid_at, 'sold', o.id, o.id, o.guest_name, o.total_minor::float8, o.currency::text,
        ${heads}, null, null
   from (select * from orders where night_id = $1 and paid_at is not null
          order by paid_at desc limit ${FEED}) o)
union all
(select c.decided_at, 'given', c.id, c.order_id, c.guest_name, null, null, c.quantity,
        c.name, null
   from (select * from comps where night_id = $1 and order_id is not null
          order by decided_at desc limit ${FEED}) c)
union all
(select o.fulfilled_at, 'issued', o.id, o.id, o.guest_name, o.total_minor::float8,
        o.currency::text, ${heads}, null, null
   from (select * from orders where night_id = $1 and fulfilled_at > paid_at
          order by fulfilled_at desc limit ${FEED}) o)
union all
(select a.at, 'declined', a.id, o.id, o.guest_name, a.amount_minor::float8, a.currency::text, null,
        coalesce(a.decline_code, a.code), null
   from (select attempt_id, order_id from failed_tries where night_id = $1 and code is not null
          order by at desc limit ${FEED}) f
   join attempts a on a.id = f.attempt_id
   join orders o on o.id = f.order_id)
union all
(select r.ended_at, 'refunded', r.id, o.id, o.guest_name, r.amount_minor::float8,
        r.currency::text, null, null, null
   from (select * from refunds r where state = 'succeeded' and ${sinceFirst('ended_at')}
            and ${isOfNight('r.order_id')} order by ended_at desc limit ${FEED}) r
   join orders o on o.id = r.order_id)
union all
(select d.opened_at, 'disputed', d.id, o.id, o.guest_name, d.amount_minor::float8,
        d.currency::text, null, d.reason, null
   from (select * from disputes d where ${sinceFirst('opened_at')}
            and ${isOfNight('d.order_id')} order by opened_at desc limit ${FEED}) d
   join orders o on o.id = d.order_id)`

/**
 * What has happened on a night, the latest first. Each part looks at the end of an index. Tickets
 * that were issued in the moment of their payment are told by that; those that came later, apart.
 */
export function selectFeed(db: Queryable, nightId: string): Promise<FeedRow[]> {
  return rows<FeedRow>(
    db,
    'tonight_feed',
    `${arrivals} union all ${others} order by at desc, id limit ${FEED}`,
    [nightId],
  )
}

/** The arrivals alone. */
export function selectArrivals(db: Queryable, nightId: string): Promise<FeedRow[]> {
  return rows<FeedRow>(db, 'tonight_arrivals', `${arrivals} order by at desc, id`, [nightId])
}

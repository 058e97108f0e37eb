import { rows, type Queryable } from '../kernel/index.ts'

/**
 * Everything about one booking that its books must agree on, read in one statement, so that it is
 * one moment's truth. What it counts is rebuilt from agreement, orders and payments, never from the
 * sums that the box office keeps.
 */
export interface PartyFacts {
  id: string
  night_id: string
  /** Null for a party that walked in, which has no agreement either. */
  order_id: string | null
  order_state: string | null
  state: 'confirmed' | 'arrived' | 'seated' | 'released' | 'cancelled' | 'no_show'
  currency: string
  places: number
  worth_minor: number
  credited_minor: number
  /** What was agreed; and what is there of its order's money, or promised by a bank. */
  agreed_worth_minor: number
  agreed_credit_minor: number
  there_minor: number
  /** Of orders for more guests that stand: what they cost, what is there of it, for how many. */
  added_worth_minor: number
  added_minor: number
  added_heads: number
  /** With those who joined for nothing, since the price includes them. */
  agreed_heads: number
  /** The highest number that a head was ever given. */
  last_ordinal: number
  /** Valid passes, without those of people who are in though their order's money went back. */
  valid_passes: number
  /** The latter, where the audit trail does not say that they were kept. */
  kept_untold: string[]
  /** Void passes that have let somebody in. */
  void_inside: string[]
  /** Passes that were paid for by an order of somebody else, or by none. */
  strange_passes: string[]
  /** Passes, admissions and orders of another night. */
  other_night: string[]
  /** What was paid at the door and not taken back, and payments in another currency. */
  taken_minor: number
  other_currency: string[]
  /** The money in it, without what the house gave; and does an open alert say that it is kept? */
  door_money_minor: number
  is_door_money_told: boolean
}

/** The facts of the next bookings after `afterId`, by id, at most `limit`. */
export function selectPartyFacts(
  db: Queryable,
  afterId: string,
  limit: number,
): Promise<PartyFacts[]> {
  return rows<PartyFacts>(db, 'audit_party_facts', partyFactsQuery, [afterId, limit])
}

/** What has come for an order, or a bank has promised, and has neither gone back nor been lost. */
const thereQuery = (order: string) => `
  select sum(case m.state when 'authorised' then m.authorised_minor
                          when 'succeeded' then m.received_minor
               - (select coalesce(sum(r.amount_minor), 0) from refunds r
                   where r.payment_id = m.id and r.state in ('requested', 'succeeded'))
               - (select coalesce(sum(d.amount_minor), 0) from disputes d
                   where d.payment_id = m.id and d.state = 'lost') end) as there
    from payments m where m.order_id = ${order}`

const partyFactsQuery = `
select b.id, b.night_id, b.order_id, o.state as order_state, b.state, b.currency, b.places,
       b.worth_minor::float8, b.credited_minor::float8,
       coalesce(a.worth_minor, 0)::float8 as agreed_worth_minor,
       coalesce(a.credited_minor, 0)::float8 as agreed_credit_minor,
       coalesce(own.there, 0)::float8 as there_minor,
       coalesce(added.worth, 0)::float8 as added_worth_minor,
       coalesce(added.total, 0)::float8 as added_minor,
       coalesce(added.heads, 0)::int as added_heads,
       coalesce(a.party_size, 0)::int + coalesce((
         select sum((e.detail ->> 'guests')::int) from audit_entries e
          where e.subject_id = b.id and e.action = 'booking.guests_added'), 0)::int
         as agreed_heads,
       coalesce(pass.last_ordinal, 0)::int as last_ordinal,
       coalesce(pass.valid, 0)::int as valid_passes,
       coalesce(pass.kept_untold, '{}') as kept_untold,
       coalesce(pass.void_inside, '{}') as void_inside,
       coalesce(pass.strange, '{}') as strange_passes,
       array_remove(coalesce(pass.other_night, '{}') || coalesce(added.other_night, '{}')
         || case when o.night_id <> b.night_id then o.id end, null) as other_night,
       coalesce(door.taken, 0)::float8 as taken_minor,
       coalesce(door.other_currency, '{}') as other_currency,
       coalesce(door.money, 0)::float8 as door_money_minor,
       exists (select from alerts l where l.kind = 'door_money_kept' and l.subject_id = b.id
         and l.state = 'open') as is_door_money_told
  from (select * from bookings where id > $1 order by id limit $2) b
  left join orders o on o.id = b.order_id
  left join agreements a on a.order_id = b.order_id
  left join lateral (${thereQuery('b.order_id')}) own on true
  left join lateral (
    select sum(g.total_minor) filter (where g.state = 'fulfilled') as worth,
           sum(greatest(0, least(g.total_minor, money.there)))
             filter (where g.state = 'fulfilled') as total,
           sum(sold.heads) filter (where g.state = 'fulfilled') as heads,
           array_agg(g.id order by g.id) filter (where g.night_id <> b.night_id) as other_night
      from orders g
      left join lateral (select sum(h.quantity) as heads from holds h
                          where h.order_id = g.id and h.state = 'converted') sold on true
      left join lateral (${thereQuery('g.id')}) money on true
     where g.booking_id = b.id) added on true
  left join lateral (
    select max(p.ordinal) as last_ordinal,
           count(*) filter (where p.state = 'valid' and not (is_back and is_in)) as valid,
           array_agg(p.id order by p.id) filter (where p.state = 'valid' and is_back and is_in
             and not exists (select from audit_entries e where e.subject_id = p.id
               and e.action = 'pass.kept')) as kept_untold,
           array_agg(p.id order by p.id) filter (where p.state = 'voided' and is_in) as void_inside,
           array_agg(p.id order by p.id) filter (where is_strange) as strange,
           array_agg(p.id order by p.id) filter (where p.night_id <> b.night_id
             or admission.night_id <> b.night_id) as other_night
      from passes p
      left join orders w on w.id = p.order_id
      left join admissions admission on admission.pass_id = p.id
     cross join lateral (
       select coalesce(w.state in ('refund_due', 'refunded'), false) as is_back,
              admission.id is not null as is_in,
              p.order_id is distinct from b.order_id
                and w.booking_id is distinct from b.id as is_strange) it
     where p.booking_id = b.id) pass on true
  left join lateral (
    select sum(d.amount_minor) filter (where d.reversed_at is null) as taken,
           sum(d.amount_minor) filter (where d.reversed_at is null and d.kind <> 'comp') as money,
           array_agg(d.id order by d.id) filter (where d.currency <> b.currency) as other_currency
      from door_payments d where d.booking_id = b.id) door on true
 order by b.id`

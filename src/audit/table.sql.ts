import { rows, type Queryable } from '../kernel/index.ts'

/** A VIP table of a night whose row does not say what its hold or its booking says. */
export interface WrongTable {
  night_id: string
  /** Null for a party that waits for one. */
  vip_table_id: string | null
  hold_id: string | null
  booking_id: string | null
  heads: number
  accounted: number
}

/**
 * Every table that a hold or a booking has which is over, or that is promised to more or fewer
 * people than are paid for and being paid for; one that a party waits for is promised to it, too.
 * Who is in sits there, also when their money has gone back; a table that is left to such people
 * altogether is not compared.
 */
export function selectWrongTables(db: Queryable): Promise<WrongTable[]> {
  return rows<WrongTable>(
    db,
    'audit_wrong_tables',
    `select o.night_id, o.vip_table_id, o.hold_id, o.booking_id, o.heads,
            coalesce(h.quantity, party.heads, 0)::int as accounted
       from (select night_id, vip_table_id, hold_id, booking_id, heads from table_offers
             union all
             select night_id, null, null, booking_id, heads from waiting_parties) o
       left join holds h on h.id = o.hold_id and h.state in ('active', 'converted')
         and h.returned = 0 and h.night_id = o.night_id and h.vip_table_id = o.vip_table_id
       left join lateral (
         select (select count(*) from passes p left join orders w on w.id = p.order_id
                  where p.booking_id = b.id and p.state = 'valid'
                    and (coalesce(w.state, '') not in ('refund_due', 'refunded')
                      or exists (select from admissions a where a.pass_id = p.id)))
              + (select coalesce(sum(m.quantity), 0) from holds m join orders w on w.id = m.order_id
                  where m.booking_id = b.id
                    and (m.state = 'active' or m.state = 'converted' and w.state = 'paid')) as heads
           from bookings b
          where b.id = o.booking_id and b.night_id = o.night_id
            and b.vip_table_id is not distinct from o.vip_table_id
            and b.ended_at is null) party on true
      where o.heads <> coalesce(h.quantity, party.heads, 0)
        and not exists (select from bookings b join orders w on w.id = b.order_id
          where b.id = o.booking_id and b.ended_at is null
            and w.state in ('refund_due', 'refunded'))
      order by o.night_id, o.vip_table_id, o.booking_id`,
  )
}

/**
 * A booking that is not over and whose table belongs to nobody or to somebody else, or that has
 * none and does not wait for one.
 */
export function selectSeatlessBookings(
  db: Queryable,
): Promise<{ id: string; night_id: string; vip_table_id: string | null }[]> {
  return rows(
    db,
    'audit_seatless_bookings',
    `select b.id, b.night_id, b.vip_table_id from bookings b
      where b.ended_at is null and not exists (select from table_offers o
          where o.booking_id = b.id and o.night_id = b.night_id and o.vip_table_id = b.vip_table_id)
        and (b.vip_table_id is not null
          or not exists (select from waiting_parties w where w.booking_id = b.id))
      order by b.id`,
  )
}

/**
 * A booking that still waits for its party, and so keeps a table, though all of its money is to go
 * back.
 */
export function selectKeptBookings(
  db: Queryable,
): Promise<{ id: string; night_id: string; vip_table_id: string | null; order_id: string }[]> {
  return rows(
    db,
    'audit_kept_bookings',
    `select b.id, b.night_id, b.vip_table_id, b.order_id
       from bookings b join orders o on o.id = b.order_id
      where b.state = 'confirmed' and o.state in ('refund_due', 'refunded') order by b.id`,
  )
}

/**
 * Each night on which parties wait for a table: for how many people each of them needs one, and how
 * many those tables take that nobody has.
 */
export function selectWaitingNights(
  db: Queryable,
): Promise<{ night_id: string; waiting: number[]; free: number[] }[]> {
  return rows(
    db,
    'audit_waiting_nights',
    `select night_id, array_agg(heads::int order by heads) as waiting,
            array(select o.guests_max::int from table_offers o where o.night_id = w.night_id
                and num_nonnulls(o.hold_id, o.booking_id, o.blocked_at, o.off_sale_at) = 0
              order by o.guests_max) as free
       from waiting_parties w group by night_id order by night_id`,
  )
}

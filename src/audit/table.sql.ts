import { rows, type Queryable } from '../kernel/index.ts'

/** A VIP table of a night whose row does not say what its hold or its booking says. */
export interface WrongTable {
  night_id: string
  vip_table_id: string
  hold_id: string | null
  booking_id: string | null
  heads: number
  accounted: number
}

/**
 * Every table that a hold or a booking has which is over, or that is promised to more or fewer
 * people than are paid for and being paid for. Who is in sits there, also when their money has gone
 * back; a table that is left to such people altogether is not compared.
 */
export function selectWrongTables(db: Queryable): Promise<WrongTable[]> {
  return rows<WrongTable>(
    db,
    'audit_wrong_tables',
    `select o.night_id, o.vip_table_id, o.hold_id, o.booking_id, o.heads,
            coalesce(h.quantity, party.heads, 0)::int as accounted
       from table_offers o
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
            and b.vip_table_id = o.vip_table_id and b.ended_at is null) party on true
      where o.heads <> coalesce(h.quantity, party.heads, 0)
        and not exists (select from bookings b join orders w on w.id = b.order_id
          where b.id = o.booking_id and b.ended_at is null
            and w.state in ('refund_due', 'refunded'))
      order by o.night_id, o.vip_table_id`,
  )
}

/** A booking that is not over and whose table belongs to nobody or to somebody else. */
export function selectSeatlessBookings(
  db: Queryable,
): Promise<{ id: string; night_id: string; vip_table_id: string }[]> {
  return rows(
    db,
    'audit_seatless_bookings',
    `select b.id, b.night_id, b.vip_table_id from bookings b
      where b.ended_at is null and b.vip_table_id is not null
        and not exists (select from table_offers o where o.booking_id = b.id
          and o.night_id = b.night_id and o.vip_table_id = b.vip_table_id)
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
 * A night that counts more or fewer bookings without a table than there are, or has not as many
 * tables free.
 */
export function selectWrongUnassigned(
  db: Queryable,
): Promise<{ night_id: string; unassigned: number; accounted: number; free: number }[]> {
  return rows(
    db,
    'audit_wrong_unassigned',
    `select * from (
       select n.night_id, n.unassigned,
              (select count(*)::int from bookings b where b.night_id = n.night_id
                  and b.ended_at is null and b.vip_table_id is null) as accounted,
              (select count(*)::int from table_offers o where o.night_id = n.night_id
                  and num_nonnulls(o.hold_id, o.booking_id, o.blocked_at) = 0) as free
         from vip_nights n) night
      where unassigned <> accounted or unassigned > free order by night_id`,
  )
}

import { rows, type Queryable } from '../kernel/index.ts'

/** Where a VIP table of the night stands. */
export interface TableNow {
  id: string
  name: string
  zone: string
  state: 'free' | 'held' | 'booked' | 'arrived' | 'seated' | 'released' | 'blocked'
  /** For how many it is promised, how many of them are in, and how many it seats. */
  heads: number
  inside: number
  seats: number
  /** Who has it; null for a party that only holds it. */
  party: string | null
}

/**
 * Every VIP table of a night, zone by zone. One that is free again after its party has left counts
 * as released.
 */
export function selectTablesNow(db: Queryable, nightId: string): Promise<TableNow[]> {
  return rows<TableNow>(
    db,
    'tonight_tables',
    `select t.id, t.name, z.name as zone, f.heads, f.guests_max as seats,
            case when f.blocked_at is not null then 'blocked'
                 when f.hold_id is not null then 'held'
                 when b.state = 'confirmed' then 'booked'
                 when b.state is not null then b.state
                 when exists (select from bookings e where e.night_id = f.night_id
                                 and e.vip_table_id = f.vip_table_id and e.state = 'released')
                   then 'released'
                 else 'free' end as state,
            (select count(*) from passes p join admissions a on a.pass_id = p.id
              where p.booking_id = b.id)::int as inside,
            coalesce(b.party_name, o.guest_name) as party
       from table_offers f
       join vip_tables t on t.id = f.vip_table_id
       join zones z on z.id = t.zone_id
       left join bookings b on b.id = f.booking_id
       left join orders o on o.id = b.order_id
      where f.night_id = $1 and f.off_sale_at is null
      order by z.position, z.id, t.rank, t.name, t.id`,
    [nightId],
  )
}

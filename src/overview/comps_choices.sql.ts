import { rows, type Queryable } from '../kernel/index.ts'

/** A night for which comps can be given, with what can be given of it. */
export interface CompNight {
  id: string
  slug: string
  title: string
  doors_at: Date
  types: { id: string; name: string; left: number }[]
  /** Empty where the night has no VIP tables. */
  tables: { id: string; name: string; zone: string; seats: number; is_free: boolean }[]
}

/** A club's season: nobody gives a comp for a later night. */
const NIGHTS_MAX = 60

/** The nights that are not over yet, the one that is on or next first. */
export function selectCompNights(db: Queryable): Promise<CompNight[]> {
  return rows<CompNight>(
    db,
    'comp_nights',
    `select n.id, n.slug, n.title, n.doors_at,
            coalesce((select json_agg(json_build_object('id', y.id, 'name', y.name,
                'left', y.capacity - y.taken) order by y.position, y.id)
               from ticket_types y where y.night_id = n.id), '[]') as types,
            coalesce((select json_agg(json_build_object('id', t.id, 'name', t.name,
                'zone', z.name, 'seats', f.guests_max, 'is_free',
                num_nonnulls(f.hold_id, f.booking_id, f.blocked_at) = 0)
                order by z.position, z.id, t.rank, t.name, t.id)
               from table_offers f join vip_tables t on t.id = f.vip_table_id
               join zones z on z.id = t.zone_id
              where f.night_id = n.id and f.off_sale_at is null), '[]') as tables
       from nights n
      where n.state = 'published' and n.ends_at > now()
      order by n.doors_at, n.id limit $1`,
    [NIGHTS_MAX],
  )
}

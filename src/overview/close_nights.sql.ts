import { row, rows, type Queryable } from '../kernel/index.ts'

/** A night that can be closed. */
export interface CloseNight {
  id: string
  slug: string
  title: string
  state: 'published' | 'cancelled'
  doors_at: Date
  ends_at: Date
  /** By the database's clock. */
  phase: 'coming' | 'on' | 'over'
}

/** A night with its venue, and what time it is. */
export interface ClosingNight extends CloseNight {
  venue: string
  country: string
  time_zone: string
  currency: string
  now: Date
}

const columns = `n.id, n.slug, n.title, n.state, n.doors_at, n.ends_at,
  case when n.ends_at <= now() then 'over' when n.doors_at <= now() then 'on'
       else 'coming' end as phase`

/** The nights to choose from: the next ones, and the last sixty. The latest one first. */
export function selectCloseNights(db: Queryable): Promise<CloseNight[]> {
  return rows<CloseNight>(
    db,
    'close_nights',
    `select ${columns} from nights n
      where n.id in (
        (select id from nights where state <> 'draft' and ends_at > now()
          order by doors_at, id limit 20)
        union all
        (select id from nights where state <> 'draft' and ends_at <= now()
          order by doors_at desc, id limit 60))
      order by n.doors_at desc, n.id`,
  )
}

/** The night with that id, or at that address; undefined where there is none, or only a draft. */
export function selectClosingNight(
  db: Queryable,
  idOrSlug: string,
): Promise<ClosingNight | undefined> {
  return row<ClosingNight>(
    db,
    'closing_night',
    `select ${columns}, v.name as venue, v.country, v.time_zone, v.currency, now() as now
       from nights n join venues v on v.id = n.venue_id
      where (n.id = $1 or n.slug = $1) and n.state <> 'draft'
      order by n.id = $1 desc limit 1`,
    [idOrSlug],
  )
}

/** Whose orders these are, and what they were for. */
export async function selectCloseGuests(
  db: Queryable,
  orderIds: string[],
): Promise<Map<string, string | null>> {
  if (orderIds.length === 0) return new Map()
  const found = await rows<{ id: string; guest_name: string | null }>(
    db,
    'close_guests',
    `select id, guest_name from orders where id = any($1)`,
    [orderIds],
  )
  return new Map(found.map(({ id, guest_name }) => [id, guest_name]))
}

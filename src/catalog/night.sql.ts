import { row, rows, type Queryable } from '../kernel/index.ts'

/** Nights shown on the venue's page: a club's season, not its archive. */
const NIGHTS_SHOWN_MAX = 60

/** One dated opening of the venue. */
export interface Night {
  id: string
  slug: string
  title: string
  subtitle: string
  description: string
  lineup: string[]
  minimum_age: number | null
  /** Which of the storefront's drawn posters it has. */
  poster: number
  state: 'draft' | 'published' | 'cancelled'
  doors_at: Date
  ends_at: Date
  order_tickets_max: number
  /** Since when nobody can buy tickets, or book a table, of it; null while they can. */
  ga_paused_at: Date | null
  vip_paused_at: Date | null
  /** By the database's clock. */
  is_over: boolean
}

/** A published night on the venue's page, with what its tickets cost and whether any are left. */
export interface NightSummary extends Night {
  price_from_minor: number | null
  /** Nothing is left of what is still, or not yet, on sale. */
  is_sold_out: boolean
  /** Every sale of the night has ended. */
  is_sale_over: boolean
  /** When the first sale opens, while none has; null once one is open. */
  sales_start_at: Date | null
}

/** The nights on sale or announced, soonest first. Past and unpublished ones are left out. */
export function selectUpcomingNights(db: Queryable, venueId: string): Promise<NightSummary[]> {
  return rows<NightSummary>(
    db,
    'upcoming_nights',
    `select n.id, n.slug, n.title, n.subtitle, n.description, n.lineup, n.minimum_age, n.poster,
            n.state, n.doors_at, n.ends_at, n.order_tickets_max, n.ga_paused_at, n.vip_paused_at,
            false as is_over,
            (min(t.price_minor) filter (where t.taken < t.capacity))::float8 as price_from_minor,
            coalesce(bool_and(t.taken >= t.capacity), false) as is_sold_out,
            count(t.id) = 0
              and exists (select from ticket_types e where e.night_id = n.id) as is_sale_over,
            case when min(t.sales_start_at) > now() then min(t.sales_start_at) end
              as sales_start_at
       from nights n
       left join ticket_types t on t.night_id = n.id and t.sales_end_at > now()
      where n.venue_id = $1 and n.state = 'published' and n.ends_at > now()
      group by n.id order by n.doors_at, n.id limit $2`,
    [venueId, NIGHTS_SHOWN_MAX],
  )
}

/** A night by the last part of its address, whatever its state; undefined when there is none. */
export function selectNight(db: Queryable, slug: string): Promise<Night | undefined> {
  return row<Night>(db, 'night_by_slug', `${nightColumns} where slug = $1`, [slug])
}

/** A night by its id; undefined when there is none. */
export function selectNightById(db: Queryable, id: string): Promise<Night | undefined> {
  return row<Night>(db, 'night_by_id', `${nightColumns} where id = $1`, [id])
}

const nightColumns = `select id, slug, title, subtitle, description, lineup, minimum_age, poster,
  state, doors_at, ends_at, order_tickets_max, ga_paused_at, vip_paused_at,
  ends_at <= now() as is_over from nights`

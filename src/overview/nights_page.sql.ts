import { row, rows, type Queryable } from '../kernel/index.ts'

/** SQL that writes a moment as the venue's clock shows it; null for none. */
const local = (at: string) =>
  `to_char(nullif(nullif(${at}, 'infinity'), '-infinity') at time zone v.time_zone,
    'YYYY-MM-DD"T"HH24:MI')`

/** A night as its own page on the dashboard has it. Times to be edited are local ones. */
export interface NightInHand {
  id: string
  slug: string
  title: string
  subtitle: string
  description: string
  lineup: string[]
  minimum_age: number | null
  poster: number
  state: 'draft' | 'published' | 'cancelled'
  doors_at: string
  ends_at: string
  order_tickets_max: number
  hard_capacity: number | null
  version: number
  starts_at: Date
  over_at: Date
  is_over: boolean
  is_on: boolean
  ga_paused_at: Date | null
  ga_paused_by: string | null
  vip_paused_at: Date | null
  vip_paused_by: string | null
  /** The house's own number, and what this night can put into it. */
  house_capacity: number | null
  places: number
}

export function selectNightInHand(db: Queryable, id: string): Promise<NightInHand | undefined> {
  return row<NightInHand>(
    db,
    'night_in_hand',
    `select n.id, n.slug, n.title, n.subtitle, n.description, n.lineup, n.minimum_age, n.poster,
            n.state, ${local('n.doors_at')} as doors_at, ${local('n.ends_at')} as ends_at,
            n.order_tickets_max, n.hard_capacity, n.version, n.doors_at as starts_at,
            n.ends_at as over_at, n.ends_at <= now() as is_over,
            n.doors_at <= now() and n.ends_at > now() as is_on, n.ga_paused_at, n.ga_paused_by,
            n.vip_paused_at, n.vip_paused_by, v.hard_capacity as house_capacity,
            places_of_night(n.id) as places
       from nights n join venues v on v.id = n.venue_id where n.id = $1`,
    [id],
  )
}

/** A kind of ticket as the night's page has it. */
export interface TypeInHand {
  id: string
  name: string
  description: string
  price_minor: number
  capacity: number
  /** Sold or held. */
  taken: number
  order_quantity_max: number
  sales_start_at: string | null
  sales_end_at: string | null
  opens_after: string | null
  sold_out_at: Date | null
  version: number
}

export function selectTypesInHand(db: Queryable, nightId: string): Promise<TypeInHand[]> {
  return rows<TypeInHand>(
    db,
    'types_in_hand',
    `select t.id, t.name, t.description, t.price_minor::float8, t.capacity, t.taken,
            t.order_quantity_max, t.opens_after, t.sold_out_at, t.version,
            ${local('t.sales_start_at')} as sales_start_at,
            ${local('t.sales_end_at')} as sales_end_at
       from ticket_types t join nights n on n.id = t.night_id join venues v on v.id = n.venue_id
      where t.night_id = $1 order by t.position, t.id`,
    [nightId],
  )
}

/** The VIP side as the night's page has it. */
export interface VipInHand {
  sales_start_at: string | null
  sales_end_at: string | null
  arrive_by: string
  policy: string
  capture: 'at_once' | 'at_doors'
  version: number
  tables: number
  /** Booked or held. */
  tables_taken: number
  seats: number
}

export function selectVipInHand(db: Queryable, nightId: string): Promise<VipInHand | undefined> {
  return row<VipInHand>(
    db,
    'vip_in_hand',
    `select p.policy, p.capture, p.version, ${local('p.sales_start_at')} as sales_start_at,
            ${local('p.sales_end_at')} as sales_end_at, ${local('p.arrive_by')} as arrive_by,
            (select count(*)::int from table_offers
              where night_id = $1 and off_sale_at is null) as tables,
            (select count(*)::int from table_offers where night_id = $1 and heads > 0)
              as tables_taken,
            (select coalesce(sum(guests_max), 0)::int from table_offers
              where night_id = $1 and off_sale_at is null) as seats
       from vip_nights p join nights n on n.id = p.night_id join venues v on v.id = n.venue_id
      where p.night_id = $1`,
    [nightId],
  )
}

/** How many fit into the house; null for no limit. */
export async function selectHouseCapacity(db: Queryable): Promise<number | null> {
  const found = await row<{ hard_capacity: number | null }>(
    db,
    'house_capacity',
    `select hard_capacity from venues order by created_at, id limit 1`,
  )
  return found?.hard_capacity ?? null
}

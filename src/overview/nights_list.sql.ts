import { rows, type Queryable } from '../kernel/index.ts'
import { cursorSql, type Cursor } from './lists_cursor.ts'

/** Which nights a list is of. */
export const nightShows = ['coming', 'drafts', 'past'] as const
export type NightShow = (typeof nightShows)[number]

/** A night as the list of nights shows it. */
export interface ManagedNight {
  id: string
  slug: string
  title: string
  state: 'draft' | 'published' | 'cancelled'
  doors_at: Date
  ends_at: Date
  /** Its doors are open, by the database's clock. */
  is_on: boolean
  ga_paused: boolean
  vip_paused: boolean
  /** GA tickets that are sold or held, and how many there are. */
  taken: number
  capacity: number
  /** VIP tables that are booked or held, and how many are on sale. */
  tables_taken: number
  tables: number
  cursor: string
}

/** Which nights, what comes first, and what comes after a cursor. */
const SHOWS: Record<NightShow, { which: string; order: string; after: string }> = {
  coming: { which: `state <> 'draft' and ends_at > now()`, order: 'asc', after: '>' },
  drafts: { which: `state = 'draft'`, order: 'asc', after: '>' },
  past: { which: `state <> 'draft' and ends_at <= now()`, order: 'desc', after: '<' },
}

/**
 * A page of the nights: those that come, the soonest first; drafts; or those that were, the latest
 * first. What is taken stands in the counters, so no order is looked at.
 */
export function selectManagedNights(
  db: Queryable,
  show: NightShow,
  after: Cursor | undefined,
  limit: number,
): Promise<ManagedNight[]> {
  const { which, order, after: beyond } = SHOWS[show]
  const page = `select id, slug, title, state, doors_at, ends_at, ga_paused_at, vip_paused_at
     from nights
    where ${which} ${after ? `and (doors_at, id) ${beyond} ($2::timestamptz, $3)` : ''}
    order by doors_at ${order}, id ${order} limit $1`
  return rows<ManagedNight>(
    db,
    `managed_nights_${show}${after ? '_on' : ''}`,
    `select n.id, n.slug, n.title, n.state, n.doors_at, n.ends_at,
            n.doors_at <= now() and n.ends_at > now() as is_on,
            n.ga_paused_at is not null as ga_paused, n.vip_paused_at is not null as vip_paused,
            t.taken, t.capacity, o.tables_taken, o.tables, ${cursorSql('n.doors_at', 'n.id')} as cursor
       from (${page}) n,
            lateral (select coalesce(sum(taken), 0)::int as taken,
                            coalesce(sum(capacity), 0)::int as capacity
                       from ticket_types where night_id = n.id) t,
            lateral (select count(*) filter (where heads > 0)::int as tables_taken,
                            count(*)::int as tables
                       from table_offers where night_id = n.id and off_sale_at is null) o
      order by n.doors_at ${order}, n.id ${order}`,
    after ? [limit, after.at, after.id] : [limit],
  )
}

import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import { localSql } from './local_time.sql.ts'

/** What an editor of a night has in front of them. Times are local ones of the venue's clock. */
export interface NightDetails {
  slug: string
  title: string
  subtitle: string
  description: string
  lineup: string[]
  minimum_age: number | null
  poster: number
  doors_at: string
  ends_at: string
  order_tickets_max: number
  hard_capacity: number | null
}

/** A night that is about to be changed, locked against other editors until the transaction ends. */
export interface EditedNight extends NightDetails {
  id: string
  state: 'draft' | 'published' | 'cancelled'
  version: number
  is_over: boolean
  doors_raw: string
  ends_raw: string
  time_zone: string
  /** As many as fit: the lower one of the house's number and the night's; null where any do. */
  most: number | null
  /** As many as it can put into the house by now. */
  places: number
}

/**
 * A night, locked for whoever changes it or anything that is sold of it, and the house's number
 * with it. Guests who buy do not wait for this lock: what they write only refers to the night. What
 * is read of the night is read behind the lock, since whoever had it may have changed that.
 */
export async function lockNight(tx: Tx, id: string): Promise<EditedNight | undefined> {
  await rows(
    tx,
    'lock_night_to_edit',
    `select from nights n join venues v on v.id = n.venue_id
      where n.id = $1 for no key update of n for share of v`,
    [id],
  )
  return row<EditedNight>(
    tx,
    'night_to_edit',
    `select n.id, n.slug, n.title, n.subtitle, n.description, n.lineup, n.minimum_age, n.poster,
            n.state, n.version, n.order_tickets_max, n.hard_capacity, n.ends_at <= now() as is_over,
            n.doors_at::text as doors_raw, n.ends_at::text as ends_raw, v.time_zone,
            ${localSql('n.doors_at', 'v.time_zone')} as doors_at,
            ${localSql('n.ends_at', 'v.time_zone')} as ends_at,
            least(n.hard_capacity, v.hard_capacity) as most, places_of_night(n.id) as places
       from nights n join venues v on v.id = n.venue_id
      where n.id = $1`,
    [id],
  )
}

/** A new draft; no row where its id, or its address, is there already. */
export function insertNight(
  tx: Tx,
  night: { id: string; slug: string; title: string; doors_at: string; ends_at: string },
): Promise<number> {
  return touched(
    tx,
    'insert_night',
    `insert into nights (id, venue_id, slug, title, doors_at, ends_at)
     select $1, id, $2, $3, $4::timestamptz, $5::timestamptz
       from venues order by created_at, id limit 1
     on conflict do nothing`,
    [night.id, night.slug, night.title, night.doors_at, night.ends_at],
  )
}

/** Addresses of nights that begin like this one. */
export async function selectSlugsLike(db: Queryable, slug: string): Promise<Set<string>> {
  const found = await rows<{ slug: string }>(
    db,
    'slugs_like',
    `select slug from nights where starts_with(slug, $1)`,
    [slug],
  )
  return new Set(found.map((one) => one.slug))
}

/** Writes what an editor has changed; its times are moments here. */
export function updateNight(tx: Tx, id: string, night: NightDetails): Promise<number> {
  return touched(
    tx,
    'update_night',
    `update nights set slug = $2, title = $3, subtitle = $4, description = $5, lineup = $6,
            minimum_age = $7, poster = $8, doors_at = $9::timestamptz, ends_at = $10::timestamptz,
            order_tickets_max = $11, hard_capacity = $12, version = version + 1
      where id = $1`,
    [
      id,
      night.slug,
      night.title,
      night.subtitle,
      night.description,
      night.lineup,
      night.minimum_age,
      night.poster,
      night.doors_at,
      night.ends_at,
      night.order_tickets_max,
      night.hard_capacity,
    ],
  )
}

/** Puts a draft on sale; no row when somebody was first. */
export function markPublished(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'publish_night',
    `update nights set state = 'published' where id = $1 and state = 'draft'`,
    [id],
  )
}

const SIDES = {
  ga: {
    paused: `update nights set ga_paused_at = now(), ga_paused_by = $2
              where id = $1 and ga_paused_at is null`,
    resumed: `update nights set ga_paused_at = null, ga_paused_by = null
               where id = $1 and ga_paused_at is not null`,
  },
  vip: {
    paused: `update nights set vip_paused_at = now(), vip_paused_by = $2
              where id = $1 and vip_paused_at is null`,
    resumed: `update nights set vip_paused_at = null, vip_paused_by = null
               where id = $1 and vip_paused_at is not null`,
  },
}

/** Pauses the sale of one side of a night; no row when it is paused already. */
export function markPaused(tx: Tx, id: string, side: 'ga' | 'vip', by: string): Promise<number> {
  return touched(tx, `pause_sales_${side}`, SIDES[side].paused, [id, by])
}

/** Goes on with the sale; no row when it goes on already. */
export function markResumed(tx: Tx, id: string, side: 'ga' | 'vip'): Promise<number> {
  return touched(tx, `resume_sales_${side}`, SIDES[side].resumed, [id])
}

import {
  attemptInside,
  isRefused,
  noteInAuditTrail,
  refuse,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import { changedFields, refuseOlder, type Actor } from './edits.ts'
import { isBefore, momentOf } from './local_time.sql.ts'
import {
  insertNight,
  lockNight,
  markPaused,
  markPublished,
  markResumed,
  selectSlugsLike,
  updateNight,
  type EditedNight,
  type NightDetails,
} from './night_edit.sql.ts'
import { selectVenue } from './venue.sql.ts'
import { proposeSlug } from './slug.ts'

export type NightRefusal =
  | 'night_unknown'
  | 'night_cancelled'
  | 'night_over'
  | 'not_open_yet'
  | 'changed_meanwhile'
  | 'ends_before_doors'
  | 'time_skipped'
  | 'slug_fixed'
  | 'slug_taken'
  | 'hard_capacity_below'

/** What a new night begins with; its page makes the id, so that sent twice it is one night. */
export interface NewNight {
  id: string
  title: string
  doors_at: string
  ends_at: string
}

/** Writes a draft, under an address that is proposed from its title and date. */
export async function createNight(
  tx: Tx,
  night: NewNight,
  actor: Actor,
): Promise<{ id: string } | Refused<NightRefusal>> {
  const venue = await selectVenue(tx)
  if (!venue) return refuse('not_open_yet', 'venue')
  const times = await timesOf(tx, venue.time_zone, night)
  if (isRefused(times)) return times
  // Somebody else may take the address at the same moment; then the next one is free.
  while (!(await lockNight(tx, night.id))) {
    const slug = await freeSlug(tx, night.title, night.doors_at)
    const made = await insertNight(tx, { ...night, ...times, slug })
    if (made === 1) await noteNight(tx, 'night.created', night.id, actor)
  }
  return { id: night.id }
}

/** An address that no night has. */
export async function freeSlug(tx: Tx, title: string, doorsAt: string): Promise<string> {
  const wished = proposeSlug(title, doorsAt)
  const known = await selectSlugsLike(tx, wished)
  let slug = wished
  for (let n = 2; known.has(slug); n += 1) slug = `${wished}-${n}`
  return slug
}

/**
 * Saves what an editor has in front of them. Refuses an older version than the last one, unless
 * there is nothing to change any more: then it is the same save, sent again.
 */
export async function changeNight(
  tx: Tx,
  id: string,
  version: number,
  wanted: NightDetails,
  actor: Actor,
): Promise<{ version: number } | Refused<NightRefusal>> {
  const night = await openNight(tx, id)
  if (isRefused(night)) return night
  const fields = changedFields<NightDetails>(pick(night, wanted), wanted)
  if (fields.length === 0) return { version: night.version }
  if (night.version !== version) return refuseOlder(tx, id, 'night.changed', version)
  const refused = await refuseDetails(tx, night, wanted)
  if (refused) return refused
  const times = await timesOf(tx, night.time_zone, wanted, night)
  if (isRefused(times)) return times
  const saved = await attemptInside(tx, () => updateNight(tx, id, { ...wanted, ...times }))
  // Another night was given the same address at the same moment.
  if ('error' in saved) {
    const { constraint } = Object(saved.error) as { constraint?: string }
    if (constraint === 'nights_slug_key') return refuse('slug_taken', 'slug')
    // A night that is to come again counts against the house's number once more.
    if (constraint === 'hard_capacity')
      return refuse('hard_capacity_below', 'hard_capacity', { min: night.places })
    throw saved.error
  }
  const changed = { version: version + 1, fields: fields.join(' ') }
  await noteNight(tx, 'night.changed', id, actor, changed)
  return { version: version + 1 }
}

function pick(night: EditedNight, wanted: NightDetails): NightDetails {
  const names = Object.keys(wanted) as (keyof NightDetails)[]
  return Object.fromEntries(names.map((name) => [name, night[name]])) as unknown as NightDetails
}

async function refuseDetails(
  tx: Tx,
  night: EditedNight,
  { slug, hard_capacity }: NightDetails,
): Promise<Refused<NightRefusal> | undefined> {
  const { places } = night
  if (slug !== night.slug && night.state !== 'draft') return refuse('slug_fixed', 'slug')
  if (slug !== night.slug && (await selectSlugsLike(tx, slug)).has(slug))
    return refuse('slug_taken', 'slug')
  if (hard_capacity !== night.hard_capacity && hard_capacity !== null && hard_capacity < places)
    return refuse('hard_capacity_below', 'hard_capacity', { min: places })
  return undefined
}

/** Puts a draft on sale, once, however many press. */
export async function publishNight(
  tx: Tx,
  id: string,
  actor: Actor,
): Promise<{ id: string } | Refused<NightRefusal>> {
  const night = await openNight(tx, id)
  if (isRefused(night)) return night
  if (night.is_over && night.state === 'draft') return refuse('night_over', 'ends_at')
  if ((await markPublished(tx, id)) === 1) await noteNight(tx, 'night.published', id, actor)
  return { id }
}

/** Pauses the sale of tickets or of VIP tables, or goes on with it; once, however many press. */
export async function pauseSales(
  tx: Tx,
  id: string,
  side: 'ga' | 'vip',
  isPaused: boolean,
  actor: Actor,
): Promise<{ id: string } | Refused<NightRefusal>> {
  const night = await openNight(tx, id)
  if (isRefused(night)) return night
  const done = isPaused ? await markPaused(tx, id, side, actor) : await markResumed(tx, id, side)
  const action = isPaused ? 'night.sales_paused' : 'night.sales_resumed'
  if (done === 1) await noteNight(tx, action, id, actor, { side })
  return { id }
}

/** A night that may still be changed, locked; one that was called off stays as it is. */
export async function openNight(
  tx: Tx,
  id: string,
): Promise<EditedNight | Refused<'night_unknown' | 'night_cancelled'>> {
  const night = await lockNight(tx, id)
  if (!night) return refuse('night_unknown', 'night')
  return night.state === 'cancelled' ? refuse('night_cancelled', 'night') : night
}

async function timesOf(
  tx: Tx,
  zone: string,
  wanted: { doors_at: string; ends_at: string },
  night?: EditedNight,
): Promise<{ doors_at: string; ends_at: string } | Refused<NightRefusal>> {
  const { doors_at, ends_at } = wanted
  const before = night && { raw: night.doors_raw, local: night.doors_at }
  const doors = await momentOf(tx, zone, 'doors_at', doors_at, before)
  if (isRefused(doors)) return doors
  const after = night && { raw: night.ends_raw, local: night.ends_at }
  const ends = await momentOf(tx, zone, 'ends_at', ends_at, after)
  if (isRefused(ends)) return ends
  if (!(await isBefore(tx, doors, ends))) return refuse('ends_before_doors', 'ends_at')
  return { doors_at: doors, ends_at: ends }
}

async function noteNight(
  tx: Tx,
  action: string,
  id: string,
  actor: Actor,
  detail: Record<string, string | number> = {},
): Promise<void> {
  await noteInAuditTrail(tx, { action, subject_id: id, actor, detail })
}

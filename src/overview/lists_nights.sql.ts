import { row, rows, type Queryable } from '../kernel/index.ts'

/** A night that a list can be narrowed to. */
export interface ListedNight {
  id: string
  slug: string
  title: string
  doors_at: Date
}

/** More than anybody looks through; what is older is found by its guests. */
const NIGHTS_MAX = 200

/** The nights there are, the newest first. */
export function selectListedNights(db: Queryable): Promise<ListedNight[]> {
  return rows<ListedNight>(
    db,
    'listed_nights',
    `select id, slug, title, doors_at from nights order by doors_at desc, id limit $1`,
    [NIGHTS_MAX],
  )
}

/** The id of the night at an address; undefined where there is none. */
export async function selectNightId(db: Queryable, slug: string): Promise<string | undefined> {
  return (
    await row<{ id: string }>(db, 'night_id', `select id from nights where slug = $1`, [slug])
  )?.id
}

/** The moments at which the venue's clock shows these local times, such as 2026-11-26T23:00. */
export async function selectMoments(
  db: Queryable,
  from: string | undefined,
  to: string | undefined,
): Promise<{ from: string | undefined; to: string | undefined }> {
  if (from === undefined && to === undefined) return { from, to }
  const found = await row<{ from: string | null; to: string | null }>(
    db,
    'moments_of_venue',
    `select ($1::timestamp at time zone time_zone)::text as from,
            ($2::timestamp at time zone time_zone)::text as to from venues limit 1`,
    [from ?? null, to ?? null],
  )
  return { from: found?.from ?? undefined, to: found?.to ?? undefined }
}

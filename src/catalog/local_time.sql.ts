import { must, refuse, row, type Queryable, type Refused } from '../kernel/index.ts'

/** SQL that writes a moment as the venue's clock shows it, such as 2026-12-05T23:00. */
export const localSql = (at: string, zone: string) =>
  `to_char(nullif(nullif(${at}, 'infinity'), '-infinity') at time zone ${zone},
    'YYYY-MM-DD"T"HH24:MI')`

/** A moment as it stands, to the microsecond, and as the venue's clock shows it; null for none. */
export interface StoredTime {
  raw: string
  local: string | null
}

/**
 * The moment that a local time means. What was not changed stays as it is stored, so that saving a
 * form moves nothing, not even in the hour that the clocks show twice; typed anew, it means the
 * second of the two. A time that the clocks skip is refused. `none` is what an empty field means.
 */
export async function momentOf(
  db: Queryable,
  zone: string,
  field: string,
  local: string | null,
  stored: StoredTime | undefined,
  none: '-infinity' | 'infinity' = 'infinity',
): Promise<string | Refused<'time_skipped'>> {
  if (stored && local === stored.local) return stored.raw
  if (local === null) return none
  const found = await row<{ at: string; is_shown: boolean }>(
    db,
    'moment_of_local_time',
    `select ($1::timestamp at time zone $2)::text as at,
            ($1::timestamp at time zone $2) at time zone $2 = $1::timestamp as is_shown`,
    [local, zone],
  )
  const { at, is_shown } = must(found, 'the moment')
  return is_shown ? at : refuse('time_skipped', field)
}

/** Is one moment before another, by the database's own reckoning? */
export async function isBefore(db: Queryable, first: string, second: string): Promise<boolean> {
  const found = await row<{ is_before: boolean }>(
    db,
    'moment_is_before',
    `select $1::timestamptz < $2::timestamptz as is_before`,
    [first, second],
  )
  return found?.is_before === true
}

/** The local time as long after `begin` as `end` is after `start`, on the clock on the wall. */
export async function localLater(
  db: Queryable,
  begin: string,
  start: string,
  end: string,
): Promise<string> {
  const found = await row<{ local: string }>(
    db,
    'local_time_later',
    `select to_char($1::timestamp + ($3::timestamp - $2::timestamp),
                    'YYYY-MM-DD"T"HH24:MI') as local`,
    [begin, start, end],
  )
  return must(found, 'the time').local
}

import { row, rows, type Queryable } from '../kernel/index.ts'
import { WIDTHS, type FailedBucket, type FailedScope } from './failed_range.ts'

/** What a span of time is made from. */
export interface FailedClock {
  /** Of the database. */
  now: Date
  /** The beginnings of the first day that was asked for, and of the one after the last. */
  first_day: Date | null
  last_day: Date | null
  /** The midnight so many days ago that were asked for, today included. */
  days_ago: Date | null
  /** The night that was asked for; null where there is none of that name. */
  night_id: string | null
  title: string | null
  doors_at: Date | null
  ends_at: Date | null
  /** When its first order was placed. */
  sold_from: Date | null
}

/** Days begin at the venue's midnights. Days are `YYYY-MM-DD`. */
export async function selectClock(
  db: Queryable,
  timeZone: string,
  wish: { night: string | null; first: string | null; last: string | null; days: number | null },
): Promise<FailedClock> {
  const found = await row<FailedClock>(
    db,
    'failed_clock',
    `select now() as now, n.id as night_id, n.title, n.doors_at, n.ends_at,
            $2::date::timestamp at time zone $1 as first_day,
            ($3::date + 1)::timestamp at time zone $1 as last_day,
            ((now() at time zone $1)::date - ($4::int - 1))::timestamp at time zone $1 as days_ago,
            (select min(placed_at) from orders where night_id = n.id) as sold_from
       from (select 1) one left join nights n on n.slug = $5`,
    [timeZone, wish.first, wish.last, wish.days, wish.night],
  )
  return found!
}

/** The full hour that a moment is in, by the venue's clock. */
export async function selectHour(db: Queryable, at: Date, timeZone: string): Promise<Date> {
  const query = `select date_trunc('hour', $1::timestamptz, $2) as hour`
  const found = await row<{ hour: Date }>(db, 'failed_hour', query, [at, timeZone])
  return found!.hour
}

/** When each bar begins, those in which nothing happened as well. */
export async function selectBars(db: Queryable, scope: FailedScope): Promise<Date[]> {
  const { bucket, from, to, hour, time_zone } = scope
  const values = [from, to, hour, time_zone]
  const found = await rows<{ at: Date }>(db, `failed_bars_${bucket}`, barsQuery(bucket), values)
  return found.map(({ at }) => at)
}

/** SQL for all bars there are from `$1` to `$2`; `$3` is the full hour, `$4` the time zone. */
function barsQuery(bucket: FailedBucket): string {
  const width = WIDTHS[bucket]
  return bucket === 'day'
    ? `select day at time zone $4 as at
         from generate_series(date_trunc('day', $1::timestamptz at time zone $4),
                              $2::timestamptz at time zone $4, '1 day') day
        where day at time zone $4 < $2 and $3::timestamptz is not null
        order by 1`
    : `select at from generate_series(date_bin('${width}', $1::timestamptz, $3::timestamptz),
                                      $2::timestamptz, '${width}') at
        where at < $2 and $4::text is not null
        order by 1`
}

/** A night by its name. */
export interface FailedNight {
  id: string
  slug: string
  title: string
  doors_at: Date
}

/** More than anybody chooses from; the newest are shown. */
const NIGHTS_MAX = 100

/** The nights that can be chosen, and those with these ids. The newest first. */
export function selectNights(db: Queryable, ids: string[]): Promise<FailedNight[]> {
  return rows<FailedNight>(
    db,
    'failed_nights',
    `select id, slug, title, doors_at from nights
      where id = any($1) or id in (
        select id from nights where state <> 'draft' order by doors_at desc limit $2)
      order by doors_at desc, id`,
    [ids, NIGHTS_MAX],
  )
}

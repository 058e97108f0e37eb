/** How much time one bar of a chart stands for. */
export type FailedBucket = 'five_minutes' | 'hour' | 'day'

/** Which tries and payments are looked at, and how they are counted. */
export interface FailedScope {
  /** From then on, and before `to`. */
  from: Date
  to: Date
  /** The full hour that `from` is in, by the venue's clock. */
  hour: Date
  bucket: FailedBucket
  /** Null for all of them. */
  night_id: string | null
  is_vip: boolean | null
  /** Of the venue: days begin by its clock, and sums are in its currency. */
  time_zone: string
  currency: string
}

const HOUR_MS = 60 * 60 * 1000
/** A day of 25 hours, when the clocks go back, has 300 bars of five minutes. */
const FIVE_MINUTES_UNTIL_MS = 25 * HOUR_MS
/** Two weeks have 336 bars of an hour, or a few more. */
const HOURS_UNTIL_MS = 15 * 24 * HOUR_MS
/** As intervals of PostgreSQL. */
export const WIDTHS = { five_minutes: '5 minutes', hour: '1 hour', day: '1 day' }

/** The bars that a chart of that time has, so that they can be told apart. */
export function bucketOf(from: Date, to: Date): FailedBucket {
  const span_ms = to.getTime() - from.getTime()
  if (span_ms <= FIVE_MINUTES_UNTIL_MS) return 'five_minutes'
  return span_ms <= HOURS_UNTIL_MS ? 'hour' : 'day'
}

/**
 * SQL for the piece of time that a moment is in, counted on from `$5`: a full hour in the venue's
 * time zone. A day's pieces are no longer than what any two time zones differ by, so that days can
 * be made of them; to ask each moment for its day would take longer than all the rest.
 */
export function pieceQuery(bucket: FailedBucket, moment: string): string {
  const width = bucket === 'day' ? '15 minutes' : WIDTHS[bucket]
  return `date_bin('${width}', ${moment}, $5)`
}

/** SQL for when the bar of a piece begins: for days `$6`, the time zone, says which it is in. */
export function barQuery(bucket: FailedBucket, piece: string): string {
  return bucket === 'day' ? `date_trunc('day', ${piece}, $6)` : piece
}

/** The values of a statement about the scope: `$1` to `$5`, and for days the time zone. */
export function scopeValues(scope: FailedScope): unknown[] {
  const { from, to, hour, night_id, is_vip, bucket, time_zone } = scope
  const zone = bucket === 'day' ? [time_zone] : []
  return [from, to, night_id, is_vip, hour, ...zone]
}

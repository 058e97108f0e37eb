import { isRefused, refuse, type Queryable, type Refused } from '../kernel/index.ts'
import { bucketOf, type FailedScope } from './failed_range.ts'
import { selectClock, selectHour, type FailedClock } from './failed_scope.sql.ts'

/** What is to be seen. Without any time: all of the night's sale, or the last seven days. */
export interface FailedWish {
  /** A day such as `2026-11-20`, which is meant whole, or a moment with its offset. */
  from?: string | undefined
  to?: string | undefined
  /** So far back from now. */
  range?: FailedSpan | undefined
  /** A night's slug. */
  night?: string | undefined
  kind?: 'ga' | 'vip' | undefined
}

export const failedSpans = ['24h', '7d', '30d', '90d', '365d'] as const
export type FailedSpan = (typeof failedSpans)[number]

const MINUTE_MS = 60 * 1000
const DAY_MS = 24 * 60 * MINUTE_MS
/** A year and a month, for a comparison. */
const DAYS_MAX = 400
/** A day whose clocks are set is an hour longer. */
const SPAN_MS_MAX = DAYS_MAX * DAY_MS + 60 * MINUTE_MS

/** Reads a wish into a scope, or says which part of it is no good. */
export async function scopeOf(
  db: Queryable,
  venue: { time_zone: string; currency: string },
  wish: FailedWish,
): Promise<(FailedScope & { now: Date }) | Refused<'input_invalid' | 'night_unknown'>> {
  const { time_zone, currency } = venue
  const clock = await selectClock(db, time_zone, {
    night: wish.night ?? null,
    first: dayOf(wish.from),
    last: dayOf(wish.to),
    days: daysOf(wish),
  })
  if (wish.night !== undefined && clock.night_id === null) return refuse('night_unknown', 'night')
  const span = spanOf(wish, clock)
  if (isRefused(span)) return span
  return {
    ...span,
    hour: await selectHour(db, span.from, time_zone),
    bucket: bucketOf(span.from, span.to),
    night_id: clock.night_id,
    is_vip: wish.kind === undefined ? null : wish.kind === 'vip',
    time_zone,
    currency,
    now: clock.now,
  }
}

const isDay = (text: string | undefined) => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text)
const dayOf = (text: string | undefined) => (text !== undefined && isDay(text) ? text : null)

/** How many days back, today included; null where the wish does not say so. */
function daysOf({ from, to, range, night }: FailedWish): number | null {
  if (from !== undefined || to !== undefined || range === '24h') return null
  if (range === undefined) return night === undefined ? 7 : null
  return Number.parseInt(range, 10)
}

function spanOf(
  wish: FailedWish,
  clock: FailedClock,
): { from: Date; to: Date } | Refused<'input_invalid'> {
  const { now, days_ago } = clock
  if (days_ago) return { from: days_ago, to: now }
  if (wish.range === '24h') return { from: fiveMinutes(now.getTime() - DAY_MS), to: now }
  if (wish.from === undefined && wish.to === undefined) return saleOf(clock)
  const to = momentOf(wish.to, clock.last_day) ?? now
  const from = momentOf(wish.from, clock.first_day) ?? new Date(to.getTime() - 7 * DAY_MS)
  if (from >= to) return refuse('input_invalid', wish.to === undefined ? 'from' : 'to')
  if (to.getTime() - from.getTime() > SPAN_MS_MAX) return refuse('input_invalid', 'from')
  return { from, to }
}

function momentOf(text: string | undefined, day: Date | null): Date | undefined {
  if (text === undefined) return undefined
  return day ?? new Date(text)
}

/** All of a night's sale so far, or of what may be looked at: from its first order to its end. */
function saleOf({ now, sold_from, ends_at }: FailedClock): { from: Date; to: Date } {
  const to = new Date(Math.min(now.getTime(), ends_at?.getTime() ?? Infinity))
  const first_ms = Math.max(sold_from?.getTime() ?? 0, to.getTime() - DAYS_MAX * DAY_MS)
  const from = fiveMinutes(sold_from ? first_ms : to.getTime() - DAY_MS)
  return from < to ? { from, to } : { from: new Date(to.getTime() - DAY_MS), to }
}

/** Down to a full five minutes, so that the first bar is a whole one. */
const fiveMinutes = (at_ms: number) => new Date(at_ms - (at_ms % (5 * MINUTE_MS)))

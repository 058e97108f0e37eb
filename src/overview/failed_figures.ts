import { isRefused, type Queryable, type Refused } from '../kernel/index.ts'
import { selectFailedOrders } from './failed_orders.sql.ts'
import { selectPaid, selectWaits } from './failed_paid.sql.ts'
import type { FailedBucket } from './failed_range.ts'
import { scopeOf, type FailedWish } from './failed_scope.ts'
import { selectBars, selectNights } from './failed_scope.sql.ts'
import { nightsOf, type FailedByNight, type FailedOutcome } from './failed_nights.ts'
import { selectFailedTries, type FailedTries } from './failed_tries.sql.ts'

/** How tries to pay went: all of them together are the attempts. */
export interface FailedCounts {
  attempts: number
  /** Orders that were paid. */
  successes: number
  /** First declines of an order for a code, and further ones of the same order and code. */
  unique_declines: number
  retries: number
  /** Tries that broke off: nobody was declined, and nothing was paid. */
  errored: number
}

/** A bar of the chart over time. */
export interface FailedAtTime extends FailedCounts {
  /** When it begins, as an ISO text. */
  at: string
}

/** What Stripe or the bank said, as its code, and how often. */
export interface FailedCode {
  code: string
  unique_declines: number
  retries: number
}

/** All that the page of failed payments shows. Moments are ISO texts. */
export interface FailedFigures {
  from: string
  to: string
  bucket: FailedBucket
  currency: string
  /** The database's clock at the time of counting. */
  as_of: string
  totals: FailedCounts & FailedOutcome
  codes: FailedCode[]
  times: FailedAtTime[]
  nights: FailedByNight[]
  /** The nights that can be chosen. */
  choice: { slug: string; title: string; doors_at: string }[]
}

/**
 * Counts what failed, and what became of it. Each figure is defined in docs/failed_payments.md, and
 * each is read by a statement of its own, from what an index finds.
 */
export async function failedFigures(
  db: Queryable,
  venue: { time_zone: string; currency: string },
  wish: FailedWish,
): Promise<FailedFigures | Refused<'input_invalid' | 'night_unknown'>> {
  const scope = await scopeOf(db, venue, wish)
  if (isRefused(scope)) return scope
  const bars = await selectBars(db, scope)
  const tries = await selectFailedTries(db, scope)
  const paid = await selectPaid(db, scope)
  const orders = await selectFailedOrders(db, scope)
  const waits = await selectWaits(db, scope)
  const ids = [...orders, ...waits].map(({ night_id }) => night_id)
  const named = await selectNights(db, [...new Set(ids)])
  const times = timesOf(bars, tries, paid)
  const { nights, outcome } = nightsOf(named, orders, waits)
  return {
    from: scope.from.toISOString(),
    to: scope.to.toISOString(),
    bucket: scope.bucket,
    currency: venue.currency,
    as_of: scope.now.toISOString(),
    totals: { ...sumOf(times), ...outcome },
    codes: codesOf(tries),
    times,
    nights,
    choice: named.map(({ slug, title, doors_at }) => ({
      slug,
      title,
      doors_at: doors_at.toISOString(),
    })),
  }
}

/** The commonest first. */
function codesOf(tries: FailedTries[]): FailedCode[] {
  return tries
    .flatMap(({ by, code, unique_declines, retries }) =>
      by === 'code' && code !== null ? [{ code, unique_declines, retries }] : [],
    )
    .toSorted(
      (one, other) =>
        other.unique_declines - one.unique_declines ||
        other.retries - one.retries ||
        (one.code < other.code ? -1 : 1),
    )
}

/** A bar for each piece of time, those in which nothing happened as well. */
function timesOf(
  bars: Date[],
  tries: FailedTries[],
  paid: { at: Date; successes: number }[],
): FailedAtTime[] {
  const failedAt = new Map(tries.map((one) => [one.at?.getTime(), one]))
  const paidAt = new Map(paid.map(({ at, successes }) => [at.getTime(), successes]))
  return bars.map((at) => {
    const failed = failedAt.get(at.getTime())
    const successes = paidAt.get(at.getTime()) ?? 0
    const { unique_declines = 0, retries = 0, errored = 0 } = failed ?? {}
    const attempts = successes + unique_declines + retries + errored
    return { at: at.toISOString(), attempts, successes, unique_declines, retries, errored }
  })
}

function sumOf(times: FailedCounts[]): FailedCounts {
  const sum = (name: keyof FailedCounts) => times.reduce((all, one) => all + one[name], 0)
  return {
    attempts: sum('attempts'),
    successes: sum('successes'),
    unique_declines: sum('unique_declines'),
    retries: sum('retries'),
    errored: sum('errored'),
  }
}

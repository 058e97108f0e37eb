import type { Queryable } from '../kernel/index.ts'
import { selectArrivedSince } from './tonight_sums.sql.ts'

/** How many of each kind of ticket are in, by the kind's id. */
type Arrivals = Map<string, number>

/** What is known to be final of a night: all that came in before `until`. */
interface Known {
  arrivals: Arrivals
  /** As PostgreSQL writes it: a Date would lose the microseconds. */
  until: string
  /** Until when it is believed. */
  kept_until_ms: number
}

/** All is counted anew from time to time, so that no count is wrong for a night. */
const KEPT_MS = 10 * 60_000
/** More nights than anybody looks at within that time. */
const NIGHTS_MAX = 50

/**
 * Counts who is in, by kind of ticket. A ticket's kind is looked up for each who came in, which
 * takes a while of a hundred thousand; so only those are looked up who came in since the last look,
 * and a little before it.
 */
export function countArrivals(db: Queryable): (nightId: string) => Promise<Arrivals> {
  const nights = new Map<string, Known>()
  return async (nightId) => {
    const kept = nights.get(nightId)
    const known = kept && performance.now() < kept.kept_until_ms ? kept : nothingKnown()
    const { final_at, counts } = await selectArrivedSince(db, nightId, known.until)
    const arrivals = new Map(known.arrivals)
    const final = new Map(known.arrivals)
    for (const { type_id, heads, is_final } of counts) {
      add(arrivals, type_id, heads)
      if (is_final) add(final, type_id, heads)
    }
    if (nights.size >= NIGHTS_MAX) nights.clear()
    nights.set(nightId, { ...known, arrivals: final, until: final_at })
    return arrivals
  }
}

const nothingKnown = (): Known => ({
  arrivals: new Map(),
  until: '-infinity',
  kept_until_ms: performance.now() + KEPT_MS,
})

const add = (arrivals: Arrivals, id: string, heads: number) =>
  arrivals.set(id, (arrivals.get(id) ?? 0) + heads)

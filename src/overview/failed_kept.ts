import { isRefused, transaction, type Database } from '../kernel/index.ts'
import { failedFigures } from './failed_figures.ts'
import type { FailedWish } from './failed_scope.ts'

type Venue = Parameters<typeof failedFigures>[1]
type Figures = ReturnType<typeof failedFigures>

/** News of a change is told again for longer than that, so that it is not missed. */
const KEPT_MS = 2000
/** More than people look on at once. */
const KEPT_MAX = 100

/** `failedFigures`, counted once for all who ask for the same within two seconds. */
export function keepFailedFigures(db: Database): (venue: Venue, wish: FailedWish) => Figures {
  const kept = new Map<string, { until_ms: number; figures: Figures }>()
  return (venue, wish) => {
    const key = JSON.stringify([venue.time_zone, venue.currency, wish])
    const now_ms = performance.now()
    const known = kept.get(key)
    if (known && now_ms < known.until_ms) return known.figures
    for (const [old, { until_ms }] of kept)
      if (now_ms >= until_ms || kept.size >= KEPT_MAX) kept.delete(old)
    const figures = ofOneMoment(db, venue, wish)
    const forget = () => void kept.delete(key)
    figures.then((answer) => isRefused(answer) && forget(), forget)
    kept.set(key, { until_ms: now_ms + KEPT_MS, figures })
    return figures
  }
}

/** All of it as it was at one moment, so that no figure contradicts another. */
function ofOneMoment(db: Database, venue: Venue, wish: FailedWish): Figures {
  return transaction(db, async (tx) => {
    await tx.query({ text: 'set transaction isolation level repeatable read, read only' })
    return failedFigures(tx, venue, wish)
  })
}

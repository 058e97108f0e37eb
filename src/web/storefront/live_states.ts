import { findNight } from '../../catalog/index.ts'
import type { Database } from '../../kernel/index.ts'
import { loadFloor } from './floor.ts'
import type { Floor } from './pages/tables/index.ts'

/** For so long one look serves everybody: a night's rush asks the database five times a second. */
const FRESH_MS = 200
/** More nights than anybody looks at within that time; what is beyond is simply looked up. */
const NIGHTS_MAX = 50

/**
 * Looks up the VIP side of a published night for pages that follow it, by its slug: undefined where
 * there is none. Many who look at the same night share one look.
 */
export function openLiveStates(db: Database): (slug: string) => Promise<Floor | undefined> {
  const looks = new Map<string, { at_ms: number; floor: Promise<Floor | undefined> }>()
  return (slug) => {
    const known = looks.get(slug)
    if (known && performance.now() - known.at_ms < FRESH_MS) return known.floor
    if (looks.size >= NIGHTS_MAX) looks.clear()
    const floor = lookUp(db, slug)
    looks.set(slug, { at_ms: performance.now(), floor })
    return floor
  }
}

async function lookUp(db: Database, slug: string): Promise<Floor | undefined> {
  const night = await findNight(db, slug)
  return night && night.state !== 'draft' ? loadFloor(db, night) : undefined
}

/** Looks something up by a key. */
export type Look<Found> = (key: string) => Promise<Found>

/** For so long one look serves everybody, at least: screens look again after every change. */
const FRESH_MS = 500
/** A look that takes long serves that many times as long, so that it keeps nobody busy. */
const TIMES_AS_LONG = 20
const FRESH_MS_MAX = 2_000
/** More keys than anybody looks at within that time; what is beyond is simply looked up. */
const KEYS_MAX = 50

/**
 * Shares a look among all who look at the same in one moment. What is cheap is looked up twice a
 * second at most; what a large night makes expensive is shared for longer, up to two seconds:
 * changes are told for as long. A look that has failed is not shared.
 */
export function shareLooks<Found>(look: Look<Found>): Look<Found> {
  const looks = new Map<string, { until_ms: number; found: Promise<Found> }>()
  return (key) => {
    const known = looks.get(key)
    if (known && performance.now() < known.until_ms) return known.found
    if (looks.size >= KEYS_MAX) looks.clear()
    const began_ms = performance.now()
    const entry = { until_ms: Number.POSITIVE_INFINITY, found: look(key) }
    looks.set(key, entry)
    void keep()
    return entry.found

    async function keep(): Promise<void> {
      try {
        await entry.found
        const took_ms = performance.now() - began_ms
        const fresh_ms = Math.min(FRESH_MS_MAX, Math.max(FRESH_MS, took_ms * TIMES_AS_LONG))
        entry.until_ms = began_ms + fresh_ms
      } catch {
        // Whoever has asked hears of it; the next one looks anew.
        if (looks.get(key) === entry) looks.delete(key)
      }
    }
  }
}

/** A code that was out of sight for so long is held up anew, in ms. */
const OUT_OF_SIGHT_MS = 2500

/**
 * Hands on what a camera sees, each code once while it stays in sight: many pictures a second show
 * the same one. `now` is a clock in ms.
 */
export function onceInARow(
  take: (code: string) => void,
  now: () => number,
): (code: string) => void {
  let last = { code: '', seen_ms: -Infinity }
  return (code) => {
    const isHeldStill = code === last.code && now() - last.seen_ms < OUT_OF_SIGHT_MS
    last = { code, seen_ms: now() }
    if (!isHeldStill) take(code)
  }
}

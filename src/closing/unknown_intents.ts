/** An intent that Stripe did not know, how often it was asked for, and when that is worth again. */
interface Unknown {
  tries: number
  /** An ISO text. */
  again_at: string
}

/** What is remembered of them between two rounds, by the intent. */
export type UnknownIntents = Record<string, Unknown>

/** Perhaps the keys of another account were put in: then it is known as soon as they are right. */
const FIRST_PAUSE_MS = 5 * 60_000
const PAUSE_MS_MAX = 24 * 60 * 60_000
/** No more are remembered; whoever else is unknown is asked for behind these. */
const KEPT_MAX = 500

/** Remembers one more of them, for twice as long as the last time. */
export function noteUnknown(all: UnknownIntents, intentId: string, now: Date): UnknownIntents {
  const tries = (all[intentId]?.tries ?? 0) + 1
  const pause_ms = Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** (tries - 1))
  const again_at = new Date(now.getTime() + pause_ms).toISOString()
  // The last ones: who was remembered first is asked for anew first.
  const others = Object.entries(forgetUnknown(all, intentId))
  return Object.fromEntries([...others, [intentId, { tries, again_at }]].slice(-KEPT_MAX))
}

/** Forgets one that Stripe knows after all. */
export function forgetUnknown(all: UnknownIntents, intentId: string): UnknownIntents {
  return Object.fromEntries(Object.entries(all).filter(([id]) => id !== intentId))
}

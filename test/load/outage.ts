/** When the server, or something that it needs, was away: guests wait then, and are not lost. */
export interface Outages {
  /** Was it down, or on its way down, at any moment since `since_ms`, by Date.now()? */
  wasDown(since_ms: number): boolean
  /** May a guest see a 5xx then? Over a restart nobody does. */
  isFaulty: boolean
}

/** The same for whoever makes them. */
export interface Outage extends Outages {
  /** Does something by which it is away; how long that took, in ms. */
  during(work: () => Promise<void>): Promise<number>
}

/** What was cut is noticed when it is used the next time, and what waited for it ends then. */
const HEALS_MS = 15_000

/** Nothing is away yet. */
export function newOutage(isFaulty: boolean): Outage {
  let away = 0
  let ended_at = 0
  return {
    isFaulty,
    wasDown: (since_ms) => away > 0 || ended_at >= since_ms,
    during: async (work) => {
      const began = Date.now()
      away += 1
      try {
        await work()
      } finally {
        away -= 1
        ended_at = Date.now() + (isFaulty ? HEALS_MS : 0)
      }
      return Date.now() - began
    },
  }
}

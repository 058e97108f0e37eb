/** When the server, or something that it needs, was away: guests wait then, and are not lost. */
export interface Outages {
  /** Was it down, or on its way down, at any moment from `since_ms` until now, by Date.now()? */
  wasDown(since_ms: number): boolean
  /** May a guest see a 5xx then? Over a restart nobody does. */
  isFaulty: boolean
}

/** The same for whoever makes them. */
export interface Outage extends Outages {
  /** Does something by which it is away, and waits until it is back; how long that took, in ms. */
  during(work: () => Promise<void>): Promise<number>
}

/**
 * Nothing is away yet. With `heal`, which waits until the house has answered again, whatever is
 * asked before may fail, and what is asked from then on may not, however soon the next one comes.
 */
export function newOutage(heal?: () => Promise<void>): Outage {
  let away = 0
  let ended_at = 0
  return {
    isFaulty: heal !== undefined,
    wasDown: (since_ms) => away > 0 || ended_at >= since_ms,
    during: async (work) => {
      const began = Date.now()
      away += 1
      try {
        await work()
        await heal?.()
      } finally {
        away -= 1
        ended_at = Date.now()
      }
      return Date.now() - began
    },
  }
}

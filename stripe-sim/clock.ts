/** Cancels what was scheduled; calling it late or twice is harmless. */
export type Cancel = () => void

/**
 * The only source of time in the simulator. Everything that waits (retries, debounced snapshots,
 * injected delays) asks it, so that a virtual clock can take its place.
 */
export type Clock = {
  /** The present, in milliseconds since 1970. */
  now(): number
  /** Runs `task` once, `delay_ms` from now. */
  schedule(delay_ms: number, task: () => void): Cancel
}

// A timer that keeps the process alive would stop a test run from ending, hence `unref`.
export const systemClock: Clock = {
  now: Date.now,
  schedule(delay_ms, task) {
    const timer = setTimeout(task, delay_ms).unref()
    return () => clearTimeout(timer)
  },
}

/** The present in whole seconds, as Stripe writes every `created`. */
export function seconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000)
}

/** Waits `delay_ms` by the clock. */
export async function sleep(clock: Clock, delay_ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(delay_ms, resolve)
  })
}

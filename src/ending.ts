import type { WatchSettings } from './kernel/index.ts'
import { rest } from './kernel/index.ts'

/** How a process comes to its end: in this order, and within its time. */
export interface Ending {
  /** Raised as the very first. */
  stopping: AbortSignal
  /** Notes what works until the end: all of that ends side by side, within `limit_ms`. */
  working(end: (limit_ms: number) => Promise<unknown>): void
  /** Notes what it needs for that, which ends after it, the newest first. */
  needed(close: () => Promise<unknown>): void
  /** From now on somebody may be sent here, and has to hear that nobody should be. */
  isOpen(): void
  stop(): Promise<void>
}

/** What remains, of the time that a process has to end, for what comes after the last request. */
const LAST_SECONDS = 5

/** Plans the end of a process. */
export function planEnding({ drainSeconds, stopSecondsMax }: WatchSettings): Ending {
  const atHand_ms = Math.max(1, stopSecondsMax - drainSeconds - LAST_SECONDS) * 1000
  const working: ((limit_ms: number) => Promise<unknown>)[] = []
  const needed: (() => Promise<unknown>)[] = []
  const stopping = new AbortController()
  let drain_ms = 0
  return {
    stopping: stopping.signal,
    working: (end) => void working.push(end),
    needed: (close) => void needed.push(close),
    isOpen: () => (drain_ms = drainSeconds * 1000),
    stop: async () => {
      stopping.abort()
      const pause_ms = drain_ms
      drain_ms = 0
      // A load balancer asks /readyz meanwhile, and sends guests elsewhere before the door closes.
      if (pause_ms > 0) await rest(pause_ms, new AbortController().signal)
      await Promise.all(working.splice(0).map((end) => end(atHand_ms)))
      for (const close of needed.splice(0).toReversed()) await close()
    },
  }
}

/** Ends this process in order, within the limit; on a second signal at once, as if killed. */
export function endOnSignals(stop: () => Promise<void>, limitSeconds: number): void {
  let isEnding = false
  const end = () => {
    if (isEnding) fail('Told to end once more.')
    isEnding = true
    const tooLong = () => fail(`Not all had ended within ${limitSeconds} s.`)
    setTimeout(tooLong, limitSeconds * 1000).unref()
    stop().then(
      () => process.exit(0),
      (error: Error) => fail(`The end failed: ${error.message}.`),
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence} What was at hand is taken up again by another process.\n`)
  process.exit(1)
}

import type { Settings } from '../state/settings.ts'
import { nextRandom } from './selection.ts'

/** How slow and how busy Stripe is, in real time. */
export type Traffic = {
  /** How long the next request waits, in milliseconds. */
  wait_ms(): number
  /** Counts a request; tells whether it is one more than a second may have. */
  isOneTooMany(): boolean
}

// What `requests_per_second_max` counts, see https://docs.stripe.com/rate-limits.
const second_ms = 1_000

/** The traffic at a simulator; `settings` are asked anew for every request. */
export function newTraffic(
  settings: () => Settings,
  now_ms: () => number = () => performance.now(),
): Traffic {
  let latency: Settings['latency'] = null
  let random = { lot: 0 }
  let newest = 0
  let taken_ms: number[] = []
  return {
    wait_ms() {
      const current = settings().latency
      if (current !== latency) {
        latency = current
        random = { lot: current?.seed ?? 0 }
      }
      return current === null ? 0 : drawnLatency_ms(current, random)
    },
    isOneTooMany() {
      const max = settings().requests_per_second_max
      if (max === null) return false
      if (taken_ms.length !== max) taken_ms = Array.from({ length: max }, () => -Infinity)
      const next = (newest + 1) % max
      const now = now_ms()
      // The place after the newest is the oldest: the one that was taken `max` requests ago.
      if (now - (taken_ms[next] ?? -Infinity) < second_ms) return true
      taken_ms[next] = now
      newest = next
      return false
    },
  }
}

// The value that one in a hundred of a standard normal distribution lies above.
const normalP99 = 2.326_347_874

/**
 * One latency of a lognormal distribution with this median and 99th percentile: the usual shape of
 * the answers of a healthy service, few of which are very late.
 */
function drawnLatency_ms(
  { median_ms, p99_ms }: NonNullable<Settings['latency']>,
  random: { lot: number },
): number {
  if (median_ms === 0) return 0
  const spread = Math.log(p99_ms / median_ms) / normalP99
  // Box and Muller's way from two even random numbers to a normal one.
  const radius = Math.sqrt(-2 * Math.log(1 - nextRandom(random)))
  const normal = radius * Math.cos(2 * Math.PI * nextRandom(random))
  return median_ms * Math.exp(spread * normal)
}

import type { Settings } from '../state/settings.ts'

const minute_ms = 60 * 1000
const hour_ms = 60 * minute_ms

/**
 * The waits after the first, second, … failed delivery. Stripe only says "up to three days with an
 * exponential back off" for live mode and "three times over the course of a few hours" for test
 * mode (https://docs.stripe.com/webhooks#automatic-retries); the single waits are our reading of
 * that. On a laptop the product is back within seconds or not at all.
 */
const schedules = {
  live: [
    5 * minute_ms,
    30 * minute_ms,
    2 * hour_ms,
    5 * hour_ms,
    10 * hour_ms,
    ...Array.from({ length: 4 }, () => 12 * hour_ms),
  ],
  test: [10 * minute_ms, hour_ms, 3 * hour_ms],
  laptop: [2_000, 5_000, 15_000, 60_000, 300_000, 900_000],
}

/** How long to wait after a number of failed attempts; nothing when that was the last one. */
export function retryDelay_ms(
  retries: Settings['webhook_retries'],
  failedAttempts: number,
): number | undefined {
  const schedule = typeof retries === 'string' ? schedules[retries] : retries
  return schedule[failedAttempts - 1]
}

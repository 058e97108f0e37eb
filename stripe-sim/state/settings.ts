import { z } from 'zod'
import { validated } from './validation.ts'

/** What can be set when the simulator starts and, by `control.configure`, at any moment. */

// Farther than a hundred years the clock would leave what JavaScript can tell as a date.
const stripesTime_s_max = 100 * 365 * 24 * 60 * 60
// More than this, and setTimeout does not wait at all.
const realTime_ms_max = 2 ** 31 - 1
// One place is kept for each, and no machine answers nearly so many.
const requestRateMax = 100_000

/** A span of Stripe's time, in seconds. */
export const stripesTime_s = z.number().min(0).max(stripesTime_s_max)
/** The same in milliseconds. */
export const stripesTime_ms = z
  .number()
  .min(0)
  .max(stripesTime_s_max * 1000)
/** How long something is really waited for, in milliseconds. */
export const realTime_ms = z.number().min(0).max(realTime_ms_max)

const count = z.number().int().min(1)

const latency = z
  .strictObject({
    /** Half of the requests wait longer than this. */
    median_ms: realTime_ms,
    /** One request in a hundred waits longer than this. */
    p99_ms: realTime_ms,
    /** The same seed makes the same waits, in the order in which requests come. */
    seed: z.number().int().default(1),
  })
  .refine(({ median_ms, p99_ms }) => p99_ms >= median_ms, {
    path: ['p99_ms'],
    message: 'must be at least median_ms',
  })

const schema = z.strictObject({
  /** The wallets that the Express Checkout Element finds on the guest's device. */
  wallets: z.array(z.enum(['apple_pay', 'google_pay', 'link'])),
  /** How often one intent may be confirmed; the next confirmation cancels it. */
  confirmations_max: count,
  /** How long a 3-D Secure challenge waits for its answer. */
  authentication_ttl_s: stripesTime_s,
  /** How long after its confirmation an uncaptured charge expires. */
  capture_window_s: stripesTime_s,
  /** How long after the request a late refund (of the cards for that) changes. */
  refund_delay_s: stripesTime_s,
  /** How long after the charge a dispute or fraud warning (of the cards for that) arrives. */
  dispute_delay_s: stripesTime_s,
  /** How long a dispute waits for evidence. */
  dispute_window_s: stripesTime_s,
  /** How long a new or changed object is not yet found by search. */
  search_lag_s: stripesTime_s,
  /**
   * How failed webhook deliveries are repeated: as Stripe does in live or in test mode, quickly
   * enough for a laptop, or after these waits in milliseconds.
   */
  webhook_retries: z.union([z.enum(['live', 'test', 'laptop']), z.array(stripesTime_ms)], {
    error: 'must be live, test, laptop, or a list of waits in milliseconds',
  }),
  /** How long a webhook endpoint may take to answer. */
  webhook_timeout_ms: realTime_ms.int().min(1),
  /** An endpoint at which every delivery has failed for this long is disabled. */
  endpoint_disabled_after_s: stripesTime_s,
  /** How long every request to the API waits, or null for not at all. */
  latency: latency.nullable(),
  /** More requests than this in one second are answered 429; null for no limit. */
  requests_per_second_max: count.max(requestRateMax).nullable(),
  /** How many objects of a kind are remembered; the oldest are forgotten. */
  objects_max: count,
})

export type Settings = z.infer<typeof schema>
export type SettingsChanges = z.input<ReturnType<typeof schema.partial>>

const hour_s = 60 * 60
const day_s = 24 * hour_s

/** A laptop's Stripe: everything comes soon, and nothing goes wrong by itself. */
export const settingsDefault: Settings = {
  wallets: [],
  // Stripe calls its limit variable and publishes no number.
  confirmations_max: 50,
  authentication_ttl_s: hour_s,
  capture_window_s: 7 * day_s,
  refund_delay_s: 5,
  dispute_delay_s: 5,
  dispute_window_s: 9 * day_s,
  search_lag_s: 0,
  webhook_retries: 'laptop',
  webhook_timeout_ms: 20_000,
  endpoint_disabled_after_s: 3 * day_s,
  latency: null,
  requests_per_second_max: null,
  objects_max: 20_000,
}

/**
 * The settings with some of them changed. Throws one sentence that names each setting that is
 * unknown or has no possible value; nothing is changed then.
 */
export function changedSettings(settings: Settings, changes: unknown = {}): Settings {
  const read = validated(schema.partial(), changes, 'The settings')
  const given = Object.entries(read).filter(([, value]) => value !== undefined)
  return { ...settings, ...Object.fromEntries(given) }
}

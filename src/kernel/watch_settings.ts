import { z } from 'zod'
import { bearerKey, web } from './setting_kinds.ts'

/** How a running process is watched from outside, and how long it takes to end. */
export interface WatchSettings {
  /** What whoever collects the metrics shows; undefined: there are none. */
  metricsToken: string | undefined
  /** Where traces go (OTLP over HTTP), and which part of them; undefined: none are made. */
  traces: { endpoint: string; share: number } | undefined
  /** So long a process that is to end says so and still takes requests, so that others hear. */
  drainSeconds: number
  /** A process that is to end is gone after this, whatever is still at hand. */
  stopSecondsMax: number
}

/** Less than the half minute after which Kubernetes and most supervisors kill. */
const STOP_SECONDS_MAX = 25
/** Whoever waits for longer has a supervisor that kills before. */
const STOP_LIMIT_SECONDS = 3600

const seconds = (min: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .min(min, { error: `must be at least ${min}` })
    .max(STOP_LIMIT_SECONDS, { error: `must be at most ${STOP_LIMIT_SECONDS}` })

/** Their names in the environment. Those that begin with OTEL are OpenTelemetry's own. */
export const watchSchema = {
  METRICS_TOKEN: bearerKey.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: web.optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number({ error: 'must be a number' })
    .min(0, { error: 'must be between 0 and 1' })
    .max(1, { error: 'must be between 0 and 1' })
    .default(1),
  DRAIN_SECONDS: seconds(0).default(0),
  STOP_SECONDS_MAX: seconds(1).default(STOP_SECONDS_MAX),
}

const parsed = z.object(watchSchema)

/** The same by the names of the configuration. */
export function toWatchSettings(given: z.infer<typeof parsed>): WatchSettings {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = given
  return {
    metricsToken: given.METRICS_TOKEN,
    traces: endpoint === undefined ? undefined : { endpoint, share },
    drainSeconds: given.DRAIN_SECONDS,
    stopSecondsMax: given.STOP_SECONDS_MAX,
  }
}

/** What no single one shows: whoever drains for longer than they have never ends in order. */
export function watchFaults(given: Record<string, string | undefined>): string[] {
  const limit = Number(given['STOP_SECONDS_MAX'] ?? STOP_SECONDS_MAX)
  return Number(given['DRAIN_SECONDS'] ?? 0) < limit
    ? []
    : ['DRAIN_SECONDS must be less than STOP_SECONDS_MAX']
}

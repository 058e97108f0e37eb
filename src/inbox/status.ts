import type { Till } from '../checkout/index.ts'
import type { Config } from '../kernel/index.ts'
import {
  apiVersion,
  StripeRefused,
  StripeUnreachable,
  TOLERANCE_SECONDS,
  type AccountAtStripe,
} from '../payments/index.ts'
import { addressOf, endpointNow } from './silence.ts'
import { selectLastDelivery } from './webhook.sql.ts'

type Mode = 'test' | 'live'

/** How we stand with Stripe. Of a key nothing but its mode and its end. */
export interface StripeStatus {
  looked_at: Date
  /** Null what Stripe did not answer about. */
  secret_key: { says: AccountAtStripe['secret_key'] | null; mode: Mode; last4: string }
  publishable_key: { says: 'valid' | 'invalid' | null; mode: Mode; last4: string }
  account: AccountAtStripe['account']
  endpoint: {
    /** `unseen`: our key may not look. `laptop`: there can be none; null without an answer. */
    state: 'enabled' | 'disabled' | 'missing' | 'unseen' | 'laptop' | null
    url: string
    lacks: string[]
    api_version: string | null
  }
  /** The version that this code is written for, and what the last event came in. */
  api_version: string
  last_event: { type: string; at: Date; api_version: string | null } | null
  clock: { ahead_seconds: number; refused_from_seconds: number } | null
}

/** However many look on, and however often they press, Stripe is asked once in this while. */
const KEPT_MS = 15_000
/** The whole answer; what is not there by then counts as not answered. */
const PATIENCE_MS = 6000

/** Finds out how we stand with Stripe, and keeps it for a moment. */
export function keepStripeStatus(till: Till, config: Config): () => Promise<StripeStatus> {
  let kept: { until_ms: number; status: Promise<StripeStatus> } | undefined
  return () => {
    if (!kept || performance.now() > kept.until_ms) {
      const status = lookAt(till, config)
      kept = { until_ms: performance.now() + KEPT_MS, status }
      // What could not be found out is tried again at once.
      status.catch(() => (kept = undefined))
    }
    return kept.status
  }
}

/** The same but for what our books know of it. */
export type StripeStatusNow = Omit<StripeStatus, 'last_event'>

async function lookAt(till: Till, config: Config): Promise<StripeStatus> {
  const [status, last_event] = await Promise.all([
    statusAtStripe(till, config),
    selectLastDelivery(till.db),
  ])
  return { ...status, last_event: last_event ?? null }
}

/** Asks Stripe alone. */
export async function statusAtStripe(
  till: Pick<Till, 'gateway'>,
  config: Config,
): Promise<StripeStatusNow> {
  const { secretKey, publishableKey } = config.stripe
  const [asked, publishable, endpoint] = await Promise.all([
    unlessAway(till.gateway.readAccount()),
    unlessAway(till.gateway.readPublishableKey()),
    unlessAway(endpointNow(till, config)),
  ])
  const { ahead_seconds = null } = asked ?? {}
  const known = typeof endpoint === 'object' ? endpoint : null
  return {
    looked_at: new Date(),
    secret_key: { says: asked?.secret_key ?? null, ...shownOf(secretKey) },
    publishable_key: { says: publishable ?? null, ...shownOf(publishableKey) },
    account: asked?.account ?? null,
    endpoint: {
      state: stateOf(endpoint, asked?.secret_key),
      url: addressOf(config).href,
      lacks: known?.lacks ?? [],
      api_version: known?.api_version ?? null,
    },
    api_version: apiVersion,
    clock:
      ahead_seconds === null ? null : { ahead_seconds, refused_from_seconds: TOLERANCE_SECONDS },
  }
}

function stateOf(
  endpoint: Awaited<ReturnType<typeof endpointNow>> | undefined,
  key: AccountAtStripe['secret_key'] | undefined,
): StripeStatus['endpoint']['state'] {
  if (endpoint === 'laptop') return endpoint
  if (endpoint) return endpoint.status
  // Null is Stripe's word that our key may not; nothing at all comes of a wrong key, or of silence.
  return endpoint === null && key !== undefined ? 'unseen' : null
}

/** Stripe away, or a key that it does not know, is a state to be shown, and no failure of ours. */
async function unlessAway<T>(asked: Promise<T>): Promise<T | undefined> {
  const silence = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), PATIENCE_MS).unref()
  })
  const answer = asked.catch((error: unknown) => {
    if (error instanceof StripeUnreachable || error instanceof StripeRefused) return undefined
    throw error
  })
  return Promise.race([answer, silence])
}

function shownOf(key: string): { mode: Mode; last4: string } {
  return { mode: key.includes('_live_') ? 'live' : 'test', last4: key.slice(-4) }
}

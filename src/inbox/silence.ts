import { openAlert, openAlertsOf, resolveAlerts, type AlertKind } from '../alerts/index.ts'
import type { Till } from '../checkout/index.ts'
import type { Chore } from '../jobs/index.ts'
import { transaction, type Config } from '../kernel/index.ts'
import { findLastSuccess, type EndpointAtStripe } from '../payments/index.ts'
import { handledTypes } from './effect.ts'
import { WEBHOOKS } from './unverified.ts'
import { selectArrivals } from './webhook.sql.ts'

const SILENCE_PAUSE_SECONDS = 60
/** An endpoint is disabled by a person, or by Stripe after days of failures. */
const ENDPOINT_PAUSE_SECONDS = 600
/** What is older says nothing about now; webhooks are purged after 30 days. */
const DAYS = 7
/** A webhook may come so long before the payment that it tells of is booked by somebody else. */
const TOGETHER_MS = 60_000

/**
 * Notices that Stripe has fallen silent (F04): a payment was booked, or an event found in Stripe's
 * list, longer ago than `silenceSeconds`, and nothing has been delivered since. The alert clears
 * itself when something comes. It is kept back while another one names the reason.
 */
export function noticeSilence(till: Till, silenceSeconds: number): Chore {
  return {
    name: 'silence',
    pause_seconds: SILENCE_PAUSE_SECONDS,
    round: async () => {
      const paid_at = await findLastSuccess(till.db, silenceSeconds, DAYS)
      const { delivered_at, missed_at } = await selectArrivals(till.db, silenceSeconds, DAYS)
      const expected_ms = Math.max(paid_at?.getTime() ?? 0, missed_at?.getTime() ?? 0)
      if (expected_ms === 0) return
      const heard_ms = delivered_at?.getTime() ?? 0
      const together_ms = Math.min(TOGETHER_MS, silenceSeconds * 1000)
      if (heard_ms >= expected_ms - together_ms) {
        await resolveAlerts(till.db, ['webhooks_silent'], [WEBHOOKS])
        return
      }
      if ((await openAlertsOf(till.db, REASONS, 1)).length > 0) return
      const detail = { last_webhook: delivered_at?.toISOString() ?? 'none' }
      await transaction(till.db, (tx) => openAlert(tx, 'webhooks_silent', WEBHOOKS, detail))
    },
  }
}

const REASONS: AlertKind[] = ['webhook_endpoint_disabled', 'webhooks_unverified', 'clock_wrong']

/** Looks at Stripe whether the endpoint for our address is there, enabled and complete (F04). */
export function checkEndpoint(till: Till, config: Config): Chore {
  return {
    name: 'webhook_endpoint',
    pause_seconds: ENDPOINT_PAUSE_SECONDS,
    round: async () => {
      const endpoint = await endpointNow(till, config)
      if (endpoint === 'laptop' || !endpoint) return
      const { status, lacks } = endpoint
      if (status === 'enabled' && lacks.length === 0) {
        await resolveAlerts(till.db, ['webhook_endpoint_disabled'], [WEBHOOKS])
        return
      }
      const detail = {
        url: addressOf(config).href,
        status,
        ...(lacks.length > 0 && { lacks: lacks.join(', ') }),
      }
      const kind = 'webhook_endpoint_disabled'
      await transaction(till.db, (tx) => openAlert(tx, kind, WEBHOOKS, detail))
    },
  }
}

/** Where Stripe is to send what happens. */
export const addressOf = ({ publicUrl }: Config) => new URL(`${publicUrl}/webhooks/stripe`)

/**
 * How the endpoint for our address stands at Stripe; null where our key may not look. None can be
 * made for a laptop: there `stripe listen` brings the events.
 */
export async function endpointNow(
  till: Pick<Till, 'gateway'>,
  config: Config,
): Promise<EndpointAtStripe | 'laptop' | null> {
  const url = addressOf(config)
  const isStripe = config.stripe.apiUrl === undefined
  if (isStripe && isLaptop(url)) return 'laptop'
  // A simulator stands beside the product, and may know it by another name.
  const isOurs = (other: URL) =>
    other.pathname === url.pathname && (!isStripe || other.origin === url.origin)
  return till.gateway.endpointOf(isOurs, handledTypes)
}

const isLaptop = ({ hostname }: URL) =>
  hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]'

import { resolveAlerts, type AlertKind } from '../alerts/index.ts'
import type { Till } from '../checkout/index.ts'
import { refuse, type Refused } from '../kernel/index.ts'
import { TOLERANCE_SECONDS } from '../payments/index.ts'
import { handleEvent, type Outcome } from './handle.ts'
import { NotVisibleYet } from './visible.ts'
import { noteClock, noteUnverified, WEBHOOKS } from './unverified.ts'

/** What a webhook that comes and is handled shows not to be so any more. */
const HEALED: AlertKind[] = ['webhooks_silent', 'webhooks_unverified', 'event_failed']

/**
 * Receives one webhook: its raw body and the value of its stripe-signature header. The event's id
 * and what the event changes commit in one transaction, and only after that this returns, so that
 * nothing is acknowledged that is not stored (F05, F07). Refuses what no secret of ours signed in
 * time (F13, F14); `deferred` is an event that comes before its order, for Stripe to deliver again
 * (F11); so is whatever throws because it cannot be stored.
 */
export async function receive(
  till: Till,
  rawBody: Buffer,
  signature: string,
): Promise<Outcome | 'deferred' | Refused<'webhook_unverified'>> {
  const read = await till.gateway.verifyEvent(rawBody, signature)
  if ('unverified' in read) {
    // Without a signature it is some stranger's request, and no news of Stripe at all.
    if (signature) await noteUnverified(till, read)
    return refuse('webhook_unverified', 'stripe-signature')
  }
  try {
    const outcome = await handleEvent(till, read.event, 'webhook')
    const isOnTime = Math.abs(read.ahead_seconds) <= TOLERANCE_SECONDS
    const healed = isOnTime ? [...HEALED, 'clock_wrong' as const] : HEALED
    await resolveAlerts(till.db, healed, [WEBHOOKS, read.event.id])
    if (!isOnTime) await noteClock(till, read.ahead_seconds)
    return outcome
  } catch (error) {
    if (!(error instanceof NotVisibleYet)) throw error
    till.log.warn({ order: error.order_id }, 'webhook.deferred')
    return 'deferred'
  }
}

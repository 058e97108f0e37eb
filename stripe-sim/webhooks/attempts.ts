import type { Stripe } from 'stripe'
import { newSigningSecret } from '../state/ids.ts'
import type { Delivery, DeliveryAttempt, EndpointRecord } from '../state/ledger.ts'
import type { Simulator } from '../state/simulator.ts'
import type { Poster } from './post.ts'
import { retryDelay_ms } from './schedule.ts'
import { activeSecrets, signatureHeader } from './signatures.ts'

/** What an attempt is made with. `bodies`: what the newest events look like on the wire. */
export type Attempting = {
  simulator: Simulator
  post: Poster
  bodies: Map<string, Buffer>
  isClosed: boolean
}

const successMin = 200
const successMax = 299
// The deliveries of an event are made close to each other, so few texts are needed at a time.
const bodiesMax = 256
// Twice the tolerance that the SDK has for the time of a signature.
const staleBy_s = 600

/**
 * Tries to deliver a pending delivery and books what came of it: it has succeeded, or failed for
 * good, or is pending with the time of its next attempt. Never throws.
 */
export async function attempt(attempting: Attempting, delivery: Delivery): Promise<void> {
  const { simulator } = attempting
  const { ledger, clock } = simulator
  const event = ledger.events.get(delivery.event)
  const endpoint = ledger.endpoints.get(delivery.endpoint)
  // As Stripe does: a disabled endpoint ends a delivery when its next attempt is due, not before,
  // so that one which is enabled again in time misses nothing, see
  // https://docs.stripe.com/webhooks#automatic-retries.
  if (event === undefined || endpoint?.object.status !== 'enabled') {
    conclude(simulator, delivery, 'failed')
    return
  }
  const started_ms = clock.now()
  const begun_ms = performance.now()
  const answer = await post(attempting, delivery, event, endpoint)
  // Cut off by our own end: as if it had not been tried, so the next start tries it.
  if (attempting.isClosed && answer.status_code === null) return
  // Forgotten while it was under way.
  if (ledger.deliveries.get(delivery.id) !== delivery) return
  const duration_ms = Math.round(performance.now() - begun_ms)
  delivery.attempts.push({ started_ms, duration_ms, ...answer })
  const code = answer.status_code ?? 0
  const hasSucceeded = code >= successMin && code <= successMax
  noteOutcome(simulator, endpoint, hasSucceeded, started_ms)
  if (hasSucceeded) conclude(simulator, delivery, 'succeeded')
  else putOff(simulator, delivery)
}

/** Gives a delivery another status, also where deliveries are found and counted by it. */
export function setStatus(
  { ledger }: Simulator,
  delivery: Delivery,
  status: Delivery['status'],
): void {
  delivery.status = status
  ledger.deliveries.refile('status', delivery)
  ledger.deliveries.refile('status_and_type', delivery)
}

async function post(
  { simulator, post: poster, bodies }: Attempting,
  delivery: Delivery,
  event: Stripe.Event,
  endpoint: EndpointRecord,
): Promise<Pick<DeliveryAttempt, 'status_code' | 'error'>> {
  const { clock, settings } = simulator
  const { signature: manner } = delivery
  const body = bodyOf(bodies, event)
  const secrets = manner === 'wrong' ? [newSigningSecret()] : activeSecrets(endpoint, clock.now())
  // Receivers compare it with their own clock, which nobody has moved.
  const timestamp_s = Math.floor(Date.now() / 1000) - (manner === 'stale' ? staleBy_s : 0)
  const signature = signatureHeader(secrets, timestamp_s, body)
  const { url } = endpoint.object
  const timeout_ms = settings.webhook_timeout_ms
  try {
    return { status_code: await poster.send({ url, signature, body, timeout_ms }), error: null }
  } catch (error) {
    // A name with several addresses, none of which answers, fails without a message.
    const { message, code } = error as NodeJS.ErrnoException
    return { status_code: null, error: message || code || 'no answer' }
  }
}

function bodyOf(bodies: Attempting['bodies'], event: Stripe.Event): Buffer {
  const known = bodies.get(event.id)
  if (known !== undefined) return known
  const body = Buffer.from(JSON.stringify(event, null, 2))
  bodies.set(event.id, body)
  for (const oldest of bodies.keys()) {
    if (bodies.size <= bodiesMax) break
    bodies.delete(oldest)
  }
  return body
}

/**
 * Stripe disables an endpoint that has answered nothing but failures for days, see
 * https://docs.stripe.com/webhooks.
 */
function noteOutcome(
  { settings, clock }: Simulator,
  endpoint: EndpointRecord,
  hasSucceeded: boolean,
  started_ms: number,
): void {
  if (hasSucceeded) {
    endpoint.failing_since_ms = null
    return
  }
  endpoint.failing_since_ms ??= started_ms
  const failing_ms = clock.now() - endpoint.failing_since_ms
  if (failing_ms >= settings.endpoint_disabled_after_s * 1000) endpoint.object.status = 'disabled'
}

function putOff(simulator: Simulator, delivery: Delivery): void {
  const { settings, clock } = simulator
  const delay_ms = delivery.resent
    ? undefined
    : retryDelay_ms(settings.webhook_retries, delivery.attempts.length)
  if (delay_ms === undefined) conclude(simulator, delivery, 'failed')
  else delivery.next_attempt_ms = clock.now() + delay_ms
}

function conclude(simulator: Simulator, delivery: Delivery, status: 'succeeded' | 'failed'): void {
  if (status === 'succeeded') countOff(simulator, delivery)
  delivery.next_attempt_ms = null
  setStatus(simulator, delivery, status)
}

// `pending_webhooks` counts the endpoints that the event has not reached, also those it never will.
function countOff({ ledger }: Simulator, delivery: Delivery): void {
  const event = ledger.events.get(delivery.event)
  if (event === undefined || event.pending_webhooks === 0) return
  const isFirst = ledger.deliveries
    .by('event', event.id)
    .every(({ endpoint, status }) => endpoint !== delivery.endpoint || status !== 'succeeded')
  if (isFirst) event.pending_webhooks -= 1
}

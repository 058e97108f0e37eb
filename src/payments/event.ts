import { Stripe } from 'stripe'
import { must } from '../kernel/index.ts'
import { toIntent, type Intent } from './intent.ts'
import { apiVersion } from './version.ts'

/** A verified event, in our words. */
export interface StripeEvent {
  id: string
  type: string
  /** The version whose shape the payload has; null on events that have none. */
  api_version: string | null
  object_id: string | null
  /** The order that the metadata names; null on what is not ours. */
  order_id: string | null
  payment_id: string | null
  /** The intent as the event tells it; null on other objects and in another version's shape. */
  intent: Intent | null
}

/** Stripe's own: an older signature may be a replay. */
const TOLERANCE_SECONDS = 300

/**
 * Reads a webhook's raw body, or returns null when it was not signed by one of `secrets` within
 * Stripe's tolerance of 300 s. Several secrets are accepted while one is being rolled (F13).
 */
export async function verifyEvent(
  stripe: Stripe,
  secrets: string[],
  rawBody: Buffer,
  signature: string,
): Promise<StripeEvent | null> {
  const signatures = must(stripe.webhooks.signature, 'the check of signatures')
  for (const secret of secrets) {
    try {
      await signatures.verifyHeaderAsync(rawBody, signature, secret, TOLERANCE_SECONDS)
      return toEvent(JSON.parse(rawBody.toString('utf8')) as AnyEvent)
    } catch (error) {
      // A signed body that is no JSON cannot come from Stripe either.
      if (error instanceof SyntaxError) return null
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error
    }
  }
  return null
}

/** What any event may look like: other versions and products share the endpoint (F16, F18). */
interface AnyEvent {
  id: string
  type: string
  api_version?: string | null
  data?: { object?: AnyObject }
}
interface AnyObject {
  id?: string
  object?: string
  metadata?: Record<string, string> | null
}

function toEvent(event: AnyEvent): StripeEvent {
  const object: AnyObject = event.data?.object ?? {}
  const isIntent = object.object === 'payment_intent'
  const isPinned = event.api_version === apiVersion
  return {
    id: event.id,
    type: event.type,
    api_version: event.api_version ?? null,
    object_id: object.id ?? null,
    order_id: (isIntent && object.metadata?.['order_id']) || null,
    payment_id: (isIntent && object.metadata?.['payment_id']) || null,
    intent: isIntent && isPinned ? toIntent(object as Stripe.PaymentIntent) : null,
  }
}

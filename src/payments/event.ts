import { Stripe } from 'stripe'
import { toIntent, type Intent } from './intent.ts'

/** A verified event, in our words. */
export interface StripeEvent {
  id: string
  type: string
  /** The version whose shape the payload has; null on events that have none. */
  api_version: string | null
  object_id: string | null
  /** The intent that the event is about, for the types that carry one. */
  intent: Intent | null
}

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
  for (const secret of secrets) {
    try {
      return toEvent(await stripe.webhooks.constructEventAsync(rawBody, signature, secret))
    } catch (error) {
      // A signed body that is no JSON cannot come from Stripe either.
      if (error instanceof Stripe.errors.StripeSignatureVerificationError) continue
      if (error instanceof SyntaxError) return null
      throw error
    }
  }
  return null
}

function toEvent(event: Stripe.Event): StripeEvent {
  const object = event.data.object
  return {
    id: event.id,
    type: event.type,
    api_version: event.api_version ?? null,
    object_id: 'id' in object ? (object.id ?? null) : null,
    intent: object.object === 'payment_intent' ? toIntent(object) : null,
  }
}

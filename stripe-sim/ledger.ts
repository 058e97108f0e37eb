import type { Stripe } from 'stripe'
import type { KeptAnswers } from './wire/idempotency.ts'

/** The last word of one try to deliver an event. */
export type DeliveryAttempt = {
  started_ms: number
  duration_ms: number
  status_code: number | null
  error: string | null
}

/** One event on its way to one endpoint. A duplicate is a delivery of its own. */
export type Delivery = {
  id: string
  event: string
  event_type: string
  endpoint: string
  status: 'pending' | 'held' | 'dropped' | 'succeeded' | 'failed'
  attempts: DeliveryAttempt[]
  next_attempt_ms: number | null
}

/** An endpoint with what its API object does not show. `settings`: given at start, not by API. */
export type EndpointRecord = {
  object: Stripe.WebhookEndpoint
  secret: string
  origin: 'settings' | 'api'
}

/** What 3-D Secure still has to decide about an intent in `requires_action`. */
export type Authentication = { source: string; charge_card: string; return_url: string | null }

/**
 * Everything the simulated Stripe remembers, in the order in which it came to be. Plain data in
 * Stripe's own shapes; the maps go by id.
 */
export type Ledger = {
  paymentIntents: Map<string, Stripe.PaymentIntent>
  charges: Map<string, Stripe.Charge>
  paymentMethods: Map<string, Stripe.PaymentMethod>
  /** PaymentMethod id → the number of its test card, or `unknown`. */
  cards: Map<string, string>
  /** PaymentIntent id → its challenge. */
  authentications: Map<string, Authentication>
  events: Map<string, Stripe.Event>
  endpoints: Map<string, EndpointRecord>
  deliveries: Map<string, Delivery>
  keptAnswers: KeptAnswers
}

/** The id in a property that may hold an id or, elsewhere at Stripe, the whole object. */
export function idOf(reference: string | { id: string } | null): string {
  if (reference === null) return ''
  return typeof reference === 'string' ? reference : reference.id
}

/** A Stripe account on its first day. */
export function emptyLedger(): Ledger {
  return {
    paymentIntents: new Map(),
    charges: new Map(),
    paymentMethods: new Map(),
    cards: new Map(),
    authentications: new Map(),
    events: new Map(),
    endpoints: new Map(),
    deliveries: new Map(),
    keptAnswers: new Map(),
  }
}

import type { Stripe } from 'stripe'
import { toChargeNews, type ChargeNews } from './charge.ts'
import { ownerNamed, toIntent, type Intent } from './intent.ts'
import { idOf } from './reference.ts'
import { apiVersion } from './version.ts'

/** An event that is Stripe's beyond doubt, in our words. */
export interface StripeEvent {
  id: string
  type: string
  /** By Stripe's clock, to the second. */
  made_at: Date
  /** The version whose shape the payload has; null on events that have none. */
  api_version: string | null
  object_id: string | null
  /** The order that the metadata names; null on what is not ours. */
  order_id: string | null
  payment_id: string | null
  /** The intent that the object is about: a charge, a refund, a dispute or a warning of fraud. */
  about_intent_id: string | null
  /** The intent as the event tells it; null on other objects and in another version's shape. */
  intent: Intent | null
  /** The charge as the event tells it, likewise. */
  charge: ChargeNews | null
}

/** What any event may look like: other versions and products share the endpoint (F16, F18). */
export interface AnyEvent {
  id: string
  type: string
  created?: number
  api_version?: string | null
  data?: { object?: AnyObject }
}
interface AnyObject {
  id?: string
  object?: string
  metadata?: Record<string, string> | null
  payment_intent?: string | { id: string } | null
}

/** Reads an event into our words. */
export function toEvent(event: AnyEvent): StripeEvent {
  const object: AnyObject = event.data?.object ?? {}
  const isIntent = object.object === 'payment_intent'
  const isPinned = event.api_version === apiVersion
  const isCharge = object.object === 'charge'
  const nobody = { order_id: null, payment_id: null }
  const made_at = new Date((event.created ?? 0) * 1000)
  return {
    id: event.id,
    type: event.type,
    made_at,
    api_version: event.api_version ?? null,
    object_id: object.id ?? null,
    ...(isIntent || isCharge ? ownerNamed(object.metadata) : nobody),
    about_intent_id: idOf(object.payment_intent),
    intent:
      isIntent && isPinned ? toldIntent(event, object as Stripe.PaymentIntent, made_at) : null,
    charge: isCharge && isPinned ? toChargeNews(object as Stripe.Charge) : null,
  }
}

/** These are made by the try itself; any other event may carry a try of long ago. */
const TELL_OF_A_TRY = new Set(['payment_intent.succeeded', 'payment_intent.payment_failed'])

function toldIntent(event: AnyEvent, object: Stripe.PaymentIntent, made_at: Date): Intent {
  const intent = toIntent(object)
  if (!intent.last_try || !TELL_OF_A_TRY.has(event.type)) return intent
  return { ...intent, last_try: { ...intent.last_try, made_at } }
}

import type { Stripe } from 'stripe'
import type { KeptAnswer } from '../wire/idempotency.ts'
import type { Appointment } from './agenda.ts'
import { newCollection, type Collection } from './collection.ts'

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
  /** Whether it was sent again by hand: then it is tried once, beside the event's own retries. */
  resent: boolean
  /** How it is signed; other than `right` where a fault wants it so. */
  signature: 'right' | 'wrong' | 'stale'
}

/** A signing secret, and until when it signs: for ever, unless it has been rolled. */
export type SigningSecret = { secret: string; expires_ms: number | null }

/** An endpoint with what its API object does not show. `settings`: given at start, not by API. */
export type EndpointRecord = {
  object: Stripe.WebhookEndpoint
  /** The newest first. */
  secrets: SigningSecret[]
  origin: 'settings' | 'api'
  /** Since when every attempt to deliver to it has failed; null when the last one succeeded. */
  failing_since_ms: number | null
}

/** What 3-D Secure still has to decide about an intent in `requires_action`. */
export type Authentication = {
  intent: string
  source: string
  charge_card: string
  return_url: string | null
  /** The guest has passed it, and the server has to confirm once more (`confirmation_method`). */
  is_passed: boolean
}

/** How often an intent was confirmed. */
export type ConfirmationCount = { intent: string; count: number }

/**
 * Which test card a PaymentMethod (or a ConfirmationToken) is made of; `unknown` for any other
 * number. One that is `spent` cannot be used again.
 */
export type CardOfMethod = { method: string; number: string; spent?: true }

/** What a ConfirmationToken holds and does not show. */
export type TokenRecord = {
  token: string
  /** The saved PaymentMethod that it uses; null for one that has still to be made. */
  payment_method: string | null
  metadata: Record<string, string>
  /** For which amount the Element was drawn. */
  client_context: { amount?: number; currency?: string; mode?: string }
}

type OfCharge = 'charge' | 'payment_intent'

/** Everything the simulated Stripe remembers: plain data, mostly in Stripe's own shapes. */
export type Ledger = {
  paymentIntents: Collection<Stripe.PaymentIntent, 'customer'>
  charges: Collection<Stripe.Charge, 'payment_intent' | 'customer'>
  refunds: Collection<Stripe.Refund, OfCharge>
  disputes: Collection<Stripe.Dispute, OfCharge>
  fraudWarnings: Collection<Stripe.Radar.EarlyFraudWarning, OfCharge>
  balanceTransactions: Collection<Stripe.BalanceTransaction, 'source'>
  customers: Collection<Stripe.Customer | Stripe.DeletedCustomer>
  paymentMethods: Collection<Stripe.PaymentMethod, 'customer'>
  confirmationTokens: Collection<Stripe.ConfirmationToken>
  tokenRecords: Collection<TokenRecord>
  cards: Collection<CardOfMethod>
  authentications: Collection<Authentication>
  confirmations: Collection<ConfirmationCount>
  events: Collection<Stripe.Event>
  endpoints: Collection<EndpointRecord>
  deliveries: Collection<Delivery, 'event' | 'status' | 'status_and_type'>
  appointments: Collection<Appointment, 'subject'>
  keptAnswers: Collection<KeptAnswer>
}

type Reference = string | { id: string } | null | undefined

/** The id in a property that may hold an id or, elsewhere at Stripe, the whole object. */
export function idOf(reference: Reference): string {
  return idIn(reference) ?? ''
}

/** The key by which deliveries are counted that have a status and are of a type of event. */
export function statusAndType(status: Delivery['status'], type: string): string {
  return `${status} ${type}`
}

// One payment makes a handful of events, each with its deliveries, and several requests.
const tracesPerObject = 8

/** A Stripe account on its first day. It remembers `objectsMax()` objects of each kind. */
export function emptyLedger(objectsMax: () => number): Ledger {
  const objects = { idOf: own, max: objectsMax }
  const traces = { idOf: own, max: () => objectsMax() * tracesPerObject }
  const ofCharge = { ...objects, indexes: { charge, payment_intent } }
  const ofIntent = { idOf: ({ intent }: { intent: string }) => intent, max: objectsMax }
  const ledger: Ledger = {
    paymentIntents: newCollection<Stripe.PaymentIntent, 'customer'>({
      ...objects,
      indexes: { customer },
      forgotten({ id }) {
        ledger.authentications.delete(id)
        ledger.confirmations.delete(id)
      },
    }),
    charges: newCollection<Stripe.Charge, 'customer' | 'payment_intent'>({
      ...objects,
      indexes: { payment_intent, customer },
      forgotten: (charge) => forgetPayment(ledger, charge),
    }),
    refunds: newCollection<Stripe.Refund, OfCharge>(ofCharge),
    disputes: newCollection<Stripe.Dispute, OfCharge>(ofCharge),
    fraudWarnings: newCollection<Stripe.Radar.EarlyFraudWarning, OfCharge>(ofCharge),
    balanceTransactions: newCollection<Stripe.BalanceTransaction, 'source'>({
      ...traces,
      indexes: { source },
    }),
    customers: newCollection<Stripe.Customer | Stripe.DeletedCustomer>(objects),
    paymentMethods: newCollection<Stripe.PaymentMethod, 'customer'>({
      ...objects,
      indexes: { customer },
      forgotten: ({ id }) => ledger.cards.delete(id),
    }),
    confirmationTokens: newCollection<Stripe.ConfirmationToken>({
      ...objects,
      forgotten({ id }) {
        ledger.tokenRecords.delete(id)
        ledger.cards.delete(id)
      },
    }),
    tokenRecords: newCollection({ idOf: ({ token }) => token, max: objectsMax }),
    // Of as many methods and as many tokens.
    cards: newCollection({ idOf: ({ method }) => method, max: () => objectsMax() * 2 }),
    authentications: newCollection<Authentication>(ofIntent),
    confirmations: newCollection<ConfirmationCount>(ofIntent),
    events: newCollection<Stripe.Event>(traces),
    // The API takes no more than a few, and none of them may go.
    endpoints: newCollection({ idOf: ({ object }) => object.id, max: () => Infinity }),
    deliveries: newCollection<Delivery, keyof typeof ofDelivery>({
      ...traces,
      indexes: ofDelivery,
    }),
    appointments: newCollection<Appointment, 'subject'>({ ...traces, indexes: { subject } }),
    keptAnswers: newCollection({ idOf: ({ key }) => key, max: traces.max }),
  }
  return ledger
}

const withMoney = new Set(['processing', 'requires_capture', 'succeeded'])

// An intent whose money nobody knows of any more could only tell what is wrong.
function forgetPayment({ paymentIntents }: Ledger, { id, payment_intent }: Stripe.Charge): void {
  const intent = paymentIntents.get(idOf(payment_intent))
  if (intent === undefined || idOf(intent.latest_charge) !== id) return
  if (withMoney.has(intent.status)) paymentIntents.delete(intent.id)
}

const customer = (item: { customer?: Reference }): string | null => idIn(item.customer)
const charge = (item: { charge?: Reference }): string | null => idIn(item.charge)
const payment_intent = (item: { payment_intent?: Reference }): string | null =>
  idIn(item.payment_intent)
const subject = (item: Appointment): string => item.subject
const source = (item: Stripe.BalanceTransaction): string | null => idIn(item.source)
const ofDelivery = {
  event: (delivery: Delivery): string => delivery.event,
  status: (delivery: Delivery): string => delivery.status,
  status_and_type: ({ status, event_type }: Delivery): string => statusAndType(status, event_type),
}

function own({ id }: { id: string }): string {
  return id
}

function idIn(reference: Reference): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null)
}

import {
  moneyFirst,
  noteTry,
  record,
  recordDispute,
  recordFraudWarning,
  recordRefunds,
  type Till,
} from '../checkout/index.ts'
import type { Tx } from '../kernel/index.ts'
import {
  findPaymentByIntent,
  ownedBy,
  ownerOf,
  paymentOfIntent,
  type Intent,
  type IntentOwner,
  type StripeEvent,
} from '../payments/index.ts'
import { CHARGE_EVENTS, chargeEffect, toldByCharge } from './charge_effect.ts'
import { assertVisible, putOffYoung } from './visible.ts'

/** What an event changes, and whose it is. */
export interface Effect {
  order_id: string
  payment_id: string | null
  /** To be done in the transaction that stores the event's id. */
  change: Change
}
/** What an event changes that says all of it: nothing need be asked of Stripe before. */
export interface Told {
  /** The intent by which our books know whose it is. */
  intent_id: string | null
  /** The same for whoever's it is; without it, the event is none of our business (F18). */
  change?: ((tx: Tx, owner: IntentOwner) => Promise<void>) | undefined
}
type Change = (tx: Tx) => Promise<void>
/** Whether Stripe brought an event, or the sweep found it in Stripe's list. */
export type Source = 'webhook' | 'sweep'

/** What an event means by its own words alone; null when Stripe has to be asked. */
export function toldBy(till: Till, event: StripeEvent, source: Source): Told | null {
  const { type, intent, object_id: intent_id } = event
  if (INTENT_EVENTS.includes(type)) {
    if (!intent_id || !intent || !isFinal(intent)) return null
    return {
      intent_id,
      change: (tx, owner) => bookIntent(till, tx, ownedBy(intent, owner), source),
    }
  }
  if (CHARGE_EVENTS.includes(type)) return toldByCharge(till, event, source)
  return SIGNALS.some(({ types }) => types.includes(type)) ? null : { intent_id: null }
}

/**
 * Finds out what an event means, with all that has to be asked of Stripe, before any transaction.
 * Null when it is none of our business, and written down as ignored (F18). `source` says who found
 * the try to pay that it tells of.
 */
export async function effectOf(
  till: Till,
  event: StripeEvent,
  source: Source,
): Promise<Effect | null> {
  if (INTENT_EVENTS.includes(event.type)) return intentEffect(till, event, source)
  if (CHARGE_EVENTS.includes(event.type)) return chargeEffect(till, event, source)
  const signal = SIGNALS.find(({ types }) => types.includes(event.type))
  return signal ? signalEffect(till, event, source, signal) : null
}

const INTENT_EVENTS = [
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.amount_capturable_updated',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
]

interface Signal {
  types: string[]
  read(till: Till, objectId: string, intentId: string): Promise<Change>
}

/** Events about money: they are signals, and the object is read again. */
const SIGNALS: Signal[] = [
  {
    types: ['refund.created', 'refund.updated', 'refund.failed'],
    // All of its payment: one that has failed makes room for another, and their news come in any
    // order.
    read: async (till, _id, intentId) => {
      const news = await till.gateway.refundsOf(intentId)
      return (tx) => recordRefunds(till, tx, news)
    },
  },
  {
    types: [
      'charge.dispute.created',
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
    ],
    read: async (till, id) => {
      const news = await till.gateway.readDispute(id)
      return (tx) => recordDispute(till, tx, news)
    },
  },
  {
    // The intent of an authorised payment is read for every one of these, which says all.
    types: ['charge.expired'],
    read: async () => async () => {},
  },
  {
    types: ['radar.early_fraud_warning.created'],
    read: async (_till, _id, intentId) => (tx) => recordFraudWarning(tx, intentId),
  },
]

/** Every type of event that changes something here; Stripe's list takes 20 at once. */
export const handledTypes = [
  ...INTENT_EVENTS,
  ...CHARGE_EVENTS,
  ...SIGNALS.flatMap(({ types }) => types),
]

/**
 * What an event about a payment's money changes. It comes after its payment, so one that is not
 * ours is known by now; should it be missed all the same, the sweep finds what it told.
 */
async function signalEffect(
  till: Till,
  event: StripeEvent,
  source: Source,
  signal: Signal,
): Promise<Effect | null> {
  const { object_id, about_intent_id } = event
  if (!object_id || !about_intent_id) return null
  const known = await moneyFirst(till, about_intent_id, source)
  if (!known) return null
  const change = await signal.read(till, object_id, about_intent_id)
  return {
    order_id: known.payment.order_id,
    payment_id: known.payment.id,
    change: async (tx) => {
      await known.book(tx)
      await change(tx)
    },
  }
}

async function intentEffect(
  till: Till,
  event: StripeEvent,
  source: Source,
): Promise<Effect | null> {
  const owner = await ownerOfEvent(till, event)
  if (!owner) return null
  // May be old news, and a payload of another API version may mean something else (F16).
  const current = await till.gateway.readIntent(event.object_id ?? '', owner)
  return {
    ...owner,
    change: async (tx) => {
      await bookIntent(till, tx, current, source)
      if (event.intent && !isFinal(event.intent)) await noteItsTry(till, tx, event.intent, source)
    },
  }
}

/** Money looks for its order by itself, and locks it; other news comes to orders that are there. */
async function bookIntent(till: Till, tx: Tx, intent: Intent, source: Source): Promise<void> {
  const isMoney = intent.status === 'succeeded' || intent.status === 'authorised'
  if (!isMoney) await assertVisible(tx, intent)
  if (!(await record(till, tx, intent, source))) putOffYoung(intent)
}

/** Whose intent an event is about, by our books, else by its metadata; null when not ours. */
async function ownerOfEvent(
  { db }: Till,
  { object_id, order_id, payment_id }: StripeEvent,
): Promise<IntentOwner | null> {
  if (!object_id) return null
  const payment = await findPaymentByIntent(db, object_id)
  if (payment) return ownerOf(payment)
  return order_id ? { order_id, payment_id } : null
}

/** What is final can be believed as delivered. */
const isFinal = ({ status }: Intent) => status === 'succeeded' || status === 'cancelled'

/**
 * The try that an event is about: where the intent was read again, a later one may stand by now.
 */
async function noteItsTry(till: Till, tx: Tx, intent: Intent, source: Source): Promise<void> {
  const payment = await paymentOfIntent(tx, intent)
  if (payment) await noteTry(till, tx, payment, intent.last_try, source)
}

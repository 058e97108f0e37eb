import {
  record,
  recordDispute,
  recordFraudWarning,
  recordRefund,
  type Till,
} from '../checkout/index.ts'
import type { Tx } from '../kernel/index.ts'
import { findOrder } from '../orders/index.ts'
import {
  findPaymentByIntent,
  noteAttempt,
  ownerOf,
  paymentOfIntent,
  type Intent,
  type StripeEvent,
} from '../payments/index.ts'

/** What an event changes, to be done in the transaction that stores its id. */
export type Effect = (tx: Tx) => Promise<void>
/** Whether Stripe brought an event, or the sweep found it in Stripe's list. */
export type Source = 'webhook' | 'sweep'

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
  const signal = SIGNALS.find(({ types }) => types.includes(event.type))
  return signal ? signalEffect(till, event, source, signal) : null
}

const INTENT_EVENTS = [
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
]

interface Signal {
  types: string[]
  read(till: Till, objectId: string, intentId: string): Promise<Effect>
}

/** Events about money that has come in: they are signals, and the object is read again. */
const SIGNALS: Signal[] = [
  {
    types: ['refund.created', 'refund.updated', 'refund.failed'],
    read: async (till, id) => {
      const news = await till.gateway.readRefund(id)
      return (tx) => recordRefund(till, tx, news)
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
    types: ['radar.early_fraud_warning.created'],
    read: async (_till, _id, intentId) => (tx) => recordFraudWarning(tx, intentId),
  },
]

/** Every type of event that changes something here; Stripe's list takes 20 at once. */
export const handledTypes = [...INTENT_EVENTS, ...SIGNALS.flatMap(({ types }) => types)]

/**
 * What an event about a payment's money changes. Events come in any order: where the payment itself
 * is not known to have succeeded yet, that is found out and written down first.
 */
async function signalEffect(
  till: Till,
  event: StripeEvent,
  source: Source,
  signal: Signal,
): Promise<Effect | null> {
  const { object_id, about_intent_id } = event
  if (!object_id || !about_intent_id) return null
  // A refund, dispute or warning comes after its payment, so one that is not ours is known by now.
  const payment = await findPaymentByIntent(till.db, about_intent_id)
  if (!payment) return null
  const isBooked = payment.state === 'succeeded' || payment.state === 'stray'
  const intent = isBooked
    ? undefined
    : await till.gateway.readIntent(about_intent_id, ownerOf(payment))
  const effect = await signal.read(till, object_id, about_intent_id)
  return async (tx) => {
    if (intent) await record(till, tx, intent, source)
    await effect(tx)
  }
}

async function intentEffect(
  till: Till,
  event: StripeEvent,
  source: Source,
): Promise<Effect | null> {
  const current = await currentIntent(till, event)
  if (!current) return null
  return async (tx) => {
    await assertVisible(tx, current)
    await record(till, tx, current, source)
    if (event.intent && event.intent !== current) await noteItsTry(tx, event.intent, source)
  }
}

/**
 * The intent that an event is about, as it is now; null when the event is none of our business.
 * What is final can be believed as delivered. Anything else may be old news, and a payload of
 * another API version may mean something else: then the object is read again (F16).
 */
async function currentIntent(till: Till, event: StripeEvent): Promise<Intent | null> {
  const { intent, object_id, order_id, payment_id } = event
  if (!object_id || !order_id) return null
  if (intent?.status === 'succeeded' || intent?.status === 'cancelled') return intent
  return till.gateway.readIntent(object_id, { order_id, payment_id })
}

/** An event has come before the order that it is about: it has to be handled again, soon (F11). */
export class NotVisibleYet extends Error {
  override name = 'NotVisibleYet'
  readonly order_id: string
  constructor(orderId: string) {
    super(`order ${orderId} is not visible yet`)
    this.order_id = orderId
  }
}

/** No transaction that writes an order takes nearly as long; after that the order is unknown. */
const VISIBLE_WITHIN_MS = 3 * 60 * 1000

/**
 * Throws NotVisibleYet while the order of a young intent is not there: its own transaction may be
 * about to commit. For an old one it goes on, and the owner is told of money for an unknown order.
 */
async function assertVisible(tx: Tx, intent: Intent): Promise<void> {
  if (!intent.order_id || (await findOrder(tx, intent.order_id))) return
  // Either way: a clock that is wrong by more must not put news off for ever.
  const age_ms = Math.abs(Date.now() - (intent.made_at?.getTime() ?? 0))
  if (age_ms < VISIBLE_WITHIN_MS) throw new NotVisibleYet(intent.order_id)
}

/**
 * The try that an event is about: where the intent was read again, a later one may stand by now.
 */
async function noteItsTry(tx: Tx, intent: Intent, source: Source): Promise<void> {
  const payment = await paymentOfIntent(tx, intent)
  if (payment) await noteAttempt(tx, payment, intent.last_try, source)
}

import { record, type Till } from '../checkout/index.ts'
import { refuse, transaction, type Refused, type Tx } from '../kernel/index.ts'
import { noteAttempt, paymentOfIntent, type Intent, type StripeEvent } from '../payments/index.ts'
import { insertWebhook } from './webhook.sql.ts'

/** The events that say something of a payment; every other one is written down as ignored (F18). */
const HANDLED = new Set([
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
])

/**
 * Receives one webhook: its raw body and the value of its stripe-signature header. The event's id
 * and what the event changes commit in one transaction, and only after that this returns, so that
 * nothing is acknowledged that is not stored (F05, F07). Refuses what no secret of ours signed in
 * time (F13); throws when it cannot store it, for Stripe to deliver it again.
 */
export async function receive(
  till: Till,
  rawBody: Buffer,
  signature: string,
): Promise<'handled' | 'ignored' | 'repeated' | Refused<'webhook_unverified'>> {
  const event = await till.gateway.verifyEvent(rawBody, signature)
  if (!event) return refuse('webhook_unverified', 'stripe-signature')
  const current = await currentIntent(till, event)
  const state = current ? 'handled' : 'ignored'
  const result = await transaction(till.db, async (tx) => {
    if ((await insertWebhook(tx, { ...event, state })) === 0) return 'repeated'
    if (!current) return 'ignored'
    await record(till, tx, current, 'webhook')
    if (event.intent && event.intent !== current) await noteItsTry(tx, event.intent)
    return 'handled'
  })
  till.log.info({ webhook: event.id, type: event.type, order: event.order_id, result }, 'webhook')
  return result
}

/**
 * The intent that an event is about, as it is now; null when the event is none of our business.
 * What is final can be believed as delivered. Anything else may be old news, and a payload of
 * another API version may mean something else: then the object is read again (F16).
 */
async function currentIntent(till: Till, event: StripeEvent): Promise<Intent | null> {
  const { intent, object_id, order_id, payment_id } = event
  if (!HANDLED.has(event.type) || !object_id || !order_id) return null
  if (intent?.status === 'succeeded' || intent?.status === 'cancelled') return intent
  return till.gateway.readIntent(object_id, { order_id, payment_id })
}

/**
 * The try that an event is about: where the intent was read again, a later one may stand by now.
 */
async function noteItsTry(tx: Tx, intent: Intent): Promise<void> {
  const payment = await paymentOfIntent(tx, intent)
  if (payment) await noteAttempt(tx, payment, intent.last_try, 'webhook')
}

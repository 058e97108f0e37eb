import { record, type Till } from '../checkout/index.ts'
import { refuse, transaction, type Refused } from '../kernel/index.ts'
import { apiVersion, noteAttempt, paymentOfIntent } from '../payments/index.ts'
import type { Intent, StripeEvent } from '../payments/index.ts'
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
  const intent = HANDLED.has(event.type) ? event.intent : null
  const current = intent?.order_id ? await currentIntent(till, event, intent) : null
  const state = current ? 'handled' : 'ignored'
  const result = await transaction(till.db, async (tx) => {
    if ((await insertWebhook(tx, { ...event, state })) === 0) return 'repeated'
    if (!intent || !current) return 'ignored'
    await record(till, tx, current, 'webhook')
    // The try that this event is about; when it was read again, a later try has replaced it there.
    const payment = await paymentOfIntent(tx, intent)
    if (payment) await noteAttempt(tx, payment, intent.last_try, 'webhook')
    return 'handled'
  })
  till.log.info({ webhook: event.id, type: event.type, order: intent?.order_id, result }, 'webhook')
  return result
}

/**
 * What is final can be believed as delivered. Anything else may be old news, and a payload of
 * another API version may mean something else: then the object is read again (F16).
 */
async function currentIntent(till: Till, event: StripeEvent, intent: Intent): Promise<Intent> {
  const isFinal = intent.status === 'succeeded' || intent.status === 'cancelled'
  return isFinal && event.api_version === apiVersion ? intent : till.gateway.readIntent(intent.id)
}

import { noteTry, type Till } from '../checkout/index.ts'
import type { Tx } from '../kernel/index.ts'
import {
  findPaymentByIntent,
  paymentOfIntent,
  type ChargeNews,
  type IntentOwner,
  type StripeEvent,
} from '../payments/index.ts'
import type { Effect, Source, Told } from './effect.ts'
import { assertVisible } from './visible.ts'

/** A charge tells what the intent's own event leaves out: the card of a try that succeeded. */
export const CHARGE_EVENTS = ['charge.succeeded', 'charge.failed']

/**
 * What an event about a charge changes: the try that the charge was is noted, under the same key as
 * by the event about its intent, so that the two end in one full row whichever comes first. Orders
 * and payments it never moves: money is the intent's business. Null where it has to be read.
 */
export function toldByCharge(till: Till, event: StripeEvent, source: Source): Told | null {
  const { object_id, about_intent_id, charge } = event
  if (!object_id || !about_intent_id || !charge) return null
  return {
    intent_id: about_intent_id,
    change: (tx, owner) => bookCharge(till, tx, charge, owner, event, source),
  }
}

/** The same where a payload of another version may mean something else: it is read again (F16). */
export async function chargeEffect(
  till: Till,
  event: StripeEvent,
  source: Source,
): Promise<Effect | null> {
  const { object_id, about_intent_id: id, order_id, payment_id } = event
  if (!object_id || !id) return null
  const payment = await findPaymentByIntent(till.db, id)
  const orderId = payment?.order_id ?? order_id
  if (!orderId) return null
  const charge = await till.gateway.readCharge(object_id)
  const owner = { order_id: orderId, payment_id: payment?.id ?? payment_id }
  return { ...owner, change: (tx) => bookCharge(till, tx, charge, owner, event, source) }
}

async function bookCharge(
  till: Till,
  tx: Tx,
  charge: ChargeNews,
  { order_id }: IntentOwner,
  { about_intent_id, payment_id }: StripeEvent,
  source: Source,
): Promise<void> {
  await assertVisible(tx, { order_id, made_at: charge.made_at })
  const payment = await paymentOfIntent(tx, { id: about_intent_id ?? '', payment_id })
  // The last statement: a payment that is settled meanwhile waits for a commit, if at all.
  if (payment) await noteTry(till, tx, payment, charge.try, source)
}

import { noteTry, type Till } from '../checkout/index.ts'
import { findPaymentByIntent, paymentOfIntent, type StripeEvent } from '../payments/index.ts'
import type { Effect, Source } from './effect.ts'
import { assertVisible } from './visible.ts'

/** A charge tells what the intent's own event leaves out: the card of a try that succeeded. */
export const CHARGE_EVENTS = ['charge.succeeded', 'charge.failed']

/**
 * What an event about a charge changes: the try that the charge was is noted, under the same key as
 * by the event about its intent, so that the two end in one full row whichever comes first. Orders
 * and payments it never moves: money is the intent's business. Null for a charge that is none of
 * ours.
 */
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
  // A payload of another version may mean something else: it is read again (F16).
  const charge = event.charge ?? (await till.gateway.readCharge(object_id))
  return {
    order_id: orderId,
    payment_id: payment?.id ?? payment_id,
    change: async (tx) => {
      await assertVisible(tx, { order_id: orderId, made_at: charge.made_at })
      const owner = await paymentOfIntent(tx, { id, payment_id })
      // The last statement: a payment that is settled meanwhile waits for a commit, if at all.
      if (owner) await noteTry(till, tx, owner, charge.try, source)
    },
  }
}

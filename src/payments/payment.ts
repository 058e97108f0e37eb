import { newId, step, type Database, type Queryable, type Tx } from '../kernel/index.ts'
import { upsertAttempt, type AttemptSource } from './attempt.sql.ts'
import { StripeUnreachable, type Gateway } from './gateway.ts'
import type { Intent, IntentOwner, Try } from './intent.ts'
import {
  insertPayment,
  markCancelledUnborn,
  selectPaymentByIntent,
  storeIntent,
  type Payment,
} from './payment.sql.ts'

/**
 * Opens the next payment of an order, for the whole amount, to be captured at once or later, and
 * returns its id. A constraint allows one that lives.
 */
export async function openPayment(
  tx: Tx,
  orderId: string,
  amountMinor: number,
  currency: string,
  capture: Payment['capture'],
): Promise<string> {
  const id = newId('pay')
  await insertPayment(tx, id, orderId, amountMinor, currency, capture)
  return id
}

/** Stripe keeps a key for a day at least, by a clock that may differ from ours by an hour. */
const KEY_KEPT_MS = 23 * 60 * 60 * 1000
/** Stripe's search knows within a minute of what was made. */
const SEARCH_SECONDS = 120

/**
 * The intent of a payment, as Stripe has it now: read, or made where there is none yet. The row's
 * own id is the idempotency key, so a crash, a timeout or two requests at once end with one intent
 * (F12, F24, F27); once its id is stored no other is ever made for this row (F28). Once Stripe may
 * have forgotten the key its search is asked first, which knows all that is a day old. Null when
 * the payment was closed meanwhile; it is closed here when its key leads to a failure that Stripe
 * has kept, and to no intent: nobody has the secret of one that comes to light later, so that the
 * order can go on with its next payment, whose key is another (F31). Throws StripeUnreachable.
 */
export async function intentOf(
  db: Database,
  gateway: Gateway,
  payment: Payment,
): Promise<Intent | null> {
  const owner = ownerOf(payment)
  if (payment.payment_intent_id) return gateway.readIntent(payment.payment_intent_id, owner)
  const isForgotten = Date.now() - payment.created_at.getTime() > KEY_KEPT_MS
  const made = isForgotten ? await gateway.findIntent(payment.id) : null
  const intent = made ?? (await gateway.createIntent({ ...payment, ...owner }))
  if (!intent) {
    if ((await markCancelledUnborn(db, payment.id, SEARCH_SECONDS)) === 1) return null
    throw new StripeUnreachable('StripeAPIError')
  }
  step('place.intent_made')
  if ((await storeIntent(db, payment.id, intent.id)) === 1) return intent
  const winner = await selectPaymentByIntent(db, intent.id)
  // Ours may be Stripe's first answer once more, from before whatever has happened since.
  if (winner) return gateway.readIntent(intent.id, owner)
  // The order expired while Stripe was answering. Nobody has seen this intent; it must not stay.
  await gateway.cancelIntent(intent.id, owner)
  return null
}

/** Whose intent a payment's is. */
export function ownerOf(payment: Payment): IntentOwner & { payment_id: string } {
  return { order_id: payment.order_id, payment_id: payment.id }
}

/** What stands for an order's money: received, or promised by the bank; null while neither is. */
export function moneyOf(payment: Payment | undefined): number | null {
  if (payment?.state === 'authorised') return payment.authorised_minor
  return payment?.received_minor ?? null
}

/** The payment that an intent belongs to: by the stored id, else adopted by our metadata (F12). */
export async function paymentOfIntent(
  tx: Tx,
  intent: Pick<Intent, 'id' | 'payment_id'>,
): Promise<Payment | undefined> {
  const known = await selectPaymentByIntent(tx, intent.id)
  if (known || !intent.payment_id) return known
  await storeIntent(tx, intent.payment_id, intent.id)
  return selectPaymentByIntent(tx, intent.id)
}

/**
 * Notes a try to pay, once, whoever reports it and however often. True for the first report of it.
 */
export async function noteAttempt(
  db: Queryable,
  payment: Payment,
  one: Try | null,
  source: AttemptSource,
): Promise<boolean> {
  if (!one) return false
  return upsertAttempt(db, {
    ...one,
    id: newId('att'),
    payment_id: payment.id,
    source,
    amount_minor: payment.amount_minor,
    currency: payment.currency,
  })
}

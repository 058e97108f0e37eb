import { must, refuse, transaction, type Refused } from '../kernel/index.ts'
import { agreementOf, findOrder, isHeld, lockOrder, type Order } from '../orders/index.ts'
import {
  claimAsking,
  intentOf,
  livePaymentOf,
  openPayment,
  type Intent,
} from '../payments/index.ts'
import { findBooking } from '../tickets/index.ts'
import { captureOf } from './goods.ts'
import { refuseLateMove } from './move/offered.ts'
import { challengeFor, isOverdrawn } from './proof/further_try.ts'
import type { Challenge, Proof } from './proof/proof.ts'
import { withdraw } from './proof/withdraw.ts'
import { record } from './record.ts'
import { refuseGuests } from './table/refuse_guests.ts'
import type { Till } from './till.ts'

/** What a browser may do next for an order. */
export type Payability =
  | { state: 'payable' | 'requires_action'; client_secret: string }
  | { state: 'processing' | 'paid' | 'expired' }
  /** The next try has to be worked for first (F76). */
  | { state: 'proof_needed'; challenge: Challenge }

export type PayRefusal = 'email_invalid' | 'booking_over' | 'booking_disputed' | 'move_over'

/**
 * A worn-out intent is replaced once per request; a second one in a row is a fault worth seeing.
 */
const INTENTS_PER_REQUEST_MAX = 2

/**
 * Prepares an order to be paid: asks Stripe first what has happened, books it, and hands out the
 * client secret only while the order can be paid, its guest is known and the hold lasts. An intent
 * that Stripe has cancelled is replaced by the order's next one (F56). After some declines a try
 * has to be worked for, and `proof` shows that it was (F76). Refuses to take money for more guests
 * of a party that takes none: it is over, or a bank argues about it; and for a move that cannot be
 * made any more. Throws StripeUnreachable.
 */
export async function preparePayment(
  till: Till,
  order: Order,
  proof?: Proof,
): Promise<Payability | Refused<PayRefusal>> {
  if (!order.guest_email) return refuse('email_invalid', 'email')
  for (let n = 1; n <= INTENTS_PER_REQUEST_MAX; n++) {
    // The caller has just read it.
    const current = n === 1 ? order : await findOrder(till.db, order.id)
    if (current?.state === 'expired') return { state: 'expired' }
    if (current?.state !== 'open') return { state: 'paid' }
    const intent = await currentIntent(till, order)
    if (!intent) continue
    await transaction(till.db, (tx) => record(till, tx, intent, 'return'))
    // What the bank has promised has just been handed out, unless nobody had asked for that (F50).
    if (intent.status === 'authorised' && (await isOver(till, order))) return { state: 'paid' }
    if (intent.status === 'cancelled') continue
    if (await isOverdrawn(till, till.db, order.id, intent)) {
      // Its secret is with somebody who does not ask: here the order goes on without it.
      await withdraw(till, { payment_id: intent.payment_id ?? '', order_id: order.id })
      continue
    }
    const answer = payability(intent, isHeld(current))
    if (!('client_secret' in answer)) return answer
    const closed = (await closedParty(till, order)) ?? (await refuseLateMove(till, order))
    if (closed || answer.state === 'requires_action') return closed ?? answer
    const challenge = await challengeFor(till, order.id, proof)
    return challenge ? { state: 'proof_needed', challenge } : answer
  }
  return { state: 'expired' }
}

/**
 * Finds out at Stripe how an order's payment stands, for a page that waits, and books it. Stripe is
 * not asked when somebody asked in the last `again_seconds`, nor when there is nothing to find out.
 * Returns whether all that Stripe can know of it by now is booked.
 */
export async function lookUp(till: Till, orderId: string, again_seconds: number): Promise<boolean> {
  const payment = await livePaymentOf(till.db, orderId)
  if (!payment?.payment_intent_id) return true
  if (payment.state === 'succeeded' || payment.state === 'authorised') return true
  if ((await claimAsking(till.db, payment.id, again_seconds)) === 0) return false
  const intent = await intentOf(till.db, till.gateway, payment)
  if (!intent) return false
  await transaction(till.db, (tx) => record(till, tx, intent, 'return'))
  return true
}

async function currentIntent(till: Till, order: Order): Promise<Intent | null> {
  const live = await livePaymentOf(till.db, order.id)
  if (live) return intentOf(till.db, till.gateway, live)
  await transaction(till.db, async (tx) => {
    const locked = await lockOrder(tx, order.id)
    if (locked?.state !== 'open' || !isHeld(locked)) return
    if (await livePaymentOf(tx, order.id)) return
    const capture = captureOf(await agreementOf(tx, order.id))
    await openPayment(tx, order.id, order.total_minor, order.currency, capture)
  })
  const next = await livePaymentOf(till.db, order.id)
  return next ? intentOf(till.db, till.gateway, next) : null
}

async function isOver(till: Till, { id }: Order): Promise<boolean> {
  return (await findOrder(till.db, id))?.state !== 'open'
}

/** Nobody pays for guests who cannot be added, or whom the door would stop (F43, F65). */
async function closedParty({ db }: Till, { booking_id }: Order) {
  if (booking_id === null) return undefined
  const booking = must(await findBooking(db, booking_id), `booking ${booking_id}`)
  return refuseGuests(db, booking, 'order_id')
}

function payability(intent: Intent, held: boolean): Payability {
  if (intent.status === 'succeeded') return { state: 'paid' }
  if (intent.status === 'processing' || intent.status === 'authorised')
    return { state: 'processing' }
  if (!held || !intent.client_secret) return { state: 'expired' }
  const state = intent.status === 'requires_action' ? 'requires_action' : 'payable'
  return { state, client_secret: intent.client_secret }
}

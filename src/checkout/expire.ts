import { enqueue } from '../jobs/index.ts'
import { step, transaction, type Tx } from '../kernel/index.ts'
import { endHolds, findOrder, isHeld, lockOrder, markExpired } from '../orders/index.ts'
import {
  intentOf,
  livePaymentOf,
  markCancelledUnborn,
  ownerOf,
  StripeRefused,
  type Intent,
  type Payment,
} from '../payments/index.ts'
import { record } from './record.ts'
import { expireQueue, type Till } from './till.ts'

/** A payment in flight freezes the hold; its outcome is looked for this often at the most. */
const RECHECK_SECONDS_MIN = 15
/** What is in flight for an hour is looked for every six minutes: it may take days. */
const RECHECK_OVERDUE_SHARE = 0.1
const RECHECK_SECONDS_MAX = 3600
/** Longest freeze for a guest who is at the bank's page; after that the intent is cancelled. */
const AUTHENTICATION_SECONDS_MAX = 600

/**
 * Ends an order whose hold has run out (`expired`), or that its guest has dropped (`released`): the
 * intent is cancelled at Stripe first, so that it cannot be paid hours later (F40); if Stripe says
 * that it was paid, it is settled instead; only then the stock goes back. A payment in flight
 * freezes the hold (F44). Safe to repeat; throws StripeUnreachable, to be tried again.
 */
export async function expire(
  till: Till,
  orderId: string,
  reason: 'expired' | 'released',
): Promise<void> {
  const order = await findOrder(till.db, orderId)
  if (order?.state !== 'open') return
  const overdue_ms = order.now.getTime() - (order.hold_expires_at?.getTime() ?? 0)
  if (reason === 'expired' && overdue_ms < 0) return postpone(till, orderId, -overdue_ms / 1000)
  const payment = await livePaymentOf(till.db, orderId)
  const intentId = payment && (await intentIdOf(till, payment))
  if (payment && intentId) {
    const patience = reason === 'released' ? 0 : AUTHENTICATION_SECONDS_MAX - overdue_ms / 1000
    const intent = await closeIntent(till, payment, intentId, patience)
    await transaction(till.db, (tx) => record(till, tx, intent, 'sweep'))
    step('expire.recorded')
    if (intent.status === 'succeeded' || isPromised(payment, intent)) return
    if (intent.status !== 'cancelled') return postpone(till, orderId, recheckSeconds(overdue_ms))
  }
  const isDone = await transaction(till.db, (tx) => close(till, tx, orderId, payment, reason))
  step('expire.committed')
  if (!isDone) await postpone(till, orderId, 0)
}

function recheckSeconds(overdue_ms: number): number {
  const share_seconds = (overdue_ms / 1000) * RECHECK_OVERDUE_SHARE
  return Math.min(RECHECK_SECONDS_MAX, Math.max(RECHECK_SECONDS_MIN, share_seconds))
}

/** Ends an order that its guest has dropped. */
export function release(till: Till, orderId: string): Promise<void> {
  return expire(till, orderId, 'released')
}

/**
 * The intent of a payment. Where no id is stored there may be one all the same, made by a process
 * that died before it could write it down, and open at Stripe for ever: the same key leads to it,
 * and makes one, to be cancelled at once, where there was none (F12). Null only when Stripe says
 * that such a request is wrong in itself, so that there can be none, or when it is closed already.
 */
async function intentIdOf(till: Till, payment: Payment): Promise<string | null> {
  if (payment.payment_intent_id) return payment.payment_intent_id
  try {
    const intent = await intentOf(till.db, till.gateway, payment)
    return intent?.id ?? null
  } catch (error) {
    if (error instanceof StripeRefused && error.isInvalid) return null
    throw error
  }
}

/** Cancels an intent, unless money may be on its way; returns what Stripe says of it afterwards. */
async function closeIntent(
  till: Till,
  payment: Payment,
  intentId: string,
  patienceSeconds: number,
): Promise<Intent> {
  const owner = ownerOf(payment)
  const intent = await till.gateway.readIntent(intentId, owner)
  const isInFlight =
    intent.status === 'processing' || (intent.status === 'requires_action' && patienceSeconds > 0)
  const isFinal =
    intent.status === 'succeeded' || intent.status === 'cancelled' || isPromised(payment, intent)
  if (isInFlight || isFinal) return intent
  const closed = await till.gateway.cancelIntent(intentId, owner)
  step('expire.cancelled')
  return closed
}

/** An authorisation that was asked for is as good as money; any other one ends with the order. */
const isPromised = (payment: Payment, intent: Intent) =>
  intent.status === 'authorised' && payment.capture === 'manual'

/**
 * False when a payment has come to life meanwhile, which has to be closed at Stripe first, or when
 * the guest has been given more time in the hold's last moment.
 */
async function close(
  till: Till,
  tx: Tx,
  orderId: string,
  payment: Payment | undefined,
  reason: 'expired' | 'released',
): Promise<boolean> {
  const order = await lockOrder(tx, orderId)
  if (order?.state !== 'open') return true
  if (reason === 'expired' && isHeld(order)) return false
  if (payment && !payment.payment_intent_id) await markCancelledUnborn(tx, payment.id)
  if (await livePaymentOf(tx, orderId)) return false
  await markExpired(tx, orderId)
  await endHolds(tx, orderId, reason)
  const about = { order: orderId, payment: payment?.id, reason }
  tx.afterCommit(() => till.log.info(about, 'order.expired'))
  step('expire.holds_ended')
  return true
}

async function postpone(till: Till, orderId: string, seconds: number): Promise<void> {
  await transaction(till.db, (tx) => enqueue(tx, expireQueue, { order_id: orderId }, seconds))
}

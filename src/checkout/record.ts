import { enqueue } from '../jobs/index.ts'
import type { Tx } from '../kernel/index.ts'
import { forgetPlacement } from '../orders/index.ts'
import {
  markCancelled,
  markProcessing,
  markReopened,
  paymentOfIntent,
  type AttemptSource,
  type Intent,
  type Payment,
} from '../payments/index.ts'
import { recordLapse } from './deposit/lapse.ts'
import { withdrawOverdrawn } from './proof/further_try.ts'
import { settle } from './settle.ts'
import { expireQueue, type Till } from './till.ts'
import { noteTry } from './try.ts'

/**
 * Writes down what Stripe says of an intent now, whatever it is, in the caller's transaction: the
 * one way by which news of a payment enters the books. Money, and what a bank has promised, go on
 * to settle. `intent` must be final or just read, since events arrive in any order. False for money
 * whose order is not there.
 */
export async function record(
  till: Till,
  tx: Tx,
  intent: Intent,
  source: AttemptSource,
): Promise<boolean> {
  if (intent.status === 'succeeded' || intent.status === 'authorised')
    return settle(till, tx, intent, source)
  const payment = intent.order_id ? await paymentOfIntent(tx, intent) : undefined
  if (!payment) return true
  await noteTry(till, tx, payment, intent.last_try, source)
  if (intent.status === 'processing') await toBank(tx, payment)
  else if (intent.status === 'cancelled') await cancel(till, tx, payment, intent)
  else {
    const isDeclined = payment.state === 'processing' && (await markReopened(tx, payment.id)) === 1
    if (isDeclined) await lookAtHold(tx, payment)
    await withdrawOverdrawn(till, tx, payment, intent)
  }
  return true
}

/** The bank has it, for days perhaps: its order is none that nobody pays for (F76). */
async function toBank(tx: Tx, payment: Payment): Promise<void> {
  if ((await markProcessing(tx, payment.id)) === 1) await forgetPlacement(tx, payment.order_id)
}

async function cancel(till: Till, tx: Tx, payment: Payment, intent: Intent): Promise<void> {
  if ((await markCancelled(tx, payment.id)) === 0) {
    await recordLapse(till, tx, payment, intent)
    return
  }
  if (payment.state === 'processing') await lookAtHold(tx, payment)
  const about = { order: payment.order_id, payment: payment.id }
  tx.afterCommit(() => till.log.info(about, 'payment.cancelled'))
}

/**
 * A hold that has been frozen meanwhile may have been over for days, and its end is looked for ever
 * more rarely: now it is looked at again. One that lasts is put off (F44).
 */
async function lookAtHold(tx: Tx, { order_id }: Payment): Promise<void> {
  await enqueue(tx, expireQueue, { order_id })
}

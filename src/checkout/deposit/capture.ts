import { openAlert } from '../../alerts/index.ts'
import { findNightById } from '../../catalog/index.ts'
import {
  isRefused,
  must,
  refuse,
  step,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { lockOrder } from '../../orders/index.ts'
import {
  depositOf,
  findPayment,
  markCaptureAsked,
  StripeRefused,
  type Payment,
} from '../../payments/index.ts'
import { record } from '../record.ts'
import type { Till } from '../till.ts'

export type CaptureRefusal = 'order_unknown' | 'deposit_not_authorised' | 'deposit_refused'

/**
 * Takes the money that was authorised for an order, all of it and never more: for staff, and for
 * the sweep when the doors open. Who asked is written down first, then Stripe is asked, outside any
 * transaction and under a key of the payment's own; so repeating it, or two at once, take it once
 * (F53). Returns the captured payment, also when it was captured before. Refuses what is not
 * authorised, or not any more, and what the bank does not give: then the owner is told. Throws
 * StripeUnreachable, to be tried again.
 */
export async function captureDeposit(
  till: Till,
  orderId: string,
  actor: string,
): Promise<Payment | Refused<CaptureRefusal>> {
  const payment = await transaction(till.db, (tx) => askFor(tx, orderId, actor))
  if (isRefused(payment) || payment.state === 'succeeded') return payment
  try {
    const intent = await till.gateway.captureIntent({
      payment_id: payment.id,
      order_id: payment.order_id,
      payment_intent_id: payment.payment_intent_id ?? '',
      amount_minor: payment.authorised_minor ?? 0,
    })
    step('capture.taken')
    await transaction(till.db, async (tx) => {
      await record(till, tx, intent, 'sweep')
      step('capture.written')
    })
    step('capture.recorded')
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error
    till.log.error({ order: orderId, payment: payment.id, err: error }, 'deposit.refused')
    await transaction(till.db, (tx) => tellRefused(tx, payment, error.code))
    return refuse('deposit_refused', 'order_id')
  }
  const now = must(await findPayment(till.db, payment.id), 'the payment just captured')
  return now.state === 'succeeded' ? now : refuse('deposit_not_authorised', 'order_id')
}

async function askFor(
  tx: Tx,
  orderId: string,
  actor: string,
): Promise<Payment | Refused<CaptureRefusal>> {
  const order = await lockOrder(tx, orderId)
  if (!order) return refuse('order_unknown', 'order_id')
  const payment = await depositOf(tx, order.id)
  if (payment?.state === 'succeeded') return payment
  // An order that is being given up, or whose night is called off, must not be charged after all.
  const night = await findNightById(tx, order.night_id)
  const isOpen = order.state === 'paid' || order.state === 'fulfilled'
  const isKept = isOpen && night?.state === 'published'
  if (!payment || !isKept || (await markCaptureAsked(tx, payment.id, actor)) === 0)
    return refuse('deposit_not_authorised', 'order_id')
  return payment
}

async function tellRefused(tx: Tx, payment: Payment, code: string): Promise<void> {
  await lockOrder(tx, payment.order_id)
  if ((await findPayment(tx, payment.id))?.state !== 'authorised') return
  await openAlert(tx, 'capture_failed', payment.id, { order: payment.order_id, code })
}

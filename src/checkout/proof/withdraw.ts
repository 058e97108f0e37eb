import { step, transaction } from '../../kernel/index.ts'
import { findPayment, ownerOf } from '../../payments/index.ts'
import { record } from '../record.ts'
import type { Till } from '../till.ts'
import { isOverdrawn } from './further_try.ts'

export interface WithdrawJob {
  payment_id: string
  order_id: string
}

/**
 * Cancels the intent of a payment at Stripe if cards are tested on it, so that its secret is worth
 * nothing any more (F76). The order stays open and goes on with its next payment, whose secret is
 * given for a proof (F56). Safe to repeat; throws StripeUnreachable, to be tried again.
 */
export async function withdraw(till: Till, { payment_id }: WithdrawJob): Promise<void> {
  const payment = await findPayment(till.db, payment_id)
  if (payment?.state !== 'open' || !payment.payment_intent_id) return
  const owner = ownerOf(payment)
  const intent = await till.gateway.readIntent(payment.payment_intent_id, owner)
  if (!(await isOverdrawn(till, till.db, payment.order_id, intent))) {
    await transaction(till.db, (tx) => record(till, tx, intent, 'sweep'))
    return
  }
  till.log.info({ order: payment.order_id, payment: payment.id }, 'payment.withdrawn')
  const cancelled = await till.gateway.cancelIntent(intent.id, owner)
  step('withdraw.cancelled')
  await transaction(till.db, async (tx) => {
    await record(till, tx, cancelled, 'sweep')
    step('withdraw.written')
  })
  step('withdraw.recorded')
}

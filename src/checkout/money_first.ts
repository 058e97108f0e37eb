import type { Tx } from '../kernel/index.ts'
import { findPaymentByIntent, ownerOf, type AttemptSource } from '../payments/index.ts'
import { record } from './record.ts'
import type { Till } from './till.ts'

/**
 * News about money that goes back comes in any order: where the payment itself is not known to have
 * succeeded yet, that is found out at Stripe, and what this returns writes it down first. Null when
 * the payment is none of ours. Throws StripeUnreachable.
 */
export async function moneyFirst(
  till: Till,
  intentId: string,
  source: AttemptSource,
): Promise<((tx: Tx) => Promise<void>) | null> {
  const payment = await findPaymentByIntent(till.db, intentId)
  if (!payment) return null
  if (payment.state === 'succeeded' || payment.state === 'stray') return async () => {}
  const intent = await till.gateway.readIntent(intentId, ownerOf(payment))
  return (tx) => record(till, tx, intent, source)
}

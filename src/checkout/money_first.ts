import type { Tx } from '../kernel/index.ts'
import {
  findPaymentByIntent,
  ownerOf,
  type AttemptSource,
  type Payment,
} from '../payments/index.ts'
import { record } from './record.ts'
import type { Till } from './till.ts'

/** A payment of ours that news is about, and what has to be written down before the news. */
interface Known {
  payment: Payment
  book(tx: Tx): Promise<void>
}

/**
 * News about money that goes back comes in any order: where the payment itself is not known to have
 * succeeded yet, that is found out at Stripe, and what this returns writes it down first. Null when
 * the payment is none of ours. Throws StripeUnreachable.
 */
export async function moneyFirst(
  till: Till,
  intentId: string,
  source: AttemptSource,
): Promise<Known | null> {
  const payment = await findPaymentByIntent(till.db, intentId)
  if (!payment) return null
  if (payment.state === 'succeeded' || payment.state === 'stray')
    return { payment, book: async () => {} }
  const intent = await till.gateway.readIntent(intentId, ownerOf(payment))
  const book = async (tx: Tx) => void (await record(till, tx, intent, source))
  return { payment, book }
}

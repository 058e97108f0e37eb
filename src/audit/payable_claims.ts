import type { Database } from '../kernel/index.ts'
import type { IntentAtStripe } from '../payments/index.ts'
import type { Difference } from './difference.ts'
import { selectLongExpired, type PaymentFacts } from './payment_facts.sql.ts'

/**
 * Those of Stripe's intents that somebody could still pay though their order has ended here (F40).
 * An intent is cancelled before its order ends; only what was read of it may be a little older.
 * Whose it is our payments say and, of one that we never stored, its metadata.
 */
export async function* payableDifferences(
  db: Database,
  intents: IntentAtStripe[],
  payments: Map<string, PaymentFacts>,
): AsyncGenerator<Difference> {
  const payable = intents
    .filter(({ status }) => PAYABLE.has(status))
    .map(({ id, order_id, ...stripe }) => {
      return { id, order: payments.get(id)?.order_id ?? order_id ?? '', stripe }
    })
  const expired = await selectLongExpired(
    db,
    payable.map(({ order }) => order),
  )
  for (const { id, order, stripe } of payable) {
    if (!expired.has(order)) continue
    yield {
      claim: 'an order that has ended cannot be paid at Stripe',
      subjects: { payment_intent: id, order },
      detail: { stripe },
      todo: "Cancel the payment in Stripe's dashboard: nobody waits for its money.",
    }
  }
}

const PAYABLE = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action'])

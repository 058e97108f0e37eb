import type { Database } from '../kernel/index.ts'
import { disputeStates, ourIntents, type DisputeNews, type Gateway } from '../payments/index.ts'
import type { Difference } from './difference.ts'

/**
 * Every difference between our disputes and Stripe's since `from`, page by page: one that is there
 * and not here lets tickets in whose money is gone (F65). Reads only. Throws StripeUnreachable.
 */
export async function* disputeDifferences(
  db: Database,
  gateway: Gateway,
  from: Date,
): AsyncGenerator<Difference> {
  let belowId: string | undefined
  for (;;) {
    const { items, last_id, hasMore } = await gateway.disputesMade(from, belowId)
    const ours = await ourIntents(db, items.flatMap(intentOf))
    const here = await disputeStates(db, idsOf(items))
    for (const dispute of items) {
      const state = here.get(dispute.stripe_dispute_id)
      if (!intentOf(dispute).some((id) => ours.has(id)) || state === dispute.state) continue
      yield differs(dispute, state)
    }
    if (!hasMore) break
    belowId = last_id
  }
}

const intentOf = ({ payment_intent_id }: DisputeNews) =>
  payment_intent_id ? [payment_intent_id] : []
const idsOf = (disputes: DisputeNews[]) =>
  disputes.map(({ stripe_dispute_id }) => stripe_dispute_id)

function differs(dispute: DisputeNews, state: string | undefined): Difference {
  return {
    claim: 'a dispute stands here as it stands at Stripe',
    subjects: {
      dispute: dispute.stripe_dispute_id,
      ...(dispute.payment_intent_id && { payment_intent: dispute.payment_intent_id }),
    },
    detail: { stripe: dispute, books: state ?? null },
    todo: "The sweep asks Stripe for it; if it stays, answer it in Stripe's dashboard meanwhile.",
  }
}

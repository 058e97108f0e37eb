import { resolveAlerts } from '../alerts/index.ts'
import type { Tx } from '../kernel/index.ts'
import type { Order } from '../orders/index.ts'
import type { Refund } from '../payments/index.ts'
import { owedTickets } from './owed_tickets.ts'

/** Why a refund of ours failed whose place one in Stripe's dashboard took: nothing is wrong. */
export const SUPERSEDED = 'superseded'

/**
 * Clears the alerts of failed refunds whose money has gone back after all, now that `latest` has
 * arrived. Void tickets are owed for until later refunds have paid for them. What went beyond
 * tickets is made good once as much has been given beyond tickets since: each refund counts for the
 * failed ones before it, in their order, and counts once. One that has failed itself counts, too:
 * it is owed in their place.
 */
export async function resolveMadeGood(
  tx: Tx,
  order: Order,
  refunds: Refund[],
  latest: Refund,
): Promise<void> {
  const ended = refunds.filter(
    ({ state, failure_reason }) => state !== 'requested' && failure_reason !== SUPERSEDED,
  )
  const failed = ended.filter(({ state }) => state === 'failed')
  const debts = failed.map((one) => ({ one, left_minor: goodwill(one) }))
  for (const later of ended) {
    let given_minor = goodwill(later)
    for (const debt of debts.filter(({ one }) => isAfter(later, one))) {
      const taken_minor = Math.min(given_minor, debt.left_minor)
      debt.left_minor -= taken_minor
      given_minor -= taken_minor
    }
  }
  const owed = new Set((await owedTickets(tx, order)).map(({ refund_id }) => refund_id))
  const madeGood = debts.filter(
    ({ one, left_minor }) => left_minor === 0 && isAfter(latest, one) && !owed.has(one.id),
  )
  const ids = madeGood.map(({ one }) => one.id)
  await resolveAlerts(tx, ['refund_failed'], ids)
}

/** Was a refund asked for when another one had failed already? */
const isAfter = (later: Refund, { ended_at }: Refund) =>
  ended_at !== null && later.requested_at >= ended_at

/** The part of a refund for which no ticket was voided. */
const goodwill = (one: Refund) => one.amount_minor - one.tickets_minor

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
  const ended = refunds.filter(({ state }) => state !== 'requested')
  const owed = new Set((await owedRefunds(tx, order, ended)).map(({ id }) => id))
  const earlier = ended.filter((one) => one.state === 'failed' && isAfter(latest, one))
  const ids = earlier.flatMap(({ id, failure_reason }) => {
    return owed.has(id) || failure_reason === SUPERSEDED ? [] : [id]
  })
  await resolveAlerts(tx, ['refund_failed'], ids)
}

/** Those of `refunds` that have failed, and for which something is still owed. */
export async function owedRefunds(tx: Tx, order: Order, refunds: Refund[]): Promise<Refund[]> {
  const owed = new Set((await owedTickets(tx, order)).map(({ refund_id }) => refund_id))
  const debts = goodwillDebts(refunds)
  return debts.flatMap(({ one, left_minor }) => (left_minor > 0 || owed.has(one.id) ? [one] : []))
}

/**
 * What each failed refund still owes beyond tickets, once those of `refunds` that were asked for
 * after it had failed have taken their share of it.
 */
export function goodwillDebts(refunds: Refund[]): { one: Refund; left_minor: number }[] {
  const ours = refunds.filter(({ failure_reason }) => failure_reason !== SUPERSEDED)
  const failed = ours.filter(({ state }) => state === 'failed')
  const debts = failed.map((one) => ({ one, left_minor: goodwill(one) }))
  for (const later of ours) {
    let given_minor = goodwill(later)
    for (const debt of debts.filter(({ one }) => isAfter(later, one))) {
      const taken_minor = Math.min(given_minor, debt.left_minor)
      debt.left_minor -= taken_minor
      given_minor -= taken_minor
    }
  }
  return debts
}

/** Was a refund asked for when another one had failed already? */
const isAfter = (later: Refund, { ended_at }: Refund) =>
  ended_at !== null && later.requested_at >= ended_at

/** The part of a refund for which no ticket was voided. */
const goodwill = (one: Refund) => one.amount_minor - one.tickets_minor

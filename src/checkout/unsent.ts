import type { Queryable } from '../kernel/index.ts'
import type { Order } from '../orders/index.ts'
import { keptOfOrders, keptOfStrays, type Payment, type Refund } from '../payments/index.ts'
import { goodwillDebts } from './made_good.ts'
import { owedMinor } from './owed_tickets.ts'

/** What is owed to a guest since refunds have failed and nothing has taken their place (F62). */
export interface Unsent {
  /** Of what the order cost. */
  ours_minor: number
  /** Of payments that it did not need. */
  strays_minor: number
  /** All of what the order cost that has not gone back was taken by the guest's bank (F65). */
  is_lost: boolean
}

const nothing: Unsent = { ours_minor: 0, strays_minor: 0, is_lost: false }

type Stands = Pick<Order, 'id' | 'state'>

/**
 * What of an order with this live payment and these refunds, oldest first, is with the venue again
 * and owed to the guest, in minor units. Of an order that is closed this is all that is left; else
 * what void tickets cost and nobody has given back, and what was given beyond tickets and nobody
 * has given since. What the bank has taken it has given to the guest.
 */
export async function unsentOf(
  db: Queryable,
  order: Stands,
  payment: Pick<Payment, 'id'> | undefined,
  refunds: Refund[],
): Promise<Unsent> {
  const isDue = order.state === 'refund_due'
  if (!isDue && !refunds.some(({ state }) => state === 'failed')) return nothing
  const there_minor = (await keptOfOrders(db, [order.id])).get(order.id)
  const kept_minor = there_minor ?? 0
  const ours = refunds.filter(({ payment_id }) => payment_id === payment?.id)
  const isClosed = isDue || order.state === 'refunded'
  const owed_minor = isClosed ? kept_minor : await owedOf(db, order, ours)
  return {
    ours_minor: Math.min(kept_minor, owed_minor),
    strays_minor: await keptOfStrays(db, order.id),
    is_lost: isDue && there_minor === 0 && !ours.some(({ state }) => state === 'requested'),
  }
}

async function owedOf(db: Queryable, order: Stands, refunds: Refund[]): Promise<number> {
  const debts = goodwillDebts(refunds)
  const goodwill_minor = debts.reduce((sum, { left_minor }) => sum + left_minor, 0)
  return goodwill_minor + (await owedMinor(db, order))
}

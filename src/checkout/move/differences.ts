import { must, type Tx } from '../../kernel/index.ts'
import { differencesOf, lockOrder } from '../../orders/index.ts'
import { paidOf, type Paid } from '../table/paid_orders.ts'

/**
 * What was paid, and has not gone back, for the differences of an order's moves: each an order of
 * its own, locked until the transaction ends. The caller has locked the order that they are of.
 */
export async function lockDifferences(tx: Tx, movedOrderId: string): Promise<Paid[]> {
  const paid: Paid[] = []
  for (const id of await differencesOf(tx, movedOrderId)) {
    const order = must(await lockOrder(tx, id), `order ${id}`)
    const one = order.state === 'fulfilled' ? await paidOf(tx, order) : undefined
    if (one) paid.push(one)
  }
  return paid
}

import { must, transaction, type Database, type Tx } from '../../kernel/index.ts'
import {
  allDifferencesOf,
  differencesOf,
  lockOpenDifference,
  lockOrder,
  openDifferenceOf,
  type Order,
} from '../../orders/index.ts'
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

/**
 * Does something in one transaction with an order and all that its guest was asked for to move it,
 * each of them locked: what waits before the order, as everybody locks it, and the others after.
 */
export async function withDifferences<T>(
  db: Database,
  orderId: string,
  work: (tx: Tx, order: Order | undefined, differences: Order[]) => Promise<T>,
): Promise<T> {
  const done = await transaction(db, async (tx) => {
    const waiting = await lockOpenDifference(tx, orderId)
    const order = await lockOrder(tx, orderId)
    // It was asked for while the order's lock was waited for, and its own would come too late.
    if ((await openDifferenceOf(tx, orderId)) !== waiting) return undefined
    const differences: Order[] = []
    for (const id of await allDifferencesOf(tx, orderId))
      differences.push(must(await lockOrder(tx, id), `order ${id}`))
    return { answer: await work(tx, order, differences) }
  })
  return done ? done.answer : withDifferences(db, orderId, work)
}

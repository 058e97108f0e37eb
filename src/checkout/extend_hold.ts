import { must, refuse, transaction, type Refused } from '../kernel/index.ts'
import { extendHolds, findOrder, isHeld, lockOrder, type Order } from '../orders/index.ts'
import type { Till } from './till.ts'

/**
 * Gives a guest who needs more time to pay the same again, once: whoever asks again is told until
 * when it is. The order is locked, so that its end, which takes that lock, too, comes before or
 * after. Refuses once the hold is over, or the order no longer open.
 */
export async function extendHold(
  till: Till,
  orderId: string,
): Promise<Order | Refused<'hold_expired' | 'order_not_payable'>> {
  return transaction(till.db, async (tx) => {
    const order = must(await lockOrder(tx, orderId), `order ${orderId}`)
    if (order.state !== 'open' && order.state !== 'expired')
      return refuse('order_not_payable', 'order_id')
    if (order.state === 'expired' || !isHeld(order)) return refuse('hold_expired', 'order_id')
    if ((await extendHolds(tx, orderId, till.holdExtensionSeconds)) > 0)
      tx.afterCommit(() => till.log.info({ order: orderId }, 'hold.extended'))
    return must(await findOrder(tx, orderId), 'the order just extended')
  })
}

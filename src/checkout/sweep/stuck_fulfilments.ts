import { jobsUnderWay, type Chore } from '../../jobs/index.ts'
import { transaction, type Tx } from '../../kernel/index.ts'
import { lockOrder, unfulfilledOrders } from '../../orders/index.ts'
import { livePaymentOf, paidAsAsked } from '../../payments/index.ts'
import { fulfil, isPaidExactly } from '../fulfil.ts'
import { fulfilQueue, type Till } from '../till.ts'

/** Longer than a retry needs that is being made right now. */
const OVERDUE_SECONDS = 60
/** A retry that is due and not made for so long will not be: perhaps the queue stands still. */
const LATE_SECONDS = 300
/** So many in a round, and the next one, at once, goes on behind them, whatever became of them. */
const BATCH = 200

/** Hands out the tickets of paid orders whose retry was lost: nobody else is about to. */
export function pendingFulfilments(till: Till): Chore {
  return fulfilAgain(till, 'pending_fulfilments', 60, 'pending')
}

/**
 * Tries the orders whose automatic retries are used up once more, every hour: what kept them from
 * their tickets may be gone, and the owner's alert then clears itself (F09).
 */
export function stuckFulfilments(till: Till): Chore {
  return fulfilAgain(till, 'stuck_fulfilments', 3600, 'stuck')
}

function fulfilAgain(
  till: Till,
  name: string,
  pause_seconds: number,
  fulfilment: 'pending' | 'stuck',
): Chore {
  return {
    name,
    pause_seconds,
    round: async ({ after_id = '' }, signal) => {
      const after = String(after_id)
      const ids = await unfulfilledOrders(till.db, fulfilment, OVERDUE_SECONDS, after, BATCH)
      // Where another amount was received a person decides, and the sweep must not (F48).
      const paid = await paidAsAsked(till.db, ids)
      const underWay = await jobsUnderWay(till.db, fulfilQueue, 'order_id', ids, LATE_SECONDS)
      for (const id of ids.filter((one) => paid.has(one) && !underWay.has(one))) {
        if (signal.aborted) return
        await transaction(till.db, (tx) => again(till, tx, id, fulfilment))
      }
      const isUnfinished = ids.length === BATCH
      return { note: isUnfinished ? { after_id: ids.at(-1) } : {}, isUnfinished }
    },
  }
}

async function again(
  till: Till,
  tx: Tx,
  orderId: string,
  fulfilment: 'pending' | 'stuck',
): Promise<void> {
  const order = await lockOrder(tx, orderId)
  if (order?.state !== 'paid' || order.fulfilment !== fulfilment) return
  if (!isPaidExactly(order, await livePaymentOf(tx, order.id))) return
  till.log.warn({ order: orderId, fulfilment }, 'sweep.fulfil_again')
  await fulfil(till, tx, order)
}

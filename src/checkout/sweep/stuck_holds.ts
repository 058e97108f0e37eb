import { openAlertsOf, resolveAlerts } from '../../alerts/index.ts'
import { enqueue, jobsUnderWay, type Chore } from '../../jobs/index.ts'
import { transaction } from '../../kernel/index.ts'
import { findOrder, overdueOrders } from '../../orders/index.ts'
import { expireQueue, type Till } from '../till.ts'

const PAUSE_SECONDS = 60
/** The job comes within a second or two of the hold's end. */
const OVERDUE_SECONDS = 30
const BATCH = 100

/**
 * Ends holds that are over and that nobody is about to end: their job was lost or given up. They
 * get another one. The owner's alert about such a hold clears itself when its order is closed.
 */
export function stuckHolds(till: Till): Chore {
  return {
    name: 'stuck_holds',
    pause_seconds: PAUSE_SECONDS,
    round: async () => {
      const ids = await overdueOrders(till.db, OVERDUE_SECONDS, BATCH)
      const underWay = await jobsUnderWay(till.db, expireQueue, 'order_id', ids)
      for (const order_id of ids.filter((id) => !underWay.has(id))) {
        till.log.warn({ order: order_id }, 'sweep.hold_stuck')
        await transaction(till.db, (tx) => enqueue(tx, expireQueue, { order_id }))
      }
      await clearAlerts(till)
    },
  }
}

async function clearAlerts(till: Till): Promise<void> {
  for (const { subject_id } of await openAlertsOf(till.db, ['hold_stuck'], BATCH)) {
    const order = await findOrder(till.db, subject_id)
    if (order?.state !== 'open') await resolveAlerts(till.db, ['hold_stuck'], [subject_id])
  }
}

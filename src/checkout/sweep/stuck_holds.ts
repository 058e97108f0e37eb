import { enqueue, jobsUnderWay, type Chore } from '../../jobs/index.ts'
import { transaction } from '../../kernel/index.ts'
import { findOrder, overdueOrders } from '../../orders/index.ts'
import { expireQueue, type Till } from '../till.ts'
import { clearAlerts } from './clear_alerts.ts'

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
    round: async (note) => {
      const { after_id = '' } = note
      const ids = await overdueOrders(till.db, OVERDUE_SECONDS, String(after_id), BATCH)
      const underWay = await jobsUnderWay(till.db, expireQueue, 'order_id', ids)
      for (const order_id of ids.filter((id) => !underWay.has(id))) {
        till.log.warn({ order: order_id }, 'sweep.hold_stuck')
        await transaction(till.db, (tx) => enqueue(tx, expireQueue, { order_id }))
      }
      const hasEnded = async (id: string) => (await findOrder(till.db, id))?.state !== 'open'
      const told = await clearAlerts(till.db, ['hold_stuck'], BATCH, note, hasEnded)
      // Payments that are on their way for days freeze their holds, and keep nobody waiting here.
      const isFull = ids.length === BATCH
      return {
        note: { ...told.note, ...(isFull && { after_id: ids.at(-1) }) },
        isUnfinished: isFull || told.isUnfinished,
      }
    },
  }
}

import { openAlert } from '../../alerts/index.ts'
import { enqueue, jobsUnderWay, type Chore } from '../../jobs/index.ts'
import { transaction, type Queryable } from '../../kernel/index.ts'
import { findOrder, overdueOrders } from '../../orders/index.ts'
import { livePaymentOf } from '../../payments/index.ts'
import { expireQueue, type Till } from '../till.ts'
import { clearAlerts } from './clear_alerts.ts'
import { isStripeAway } from './stripe_away.ts'

const PAUSE_SECONDS = 60
/** The job comes within a second or two of the hold's end. */
const OVERDUE_SECONDS = 30
/**
 * Longer than the 45 minutes after which Stripe's silence is an alert of its own, and shorter than
 * the hour after which the audit names the order.
 */
const TOLD_SECONDS = 50 * 60
const BATCH = 100

/**
 * Ends holds that are over and that nobody is about to end: their job was lost or given up. They
 * get another one. The owner is told of those that do not end, though somebody tries again and
 * again; the alert clears itself when the order is closed.
 */
export function stuckHolds(till: Till): Chore {
  return {
    name: 'stuck_holds',
    pause_seconds: PAUSE_SECONDS,
    round: async (note) => {
      const { after_id = '' } = note
      const after = String(after_id)
      const ids = await overdueOrders(till.db, OVERDUE_SECONDS, after, BATCH)
      const underWay = await jobsUnderWay(till.db, expireQueue, 'order_id', ids)
      for (const order_id of ids.filter((id) => !underWay.has(id))) {
        till.log.warn({ order: order_id }, 'sweep.hold_stuck')
        await transaction(till.db, (tx) => enqueue(tx, expireQueue, { order_id }))
      }
      await tellOfLate(till, await overdueOrders(till.db, TOLD_SECONDS, after, BATCH))
      const isOver = async (id: string) => !(await isStuck(till.db, id))
      const told = await clearAlerts(till.db, ['hold_stuck'], BATCH, note, isOver)
      // Payments that are on their way for days freeze their holds, and keep nobody waiting here.
      const isFull = ids.length === BATCH
      return {
        note: { ...told.note, ...(isFull && { after_id: ids.at(-1) }) },
        isUnfinished: isFull || told.isUnfinished,
      }
    },
  }
}

async function tellOfLate(till: Till, orderIds: string[]): Promise<void> {
  if (orderIds.length === 0 || (await isStripeAway(till.db))) return
  for (const id of orderIds)
    if (await isStuck(till.db, id))
      await transaction(till.db, (tx) => openAlert(tx, 'hold_stuck', id))
}

/** An order whose money is on its way is not: its bank may take days (F44). */
async function isStuck(db: Queryable, orderId: string): Promise<boolean> {
  if ((await findOrder(db, orderId))?.state !== 'open') return false
  return (await livePaymentOf(db, orderId))?.state !== 'processing'
}

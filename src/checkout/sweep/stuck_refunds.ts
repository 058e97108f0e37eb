import { enqueue, jobsUnderWay, type Chore } from '../../jobs/index.ts'
import { transaction } from '../../kernel/index.ts'
import { requestedRefunds } from '../../payments/index.ts'
import { refundQueue, type Till } from '../till.ts'

/** Some banks take days for a refund, and each is asked about at Stripe once a round. */
const PAUSE_SECONDS = 600
/** Most refunds have their answer within seconds. */
const OVERDUE_SECONDS = 120
const BATCH = 50

/**
 * Sends refunds that were asked for and that nobody is about to send, or whose news never came:
 * sending one again gives nothing back twice, and brings what Stripe says of it now.
 */
export function stuckRefunds(till: Till): Chore {
  return {
    name: 'stuck_refunds',
    pause_seconds: PAUSE_SECONDS,
    round: async ({ after_id = '' }) => {
      const found = await requestedRefunds(till.db, OVERDUE_SECONDS, String(after_id), BATCH)
      const ids = found.map(({ id }) => id)
      const underWay = await jobsUnderWay(till.db, refundQueue, 'refund_id', ids)
      for (const { id: refund_id, order_id } of found.filter(({ id }) => !underWay.has(id))) {
        till.log.info({ order: order_id, refund: refund_id }, 'sweep.refund_pending')
        await transaction(till.db, (tx) => enqueue(tx, refundQueue, { refund_id }))
      }
      // Round and round: those that stay pending for days never keep the others waiting.
      return { note: ids.length === BATCH ? { after_id: ids.at(-1) } : {} }
    },
  }
}

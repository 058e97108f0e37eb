import { openAlert } from '../../alerts/index.ts'
import { enqueue, jobsUnderWay, type Chore } from '../../jobs/index.ts'
import { transaction, type Tx } from '../../kernel/index.ts'
import { lockOrder } from '../../orders/index.ts'
import { findRefund, requestedRefunds, type Refund } from '../../payments/index.ts'
import { refundQueue, type Till } from '../till.ts'
import { isStripeAway } from './stripe_away.ts'

/** Some banks take days for a refund, and each is asked about at Stripe once a round. */
const PAUSE_SECONDS = 600
/** Most refunds have their answer within seconds. */
const OVERDUE_SECONDS = 120
/** Its job is tried a dozen times meanwhile; Stripe's silence is an alert of its own before. */
const TOLD_SECONDS = 60 * 60
const BATCH = 50

/**
 * Sends refunds that were asked for and that nobody is about to send, or whose news never came:
 * sending one again gives nothing back twice, and brings what Stripe says of it now. The owner is
 * told of those that do not even get to Stripe.
 */
export function stuckRefunds(till: Till): Chore {
  return {
    name: 'stuck_refunds',
    pause_seconds: PAUSE_SECONDS,
    round: async ({ after_id = '' }) => {
      const after = String(after_id)
      const found = await requestedRefunds(till.db, OVERDUE_SECONDS, after, BATCH)
      const ids = found.map(({ id }) => id)
      const underWay = await jobsUnderWay(till.db, refundQueue, 'refund_id', ids)
      for (const { id: refund_id, order_id } of found.filter(({ id }) => !underWay.has(id))) {
        till.log.info({ order: order_id, refund: refund_id }, 'sweep.refund_pending')
        await transaction(till.db, (tx) => enqueue(tx, refundQueue, { refund_id }))
      }
      const late = await requestedRefunds(till.db, TOLD_SECONDS, after, BATCH)
      const unsent = late.filter(({ stripe_refund_id }) => stripe_refund_id === null)
      if (unsent.length > 0 && !(await isStripeAway(till.db)))
        for (const refund of unsent) await transaction(till.db, (tx) => tellOfUnsent(tx, refund))
      // Round and round: those that stay pending for days never keep the others waiting.
      return { note: ids.length === BATCH ? { after_id: ids.at(-1) } : {} }
    },
  }
}

/** Behind the order's lock, since nothing would clear the alert of one that has just been sent. */
async function tellOfUnsent(tx: Tx, { id, order_id, amount_minor }: Refund): Promise<void> {
  await lockOrder(tx, order_id)
  const refund = await findRefund(tx, id)
  if (refund?.state !== 'requested' || refund.stripe_refund_id) return
  await openAlert(tx, 'refund_failed', id, { order: order_id, amount_minor, reason: 'not_sent' })
}

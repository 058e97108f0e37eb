import { openAlert } from '../alerts/index.ts'
import { transaction } from '../kernel/index.ts'
import { lockOrder } from '../orders/index.ts'
import { findPayment, findRefund } from '../payments/index.ts'
import type { ReleaseJob } from './deposit/release.ts'
import type { FulfilJob } from './fulfil.ts'
import type { RefundJob } from './send_refund.ts'
import type { Till } from './till.ts'

/**
 * The last try at issuing has failed: tells the owner, unless the sweep has healed it meanwhile.
 */
export async function giveUpFulfil(till: Till, { order_id }: FulfilJob): Promise<void> {
  await transaction(till.db, async (tx) => {
    const order = await lockOrder(tx, order_id)
    if (order?.state === 'paid') await openAlert(tx, 'fulfilment_stuck', order.id)
  })
}

/** The last try to send a refund has failed: tells the owner, unless it has arrived meanwhile. */
export async function giveUpRefund(till: Till, { refund_id }: RefundJob): Promise<void> {
  const asked = await findRefund(till.db, refund_id)
  if (!asked) return
  await transaction(till.db, async (tx) => {
    await lockOrder(tx, asked.order_id)
    const refund = await findRefund(tx, refund_id)
    if (refund?.state !== 'requested') return
    const { id, order_id, amount_minor } = refund
    const detail = { order: order_id, amount_minor, reason: 'not_sent' }
    await openAlert(tx, 'refund_failed', id, detail)
  })
}

/** The last try to let a deposit go has failed: tells the owner, unless it has gone meanwhile. */
export async function giveUpRelease(till: Till, job: ReleaseJob): Promise<void> {
  await transaction(till.db, async (tx) => {
    await lockOrder(tx, job.order_id)
    const payment = await findPayment(tx, job.payment_id)
    if (payment?.state !== 'authorised') return
    await openAlert(tx, 'release_failed', payment.id, { order: payment.order_id })
  })
}

/** The last try to end a hold has failed: tells the owner, unless its order has ended meanwhile. */
export async function giveUpExpire(till: Till, job: { order_id: string }): Promise<void> {
  await transaction(till.db, async (tx) => {
    const order = await lockOrder(tx, job.order_id)
    if (order?.state === 'open') await openAlert(tx, 'hold_stuck', order.id)
  })
}

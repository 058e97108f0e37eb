import { openAlert } from '../alerts/index.ts'
import { transaction } from '../kernel/index.ts'
import { lockOrder } from '../orders/index.ts'
import { findPayment } from '../payments/index.ts'
import type { ReleaseJob } from './deposit/release.ts'
import type { FulfilJob } from './fulfil.ts'
import { isStripeAway } from './sweep/stripe_away.ts'
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

/**
 * The last try to let a deposit go has failed: tells the owner, unless it has gone meanwhile, or
 * Stripe is away: then the sweep begins anew, and that alone is told.
 */
export async function giveUpRelease(till: Till, job: ReleaseJob): Promise<void> {
  if (await isStripeAway(till.db)) return
  await transaction(till.db, async (tx) => {
    await lockOrder(tx, job.order_id)
    const payment = await findPayment(tx, job.payment_id)
    if (payment?.state !== 'authorised') return
    await openAlert(tx, 'release_failed', payment.id, { order: payment.order_id })
  })
}

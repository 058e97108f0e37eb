import { noteInLog, step, transaction } from '../kernel/index.ts'
import { lockOrder } from '../orders/index.ts'
import { findPayment, findRefund, StripeRefused, type Refund } from '../payments/index.ts'
import { failRefund, recordRefund, recordRefunds } from './record_refund.ts'
import type { Till } from './till.ts'

/** The payload of the job that tells Stripe of a refund. */
export interface RefundJob {
  refund_id: string
}

/**
 * Sends a requested refund to Stripe and writes down the answer. Safe to repeat, also after Stripe
 * has forgotten the key: what stands there already is written down first, and one that Stripe knows
 * is never made again, whoever made it (F58, F64). What Stripe refuses is failed, and the owner
 * told. Throws StripeUnreachable, to be tried again.
 */
export async function sendRefund(till: Till, job: RefundJob): Promise<void> {
  const asked = await findRefund(till.db, job.refund_id)
  if (asked?.state !== 'requested') return
  noteInLog({ order: asked.order_id, payment: asked.payment_id })
  const payment = await findPayment(till.db, asked.payment_id)
  const payment_intent_id = payment?.payment_intent_id ?? ''
  const isListed = await recordThere(till, payment_intent_id, asked)
  const refund = await findRefund(till.db, asked.id)
  if (refund?.state !== 'requested') return
  if (refund.stripe_refund_id) {
    // So old that the list does not reach back to it.
    if (!isListed) await recordOne(till, refund.stripe_refund_id)
    return
  }
  try {
    const made = { ...refund, refund_id: refund.id, payment_intent_id }
    const news = await till.gateway.createRefund(made)
    step('refund.sent')
    await transaction(till.db, async (tx) => {
      await recordRefund(till, tx, news)
      step('refund.written')
    })
    step('refund.recorded')
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error
    till.log.error({ order: refund.order_id, refund: refund.id, err: error }, 'refund.refused')
    // Perhaps one of Stripe's dashboard has just taken its place.
    await recordThere(till, payment_intent_id, refund)
    await giveUp(till, refund, error.code)
  }
}

/** Whether the refund is among those that Stripe lists, which are all written down. */
async function recordThere(till: Till, intentId: string, refund: Refund): Promise<boolean> {
  const there = await till.gateway.refundsOf(intentId)
  if (there.length > 0) await transaction(till.db, (tx) => recordRefunds(till, tx, there))
  return there.some(({ stripe_refund_id }) => stripe_refund_id === refund.stripe_refund_id)
}

async function recordOne(till: Till, stripeRefundId: string): Promise<void> {
  const news = await till.gateway.readRefund(stripeRefundId)
  await transaction(till.db, (tx) => recordRefund(till, tx, news))
}

async function giveUp(till: Till, { id, order_id }: Refund, code: string): Promise<void> {
  await transaction(till.db, async (tx) => {
    await lockOrder(tx, order_id)
    const refund = await findRefund(tx, id)
    const isUnknown = refund?.state === 'requested' && !refund.stripe_refund_id
    if (isUnknown) await failRefund(till, tx, id, code)
  })
}

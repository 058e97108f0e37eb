import { step, transaction } from '../../kernel/index.ts'
import { findPayment, ownerOf } from '../../payments/index.ts'
import { record } from '../record.ts'
import type { Till } from '../till.ts'

/** The payload of the job that tells Stripe of a release. */
export interface ReleaseJob {
  payment_id: string
  order_id: string
}

/**
 * Lets Stripe cancel the intent of a payment that was given up, and writes down what it says. Safe
 * to repeat. Where somebody has captured it first, that is settled instead, and goes back. Throws
 * StripeUnreachable, to be tried again.
 */
export async function sendRelease(till: Till, job: ReleaseJob): Promise<void> {
  const payment = await findPayment(till.db, job.payment_id)
  if (!payment?.payment_intent_id) return
  if (payment.state !== 'authorised' && payment.state !== 'cancelled') return
  const intent = await till.gateway.cancelIntent(payment.payment_intent_id, ownerOf(payment))
  if (!intent.made_at) throw new Error(`Stripe does not know the intent of ${payment.id}`)
  step('release.cancelled')
  await transaction(till.db, async (tx) => {
    await record(till, tx, intent, 'sweep')
    step('release.written')
  })
  step('release.recorded')
}

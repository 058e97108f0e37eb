import type { Database, Step } from '../src/kernel/index.ts'
import type { StripeSim } from '../stripe-sim/index.ts'
import type { GuestOrder } from './guest.ts'

/** Is a step reached by a job of the queue, and not by a request of a guest or of Stripe? */
export function isJobStep(name: Step): boolean {
  return /^(fulfil\.retr|fulfil\.stuck|expire|refund\.(sent|written|recorded)|mail)/.test(name)
}

/** Is a step about a deposit? Those have a house of their own: crash_deposits.test.ts. */
export function isDepositStep(name: Step): boolean {
  return /^(capture|release)/.test(name)
}

/** Is a step reached by news of money that goes back, or by Stripe's no to a refund? */
export function isMoneyBackStep(name: Step): boolean {
  return /^(refund\.fail|dispute)/.test(name)
}

/**
 * Ends an order in our books alone, while Stripe can still take its money: only a race of payment
 * and expiry can do this.
 */
export async function expireInBooks(db: Database, order: GuestOrder): Promise<void> {
  await db.query({
    text: `with ended as (
             update holds set state = 'expired', ended_at = now()
              where order_id = $1 and state = 'active' returning ticket_type_id, quantity),
           freed as (
             update ticket_types t set taken = t.taken - ended.quantity
               from ended where t.id = ended.ticket_type_id)
           update orders set state = 'expired', expired_at = now() where id = $1`,
    values: [order.order_id],
  })
}

/** Pays an intent at Stripe, past our own pages, by its client secret. */
export async function payAtStripe(
  sim: Pick<StripeSim, 'url' | 'secretKey'>,
  clientSecret: string,
): Promise<void> {
  const intent = clientSecret.split('_secret_')[0] ?? ''
  const response = await fetch(`${sim.url}/v1/payment_intents/${intent}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sim.secretKey}` },
    body: new URLSearchParams({ payment_method: 'pm_card_visa', return_url: sim.url }),
  })
  if (!response.ok) throw new Error(`${intent} was not paid: ${await response.text()}`)
}

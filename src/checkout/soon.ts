import { waitAtMost } from '../kernel/index.ts'
import { StripeUnreachable } from '../payments/index.ts'
import type { Till } from './till.ts'

/** A guest waits in front of this page; what takes longer is finished without them. */
const PATIENCE_MS = 2_500

/**
 * Does `work` at Stripe for an order, and waits for it as long as a guest would. What Stripe does
 * not answer now, or not soon, is found out or done later: at checkout, by the page's own asking,
 * or when the hold ends (F73). Never throws; a refusal is logged as the error that it is. Returns
 * what came of it in time, and undefined of anything else.
 */
export async function soon<T>(
  till: Till,
  orderId: string,
  work: (till: Till, orderId: string) => Promise<T>,
): Promise<T | undefined> {
  const done = work(till, orderId).catch((error: unknown) => {
    const level = error instanceof StripeUnreachable ? 'warn' : 'error'
    till.log[level]({ order: orderId, err: error }, 'stripe.postponed')
    return undefined
  })
  return waitAtMost(PATIENCE_MS, done)
}

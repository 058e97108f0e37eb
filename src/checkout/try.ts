import { attemptInside, type Tx } from '../kernel/index.ts'
import { noteAttempt, type AttemptSource, type Payment, type Try } from '../payments/index.ts'
import { countDeclined } from './many_declines.ts'
import type { Till } from './till.ts'

/**
 * Notes a try to pay, in the caller's transaction; tells the log of one that nobody had reported
 * before, and the owner of too many declines. It moves nothing, and calling again does nothing.
 */
export async function noteTry(
  till: Till,
  tx: Tx,
  payment: Payment,
  one: Try | null,
  source: AttemptSource,
): Promise<void> {
  if (!one) return
  const isNew = await noteAttempt(tx, payment, one, source)
  // A browser may have been first, and its word is not taken for it: Stripe's news counts.
  if (one.outcome === 'declined' && source !== 'browser') await countDeclined(tx, payment.order_id)
  if (!isNew) return
  const { outcome, code, decline_code, advice_code } = one
  const about = { order: payment.order_id, payment: payment.id, source }
  tx.afterCommit(() =>
    till.log.info({ ...about, outcome, code, decline_code, advice_code }, 'payment.tried'),
  )
}

/**
 * The same beside money that has come: whatever keeps the try from being noted does not keep the
 * money from being booked.
 */
export async function noteTryOfMoney(
  till: Till,
  tx: Tx,
  payment: Payment,
  one: Try | null,
  source: AttemptSource,
): Promise<void> {
  const noted = await attemptInside(tx, () => noteTry(till, tx, payment, one, source))
  if (!('error' in noted)) return
  const about = { order: payment.order_id, payment: payment.id, err: noted.error }
  till.log.error(about, 'payment.try_not_noted')
}

import { must, type Tx } from '../../kernel/index.ts'
import { agreementOf, type Order } from '../../orders/index.ts'
import { depositOf, moneyOf } from '../../payments/index.ts'
import { uncreditBooking } from '../../tickets/index.ts'

/**
 * What of an order's money its booking counts as paid ahead, in minor units: what was agreed, less
 * what has not come of a deposit. The caller has locked the order.
 */
export async function creditOf(tx: Tx, order: Order): Promise<number> {
  const agreement = must(await agreementOf(tx, order.id), `the agreement of ${order.id}`)
  const deposit = await depositOf(tx, order.id)
  const missing_minor = deposit ? deposit.amount_minor - (moneyOf(deposit) ?? 0) : 0
  return Math.max(0, agreement.credited_minor - missing_minor)
}

/**
 * Takes money that has not come off what the order's booking counts as paid ahead, so that the
 * balance due at the door is right. Nothing where the deposit was never to be credited, and never
 * what other orders have paid for the booking. The caller has locked the order.
 */
export async function uncredit(tx: Tx, order: Order, missingMinor: number): Promise<void> {
  const agreement = await agreementOf(tx, order.id)
  const taken_minor = Math.min(agreement?.credited_minor ?? 0, missingMinor)
  if (taken_minor > 0) await uncreditBooking(tx, order.id, taken_minor)
}

import type { Tx } from '../kernel/index.ts'
import { findOrder } from '../orders/index.ts'

/** An event has come before the order that it is about: it has to be handled again, soon (F11). */
export class NotVisibleYet extends Error {
  override name = 'NotVisibleYet'
  readonly order_id: string
  constructor(orderId: string) {
    super(`order ${orderId} is not visible yet`)
    this.order_id = orderId
  }
}

/** What Stripe has made for an order. */
interface Made {
  order_id: string | null
  made_at: Date | null
}

/** No transaction that writes an order takes nearly as long; after that the order is unknown. */
const VISIBLE_WITHIN_MS = 3 * 60 * 1000

/**
 * Throws NotVisibleYet while the order of a young object of Stripe's is not there: its own
 * transaction may be about to commit. For an old one it returns, and the order counts as unknown.
 */
export async function assertVisible(tx: Tx, object: Made): Promise<void> {
  if (!object.order_id || (await findOrder(tx, object.order_id))) return
  putOffYoung(object)
}

/** The same for an order that was just looked for, and not found. */
export function putOffYoung({ order_id, made_at }: Made): void {
  // Either way: a clock that is wrong by more must not put news off for ever.
  const age_ms = Math.abs(Date.now() - (made_at?.getTime() ?? 0))
  if (order_id && age_ms < VISIBLE_WITHIN_MS) throw new NotVisibleYet(order_id)
}

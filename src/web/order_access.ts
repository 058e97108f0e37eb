import { isSameSecret, refuse, type Database } from '../kernel/index.ts'
import { findOrder, isErased, type Order } from '../orders/index.ts'
import { RefusedRequest } from './refusals.ts'

/**
 * The order with this id, for whoever has its secret. Throws the same refusal for an unknown id and
 * for somebody else's, so that neither can be told from the other; one whose guest was erased is
 * gone.
 */
export async function authorisedOrder(db: Database, id: string, secret: string): Promise<Order> {
  const order = await orderOfLink(db, id, secret)
  if (!order) throw new RefusedRequest(refuse('order_unknown', 'order_id'))
  // Asked only of those that have no guest, as every order has that was ever paid for.
  if (order.guest_email === null && (await isErased(db, order.id)))
    throw new RefusedRequest(refuse('order_erased', 'order_id'))
  return order
}

/** The same, and undefined for any other link. */
export async function orderOfLink(
  db: Database,
  id: string,
  secret: string,
): Promise<Order | undefined> {
  const order = await findOrder(db, id)
  return order && isSameSecret(order.secret, secret) ? order : undefined
}

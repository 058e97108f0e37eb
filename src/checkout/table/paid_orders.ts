import { must, type Tx } from '../../kernel/index.ts'
import { lockOrder, partyOrders, type Order } from '../../orders/index.ts'
import {
  disputesOf,
  keptOfOrders,
  livePaymentOf,
  moneyOf,
  type Payment,
} from '../../payments/index.ts'
import type { Booking } from '../../tickets/index.ts'

/** An order of a party, with what of its money has not gone back. */
export interface Paid {
  order: Order
  payment: Payment
  left_minor: number
}

/**
 * What was paid for a booking, or promised by a bank, and has not gone back: its own order first,
 * where one is named, then those for more guests. All of it is locked until the transaction ends.
 */
export async function lockPaid(
  tx: Tx,
  { id, order_id }: Pick<Booking, 'id' | 'order_id'>,
): Promise<Paid[]> {
  const orders = await partyOrders(tx, order_id ? [order_id] : [], [id])
  const paid: Paid[] = []
  // In one sequence by everybody, so that two who want all of them never wait in a circle.
  const isFirst = (one: { id: string }) => Number(one.id === order_id)
  for (const { id: orderId } of orders.toSorted((a, b) => isFirst(b) - isFirst(a))) {
    const order = must(await lockOrder(tx, orderId), `order ${orderId}`)
    const one = await paidOf(tx, order)
    if (one) paid.push(one)
  }
  return paid
}

/** The same of one order, which the caller has locked; undefined where nothing is left. */
export async function paidOf(tx: Tx, order: Order): Promise<Paid | undefined> {
  const payment = await livePaymentOf(tx, order.id)
  if (payment?.state !== 'succeeded' && payment?.state !== 'authorised') return undefined
  const left_minor = (moneyOf(payment) ?? 0) - payment.refunded_minor
  return left_minor > 0 ? { order, payment, left_minor } : undefined
}

/**
 * What of this the house can give back, or let go: what a bank has taken, or may, must not leave
 * twice (F65). Nobody argues about what is only authorised.
 */
export async function withoutDisputed(tx: Tx, paid: Paid[]): Promise<Paid[]> {
  const kept = await keptOfOrders(
    tx,
    paid.map(({ order }) => order.id),
  )
  const free: Paid[] = []
  for (const one of paid) {
    const { order, payment } = one
    const disputes = await disputesOf(tx, order.id)
    const isOpen = disputes.some(
      ({ payment_id: id, state }) => id === payment.id && state === 'open',
    )
    const isCharged = payment.state === 'succeeded'
    const left_minor = isCharged ? (kept.get(order.id) ?? 0) : one.left_minor
    if (!isOpen && left_minor > 0) free.push({ order, payment, left_minor })
  }
  return free
}

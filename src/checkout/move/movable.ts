import { isAlertOpen } from '../../alerts/index.ts'
import { findNightById, type Night } from '../../catalog/index.ts'
import { isRefused, must, refuse, type Refused, type Tx } from '../../kernel/index.ts'
import {
  agreementOf,
  linesOf,
  lockOrder,
  movedBackOf,
  openDifferenceOf,
  partyOrders,
  type Agreement,
  type Line,
  type Order,
} from '../../orders/index.ts'
import { disputedOrders, livePaymentOf, refundsOf, type Payment } from '../../payments/index.ts'
import {
  bookingOfOrder,
  lockBooking,
  lockUnusedPasses,
  lockUnusedTickets,
  refuseOver,
  takenAtDoor,
  type Booking,
} from '../../tickets/index.ts'
import { owedRefunds } from '../made_good.ts'
import { lockDifferences } from './differences.ts'

/** Why an order stays on its night, whichever other one is wished for. */
export type StaysRefusal =
  | 'order_unknown'
  | 'move_comp'
  | 'move_with_its_order'
  | 'move_waits'
  | 'move_with_its_table'
  | 'move_not_issued'
  | 'move_not_charged'
  | 'move_disputed'
  | 'move_money_under_way'
  | 'move_guests_pay'
  | 'move_used'
  | 'night_not_on_sale'
  | 'night_over'
  | 'booking_over'
  | 'booking_arrived'
  | 'booking_locked'
  | 'door_money_taken'

/** The tickets of an order that move: of each line those that were not given back. */
export interface MovableTickets {
  kind: 'ga'
  lines: { line: Line; heads: number }[]
}

/** A booking that moves, with everybody who has joined it. */
export interface MovableParty {
  kind: 'vip'
  booking: Booking
  heads: number
  /** Of everybody who has paid for it, its own order first. */
  order_ids: string[]
  agreement: Agreement
}

/** An order that can leave its night. */
export interface Movable {
  order: Order
  night: Night
  payment: Payment
  /**
   * What was paid for what moves, without what went back when it moved before, and with what was
   * paid for moving.
   */
  paid_minor: number
  /** How much of that was paid for moving, by orders of their own. */
  more_minor: number
  /** The order itself, and whatever goes with it: who has joined a party, differences paid. */
  order_ids: string[]
  goods: MovableTickets | MovableParty
}

/**
 * An order that can be moved, with its tickets or its booking, all of it locked until the
 * transaction ends; or why not. Who is in, who is the house's guest, whose money is not certain or
 * is on its way stays where they are, and who has been asked for the difference until that is
 * decided: for `differenceId`, the order of it, it is.
 */
export async function lockMovable(
  tx: Tx,
  orderId: string,
  differenceId?: string,
): Promise<Movable | Refused<StaysRefusal>> {
  const order = await lockOrder(tx, orderId)
  if (!order) return refuse('order_unknown', 'order_id')
  if (order.kind === 'vip_guests') return refuse('move_with_its_table', 'order_id')
  if (order.moves_order_id !== null) return refuse('move_with_its_order', 'order_id')
  if (order.comp_id !== null) return refuse('move_comp', 'order_id')
  if (order.state !== 'fulfilled') return refuse('move_not_issued', 'order_id')
  const night = must(await findNightById(tx, order.night_id), `the night of order ${order.id}`)
  if (night.state !== 'published') return refuse('night_not_on_sale', 'order_id')
  if (night.is_over) return refuse('night_over', 'order_id')
  const waiting = await openDifferenceOf(tx, order.id)
  if (waiting !== undefined && waiting !== differenceId) return refuse('move_waits', 'order_id')
  const payment = await livePaymentOf(tx, order.id)
  // What is only reserved is charged by the night that it was reserved for (decision 0013).
  if (payment?.state !== 'succeeded') return refuse('move_not_charged', 'order_id')
  const differences = await lockDifferences(tx, order.id)
  const goods = order.kind === 'ga' ? await lockTickets(tx, order) : await lockParty(tx, order)
  if (isRefused(goods)) return goods
  const ids = differences.map((one) => one.order.id)
  const orderIds = goods.kind === 'ga' ? [order.id, ...ids] : goods.order_ids
  if ((await disputedOrders(tx, orderIds)).size > 0) return refuse('move_disputed', 'order_id')
  if (await isMoneyUnderWay(tx, order, orderIds)) return refuse('move_money_under_way', 'order_id')
  const worth_minor =
    goods.kind === 'ga' ? worthOf(goods) : must(payment.received_minor, 'what a payment brought')
  // By its moves, not its refunds: a refund that failed was made good by one of another reason.
  const more_minor = differences.reduce((sum, { left_minor }) => sum + left_minor, 0)
  const paid_minor = worth_minor + more_minor - (await movedBackOf(tx, order.id))
  if (paid_minor <= 0) return refuse('move_not_charged', 'order_id')
  return { order, night, payment, paid_minor, more_minor, order_ids: orderIds, goods }
}

async function lockTickets(
  tx: Tx,
  order: Order,
): Promise<MovableTickets | Refused<'move_used' | 'move_not_issued'>> {
  const tickets = await lockUnusedTickets(tx, order.id)
  if (isRefused(tickets)) return tickets
  const lines = (await linesOf(tx, order.id)).map((line) => {
    const heads = tickets.filter(({ order_line_id }) => order_line_id === line.id).length
    return { line, heads }
  })
  const moving = lines.filter(({ heads }) => heads > 0)
  return moving.length > 0 ? { kind: 'ga', lines: moving } : refuse('move_not_issued', 'order_id')
}

async function lockParty(tx: Tx, order: Order): Promise<MovableParty | Refused<StaysRefusal>> {
  const known = await bookingOfOrder(tx, order.id)
  if (!known) return refuse('move_not_issued', 'order_id')
  // Orders first, by their ids, then the booking, then its passes: as everybody locks them.
  const more = (await partyOrders(tx, [], [known.id])).map(({ id }) => id)
  for (const id of more) {
    const guests = must(await lockOrder(tx, id), `order ${id}`)
    if (guests.state === 'open' || guests.state === 'paid')
      return refuse('move_guests_pay', 'order_id')
  }
  const booking = must(await lockBooking(tx, known.id), `booking ${known.id}`)
  // Whoever wishes for more guests holds this lock: another order may have come while we waited.
  if ((await partyOrders(tx, [], [known.id])).length > more.length)
    return refuse('move_guests_pay', 'order_id')
  if (booking.ended_at) return refuseOver(booking, 'order_id')
  if (booking.state !== 'confirmed') return refuse('booking_arrived', 'order_id')
  if (booking.locked_at) return refuse('booking_locked', 'order_id')
  const taken_minor = (await takenAtDoor(tx, [booking.id])).get(booking.id) ?? 0
  if (taken_minor > 0) {
    const { currency } = booking
    return refuse('door_money_taken', 'order_id', { amount_minor: taken_minor, currency })
  }
  const passes = await lockUnusedPasses(tx, booking)
  if (isRefused(passes)) return passes
  const agreement = must(await agreementOf(tx, order.id), `the agreement of order ${order.id}`)
  const order_ids = [order.id, ...more]
  return { kind: 'vip', booking, heads: passes.length, order_ids, agreement }
}

/**
 * A refund that Stripe has not ended, one that has failed and for which something is owed, or one
 * of Stripe's dashboard of which nobody has said yet what it was for.
 */
async function isMoneyUnderWay(tx: Tx, order: Order, orderIds: string[]): Promise<boolean> {
  for (const id of orderIds) {
    const refunds = await refundsOf(tx, id)
    if (refunds.some(({ state }) => state === 'requested')) return true
    if (id !== order.id) continue
    if ((await owedRefunds(tx, order, refunds)).length > 0) return true
    const ids = refunds.map((refund) => refund.id)
    if (await isAlertOpen(tx, 'refund_outside', ids)) return true
  }
  return false
}

const worthOf = ({ lines }: MovableTickets): number =>
  lines.reduce((sum, { line, heads }) => sum + heads * line.unit_price_minor, 0)

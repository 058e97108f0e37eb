import { openAlert } from '../../alerts/index.ts'
import {
  bug,
  isRefused,
  must,
  newId,
  refuse,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import {
  findOffer,
  handOverHolds,
  moveOrders,
  noteLate,
  type MoveOffer,
  type Order,
} from '../../orders/index.ts'
import { livePaymentOf } from '../../payments/index.ts'
import { sendBack } from '../send_back.ts'
import type { Till } from '../till.ts'
import { lockMovable, type Movable } from './movable.ts'
import { moveKinds } from './move_goods.ts'
import { noteMoved } from './note_moved.ts'
import { chooseKinds, readOtherNight, type KindChosen, type OtherNight } from './other_night.ts'

/** A move that was offered, and can be made as it was. */
interface Offered {
  offer: MoveOffer
  movable: Movable
  to: OtherNight['night']
  kinds: KindChosen[]
}

/**
 * Why the money for a move's difference buys nothing: its link was over, the offer was taken back,
 * or what was to move cannot any more. Undefined for what it can be made for, and for every other
 * order. The caller has locked the order of the difference.
 */
export async function missedMove(tx: Tx, order: Order): Promise<'move_over' | undefined> {
  if (order.moves_order_id === null) return undefined
  // The offer has ended with its hold, and another one may wait by now.
  if (order.state === 'expired') return 'move_over'
  return isRefused(await lockOffered(tx, order)) ? 'move_over' : undefined
}

/**
 * Sends back what was paid for a move, all of it, when it cannot be made any more before it was;
 * the owner is told, as of all money that is too late (F43). True when it goes back. `order`, that
 * of the difference, is paid, and locked.
 */
export async function sendBackLateMove(tx: Tx, order: Order): Promise<boolean> {
  const because = await missedMove(tx, order)
  if (!because) return false
  const payment = must(await livePaymentOf(tx, order.id), `the payment of ${order.id}`)
  await openAlert(tx, 'refund_due', order.id)
  await noteLate(tx, order.id, because)
  await sendBack(tx, order, payment.id, 'late_money')
  return true
}

/** Nobody pays for a move that cannot be made: somebody is in, it was refunded, or taken back. */
export async function refuseLateMove(
  till: Till,
  order: Order,
): Promise<Refused<'move_over'> | undefined> {
  if (order.moves_order_id === null) return undefined
  const offered = await transaction(till.db, (tx) => lockOffered(tx, order))
  return isRefused(offered) ? refuse('move_over', 'order_id') : undefined
}

/**
 * Makes the move whose difference was paid by `order`, in the caller's transaction. The places on
 * the other night are those that this order has held; it hands them on.
 */
export async function moveAsOffered(tx: Tx, order: Order): Promise<void> {
  const offered = await lockOffered(tx, order)
  if (isRefused(offered)) bug(`the move of ${order.id} was locked, and is ${offered.refused}`)
  const { offer, movable, to, kinds } = offered
  const { price_minor, asked_by: moved_by } = offer
  const by = { refund_id: null, paid_by_order_id: order.id, moved_by }
  await noteMoved(tx, movable, to, { ...by, id: newId('mov'), price_minor, outcome: 'paid' })
  await moveOrders(tx, movable.order_ids, to.id)
  const refused = await moveKinds(tx, kinds, to.id, await handOverHolds(tx, order.id))
  if (refused) bug(`order ${order.id} had held the places, and they are ${refused.refused}`)
}

/**
 * What is to move, locked, as it was when its guest was asked for the difference. The lock on the
 * order of a difference that waits comes before that on what it moves, for everybody.
 */
async function lockOffered(tx: Tx, order: Order): Promise<Offered | Refused> {
  const offer = must(await findOffer(tx, order.id), `the offer of ${order.id}`)
  if (offer.withdrawn_at) return refuse('move_over', 'order_id')
  const movable = await lockMovable(tx, offer.moved_order_id, order.id)
  if (isRefused(movable)) return movable
  const { goods, night, paid_minor } = movable
  if (night.id !== offer.from_night_id || paid_minor !== offer.paid_minor || goods.kind !== 'ga')
    return refuse('move_moved_on', 'order_id')
  const other = await readOtherNight(tx, offer.to_night_id, night, goods.kind)
  if (isRefused(other)) return other
  const kinds = chooseKinds(goods, other.kind === 'ga' ? other.types : [], offer)
  if (isRefused(kinds)) return kinds
  const isAsOffered = kinds.every(({ line_id, heads }) =>
    offer.kinds.some((kind) => kind.line_id === line_id && kind.heads === heads),
  )
  return isAsOffered
    ? { offer, movable, to: other.night, kinds }
    : refuse('move_moved_on', 'order_id')
}

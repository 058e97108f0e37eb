import type { Night, TableConflict } from '../../catalog/index.ts'
import {
  isRefused,
  must,
  newId,
  noteInAuditTrail,
  refuse,
  step,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import {
  findMove,
  lockOrder,
  moveOrders,
  noteMove,
  type Agreement,
  type OrderMove,
} from '../../orders/index.ts'
import { bookRefund } from '../book_refund.ts'
import { orderMovedMail, type Till } from '../till.ts'
import { lockMovable, type Movable, type StaysRefusal } from './movable.ts'
import { agreeAnew, moveKinds, moveParty } from './move_goods.ts'
import {
  chooseKinds,
  chooseTerms,
  readOtherNight,
  type MoveChoice,
  type OtherNight,
  type OtherNightRefusal,
  type TermsRefusal,
} from './other_night.ts'

/** An order that somebody of the venue moves. The page that asks makes the id, and keeps it. */
export interface MoveWanted {
  move_id: string
  order_id: string
  night_id: string
  choice: MoveChoice
  /** What it costs more, or less than nothing, as whoever asks has seen it. */
  difference_minor: number
  /** The house lets go what it costs more. */
  waives: boolean
  actor: string
}

export type MoveRefusal =
  | StaysRefusal
  | OtherNightRefusal
  | TermsRefusal
  | TableConflict
  | 'ticket_type_unknown'
  | 'not_enough_left'
  | 'sold_out'
  | 'move_taken'
  | 'move_price_changed'
  | 'move_costs_more'
  | 'move_gives_all_back'

/**
 * Moves an order to another night, in one transaction, or leaves it as it is: its tickets or its
 * booking take their places there, those of the night that they leave are on sale again, and what
 * it costs less is asked to go back. Codes and links stay; the door of the old night tells where
 * they are valid now. What it costs more is let go, which whoever asks has to say. Asking again
 * under the same id returns the first one.
 */
export async function moveOrder(
  till: Till,
  wanted: MoveWanted,
): Promise<OrderMove | Refused<MoveRefusal>> {
  return transaction(till.db, async (tx) => {
    if (!(await lockOrder(tx, wanted.order_id))) return refuse('order_unknown', 'order_id')
    // Behind the order's lock, so that the second click sees what the first one has written.
    const known = await findMove(tx, wanted.move_id)
    if (known) return known.order_id === wanted.order_id ? known : refuse('move_taken', 'move_id')
    const movable = await lockMovable(tx, wanted.order_id)
    if (isRefused(movable)) return movable
    const { night, goods } = movable
    const other = await readOtherNight(tx, wanted.night_id, night, goods.kind)
    if (isRefused(other)) return other
    const moved = await move(tx, movable, other, wanted)
    if (isRefused(moved)) return moved
    step('move.written')
    tx.afterCommit(() => {
      const { id, order_id: order, from_night_id: from, to_night_id: to } = moved
      till.log.info({ order, move: id, from, to }, 'order.moved')
      step('move.committed')
    })
    return moved
  })
}

async function move(
  tx: Tx,
  movable: Movable,
  other: OtherNight,
  wanted: MoveWanted,
): Promise<OrderMove | Refused<MoveRefusal>> {
  const { goods } = movable
  const { choice } = wanted
  if (goods.kind === 'ga') {
    const kinds = chooseKinds(goods, other.kind === 'ga' ? other.types : [], choice)
    if (isRefused(kinds)) return kinds
    const price_minor = kinds.reduce((sum, { type, heads }) => sum + heads * type.price_minor, 0)
    const refundId = await settleDifference(tx, movable, price_minor, wanted)
    if (isRefused(refundId)) return refundId
    const noted = await note(tx, movable, other.night, wanted, price_minor, refundId.refund_id)
    await moveOrders(tx, [movable.order.id], wanted.night_id)
    const refused = await moveKinds(tx, kinds, wanted.night_id)
    return refused ?? noted
  }
  if (other.kind !== 'vip' || !('vip_table_id' in choice))
    return refuse('table_unknown', 'choice')
  const terms = chooseTerms(goods, other, choice)
  if (isRefused(terms)) return terms
  await agreeAnew(tx, movable.order, goods, terms)
  const refundId = await settleDifference(tx, movable, terms.charged_minor, wanted)
  if (isRefused(refundId)) return refundId
  const refund_id = refundId.refund_id
  const price = terms.charged_minor
  const noted = await note(tx, movable, other.night, wanted, price, refund_id, goods.agreement)
  const refused = await moveParty(tx, goods, terms)
  return refused ?? noted
}

/** Asks for the refund of what it costs less; the money first, the stock last. */
async function settleDifference(
  tx: Tx,
  { order, payment, paid_minor }: Movable,
  priceMinor: number,
  { difference_minor, waives, actor }: MoveWanted,
): Promise<
  | { refund_id: string | null }
  | Refused<'move_price_changed' | 'move_costs_more' | 'move_gives_all_back'>
> {
  const isSeen = difference_minor === priceMinor - paid_minor
  if (!isSeen) return refuse('move_price_changed', 'difference_minor')
  if (difference_minor > 0 && !waives) {
    const { currency } = order
    return refuse('move_costs_more', 'waives', { amount_minor: difference_minor, currency })
  }
  if (difference_minor >= 0) return { refund_id: null }
  const amount_minor = -difference_minor
  // More of it has gone back before, for another reason: nothing would be left of the order.
  if (amount_minor >= (payment.received_minor ?? 0) - payment.refunded_minor)
    return refuse('move_gives_all_back', 'difference_minor')
  const refund = { id: newId('rfd'), reason: 'moved' as const, amount_minor, ticket_ids: [] }
  const { id } = await bookRefund(tx, order, payment, { ...refund, requested_by: actor })
  return { refund_id: id }
}

/** Writes the move down, in the audit trail, too, and owes the guest a mail about it. */
async function note(
  tx: Tx,
  { order, night, paid_minor }: Movable,
  to: Night,
  { move_id, actor }: MoveWanted,
  price_minor: number,
  refund_id: string | null,
  agreedBefore?: Agreement,
): Promise<OrderMove> {
  const nights = { from_night_id: night.id, to_night_id: to.id }
  const sums = { paid_minor, price_minor, refund_id }
  const row = { id: move_id, order_id: order.id, ...nights, ...sums, moved_by: actor }
  await noteMove(tx, row, agreedBefore)
  const entryId = await noteInAuditTrail(tx, {
    action: 'order.moved',
    subject_id: order.id,
    actor,
    detail: {
      move: move_id,
      from_night: night.title,
      to_night: to.title,
      outcome: price_minor === paid_minor ? 'even' : price_minor > paid_minor ? 'waived' : 'back',
      amount_minor: Math.abs(price_minor - paid_minor),
    },
  })
  await oweMail(tx, orderMovedMail, entryId)
  return must(await findMove(tx, move_id), `move ${move_id}`)
}

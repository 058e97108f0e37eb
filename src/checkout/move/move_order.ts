import type { Night, TableConflict } from '../../catalog/index.ts'
import {
  isRefused,
  newId,
  refuse,
  step,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import {
  findMove,
  lockOrder,
  moveOrders,
  type Agreement,
  type OrderMove,
} from '../../orders/index.ts'
import { bookRefund } from '../book_refund.ts'
import type { Till } from '../till.ts'
import { lockMovable, type Movable, type MovableParty, type StaysRefusal } from './movable.ts'
import { agreeAnew, moveKinds, moveParty } from './move_goods.ts'
import {
  chooseKinds,
  chooseTerms,
  readOtherNight,
  type KindChosen,
  type MoveChoice,
  type OtherNight,
  type OtherNightRefusal,
  type TermsRefusal,
} from './other_night.ts'
import { noteMoved, type MoveOutcome } from './note_moved.ts'

/** An order that somebody of the venue moves. The page that asks makes the id, and keeps it. */
export interface MoveWanted {
  move_id: string
  order_id: string
  /** The night that it leaves, as whoever asks has seen it. */
  from_night_id: string
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
  | 'move_moved_on'
  | 'move_price_changed'
  | 'move_costs_more'
  | 'move_gives_all_back'
  | 'move_gives_difference_back'

/**
 * Moves an order to another night, in one transaction, or leaves it as it is: its tickets or its
 * booking take their places there, those of the night that they leave are on sale again, and what
 * it costs less is asked to go back. Codes and links stay; the door of the old night tells where
 * they are valid now. What it costs more is let go, which whoever asks has to say, or is due at the
 * door with the rest of a table's bill. Asking again under the same id returns the first one.
 */
export async function moveOrder(
  till: Till,
  wanted: MoveWanted,
): Promise<OrderMove | Refused<MoveRefusal>> {
  return transaction(till.db, async (tx) => {
    const locked = await lockOrder(tx, wanted.order_id)
    if (!locked) return refuse('order_unknown', 'order_id')
    // Behind the order's lock, so that the second click sees what the first one has written.
    const known = await findMove(tx, wanted.move_id)
    if (known) return known.order_id === wanted.order_id ? known : refuse('move_taken', 'move_id')
    // Somebody else has moved it since: where it is by now is looked at first.
    if (locked.night_id !== wanted.from_night_id) return refuse('move_moved_on', 'from_night_id')
    const movable = await lockMovable(tx, wanted.order_id)
    if (isRefused(movable)) return movable
    const { night, goods } = movable
    const other = await readOtherNight(tx, wanted.night_id, night, goods.kind)
    if (isRefused(other)) return other
    const plan = planOf(movable, other, wanted.choice)
    if (isRefused(plan)) return plan
    const moved = await move(tx, movable, plan, other.night, wanted)
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

/** What is chosen of the other night, and what it costs there. */
type Plan =
  | { kind: 'ga'; price_minor: number; kinds: KindChosen[] }
  | { kind: 'vip'; price_minor: number; terms: Agreement; goods: MovableParty }

function planOf(
  { goods }: Movable,
  other: OtherNight,
  choice: MoveChoice,
): Plan | Refused<TermsRefusal | 'ticket_type_unknown'> {
  if (goods.kind === 'ga') {
    const kinds = chooseKinds(goods, other.kind === 'ga' ? other.types : [], choice)
    if (isRefused(kinds)) return kinds
    const price_minor = kinds.reduce((sum, { type, heads }) => sum + heads * type.price_minor, 0)
    return { kind: 'ga', price_minor, kinds }
  }
  if (other.kind !== 'vip' || !('vip_table_id' in choice)) return refuse('table_unknown', 'choice')
  const terms = chooseTerms(goods, other, choice)
  if (isRefused(terms)) return terms
  return { kind: 'vip', price_minor: terms.charged_minor, terms, goods }
}

/** The bill and the money first, then the night, the stock last. */
async function move(
  tx: Tx,
  movable: Movable,
  plan: Plan,
  to: Night,
  wanted: MoveWanted,
): Promise<OrderMove | Refused<MoveRefusal>> {
  const refused = refuseDifference(movable, plan, wanted)
  if (refused) return refused
  if (plan.kind === 'vip') await agreeAnew(tx, movable.order, plan.goods, plan.terms)
  const refundId = await giveDifferenceBack(tx, movable, plan, wanted)
  const { price_minor } = plan
  const done = { id: wanted.move_id, price_minor, outcome: outcomeOf(plan, movable.paid_minor) }
  const by = { refund_id: refundId, paid_by_order_id: null, moved_by: wanted.actor }
  const moved = await noteMoved(tx, movable, to, { ...done, ...by })
  if (plan.kind === 'vip') return (await moveParty(tx, plan.goods, plan.terms)) ?? moved
  await moveOrders(tx, movable.order_ids, to.id)
  return (await moveKinds(tx, plan.kinds, to.id)) ?? moved
}

/**
 * What it costs more or less is what whoever asks has seen; the house, and nobody by mistake, lets
 * go what it costs more; and something of what was paid stays, so that the order stands.
 */
function refuseDifference(
  { order, payment, paid_minor, more_minor }: Movable,
  { price_minor }: Plan,
  { difference_minor, waives }: MoveWanted,
): Refused<MoveRefusal> | undefined {
  const { currency } = order
  if (difference_minor !== price_minor - paid_minor)
    return refuse('move_price_changed', 'difference_minor')
  if (difference_minor > 0 && !waives) {
    return refuse('move_costs_more', 'waives', { amount_minor: difference_minor, currency })
  }
  const left_minor = (payment.received_minor ?? 0) - payment.refunded_minor
  if (-difference_minor < left_minor) return undefined
  // What goes back is of the order's own payment; what was paid for moving has payments of its own.
  if (-difference_minor < left_minor + more_minor)
    return refuse('move_gives_difference_back', 'difference_minor', {
      amount_minor: more_minor,
      currency,
    })
  return refuse('move_gives_all_back', 'difference_minor')
}

/** The refund of what it costs less; null where it costs no less. */
async function giveDifferenceBack(
  tx: Tx,
  { order, payment, paid_minor }: Movable,
  { price_minor }: Plan,
  { actor }: MoveWanted,
): Promise<string | null> {
  const amount_minor = paid_minor - price_minor
  if (amount_minor <= 0) return null
  const refund = { id: newId('rfd'), reason: 'moved' as const, amount_minor, ticket_ids: [] }
  return (await bookRefund(tx, order, payment, { ...refund, requested_by: actor })).id
}

/** What becomes of the difference: a deposit that counts leaves the more to be paid at the door. */
function outcomeOf(plan: Plan, paidMinor: number): MoveOutcome {
  if (plan.price_minor <= paidMinor) return plan.price_minor === paidMinor ? 'even' : 'back'
  return plan.kind === 'vip' && plan.terms.credited_minor > 0 ? 'at_door' : 'waived'
}

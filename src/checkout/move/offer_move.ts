import type { Night } from '../../catalog/index.ts'
import { enqueue } from '../../jobs/index.ts'
import {
  bug,
  isRefused,
  must,
  newId,
  newSecret,
  noteInAuditTrail,
  refuse,
  step,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import {
  addLine,
  findOrder,
  holdKinds,
  lockOrder,
  noteOffer,
  openDifference,
  type Line,
  type Order,
} from '../../orders/index.ts'
import { openPayment } from '../../payments/index.ts'
import { withinLimits } from '../limits.ts'
import { expireQueue, moveOfferedMail, type Till } from '../till.ts'
import { lockMovable, type Movable, type StaysRefusal } from './movable.ts'
import { refuseShort } from './move_goods.ts'
import {
  chooseKinds,
  readOtherNight,
  type KindChosen,
  type MoveChoice,
  type OtherNightRefusal,
} from './other_night.ts'

/** Whoever is asked has as long as this to pay, where neither night is over before. */
const OFFER_SECONDS_MAX = 24 * 60 * 60

/** A move whose difference its guest is to pay first. The page that asks makes the id. */
export interface OfferWanted {
  /** The order of the difference, which is to be. */
  offer_id: string
  /** The order that is to move. */
  order_id: string
  /** The night that it leaves, as whoever asks has seen it. */
  from_night_id: string
  night_id: string
  choice: MoveChoice
  /** What it costs more, as whoever asks has seen it. */
  difference_minor: number
  actor: string
}

export type OfferRefusal =
  | StaysRefusal
  | OtherNightRefusal
  | 'ticket_type_unknown'
  | 'not_enough_left'
  | 'sold_out'
  | 'move_taken'
  | 'move_moved_on'
  | 'move_price_changed'
  | 'move_costs_no_more'
  | 'move_of_table'
  | 'total_too_small'
  | 'total_too_large'

/** What the order of a difference is made of. */
interface Plan {
  wanted: OfferWanted
  movable: Movable
  to: Night
  kinds: KindChosen[]
}

/**
 * Asks the guest of an order to pay what another night costs more, in one transaction: an order of
 * the difference is placed, which holds the places there for a day at the most, and a mail with the
 * link to pay it is owed. Until it is paid nothing moves. Asking again under the same id returns
 * the first one.
 */
export async function offerMove(
  till: Till,
  wanted: OfferWanted,
): Promise<Order | Refused<OfferRefusal>> {
  return transaction(till.db, async (tx) => {
    const locked = await lockOrder(tx, wanted.order_id)
    if (!locked) return refuse('order_unknown', 'order_id')
    // Behind the order's lock, so that the second click sees what the first one has written.
    const known = await findOrder(tx, wanted.offer_id)
    if (known) return known.moves_order_id === locked.id ? known : refuse('move_taken', 'offer_id')
    if (locked.night_id !== wanted.from_night_id) return refuse('move_moved_on', 'from_night_id')
    const plan = await planOffer(tx, wanted)
    if (isRefused(plan)) return plan
    const offered = await write(tx, plan)
    if (isRefused(offered)) return offered
    step('offer.written')
    tx.afterCommit(() => {
      till.log.info({ order: locked.id, difference: offered.id }, 'order.move_offered')
      step('offer.committed')
    })
    return offered
  })
}

async function planOffer(tx: Tx, wanted: OfferWanted): Promise<Plan | Refused<OfferRefusal>> {
  const movable = await lockMovable(tx, wanted.order_id)
  if (isRefused(movable)) return movable
  const { goods, night, paid_minor } = movable
  // What a table costs more is due at its door.
  if (goods.kind !== 'ga') return refuse('move_of_table', 'choice')
  const other = await readOtherNight(tx, wanted.night_id, night, goods.kind)
  if (isRefused(other)) return other
  const kinds = chooseKinds(goods, other.kind === 'ga' ? other.types : [], wanted.choice)
  if (isRefused(kinds)) return kinds
  const price_minor = kinds.reduce((sum, { type, heads }) => sum + heads * type.price_minor, 0)
  if (wanted.difference_minor !== price_minor - paid_minor)
    return refuse('move_price_changed', 'difference_minor')
  if (wanted.difference_minor <= 0) return refuse('move_costs_no_more', 'difference_minor')
  return { wanted, movable, to: other.night, kinds }
}

/** The order of the difference with its line, its payment and what it holds; the stock last. */
async function write(
  tx: Tx,
  { wanted, movable, to, kinds }: Plan,
): Promise<Order | Refused<OfferRefusal>> {
  const { order, night, paid_minor } = movable
  const { offer_id: id, difference_minor, actor } = wanted
  const line = lineOf(id, to, difference_minor)
  const fits = withinLimits([line], order.currency, 'difference_minor')
  if (isRefused(fits)) return fits
  const offer = {
    order_id: id,
    moved_order_id: order.id,
    from_night_id: night.id,
    to_night_id: to.id,
    kinds: kinds.map(({ line_id, type, heads }) => ({ line_id, ticket_type_id: type.id, heads })),
    paid_minor,
    price_minor: paid_minor + difference_minor,
    asked_by: actor,
  }
  // Somebody else's order may have come to this id in this moment.
  if ((await noteOffer(tx, offer)) === 0) return refuse('move_taken', 'offer_id')
  if ((await openDifference(tx, id, newSecret())) === 0) bug(`order ${order.id} was locked`)
  await addLine(tx, line)
  await openPayment(tx, id, difference_minor, order.currency, 'automatic')
  await noteInAuditTrail(tx, {
    action: 'order.move_offered',
    subject_id: order.id,
    actor,
    detail: {
      difference: id,
      from_night: night.title,
      to_night: to.title,
      amount_minor: difference_minor,
    },
  })
  await oweMail(tx, moveOfferedMail, id)
  const seconds = secondsFor(order.now, night, to)
  await enqueue(tx, expireQueue, { order_id: id }, seconds)
  const short = await holdKinds(tx, line, headsOf(kinds), seconds)
  if (short !== undefined) return refuseShort(kinds, short)
  return must(await findOrder(tx, id), 'the order just placed')
}

/** Its name is the other night's: what it is for is said by its kind. */
const lineOf = (orderId: string, to: Night, unit_price_minor: number): Line => ({
  id: newId('ln'),
  order_id: orderId,
  kind: 'difference',
  ticket_type_id: null,
  name: to.title,
  quantity: 1,
  unit_price_minor,
  position: 0,
})

function secondsFor(now: Date, ...nights: Night[]): number {
  const left = nights.map(({ ends_at }) => (ends_at.getTime() - now.getTime()) / 1000)
  return Math.min(OFFER_SECONDS_MAX, ...left)
}

function headsOf(kinds: KindChosen[]): Map<string, number> {
  const heads = new Map<string, number>()
  for (const { type, heads: more } of kinds) heads.set(type.id, (heads.get(type.id) ?? 0) + more)
  return heads
}

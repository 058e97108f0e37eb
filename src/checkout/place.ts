import { findNight, findVenue, ticketTypesOf, type Night } from '../catalog/index.ts'
import { enqueue } from '../jobs/index.ts'
import {
  isRefused,
  isSameSecret,
  must,
  refuse,
  step,
  transaction,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import {
  addAgreement,
  addLine,
  findOrder,
  notePlacement,
  openOrder,
  type Order,
} from '../orders/index.ts'
import { intentOf, livePaymentOf, openPayment } from '../payments/index.ts'
import { chooseLines, type Choice, type ChoiceRefusal } from './choose.ts'
import { release } from './expire.ts'
import { captureOf, reserve, type Goods, type StockRefusal } from './goods.ts'
import { refuseHoarding } from './hoarding.ts'
import { totalOf } from './limits.ts'
import { orChallenge, unpaidMaxFor } from './proof/placing.ts'
import type { Proof } from './proof/proof.ts'
import { isSameWish } from './same_wish.ts'
import { soon } from './soon.ts'
import { addIncluded } from './table/add_included.ts'
import { chooseGuests, type GuestsRefusal, type GuestsWish } from './table/choose_guests.ts'
import { chooseTable, type TableRefusal } from './table/choose_table.ts'
import type { TableWish } from './table/terms.ts'
import { expireQueue, type Till } from './till.ts'

/** What a guest asks for. The page that asks makes the id and the secret, and keeps them. */
export interface Placement {
  order_id: string
  order_secret: string
  night: string
  wish: Wish
  locale: string
  /** Whoever asks, told apart from others for as long as the hold lasts; names nobody. */
  visitor: string
  /** The work that was done to hold more than others of the same visitor may (F76). */
  proof?: Proof | undefined
}

/** GA tickets, a VIP table, or more guests for one that is booked. */
export type Wish = { choices: Choice[] } | { table: TableWish } | { more: GuestsWish }

export type PlaceRefusal =
  | ChoiceRefusal
  | TableRefusal
  | GuestsRefusal
  | StockRefusal
  | 'night_unknown'
  | 'night_not_on_sale'
  | 'night_over'
  | 'order_taken'
  | 'order_changed'
  | 'too_many_unpaid'

/**
 * Places an order: one transaction writes it, its lines, its payment and the hold, or nothing.
 * After that, outside the transaction, Stripe makes the PaymentIntent; should Stripe not answer,
 * the order stands and checkout makes it later, under the same key. Placing the same order again,
 * with the same secret, returns the first one (F24, F26). Guests whom their table includes have
 * nothing to pay: they are added at once. Returns the order, theirs that of the table, or why not.
 */
export async function place(till: Till, wanted: Placement): Promise<Order | Refused<PlaceRefusal>> {
  const placed = (await resume(till, wanted)) ?? (await placeNew(till, wanted))
  if (isRefused(placed)) return placed
  // The order stands: not even a refusal of Stripe may keep the guest from reaching it.
  if (placed.state === 'open') await soon(till, placed.id, prepareIntent)
  return placed
}

/** Two clicks at once: what stands in the way of the second one may be the first one's order. */
async function placeNew(till: Till, wanted: Placement): Promise<Order | Refused<PlaceRefusal>> {
  const unpaidMax = await unpaidMaxFor(till, wanted)
  const placed = await transaction(till.db, (tx) => write(till, tx, wanted, unpaidMax))
  if (placed && !isRefused(placed)) return placed
  const first = await resume(till, wanted)
  return first ?? orChallenge(till, wanted, must(placed, 'the order of the click that was first'))
}

/** The same guest again: a second click, a reload, the back button. Undefined on the first one. */
async function resume(
  till: Till,
  wanted: Placement,
): Promise<Order | Refused<PlaceRefusal> | undefined> {
  const order = await findOrder(till.db, wanted.order_id)
  if (!order) return undefined
  if (!isSameSecret(order.secret, wanted.order_secret)) return refuse('order_taken', 'order_id')
  const night = await findNight(till.db, wanted.night)
  if (night?.id === order.night_id && (await isSameWish(till.db, order, wanted.wish))) return order
  // The guest went back and chose otherwise: the first order must not go on blocking the stock.
  await soon(till, order.id, release)
  return refuse('order_changed', 'order_id')
}

/** Writes the order and all that belongs to it; undefined when its id is taken. */
async function write(
  till: Till,
  tx: Tx,
  wanted: Placement,
  unpaidMax: number,
): Promise<Order | Refused<PlaceRefusal> | undefined> {
  const [night, venue] = await Promise.all([findNight(tx, wanted.night), findVenue(tx)])
  if (!night) return refuse('night_unknown', 'night')
  if (night.state !== 'published') return refuse('night_not_on_sale', 'night')
  if (night.is_over) return refuse('night_over', 'night')
  const { currency } = must(venue, 'the venue')
  const goods = await choose(tx, wanted, night, currency)
  if (isRefused(goods)) return goods
  // Guests whom the table includes: there is nothing to pay, so there is no order for them.
  if (goods.lines.length === 0) return addIncluded(till, tx, wanted.order_id, goods)
  const paymentId = await writeOrder(tx, wanted, currency, night, goods)
  if (!paymentId) return undefined
  const about = { order: wanted.order_id, payment: paymentId, night: night.id }
  tx.afterCommit(() => till.log.info(about, 'order.placed'))
  return hold(till, tx, wanted, night, goods, unpaidMax)
}

async function choose(
  tx: Tx,
  { order_id, wish }: Placement,
  night: Night,
  currency: string,
): Promise<Goods | Refused<PlaceRefusal>> {
  if ('table' in wish) return chooseTable(tx, order_id, night, currency, wish.table)
  if ('more' in wish) return chooseGuests(tx, order_id, night, currency, wish.more)
  const types = await ticketTypesOf(tx, night.id)
  const lines = chooseLines(order_id, night, types, wish.choices, currency)
  if (isRefused(lines)) return lines
  return { kind: 'ga', lines, agreement: null, booking_id: null, guests: 0 }
}

/** The id of the order's payment; undefined when the order is there already. */
async function writeOrder(
  tx: Tx,
  wanted: Placement,
  currency: string,
  night: Night,
  { kind, booking_id, lines, agreement }: Goods,
): Promise<string | undefined> {
  const total = totalOf(lines)
  const inserted = await openOrder(tx, {
    id: wanted.order_id,
    kind,
    night_id: night.id,
    booking_id,
    secret: wanted.order_secret,
    total_minor: total,
    currency,
    locale: wanted.locale,
  })
  if (inserted === 0) return undefined
  for (const line of lines) await addLine(tx, line)
  if (agreement) await addAgreement(tx, agreement)
  return openPayment(tx, wanted.order_id, total, currency, captureOf(agreement))
}

async function hold(
  till: Till,
  tx: Tx,
  { order_id, visitor }: Placement,
  night: Night,
  goods: Goods,
  unpaidMax: number,
): Promise<Order | Refused<StockRefusal | 'too_many_unpaid'>> {
  const { kind, booking_id, lines, guests } = goods
  const order = { id: order_id, kind, night_id: night.id, booking_id }
  const refused = await reserve(tx, order, lines, till.holdSeconds, guests)
  if (refused) return refused
  // After the stock: the lock on the visitor, whom thousands may share, is held for a moment only.
  const hoarding = await refuseHoarding(tx, visitor, goods, unpaidMax)
  if (hoarding) return hoarding
  await notePlacement(tx, order_id, visitor)
  await enqueue(tx, expireQueue, { order_id }, till.holdSeconds)
  step('place.written')
  tx.afterCommit(() => step('place.committed'))
  return must(await findOrder(tx, order_id), 'the order just placed')
}

async function prepareIntent(till: Till, orderId: string): Promise<void> {
  const payment = await livePaymentOf(till.db, orderId)
  if (payment && !payment.payment_intent_id) await intentOf(till.db, till.gateway, payment)
  step('place.intent_stored')
}

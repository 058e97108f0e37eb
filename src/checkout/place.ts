import { findNight, findVenue, ticketTypesOf, type Night, type Venue } from '../catalog/index.ts'
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
  addLine,
  findOrder,
  holdLines,
  linesOf,
  openOrder,
  type Line,
  type Order,
} from '../orders/index.ts'
import { intentOf, livePaymentOf, openPayment } from '../payments/index.ts'
import { chooseLines, totalOf, type Choice, type ChoiceRefusal } from './choose.ts'
import { release } from './expire.ts'
import { soon } from './soon.ts'
import { expireQueue, type Till } from './till.ts'

/** What a guest asks for. The page that asks makes the id and the secret, and keeps them. */
export interface Placement {
  order_id: string
  order_secret: string
  night: string
  choices: Choice[]
  locale: string
}

export type PlaceRefusal =
  | ChoiceRefusal
  | 'night_unknown'
  | 'night_not_on_sale'
  | 'night_over'
  | 'order_taken'
  | 'order_changed'

/**
 * Places an order: one transaction writes it, its lines, its payment and the hold, or nothing.
 * After that, outside the transaction, Stripe makes the PaymentIntent; should Stripe not answer,
 * the order stands and checkout makes it later, under the same key. Placing the same order again,
 * with the same secret, returns the first one (F24, F26). Returns the order, or why not.
 */
export async function place(till: Till, wanted: Placement): Promise<Order | Refused<PlaceRefusal>> {
  const placed =
    (await resume(till, wanted)) ??
    (await transaction(till.db, (tx) => write(till, tx, wanted))) ??
    // Two clicks at once: the other one's order has just become visible.
    must(await resume(till, wanted), 'the order of the click that was first')
  if (isRefused(placed)) return placed
  // The order stands: not even a refusal of Stripe may keep the guest from reaching it.
  if (placed.state === 'open') await soon(till, placed.id, prepareIntent)
  return placed
}

/** The same guest again: a second click, a reload, the back button. Undefined on the first one. */
async function resume(
  till: Till,
  wanted: Placement,
): Promise<Order | Refused<PlaceRefusal> | undefined> {
  const order = await findOrder(till.db, wanted.order_id)
  if (!order) return undefined
  if (!isSameSecret(order.secret, wanted.order_secret)) return refuse('order_taken', 'order_id')
  const lines = await linesOf(till.db, order.id)
  const night = await findNight(till.db, wanted.night)
  if (night?.id === order.night_id && isSameChoice(lines, wanted.choices)) return order
  // The guest went back and chose otherwise: the first order must not go on blocking the stock.
  await soon(till, order.id, release)
  return refuse('order_changed', 'order_id')
}

/** Writes the order and all that belongs to it; undefined when its id is taken. */
async function write(
  till: Till,
  tx: Tx,
  wanted: Placement,
): Promise<Order | Refused<PlaceRefusal> | undefined> {
  const night = await findNight(tx, wanted.night)
  if (!night) return refuse('night_unknown', 'night')
  if (night.state !== 'published') return refuse('night_not_on_sale', 'night')
  if (night.is_over) return refuse('night_over', 'night')
  const venue = must(await findVenue(tx), 'the venue')
  const lines = chooseLines(
    wanted.order_id,
    night,
    await ticketTypesOf(tx, night.id),
    wanted.choices,
    venue.currency,
  )
  if (isRefused(lines)) return lines
  const paymentId = await writeOrder(tx, wanted, venue, night, lines)
  if (!paymentId) return undefined
  const about = { order: wanted.order_id, payment: paymentId, night: night.id }
  tx.afterCommit(() => till.log.info(about, 'order.placed'))
  return hold(till, tx, wanted, night, lines)
}

/** The id of the order's payment; undefined when the order is there already. */
async function writeOrder(
  tx: Tx,
  wanted: Placement,
  venue: Venue,
  night: Night,
  lines: Line[],
): Promise<string | undefined> {
  const total = totalOf(lines)
  const inserted = await openOrder(tx, {
    id: wanted.order_id,
    night_id: night.id,
    secret: wanted.order_secret,
    total_minor: total,
    currency: venue.currency,
    locale: wanted.locale,
  })
  if (inserted === 0) return undefined
  for (const line of lines) await addLine(tx, line)
  return openPayment(tx, wanted.order_id, total, venue.currency)
}

async function hold(
  till: Till,
  tx: Tx,
  wanted: Placement,
  night: Night,
  lines: Line[],
): Promise<Order | Refused<PlaceRefusal>> {
  const short = await holdLines(tx, lines, till.holdSeconds)
  if (short) {
    const types = await ticketTypesOf(tx, night.id)
    const left = types.find((type) => type.id === short.ticket_type_id)?.left ?? 0
    const field = `quantity_${short.ticket_type_id}`
    return left > 0 ? refuse('not_enough_left', field, { left }) : refuse('sold_out', field)
  }
  await enqueue(tx, expireQueue, { order_id: wanted.order_id }, till.holdSeconds)
  step('place.written')
  tx.afterCommit(() => step('place.committed'))
  return must(await findOrder(tx, wanted.order_id), 'the order just placed')
}

async function prepareIntent(till: Till, orderId: string): Promise<void> {
  const payment = await livePaymentOf(till.db, orderId)
  if (payment && !payment.payment_intent_id) await intentOf(till.db, till.gateway, payment)
  step('place.intent_stored')
}

function isSameChoice(lines: Line[], choices: Choice[]): boolean {
  const wanted = choices.filter((choice) => choice.quantity > 0)
  return (
    wanted.length === lines.length &&
    lines.every((line) =>
      wanted.some(
        (choice) =>
          choice.ticket_type_id === line.ticket_type_id && choice.quantity === line.quantity,
      ),
    )
  )
}

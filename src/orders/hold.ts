import { changeHeads, giveBack, giveTableBack, take } from '../catalog/index.ts'
import { bug, must, newId, type Tx } from '../kernel/index.ts'
import {
  insertHold,
  markAllReturned,
  markConverted,
  markEnded,
  markReturned,
  type FreedStock,
} from './hold.sql.ts'
import type { Line } from './line.sql.ts'
import type { Order } from './order.sql.ts'
import { deletePlacement } from './placement.sql.ts'

/**
 * Stock is taken in one order of ids by everybody, so that two guests never wait for each other.
 */
const byTicketType = (a: { ticket_type_id: string | null }, b: { ticket_type_id: string | null }) =>
  (a.ticket_type_id ?? '') < (b.ticket_type_id ?? '') ? -1 : 1

/**
 * Reserves the stock of `lines` for `seconds`; without seconds it is sold at once, to money that
 * came after its hold had ended (F42). Returns undefined, or the first line of which too little is
 * left; the caller then rolls everything back.
 */
export async function holdLines(
  tx: Tx,
  lines: Line[],
  seconds: number | null,
): Promise<Line | undefined> {
  for (const line of lines.toSorted(byTicketType)) {
    const type = must(line.ticket_type_id, `the ticket type of line ${line.id}`)
    // Together, since others wait for the same stock until this transaction ends.
    const [isTaken, held] = await Promise.all([
      take(tx, type, line.quantity),
      insertHold(tx, holdOf(line), seconds),
    ])
    if (!isTaken) return line
    if (held === 0) bug(`line ${line.id} is held twice`)
  }
  return undefined
}

/**
 * The same for a line that holds tickets of several kinds, so many of each. Returns the first kind
 * of which too little is left.
 */
export async function holdKinds(
  tx: Tx,
  line: Line,
  kinds: Map<string, number>,
  seconds: number,
): Promise<string | undefined> {
  for (const [ticket_type_id, quantity] of [...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!(await take(tx, ticket_type_id, quantity))) return ticket_type_id
    await insertHold(tx, { ...holdOf(line), id: newId('hld'), ticket_type_id, quantity }, seconds)
  }
  return undefined
}

/**
 * Ends what an order has sold to it without putting it back on sale: the caller hands the places
 * on. Returns how many of each kind they are.
 */
export async function handOverHolds(tx: Tx, orderId: string): Promise<Map<string, number>> {
  const freed = await markAllReturned(tx, orderId, 0)
  return new Map(freed.map((stock) => [stock.ticket_type_id ?? '', stock.quantity]))
}

/** Does an order's hold last? By the database's clock, which alone decides (F44). */
export function isHeld(order: Pick<Order, 'hold_expires_at' | 'now'>): boolean {
  return order.hold_expires_at !== null && order.now < order.hold_expires_at
}

/** Turns an order's holds into sold stock. */
export async function convertHolds(tx: Tx, orderId: string): Promise<void> {
  await markConverted(tx, orderId)
  await deletePlacement(tx, orderId)
}

/**
 * Ends an order's active holds and gives their stock back, once: ended holds return nothing (F45).
 */
export async function endHolds(tx: Tx, orderId: string, as: 'expired' | 'released'): Promise<void> {
  await putBack(tx, await markEnded(tx, orderId, as))
  await deletePlacement(tx, orderId)
}

/** Puts the stock of voided tickets back on sale; `quantities` go by the id of the order's line. */
export async function resell(tx: Tx, quantities: Map<string, number>): Promise<void> {
  const freed: FreedStock[] = []
  for (const [lineId, quantity] of quantities) {
    const stock = await markReturned(tx, lineId, quantity)
    if (stock) freed.push(stock)
  }
  await putBack(tx, freed)
}

/**
 * Puts everything that an order has still sold to it back on sale, save the places at a table of
 * those who stay.
 */
export async function resellAll(tx: Tx, orderId: string, staying = 0): Promise<void> {
  await putBack(tx, await markAllReturned(tx, orderId, staying))
}

async function putBack(tx: Tx, freed: FreedStock[]): Promise<void> {
  for (const stock of freed.toSorted(byTicketType)) {
    if (stock.ticket_type_id) await giveBack(tx, stock.ticket_type_id, stock.quantity)
    // Its table may have been released meanwhile, and the places with it.
    else if (stock.booking_id)
      await changeHeads(tx, stock.night_id, stock.booking_id, -stock.quantity)
    else await giveTableBack(tx, stock.night_id, stock.id)
  }
}

const holdOf = (line: Line) => ({
  id: newId('hld'),
  order_id: line.order_id,
  order_line_id: line.id,
  ticket_type_id: line.ticket_type_id,
  quantity: line.quantity,
})

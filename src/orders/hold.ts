import { giveBack, take } from '../catalog/index.ts'
import { newId, type Tx } from '../kernel/index.ts'
import {
  insertConvertedHold,
  insertHold,
  markAllReturned,
  markConverted,
  markEnded,
  markReturned,
  type FreedStock,
} from './hold.sql.ts'
import type { Line } from './line.sql.ts'

/**
 * Stock is taken in one order of ids by everybody, so that two guests never wait for each other.
 */
const byTicketType = (a: { ticket_type_id: string }, b: { ticket_type_id: string }) =>
  a.ticket_type_id < b.ticket_type_id ? -1 : 1

/**
 * Reserves the stock of `lines` for `seconds`. Returns undefined, or the first line of which too
 * little is left; the caller then refuses, which rolls everything back.
 */
export async function holdLines(tx: Tx, lines: Line[], seconds: number): Promise<Line | undefined> {
  for (const line of lines.toSorted(byTicketType)) {
    if (!(await take(tx, line.ticket_type_id, line.quantity))) return line
    await insertHold(tx, holdOf(line), seconds)
  }
  return undefined
}

/** Turns an order's holds into sold stock. */
export async function convertHolds(tx: Tx, orderId: string): Promise<void> {
  await markConverted(tx, orderId)
}

/**
 * Takes stock for an order whose holds have ended, because its money came after all (F42). Returns
 * undefined, or the first line of which too little is left; the caller rolls back to a savepoint.
 */
export async function retakeLines(tx: Tx, lines: Line[]): Promise<Line | undefined> {
  for (const line of lines.toSorted(byTicketType)) {
    if (!(await take(tx, line.ticket_type_id, line.quantity))) return line
    await insertConvertedHold(tx, holdOf(line))
  }
  return undefined
}

/**
 * Ends an order's active holds and gives their stock back, once: ended holds return nothing (F45).
 */
export async function endHolds(tx: Tx, orderId: string, as: 'expired' | 'released'): Promise<void> {
  await putBack(tx, await markEnded(tx, orderId, as))
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

/** Puts everything that an order has still sold to it back on sale. */
export async function resellAll(tx: Tx, orderId: string): Promise<void> {
  await putBack(tx, await markAllReturned(tx, orderId))
}

async function putBack(tx: Tx, freed: FreedStock[]): Promise<void> {
  for (const stock of freed.toSorted(byTicketType)) {
    await giveBack(tx, stock.ticket_type_id, stock.quantity)
  }
}

const holdOf = (line: Line) => ({
  id: newId('hld'),
  order_id: line.order_id,
  order_line_id: line.id,
  ticket_type_id: line.ticket_type_id,
  quantity: line.quantity,
})

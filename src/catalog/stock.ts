import { bug, type Tx } from '../kernel/index.ts'
import { returnStock, takeStock } from './ticket_type.sql.ts'

/**
 * Takes `quantity` of a ticket type out of the stock, for a hold. False when less than that is
 * left: guests who want the last ticket at once queue on the row, and one of them gets it (F38).
 */
export async function take(tx: Tx, ticketTypeId: string, quantity: number): Promise<boolean> {
  return (await takeStock(tx, ticketTypeId, quantity)) === 1
}

/**
 * Puts `quantity` back. The caller has just ended the hold that took it, so it happens once (F45).
 */
export async function giveBack(tx: Tx, ticketTypeId: string, quantity: number): Promise<void> {
  if ((await returnStock(tx, ticketTypeId, quantity)) !== 1) bug(`no ticket type ${ticketTypeId}`)
}

import type { Tx } from '../kernel/index.ts'
import { linesOf, type Order } from '../orders/index.ts'
import { refundsOf } from '../payments/index.ts'
import { ticketsOf, type Ticket } from '../tickets/index.ts'

/** A ticket and what was paid for it. */
export interface Priced extends Pick<Ticket, 'id' | 'state' | 'refund_id'> {
  price_minor: number
}

/**
 * The tickets of an order whose worth can be given back: those that are valid, and those that were
 * voided for a refund that has failed, so that their money is still owed (F62).
 */
export async function refundableTickets(tx: Tx, order: Order): Promise<Priced[]> {
  const lines = await linesOf(tx, order.id)
  const tickets = await ticketsOf(tx, order.id)
  const refunds = await refundsOf(tx, order.id)
  const failed = new Set(refunds.filter(({ state }) => state === 'failed').map(({ id }) => id))
  return tickets.flatMap(({ id, state, refund_id, order_line_id }) => {
    const line = lines.find((one) => one.id === order_line_id)
    const isOwed = refund_id !== null && failed.has(refund_id)
    if (!line || (state !== 'valid' && !isOwed)) return []
    return { id, state, refund_id, price_minor: line.unit_price_minor }
  })
}

/** Those of them that were voided, and whose money has not come back to the guest. */
export async function owedTickets(tx: Tx, order: Order): Promise<Priced[]> {
  const tickets = await refundableTickets(tx, order)
  return tickets.filter(({ state }) => state === 'voided')
}

/** What these tickets cost together. */
export const worthOf = (tickets: Priced[]) =>
  tickets.reduce((sum, { price_minor }) => sum + price_minor, 0)

import { must, newId, newTicketCode, type Tx } from '../kernel/index.ts'
import type { Line, Order } from '../orders/index.ts'
import { insertTickets, type NewTicket } from './ticket.sql.ts'

/**
 * Issues one ticket for each head of `lines`, in the caller's transaction. Safe to repeat: tickets
 * that exist stay as they are, and only missing ones are added (invariant 2).
 */
export async function issueTickets(tx: Tx, order: Order, lines: Line[]): Promise<void> {
  const tickets = lines.flatMap((line) =>
    Array.from({ length: line.quantity }, (_, index) => newTicket(line, index + 1)),
  )
  await insertTickets(tx, order.id, order.night_id, tickets)
}

const newTicket = (line: Line, ordinal: number): NewTicket => ({
  id: newId('tkt'),
  order_line_id: line.id,
  ordinal,
  ticket_type_id: must(line.ticket_type_id, `the ticket type of line ${line.id}`),
  code: newTicketCode(),
})

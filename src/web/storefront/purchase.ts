import { findNightById, findVenue, type Night, type Venue } from '../../catalog/index.ts'
import { must, type Database } from '../../kernel/index.ts'
import { linesOf, type Line, type Order } from '../../orders/index.ts'
import { livePaymentOf, type Payment } from '../../payments/index.ts'
import { ticketsOf } from '../../tickets/index.ts'
import type { TicketView } from './pages/index.ts'

/** An order with everything that its page, its mail and its documents show. */
export interface Purchase {
  venue: Venue
  night: Night
  order: Order
  lines: Line[]
  tickets: TicketView[]
  payment: Payment['state'] | null
}

/** Reads what belongs to an order. */
export async function loadPurchase(db: Database, order: Order): Promise<Purchase> {
  const [venue, night, lines, tickets, payment] = await Promise.all([
    findVenue(db),
    findNightById(db, order.night_id),
    linesOf(db, order.id),
    ticketsOf(db, order.id),
    livePaymentOf(db, order.id),
  ])
  const position = (lineId: string) => lines.findIndex((line) => line.id === lineId)
  const views = tickets
    .toSorted((a, b) => position(a.order_line_id) - position(b.order_line_id))
    .map((ticket) => ({
      id: ticket.id,
      code: ticket.code,
      ordinal: ticket.ordinal,
      typeName: lines[position(ticket.order_line_id)]?.name ?? '',
      state: ticket.state,
    }))
  return {
    venue: must(venue, 'the venue'),
    night: must(night, `night ${order.night_id}`),
    order,
    lines,
    tickets: views,
    payment: payment?.state ?? null,
  }
}

/** Changes whenever the order's page would look different; says nothing else. */
export function versionOf(order: Order, payment: Payment['state'] | null, tickets: number): string {
  const isHeld = order.hold_expires_at !== null && order.now < order.hold_expires_at
  return [order.state, order.fulfilment, payment, isHeld ? 'held' : 'free', tickets].join('-')
}

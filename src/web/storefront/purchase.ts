import { findNightById, findVenue, type Night, type Venue } from '../../catalog/index.ts'
import { must, type Database } from '../../kernel/index.ts'
import { linesOf, type Line, type Order } from '../../orders/index.ts'
import { livePaymentOf, refundsOf, type Payment } from '../../payments/index.ts'
import { ticketsOf, type Ticket } from '../../tickets/index.ts'
import type { RefundView, TicketView } from './pages/index.ts'

/** An order with everything that its page, its mail and its documents show. */
export interface Purchase {
  venue: Venue
  night: Night
  order: Order
  lines: Line[]
  tickets: TicketView[]
  refunds: RefundView[]
  payment: Payment['state'] | null
  /** What that payment has brought; null while it has brought nothing. */
  received_minor: number | null
}

/** Reads what belongs to an order. */
export async function loadPurchase(db: Database, order: Order): Promise<Purchase> {
  const [venue, night, lines, tickets, payment, refunds] = await Promise.all([
    findVenue(db),
    findNightById(db, order.night_id),
    linesOf(db, order.id),
    ticketsOf(db, order.id),
    livePaymentOf(db, order.id),
    refundsOf(db, order.id),
  ])
  return {
    venue: must(venue, 'the venue'),
    night: must(night, `night ${order.night_id}`),
    order,
    lines,
    tickets: ticketViews(tickets, lines),
    refunds: refunds.map(({ id, state, amount_minor, payment_id }) => {
      return { id, state, amount_minor, is_stray: payment_id !== payment?.id }
    }),
    payment: payment?.state ?? null,
    received_minor: payment?.received_minor ?? null,
  }
}

function ticketViews(tickets: Ticket[], lines: Line[]): TicketView[] {
  const position = (lineId: string) => lines.findIndex((line) => line.id === lineId)
  return tickets
    .toSorted((a, b) => position(a.order_line_id) - position(b.order_line_id))
    .map(({ id, code, ordinal, order_line_id, state, voided_reason, refund_id }) => {
      const typeName = lines[position(order_line_id)]?.name ?? ''
      return { id, code, ordinal, typeName, state, voided_reason, refund_id }
    })
}

/** Changes whenever the order's page would look different; says nothing else. */
export function versionOf({ order, payment, tickets, refunds }: Purchase): string {
  const isHeld = order.hold_expires_at !== null && order.now < order.hold_expires_at
  const valid = tickets.filter(({ state }) => state === 'valid').length
  const returns = refunds.map(({ state }) => state).join('-') || 'kept'
  const held = isHeld ? 'held' : 'free'
  return [order.state, order.fulfilment, payment, held, valid, tickets.length, returns].join('-')
}

import { createHash } from 'node:crypto'
import {
  findNightById,
  findVenue,
  ratesAt,
  ticketTypesOf,
  type Night,
  type HeldRates,
  type Venue,
} from '../../catalog/index.ts'
import { unsentOf, type Unsent } from '../../checkout/index.ts'
import { must, type Database } from '../../kernel/index.ts'
import { differencesOf, isHeld, linesOf, type Line, type Order } from '../../orders/index.ts'
import {
  depositOf,
  disputedOrders,
  livePaymentOf,
  refundsOf,
  type Payment,
  type Refund,
} from '../../payments/index.ts'
import { ticketsOf, type Ticket } from '../../tickets/index.ts'
import {
  type ChargeView,
  type DepositView,
  type DifferenceView,
  type PartyView,
  type RefundView,
  type TicketView,
  type WaitingMove,
} from './pages/index.ts'
import { loadDifference, loadWaitingMove } from './difference.ts'
import { loadParty } from './party.ts'

/** An order with everything that its page, its mail and its documents show. */
export interface Purchase {
  venue: Venue
  night: Night
  order: Order
  lines: Line[]
  tickets: TicketView[]
  refunds: RefundView[]
  /** What is owed back since a refund has failed. */
  unsent: Unsent
  payment: Payment['state'] | null
  /** What that payment has brought; null while it has brought nothing. */
  received_minor: number | null
  /** The VIP side; null on an order of GA tickets. */
  party: PartyView | null
  /** What it moves; null on every order but a move's difference. */
  difference: DifferenceView | null
  /** The move of its tickets that waits until the difference is paid; null where none does. */
  waiting: WaitingMove | null
  /** Null where the card is charged at once. */
  deposit: DepositView | null
  /** What the card was charged; null while it was charged nothing. */
  charge: ChargeView | null
  /** What was in its prices when it was placed; null where nothing was said of that. */
  rates: HeldRates | null
}

/** Reads what belongs to an order. */
export async function loadPurchase(db: Database, order: Order): Promise<Purchase> {
  // Only tickets that are issued can have moved.
  const isIssued = order.kind === 'ga' && order.state === 'fulfilled'
  const differences = isIssued ? await differencesOf(db, order.id) : []
  const [venue, night, lines, tickets, payment, deposit, refunds, disputed, rates] =
    await Promise.all([
      findVenue(db),
      findNightById(db, order.night_id),
      linesOf(db, order.id),
      ticketsOf(db, order.id),
      livePaymentOf(db, order.id),
      order.kind === 'vip' ? depositOf(db, order.id) : undefined,
      refundsOf(db, order.id),
      disputedOrders(db, [order.id, ...differences]),
      ratesAt(db, order.placed_at, order.kind !== 'ga'),
    ])
  const known = must(night, `night ${order.night_id}`)
  return {
    venue: must(venue, 'the venue'),
    night: known,
    order,
    lines,
    tickets: ticketViews(tickets, lines, disputed.size > 0, await movedTo(db, tickets, lines)),
    refunds: refundViews(refunds, payment),
    unsent: await unsentOf(db, order, payment, refunds),
    payment: payment?.state ?? null,
    received_minor: payment?.received_minor ?? null,
    party: await loadParty(db, order, known, payment),
    difference: await loadDifference(db, order),
    waiting: await loadWaitingMove(db, order),
    deposit: deposit ? depositView(deposit) : null,
    charge: chargeView(payment ?? deposit),
    rates: rates ?? null,
  }
}

/** Less than was asked for where a part was taken, and later where it was reserved first. */
function chargeView(payment: Payment | undefined): ChargeView | null {
  if (payment?.received_minor == null || !payment.succeeded_at) return null
  const { received_minor: amount_minor, received_currency, succeeded_at: at } = payment
  return { amount_minor, currency: received_currency ?? payment.currency, at }
}

/** The refunds of an order whose live payment is this one. */
export function refundViews(refunds: Refund[], payment: Payment | undefined): RefundView[] {
  return refunds.map(({ id, state, amount_minor, payment_id }) => {
    return { id, state, amount_minor, is_stray: payment_id !== payment?.id }
  })
}

function depositView(payment: Payment): DepositView {
  const { state, waived_by } = payment
  const amount_minor = payment.received_minor ?? payment.authorised_minor ?? payment.amount_minor
  return { state, amount_minor, is_waived: waived_by !== null }
}

/** What the kinds of ticket are called that an order was moved to: its lines name others. */
async function movedTo(
  db: Database,
  tickets: Ticket[],
  lines: Line[],
): Promise<Map<string, string>> {
  const moved = tickets.find(({ ticket_type_id, order_line_id }) =>
    lines.some((line) => line.id === order_line_id && line.ticket_type_id !== ticket_type_id),
  )
  const types = moved ? await ticketTypesOf(db, moved.night_id) : []
  return new Map(types.map(({ id, name }) => [id, name]))
}

function ticketViews(
  tickets: Ticket[],
  lines: Line[],
  is_disputed: boolean,
  moved: Map<string, string>,
): TicketView[] {
  const position = (lineId: string) => lines.findIndex((line) => line.id === lineId)
  return tickets
    .toSorted((a, b) => position(a.order_line_id) - position(b.order_line_id))
    .map((ticket) => {
      const { id, code, ordinal, order_line_id, state, voided_reason, refund_id } = ticket
      const ordered = lines[position(order_line_id)]?.name ?? ''
      const typeName = moved.get(ticket.ticket_type_id) ?? ordered
      return { id, code, ordinal, typeName, state, voided_reason, refund_id, is_disputed }
    })
}

/** Changes whenever the order's page would look different; says nothing else. */
export function versionOf({
  night,
  order,
  payment,
  deposit,
  tickets,
  refunds,
  unsent,
  party,
  waiting,
}: Purchase): string {
  const valid = tickets.filter(({ state }) => state === 'valid').length
  const stopped = tickets.filter(({ is_disputed }) => is_disputed).length
  const returns = refunds.map(({ state }) => state).join('-') || 'kept'
  const held = isHeld(order) ? (order.hold_extended ? 'longer' : 'held') : 'free'
  const kept = deposit?.is_waived ? 'waived' : 'plain'
  const money = [payment, returns, ...Object.values(unsent), kept]
  const takesPlace = night.state === 'cancelled' ? ['called-off'] : []
  const asked = waiting ? [waiting.is_paid ? 'moving' : 'asked'] : []
  const parts = [
    ...takesPlace,
    ...asked,
    order.state,
    order.fulfilment,
    held,
    valid,
    stopped,
    tickets.length,
    ...money,
  ]
  return [...parts, ...(party ? [digestOf(party)] : [])].join('-')
}

/** Of whatever a page shows of a party, which is too much to be written out. */
function digestOf(party: PartyView): string {
  return createHash('sha256').update(JSON.stringify(party)).digest('hex').slice(0, 16)
}

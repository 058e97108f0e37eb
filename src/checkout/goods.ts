import { ticketTypesOf } from '../catalog/index.ts'
import { bug, must, refuse, type Refused, type Tx } from '../kernel/index.ts'
import {
  agreementOf,
  guestsOf,
  holdLines,
  holdPlaces,
  holdTable,
  linesOf,
  type Agreement,
  type Line,
  type Order,
} from '../orders/index.ts'
import {
  issueBooking,
  issueGuests,
  issueTickets,
  lockBooking,
  narrowBooking,
  refuseOver,
} from '../tickets/index.ts'
import { creditOf } from './deposit/credit.ts'
import { moveAsOffered } from './move/offered.ts'
import { tableForLateMoney } from './table/better_table.ts'

/** What an order is of: tickets, a VIP table with its terms, or more guests for a booking. */
export interface Goods {
  kind: Order['kind']
  lines: Line[]
  agreement: Agreement | null
  booking_id: string | null
  /** How many more guests it is for, those whom the table includes among them; 0 for the rest. */
  guests: number
}

/** When the card is charged: at once, unless the night says that it is done at the doors. */
export function captureOf(agreement: Agreement | null | undefined): 'automatic' | 'manual' {
  return agreement?.capture === 'at_doors' ? 'manual' : 'automatic'
}

export type StockRefusal =
  | 'sold_out'
  | 'not_enough_left'
  | 'table_taken'
  | 'party_too_large'
  | 'booking_over'
  | 'booking_unassigned'

/**
 * Reserves what an order is of for `seconds`, in the caller's transaction; of one for more guests,
 * places for so many, or for as many as it has held before. Without seconds it is sold at once, to
 * money that came after its hold had ended (F42): then a VIP party may get another table that is at
 * least as good. Refuses what is not there any more; the caller rolls back.
 */
export async function reserve(
  tx: Tx,
  order: Pick<Order, 'id' | 'kind' | 'night_id' | 'booking_id'>,
  lines: Line[],
  seconds: number | null,
  guests?: number,
): Promise<Refused<StockRefusal> | undefined> {
  const line = must(lines[0], `a line of order ${order.id}`)
  switch (order.kind) {
    case 'ga': {
      const short = await holdLines(tx, lines, seconds)
      return short && refuseShort(tx, order, short)
    }
    case 'vip': {
      const agreement = must(await agreementOf(tx, order.id), `the agreement of ${order.id}`)
      const { night_id, party_size } = agreement
      const vip_table_id =
        seconds === null ? await tableForLateMoney(tx, agreement) : agreement.vip_table_id
      const isHeld =
        vip_table_id !== undefined &&
        (await holdTable(tx, line, { night_id, vip_table_id }, party_size, seconds))
      return isHeld ? undefined : refuse('table_taken', 'table')
    }
    case 'vip_guests': {
      const booking = { id: order.booking_id ?? '', night_id: order.night_id }
      // A new order has asked so already. Before the night, as everybody locks who moves it.
      const closed = seconds === null ? await refuseClosed(tx, booking.id) : undefined
      if (closed) return closed
      const isHeld = await holdPlaces(
        tx,
        line,
        booking,
        guests ?? (await guestsIn(tx, order)),
        seconds,
      )
      return isHeld ? undefined : refuse('party_too_large', 'guests')
    }
  }
}

async function refuseClosed(
  tx: Tx,
  bookingId: string,
): Promise<Refused<'booking_over' | 'booking_unassigned'> | undefined> {
  const booking = must(await lockBooking(tx, bookingId), `booking ${bookingId}`)
  if (booking.ended_at) return refuseOver(booking, 'guests')
  return booking.vip_table_id === null ? refuse('booking_unassigned', 'guests') : undefined
}

async function guestsIn(tx: Tx, order: Pick<Order, 'id'>): Promise<number> {
  return must(await guestsOf(tx, order.id), `the guests of order ${order.id}`)
}

async function refuseShort(
  tx: Tx,
  order: Pick<Order, 'night_id'>,
  short: Line,
): Promise<Refused<StockRefusal>> {
  const types = await ticketTypesOf(tx, order.night_id)
  const left = types.find((type) => type.id === short.ticket_type_id)?.left ?? 0
  const field = `quantity_${short.ticket_type_id}`
  return left > 0 ? refuse('not_enough_left', field, { left }) : refuse('sold_out', field)
}

/** Hands out what a paid order is of, in the caller's transaction. Safe to repeat. */
export async function issueGoods(tx: Tx, order: Order): Promise<void> {
  if (order.moves_order_id !== null) return moveAsOffered(tx, order)
  if (order.kind === 'ga') return issueTickets(tx, order, await linesOf(tx, order.id))
  // A part may have gone back while it could not be issued: that counts towards no bill.
  const credited_minor = await creditOf(tx, order)
  if (order.kind === 'vip_guests') {
    await issueGuests(tx, order, await guestsIn(tx, order))
    await narrowBooking(tx, order.booking_id ?? '', 0, order.total_minor - credited_minor)
    return
  }
  const agreement = await agreementOf(tx, order.id)
  if (!agreement) bug(`order ${order.id} has no agreement`)
  await issueBooking(tx, order, { ...agreement, credited_minor })
}

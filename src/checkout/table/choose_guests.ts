import { findVipTable, lockVipNight, tableOffersOf, type Night } from '../../catalog/index.ts'
import {
  isRefused,
  isSameSecret,
  must,
  newId,
  refuse,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { agreementOf, findOrder, type Order } from '../../orders/index.ts'
import { findBooking, lockBooking, type Booking } from '../../tickets/index.ts'
import type { Goods } from '../goods.ts'
import { withinLimits, type GoodsRefusal } from '../limits.ts'
import { addedBy } from './add_included.ts'
import { includedOf } from './included.ts'
import { refuseGuests } from './refuse_guests.ts'

/** More guests for a table that is booked. */
export interface GuestsWish {
  booking_id: string
  /** The secret of the order that booked the table: who pays for guests is led to its page. */
  booking_secret: string
  guests: number
}

export type GuestsRefusal =
  | GoodsRefusal
  | 'booking_unknown'
  | 'booking_over'
  | 'booking_disputed'
  | 'booking_unassigned'
  | 'guests_invalid'
  | 'comp_complete'
  | 'party_too_large'
  | 'order_changed'
  | 'sales_paused'

/**
 * Turns a wish for more guests into what is ordered, at the price that the party has agreed on:
 * those whom the table includes cost nothing, and where all are included no line is left. Whether
 * the table has so many places left is decided by taking them. Booking and night stay locked until
 * the transaction ends, so that nobody else is included in the same place.
 */
export async function chooseGuests(
  tx: Tx,
  orderId: string,
  night: Night,
  currency: string,
  wish: GuestsWish,
): Promise<Goods | Refused<GuestsRefusal>> {
  const first = await findFirst(tx, night, wish)
  if (isRefused(first)) return first
  const booking = await lockBooking(tx, wish.booking_id)
  // It may have been moved while we waited: to another night, and to other terms.
  if (booking?.night_id !== night.id) return refuse('booking_unknown', 'booking')
  const agreement = must(await agreementOf(tx, first.id), `the agreement of order ${first.id}`)
  const { guests_max: max } = agreement
  if (!Number.isSafeInteger(wish.guests) || wish.guests < 1 || wish.guests > max)
    return refuse('guests_invalid', 'guests', { max })
  if (night.vip_paused_at) return refuse('sales_paused', 'guests')
  const closed = await refuseGuests(tx, booking, 'booking')
  if (closed) return closed
  const goods = { kind: 'vip_guests' as const, agreement: null, booking_id: booking.id }
  const added = await addedBy(tx, orderId, booking.id)
  if (added !== undefined)
    return added === wish.guests
      ? { ...goods, lines: [], guests: 0 }
      : refuse('order_changed', 'order_id')
  const heads = await headsAt(tx, booking)
  if (heads === undefined) return refuse('booking_unassigned', 'guests')
  // A table whose money goes back includes nobody who is not there yet.
  const isPaid = (await findOrder(tx, first.id))?.state === 'fulfilled'
  const included = isPaid ? includedOf(wish.guests, heads, agreement) : 0
  const { guests } = wish
  if (included === guests) return { ...goods, lines: [], guests }
  const table = booking.vip_table_id && (await findVipTable(tx, booking.vip_table_id))
  const line = {
    id: newId('ln'),
    order_id: orderId,
    kind: 'extra_guests' as const,
    ticket_type_id: null,
    name: table ? table.name : night.title,
    quantity: guests - included,
    unit_price_minor: agreement.extra_guest_price_minor,
    position: 0,
  }
  const lines = withinLimits([line], currency, 'guests')
  return isRefused(lines) ? lines : { ...goods, lines, guests }
}

/** The order that has booked the table, for whoever knows its secret. */
async function findFirst(
  tx: Tx,
  night: Night,
  wish: GuestsWish,
): Promise<Order | Refused<GuestsRefusal>> {
  const booking = await findBooking(tx, wish.booking_id)
  const first = booking?.order_id && (await findOrder(tx, booking.order_id))
  if (!first || booking?.night_id !== night.id) return refuse('booking_unknown', 'booking')
  if (!isSameSecret(first.secret, wish.booking_secret)) return refuse('booking_unknown', 'booking')
  // What the house gives is for whom somebody has approved: nobody joins by themselves.
  return first.comp_id === null ? first : refuse('comp_complete', 'guests')
}

/**
 * How many people its table is promised to: paid for, included, or being paid for. Undefined while
 * it has none. Behind the night's lock.
 */
async function headsAt(tx: Tx, { id, night_id }: Booking): Promise<number | undefined> {
  await lockVipNight(tx, night_id)
  const offers = await tableOffersOf(tx, night_id)
  return offers.find(({ booking_id }) => booking_id === id)?.heads
}

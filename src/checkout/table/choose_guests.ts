import { findVipTable, type Night } from '../../catalog/index.ts'
import {
  isRefused,
  isSameSecret,
  newId,
  refuse,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { agreementOf, findOrder } from '../../orders/index.ts'
import { findBooking } from '../../tickets/index.ts'
import type { Goods } from '../goods.ts'
import { withinLimits, type GoodsRefusal } from '../limits.ts'

/** More guests for a table that is booked. */
export interface GuestsWish {
  booking_id: string
  /** The secret of the order that booked the table: who pays for guests is led to its page. */
  booking_secret: string
  guests: number
}

export type GuestsRefusal = GoodsRefusal | 'booking_unknown' | 'booking_over' | 'guests_invalid'

/**
 * Turns a wish for more guests into what is ordered, at the price that the party has agreed on.
 * Whether the table has so many places left is decided by taking them.
 */
export async function chooseGuests(
  tx: Tx,
  orderId: string,
  night: Night,
  currency: string,
  wish: GuestsWish,
): Promise<Goods | Refused<GuestsRefusal>> {
  const booking = await findBooking(tx, wish.booking_id)
  const first = booking?.order_id && (await findOrder(tx, booking.order_id))
  const agreement = first && (await agreementOf(tx, first.id))
  if (!booking || !agreement || booking.night_id !== night.id)
    return refuse('booking_unknown', 'booking')
  if (!isSameSecret(first.secret, wish.booking_secret)) return refuse('booking_unknown', 'booking')
  if (booking.ended_at) return refuse('booking_over', 'booking')
  if (!Number.isSafeInteger(wish.guests) || wish.guests < 1 || wish.guests > agreement.guests_max)
    return refuse('guests_invalid', 'guests', { max: agreement.guests_max })
  const table = booking.vip_table_id && (await findVipTable(tx, booking.vip_table_id))
  const line = {
    id: newId('ln'),
    order_id: orderId,
    kind: 'extra_guests' as const,
    ticket_type_id: null,
    name: table ? table.name : night.title,
    quantity: wish.guests,
    unit_price_minor: agreement.extra_guest_price_minor,
    position: 0,
  }
  const lines = withinLimits([line], currency, 'guests')
  if (isRefused(lines)) return lines
  return { kind: 'vip_guests', lines, agreement: null, booking_id: booking.id }
}

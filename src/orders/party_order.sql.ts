import { rows, type Queryable } from '../kernel/index.ts'
import type { Order } from './order.sql.ts'

/** An order that a party's booking was paid by, or more guests of it, and who ordered. */
export type PartyOrder = Pick<
  Order,
  'id' | 'booking_id' | 'state' | 'guest_name' | 'guest_email' | 'guest_phone'
>

/** These orders, and those of more guests for these bookings, by id. */
export function selectPartyOrders(
  db: Queryable,
  orderIds: string[],
  bookingIds: string[],
): Promise<PartyOrder[]> {
  return rows<PartyOrder>(
    db,
    'party_orders',
    `select id, booking_id, state, guest_name, guest_email, guest_phone from orders
      where id = any($1) or booking_id = any($2) order by id`,
    [orderIds, bookingIds],
  )
}

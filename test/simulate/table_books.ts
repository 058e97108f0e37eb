import type { GuestOrder } from '../guest.ts'
import type { Stage } from './stage.ts'

/** A valid pass, as its booker has it on the phone. */
export interface PartyPass {
  id: string
  code: string
  claim_secret: string
}

/** The booking that an order has paid for, while its party may come; undefined otherwise. */
export async function liveBookingOf(
  { premises }: Stage,
  { order_id }: GuestOrder,
): Promise<{ id: string } | undefined> {
  const { rows } = await premises.db.query<{ id: string }>({
    name: 'simulate_booking',
    text: `select id from bookings where order_id = $1 and ended_at is null`,
    values: [order_id],
  })
  return rows[0]
}

/** Whether an order can have no booking any more; one that has expired may, where money is late. */
export async function hasEnded(
  { premises }: Stage,
  { order_id }: GuestOrder,
  mayBeLate: boolean,
): Promise<boolean> {
  const { rowCount } = await premises.db.query({
    name: 'simulate_ended',
    text: `select from orders where id = $1
              and (state in ('refund_due', 'refunded') or state = 'expired' and not $2)`,
    values: [order_id, mayBeLate],
  })
  return rowCount === 1
}

/** The valid passes of a booking, head by head. */
export async function passesOf({ premises }: Stage, bookingId: string): Promise<PartyPass[]> {
  const { rows } = await premises.db.query<PartyPass>({
    name: 'simulate_passes',
    text: `select id, code, claim_secret from passes
            where booking_id = $1 and state = 'valid' order by ordinal`,
    values: [bookingId],
  })
  return rows
}

/** Which table an order holds; undefined when it holds none. */
export async function tableHeldBy(
  { premises }: Stage,
  { order_id }: GuestOrder,
): Promise<string | undefined> {
  const { rows } = await premises.db.query<{ vip_table_id: string }>({
    name: 'simulate_table_held',
    text: `select vip_table_id from holds where order_id = $1 and state = 'active'
              and vip_table_id is not null`,
    values: [order_id],
  })
  return rows[0]?.vip_table_id
}

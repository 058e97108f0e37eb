import type { Tx } from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import type { Order } from '../../orders/index.ts'
import { bookingOfOrder, findBooking } from '../../tickets/index.ts'
import { unsentMail } from '../till.ts'

/**
 * The mail about the end of a booking has told that its money goes back, and a refund of it has
 * failed: the booker hears of that, too.
 */
export async function tellOfUnsent(
  tx: Tx,
  { id, kind, booking_id }: Order,
  refundId: string,
): Promise<void> {
  if (kind === 'ga') return
  const booking =
    booking_id === null ? await bookingOfOrder(tx, id) : await findBooking(tx, booking_id)
  if (booking?.state === 'cancelled') await oweMail(tx, unsentMail, refundId)
}

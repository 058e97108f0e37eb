import type { Tx } from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import type { Order } from '../../orders/index.ts'
import { bookingOfOrder, findBooking } from '../../tickets/index.ts'
import { cancelledMail } from '../till.ts'

/**
 * The mail about the money was to tell that a booking is cancelled, and does not go, or was wrong,
 * since a refund of it has failed: then the booker hears of both by the mail about the end, once.
 */
export async function tellOfUnsent(tx: Tx, { id, kind, booking_id }: Order): Promise<void> {
  if (kind === 'ga') return
  const booking =
    booking_id === null ? await bookingOfOrder(tx, id) : await findBooking(tx, booking_id)
  if (booking?.state === 'cancelled') await oweMail(tx, cancelledMail, booking.id)
}

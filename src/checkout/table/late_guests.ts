import { openAlert } from '../../alerts/index.ts'
import { must, type Tx } from '../../kernel/index.ts'
import { noteLate, type Order } from '../../orders/index.ts'
import { livePaymentOf } from '../../payments/index.ts'
import { lockBooking } from '../../tickets/index.ts'
import { sendBack } from '../send_back.ts'

/**
 * Sends the money for more guests back, all of it, when their party is over before they have their
 * passes: nothing would ever issue them. The owner is told, as of all money that is too late (F43).
 * True when it goes back. `order` is paid, and locked.
 */
export async function sendBackLateGuests(tx: Tx, order: Order): Promise<boolean> {
  if (order.booking_id === null) return false
  const booking = must(await lockBooking(tx, order.booking_id), `booking ${order.booking_id}`)
  if (!booking.ended_at) return false
  const payment = must(await livePaymentOf(tx, order.id), `the payment of ${order.id}`)
  await openAlert(tx, 'refund_due', order.id)
  await noteLate(tx, order.id, 'party_over')
  await sendBack(tx, order, payment.id, 'late_money')
  return true
}

import { must, noteInLog, type Config, type Database } from '../kernel/index.ts'
import { findOrder, type Order } from '../orders/index.ts'
import { findRefund } from '../payments/index.ts'
import { bookingOfOrder, findBooking } from '../tickets/index.ts'
import {
  cancelledMail as drawCancelled,
  nightCancelledMail as drawNightCancelled,
  unsentMail as drawUnsent,
} from './storefront/mail/index.ts'
import { inHouse } from './house_mails.ts'
import { moneyOfOrder, moneyOfParty } from './storefront/money_of_party.ts'
import { loadPurchase } from './storefront/purchase.ts'

/**
 * A booking that is called off. Null where nothing was but reserved, and is free again: the mail
 * about that tells of the end.
 */
export async function composeCancelled(db: Database, config: Config, bookingId: string) {
  const view = await loadCancelled(db, bookingId)
  if (!view) return null
  const { deposit, back, kept_minor, disputed_minor, lost_minor } = view
  const back_minor = back.requested_minor + back.sent_minor + back.unsent_minor
  const isMoney = kept_minor + disputed_minor + lost_minor + back_minor > 0
  if (deposit?.state === 'cancelled' && !isMoney) return null
  const isOfNight = view.night.state === 'cancelled'
  const kind = isOfNight ? 'night_cancelled' : 'booking_cancelled'
  const own = { ...view, ...(await inHouse(db, config, view.order, kind)) }
  const mail = isOfNight ? drawNightCancelled(own) : drawCancelled(own)
  return { to: addressOf(view.order), ...mail }
}

/** A night that does not take place, for an order without a booking, which has its own mail. */
export async function composeNightCancelled(db: Database, config: Config, orderId: string) {
  noteInLog({ order: orderId })
  const order = must(await findOrder(db, orderId), `order ${orderId}`)
  if (!order.guest_email) return null
  const purchase = await loadPurchase(db, order)
  const money = await moneyOfOrder(db, order)
  const words = await inHouse(db, config, order, 'night_cancelled')
  const mail = drawNightCancelled({ ...purchase, ...money, ...words })
  return { to: addressOf(order), ...mail }
}

/**
 * Money of such a booking that a bank did not take. Null where it was sent again meanwhile: the
 * mail about that says so.
 */
export async function composeUnsent(db: Database, config: Config, refundId: string) {
  const { order_id } = must(await findRefund(db, refundId), `refund ${refundId}`)
  const { booking_id } = must(await findOrder(db, order_id), `order ${order_id}`)
  const booking = booking_id === null ? await bookingOfOrder(db, order_id) : { id: booking_id }
  const view = await loadCancelled(db, must(booking, `the booking of ${order_id}`).id)
  if (!view || view.back.unsent_minor === 0) return null
  const own = { ...view, ...(await inHouse(db, config, view.order, 'booking_unsent')) }
  return { to: addressOf(view.order), ...drawUnsent(own) }
}

async function loadCancelled(db: Database, bookingId: string) {
  const booking = must(await findBooking(db, bookingId), `booking ${bookingId}`)
  const order = must(await findOrder(db, booking.order_id ?? ''), `the order of ${bookingId}`)
  noteInLog({ order: order.id })
  if (!order.guest_email) return undefined
  const purchase = await loadPurchase(db, order)
  const party = must(purchase.party, `the party of ${order.id}`)
  const money = await moneyOfParty(db, order, booking)
  return { ...purchase, ...money, order, party }
}

const addressOf = (order: Order) => ({
  name: order.guest_name ?? '',
  address: order.guest_email ?? '',
})

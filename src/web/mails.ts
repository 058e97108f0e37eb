import { alertMail, composeAlert, composeDigest, digestMail } from '../alerts/index.ts'
import { closeMail } from '../closing/index.ts'
import { findVipTable } from '../catalog/index.ts'
import {
  bookingMovedMail,
  cancelledMail,
  chargedMail,
  compWithdrawnMail,
  confirmationMail,
  guestsAddedMail,
  lookedAfterMail,
  moveOfferedMail,
  nightCancelledMail,
  noTable,
  orderMovedMail,
  refundMail,
  reissuedMail,
  releasedMail,
  resentMail,
  unsentMail,
} from '../checkout/index.ts'
import type { Identity } from '../identity/index.ts'
import { findAuditEntry, must, noteInLog, type Config, type Database } from '../kernel/index.ts'
import { trialMail, type Compose } from '../mail/index.ts'
import { findOrder, type Order } from '../orders/index.ts'
import { findPayment, findRefund } from '../payments/index.ts'
import { findBooking } from '../tickets/index.ts'
import {
  composeClose,
  composeInvitation,
  composeReset,
  composeTrial,
  invitationMail,
  resetMail,
} from './dashboard/index.ts'
import { composeAgain } from './mail_again.ts'
import { composeMoveOffered, composeOrderMoved } from './mail_moved.ts'
import { composeReissued } from './mail_reissued.ts'
import { composeCancelled, composeNightCancelled, composeUnsent } from './mails_of_ends.ts'
import { saidInMails } from './environment.ts'
import { fromHouse, inHouse } from './house_mails.ts'
import { alertTeller } from './owner_facts.ts'
import {
  bookingMovedMail as drawBookingMoved,
  bookingMail as drawBooking,
  chargedMail as drawCharged,
  compWithdrawnMail as drawCompWithdrawn,
  confirmationMail as drawConfirmation,
  lookedAfterMail as drawLookedAfter,
  refundMail as drawRefund,
  releasedMail as drawReleased,
} from './storefront/mail/index.ts'
import { orderPath } from './storefront/pages/index.ts'
import { loadPurchase } from './storefront/purchase.ts'

/** Who words each kind of mail. */
export function mailComposers(identity: Identity, config: Config): Record<string, Compose> {
  const { db } = identity
  const teller = alertTeller(db, config)
  const toGuests: Record<string, Compose> = {
    [confirmationMail]: (orderId) => composeConfirmation(db, config, orderId),
    [orderMovedMail]: (entryId) => composeOrderMoved(db, config, entryId),
    [moveOfferedMail]: (orderId) => composeMoveOffered(db, config, orderId),
    [lookedAfterMail]: (orderId) => composeLookedAfter(db, config, orderId),
    [guestsAddedMail]: (entryId) => composeGuestsAdded(db, config, entryId),
    [refundMail]: (refundId) => composeRefund(db, config, refundId),
    [bookingMovedMail]: (entryId) => composeBookingMoved(db, config, entryId),
    [cancelledMail]: (bookingId) => composeCancelled(db, config, bookingId),
    [nightCancelledMail]: (orderId) => composeNightCancelled(db, config, orderId),
    [unsentMail]: (refundId) => composeUnsent(db, config, refundId),
    [chargedMail]: (paymentId) => composeCharged(db, config, paymentId),
    [releasedMail]: (paymentId) => composeReleased(db, config, paymentId),
    [compWithdrawnMail]: (orderId) => composeCompWithdrawn(db, config, orderId),
    [reissuedMail]: (entryId) => composeReissued(db, config, entryId),
    [resentMail]: (entryId) => composeAgain(db, toGuests, entryId),
  }
  return saidInMails(config.environment, {
    ...fromHouse(db, {
      ...toGuests,
      [invitationMail]: (invitationId) => composeInvitation(identity, config, invitationId),
      [resetMail]: (resetId) => composeReset(identity, config, resetId),
      [trialMail]: (trialId) => composeTrial(identity, config, trialId),
    }),
    [closeMail]: (nightId) => composeClose(db, config, nightId),
    [alertMail]: (alertId) => composeAlert(teller, alertId),
    [digestMail]: (digestId) => composeDigest(teller, digestId),
  })
}

async function composeConfirmation(db: Database, config: Config, orderId: string) {
  noteInLog({ order: orderId })
  const order = await findOrder(db, orderId)
  if (!order?.guest_email) return null
  const purchase = await loadPurchase(db, order)
  const { party, tickets, night } = purchase
  // Another mail says that there is nothing to come to.
  if (night.state === 'cancelled') return null
  // All of it was given back before the mail could go: the mail about that tells everything.
  if (!(party?.passes ?? tickets).some(({ state }) => state === 'valid')) return null
  const kind = party ? 'booking' : 'confirmation'
  const view = { ...purchase, ...(await inHouse(db, config, order, kind)) }
  const mail = party ? drawBooking({ ...view, party }) : drawConfirmation(view)
  return { to: addressOf(order), ...mail }
}

/** As for guests who are paid for; null where none of their passes opens the door any more. */
async function composeGuestsAdded(db: Database, config: Config, entryId: string) {
  const { subject_id, detail } = must(await findAuditEntry(db, entryId), `entry ${entryId}`)
  const booking = must(await findBooking(db, subject_id), `booking ${subject_id}`)
  const order = must(await findOrder(db, booking.order_id ?? ''), `the order of ${subject_id}`)
  noteInLog({ order: order.id })
  const purchase = await loadPurchase(db, order)
  const party = must(purchase.party, `the party of ${order.id}`)
  const added = new Set(String(detail['ordinals']).split(' ').map(Number))
  const passes = party.passes.filter((pass) => pass.state === 'valid' && added.has(pass.ordinal))
  if (!order.guest_email || booking.ended_at || passes.length === 0) return null
  const mail = drawBooking({
    ...purchase,
    order: { ...order, kind: 'vip_guests' },
    lines: [],
    party: { ...party, passes, booking_path: orderPath(order) },
    ...(await inHouse(db, config, order, 'guests_added')),
  })
  return { to: addressOf(order), ...mail }
}

/** Null for an order that has its tickets by now, or whose money goes back: other mails say so. */
async function composeLookedAfter(db: Database, config: Config, orderId: string) {
  noteInLog({ order: orderId })
  const order = must(await findOrder(db, orderId), `order ${orderId}`)
  if (!order.guest_email || order.state !== 'paid') return null
  const purchase = await loadPurchase(db, order)
  const { deposit } = purchase
  const reserved_minor = deposit?.state === 'authorised' ? deposit.amount_minor : null
  const money_minor = purchase.received_minor ?? reserved_minor
  // What a bank had promised has ended meanwhile: nothing is there to be looked after.
  if (money_minor === null) return null
  const mail = drawLookedAfter({
    ...purchase,
    received_minor: money_minor,
    is_reserved: reserved_minor !== null,
    ...(await inHouse(db, config, order, 'looked_after')),
  })
  return { to: addressOf(order), ...mail }
}

/** Null for a refund that has failed after all: the guest must not wait for that money (F62). */
async function composeRefund(db: Database, config: Config, refundId: string) {
  const { order_id, payment_id, state } = must(await findRefund(db, refundId), `refund ${refundId}`)
  noteInLog({ order: order_id, payment: payment_id })
  const order = must(await findOrder(db, order_id), `order ${order_id}`)
  if (!order.guest_email || state !== 'succeeded') return null
  const purchase = await loadPurchase(db, order)
  const refund = must(
    purchase.refunds.find(({ id }) => id === refundId),
    `refund ${refundId} among those of its order`,
  )
  const mail = drawRefund({
    ...purchase,
    refund,
    ...(await inHouse(db, config, order, 'refund')),
  })
  return { to: addressOf(order), ...mail }
}

/**
 * The subject is the audit trail's entry of the move. Null for a party that has moved on since, of
 * which another mail tells, and for a booking that is over: a wrong table is worse than no mail.
 */
async function composeBookingMoved(db: Database, config: Config, entryId: string) {
  const { subject_id, detail } = must(await findAuditEntry(db, entryId), `entry ${entryId}`)
  const booking = must(await findBooking(db, subject_id), `booking ${subject_id}`)
  const order = booking.order_id ? await findOrder(db, booking.order_id) : undefined
  const tableId = booking.vip_table_id
  if (!order?.guest_email || booking.ended_at || (tableId ?? noTable) !== detail['to']) return null
  const table = tableId && must(await findVipTable(db, tableId), 'the table of the booking')
  const purchase = await loadPurchase(db, order)
  const mail = drawBookingMoved({
    ...purchase,
    table: table || null,
    ...(await inHouse(db, config, order, 'booking_moved')),
  })
  return { to: addressOf(order), ...mail }
}

/** Null where all of it goes back: the mail about that says so. */
async function composeCharged(db: Database, config: Config, paymentId: string) {
  const payment = must(await findPayment(db, paymentId), `payment ${paymentId}`)
  const order = must(await findOrder(db, payment.order_id), `order ${payment.order_id}`)
  noteInLog({ order: order.id, payment: payment.id })
  if (!order.guest_email || isGivenBack(order)) return null
  const mail = drawCharged({
    ...(await loadPurchase(db, order)),
    charged_minor: must(payment.received_minor, `what ${paymentId} has brought`),
    ...(await inHouse(db, config, order, 'deposit_charged')),
  })
  return { to: addressOf(order), ...mail }
}

async function composeReleased(db: Database, config: Config, paymentId: string) {
  const payment = must(await findPayment(db, paymentId), `payment ${paymentId}`)
  const order = must(await findOrder(db, payment.order_id), `order ${payment.order_id}`)
  noteInLog({ order: order.id, payment: payment.id })
  if (!order.guest_email) return null
  const mail = drawReleased({
    ...(await loadPurchase(db, order)),
    released_minor: payment.authorised_minor ?? 0,
    is_waived: payment.waived_by !== null,
    ...(await inHouse(db, config, order, 'deposit_released')),
  })
  return { to: addressOf(order), ...mail }
}

async function composeCompWithdrawn(db: Database, config: Config, orderId: string) {
  noteInLog({ order: orderId })
  const order = must(await findOrder(db, orderId), `order ${orderId}`)
  // Its guest was erased meanwhile.
  if (!order.guest_email) return null
  const words = await inHouse(db, config, order, 'comp_withdrawn')
  const purchase = { ...(await loadPurchase(db, order)), ...words }
  return { to: addressOf(order), ...drawCompWithdrawn(purchase) }
}

const isGivenBack = ({ state }: Order) => state === 'refund_due' || state === 'refunded'

const addressOf = (order: Order) => ({
  name: order.guest_name ?? '',
  address: order.guest_email ?? '',
})

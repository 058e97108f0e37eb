import { handTableOver, leaveTable } from '../catalog/index.ts'
import { must, newId, noteInAuditTrail, type Tx } from '../kernel/index.ts'
import { tableHoldOf, type Agreement, type Order } from '../orders/index.ts'
import {
  insertBooking,
  markBookingArrived,
  markBookingCancelled,
  markBookingNoShow,
  markBookingReleased,
  selectBookingOfOrder,
  type Booking,
} from './booking.sql.ts'
import type { PassVoidReason } from './pass.sql.ts'
import { headsUpTo, mintPasses, voidPasses, type VoidedPasses } from './pass.ts'

/**
 * Confirms the booking of a paid order, at the table that the order holds, with a pass for each
 * head, in the caller's transaction. Safe to repeat: a booking that exists stays as it is
 * (invariant 2).
 */
export async function issueBooking(tx: Tx, order: Order, agreement: Agreement): Promise<void> {
  if (await selectBookingOfOrder(tx, order.id)) return
  const hold = must(await tableHoldOf(tx, order.id), `the table that order ${order.id} holds`)
  const id = newId('bkg')
  await insertBooking(tx, {
    id,
    order_id: order.id,
    night_id: order.night_id,
    vip_table_id: hold.vip_table_id,
    places: agreement.party_size,
    party_name: null,
    worth_minor: agreement.worth_minor,
    credited_minor: agreement.credited_minor,
    currency: order.currency,
    arrive_by: agreement.arrive_by,
    booked_by: 'guest',
  })
  await handTableOver(tx, hold.id, id)
  const owner = { booking_id: id, places: agreement.party_size, order_id: order.id }
  await mintPasses(tx, { ...owner, night_id: order.night_id }, headsUpTo(agreement.party_size))
}

/**
 * Ends a booking nobody of which has come yet: its passes are void, and its table is on sale again.
 * Where somebody is in, the table stays theirs, and only the passes of those outside are void.
 * `booking` is locked.
 */
export async function endBooking(
  tx: Tx,
  booking: Booking,
  reason: PassVoidReason,
): Promise<VoidedPasses & { isCancelled: boolean }> {
  const passes = await voidPasses(tx, booking.id, reason)
  if (passes.kept.length > 0 || (await markBookingCancelled(tx, booking.id)) === 0)
    return { ...passes, isCancelled: false }
  await leaveTable(tx, booking.night_id, booking.id)
  return { ...passes, isCancelled: true }
}

/**
 * The first of a party has come, by a scan at the door or by the word of somebody of the venue; it
 * is written down who said so first. `booking` is locked.
 */
export async function noteArrival(tx: Tx, booking: Booking, actor: string): Promise<void> {
  if ((await markBookingArrived(tx, booking.id)) === 0) return
  const detail = { from: booking.state, to: 'arrived', table: booking.vip_table_id ?? 'none' }
  const entry = { action: 'booking.arrived', subject_id: booking.id, actor, detail }
  await noteInAuditTrail(tx, entry)
}

/**
 * A party has left: its table can be sold again at once, and its passes open the door no more. They
 * stay valid, since nobody took them away: the door tells that the booking is over. False when
 * nobody has come. `booking` is locked.
 */
export async function releaseBooking(tx: Tx, booking: Booking): Promise<boolean> {
  if ((await markBookingReleased(tx, booking.id)) === 0) return false
  await leaveTable(tx, booking.night_id, booking.id)
  return true
}

/**
 * A party did not come in time: its table is on sale again and its passes are void. False when it
 * came, or when it is not too late yet. `booking` is locked.
 */
export async function endAsNoShow(tx: Tx, booking: Booking): Promise<boolean> {
  if ((await markBookingNoShow(tx, booking.id)) === 0) return false
  await voidPasses(tx, booking.id, 'cancelled')
  await leaveTable(tx, booking.night_id, booking.id)
  return true
}

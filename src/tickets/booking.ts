import { countUnassigned, handTableOver, releaseTable } from '../catalog/index.ts'
import { bug, must, newId, type Tx } from '../kernel/index.ts'
import { tableHoldOf, type Agreement, type Line, type Order } from '../orders/index.ts'
import {
  insertBooking,
  lockBooking,
  markBookingCancelled,
  markBookingNoShow,
  markBookingReleased,
  selectBookingOfOrder,
  widenBooking,
  type Booking,
} from './booking.sql.ts'
import { selectPasses, type PassVoidReason } from './pass.sql.ts'
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
 * Adds the guests that an order has paid for to the booking that it names, each with a pass. Heads
 * that were given back before leave their numbers to the new ones. Safe to repeat.
 */
export async function issueGuests(tx: Tx, order: Order, lines: Line[]): Promise<void> {
  const booking = must(await lockBooking(tx, order.booking_id ?? ''), 'the booking of more guests')
  const passes = await selectPasses(tx, booking.id)
  if (passes.some(({ order_id }) => order_id === order.id)) return
  const guests = lines.reduce((sum, line) => sum + line.quantity, 0)
  const taken = new Set(passes.filter(({ state }) => state === 'valid').map((pass) => pass.ordinal))
  const left = headsUpTo(booking.places).filter((ordinal) => !taken.has(ordinal))
  const places = booking.places + Math.max(0, guests - left.length)
  if ((await widenBooking(tx, booking.id, places - booking.places, order.total_minor)) === 0)
    bug(`booking ${booking.id} is ${booking.state} and takes no more guests`)
  const ordinals = headsUpTo(places).filter((ordinal) => !taken.has(ordinal))
  const owner = { booking_id: booking.id, places, order_id: order.id, night_id: booking.night_id }
  await mintPasses(tx, owner, ordinals.slice(0, guests))
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
  await freeTableOf(tx, booking)
  return { ...passes, isCancelled: true }
}

/**
 * A party has left: its table can be sold again at once, and its passes open the door no more. They
 * stay valid, since nobody took them away: the door tells that the booking is over. False when
 * nobody has come. `booking` is locked.
 */
export async function releaseBooking(tx: Tx, booking: Booking): Promise<boolean> {
  if ((await markBookingReleased(tx, booking.id)) === 0) return false
  await freeTableOf(tx, booking)
  return true
}

/**
 * A party did not come in time: its table is on sale again and its passes are void. False when it
 * came, or when it is not too late yet. `booking` is locked.
 */
export async function endAsNoShow(tx: Tx, booking: Booking): Promise<boolean> {
  if ((await markBookingNoShow(tx, booking.id)) === 0) return false
  await voidPasses(tx, booking.id, 'cancelled')
  await freeTableOf(tx, booking)
  return true
}

/** One that waited for a table waits no more. */
async function freeTableOf(tx: Tx, { id, night_id }: Booking): Promise<void> {
  const heads = await releaseTable(tx, night_id, id, false)
  if (heads === undefined) await countUnassigned(tx, night_id, -1)
}

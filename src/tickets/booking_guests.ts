import { bug, must, type Tx } from '../kernel/index.ts'
import type { Order } from '../orders/index.ts'
import { lockBooking, widenBooking, type Booking } from './booking.sql.ts'
import { selectPasses, type Pass } from './pass.sql.ts'
import { headsUpTo, mintPasses } from './pass.ts'

/**
 * Adds the guests that an order has paid for to the booking that it names, each with a pass. Safe
 * to repeat.
 */
export async function issueGuests(tx: Tx, order: Order, guests: number): Promise<void> {
  const booking = must(await lockBooking(tx, order.booking_id ?? ''), 'the booking of more guests')
  const passes = await selectPasses(tx, booking.id)
  if (passes.some(({ order_id }) => order_id === order.id)) return
  await widen(tx, booking, passes, { order_id: order.id, guests, paid_minor: order.total_minor })
}

/**
 * Adds guests whom its table includes to a booking, each with a pass: the order of the table has
 * paid for them, too. Returns the numbers of their passes. `booking` is locked.
 */
export async function addGuests(tx: Tx, booking: Booking, guests: number): Promise<number[]> {
  const passes = await selectPasses(tx, booking.id)
  return widen(tx, booking, passes, { order_id: booking.order_id, guests, paid_minor: 0 })
}

/** Heads that were given back before leave their numbers to the new ones. */
async function widen(
  tx: Tx,
  booking: Booking,
  passes: Pass[],
  { order_id, guests, paid_minor }: { order_id: string | null; guests: number; paid_minor: number },
): Promise<number[]> {
  const { id, night_id } = booking
  const taken = new Set(passes.filter(({ state }) => state === 'valid').map((pass) => pass.ordinal))
  const left = headsUpTo(booking.places).filter((ordinal) => !taken.has(ordinal))
  const places = booking.places + Math.max(0, guests - left.length)
  if ((await widenBooking(tx, id, places - booking.places, paid_minor)) === 0)
    bug(`booking ${id} is ${booking.state} and takes no more guests`)
  const unused = headsUpTo(places).filter((ordinal) => !taken.has(ordinal))
  const ordinals = unused.slice(0, guests)
  await mintPasses(tx, { booking_id: id, places, order_id, night_id }, ordinals)
  return ordinals
}

import { readTicketCode, type Tx } from '../kernel/index.ts'
import { lockOrder } from '../orders/index.ts'
import { lockTicketByCode, lockTicketsOfOrder } from './admission.sql.ts'
import type { Entry } from './admission.ts'
import { lockBooking, type Booking } from './booking.sql.ts'
import { lockPasses, selectPass, selectPassByCode, type Pass } from './pass.sql.ts'

/**
 * Who is to go in: whoever holds up this code, the guest of this pass, or so many of a party or of
 * an order.
 */
export type HeadsMeant =
  | { code: string }
  | { pass_id: string }
  | { booking_id: string; heads: number }
  | { order_id: string; heads: number }

/** Everybody of the same order or party, locked until the transaction ends. */
export interface LockedHeads {
  entries: Entry[]
  /** The one that was held up, or named; undefined where only a number was said. */
  one: Entry | undefined
  /** The party, where it is one. */
  booking: Booking | undefined
  /** The orders whose money has to be right. */
  order_ids: string[]
}

/**
 * Finds whom somebody means, and locks them: a party's booking before its passes, an order before
 * its tickets, as everybody does who changes them. Undefined when there is nobody like that.
 */
export async function lockHeads(tx: Tx, meant: HeadsMeant): Promise<LockedHeads | undefined> {
  if ('booking_id' in meant) return lockParty(tx, meant.booking_id)
  if ('pass_id' in meant) {
    const pass = await selectPass(tx, meant.pass_id)
    return pass && lockParty(tx, pass.booking_id, pass)
  }
  if ('order_id' in meant) return lockOrderTickets(tx, meant.order_id)
  const code = readTicketCode(meant.code)
  const ticket = await lockTicketByCode(tx, code)
  if (ticket)
    return { entries: [ticket], one: ticket, booking: undefined, order_ids: [ticket.order_id] }
  const pass = await selectPassByCode(tx, code)
  return pass && lockParty(tx, pass.booking_id, pass)
}

async function lockOrderTickets(tx: Tx, orderId: string): Promise<LockedHeads | undefined> {
  if (!(await lockOrder(tx, orderId))) return undefined
  const entries = await lockTicketsOfOrder(tx, orderId)
  return { entries, one: undefined, booking: undefined, order_ids: [orderId] }
}

async function lockParty(tx: Tx, bookingId: string, held?: Pass): Promise<LockedHeads | undefined> {
  const booking = await lockBooking(tx, bookingId)
  if (!booking) return undefined
  const passes = await lockPasses(tx, bookingId)
  // A guest who has claimed a pass comes with it: those without a name go first.
  const entries = passes.toSorted((a, b) => Number(a.name !== null) - Number(b.name !== null))
  const one = held && passes.find(({ id }) => id === held.id)
  const paid = one ? [one.order_id] : passes.map((pass) => pass.order_id)
  const order_ids = [...new Set([booking.order_id, ...paid])].filter((id) => id !== null)
  return { entries, one, booking, order_ids }
}

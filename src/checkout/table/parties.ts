import { tableOffersOf, type TableOffer } from '../../catalog/index.ts'
import type { Database } from '../../kernel/index.ts'
import { partyOrders, type PartyOrder } from '../../orders/index.ts'
import { depositsOf, disputedOrders, keptOfOrders, type Payment } from '../../payments/index.ts'
import {
  balanceDue,
  bookingsOfNight,
  countPasses,
  takenAtDoor,
  type Booking,
} from '../../tickets/index.ts'

/** A night has some twenty tables, each sold a few times: ten times what it can have. */
const BOOKINGS_MAX = 1_000

/** The ledger of a table, in minor units of its currency. */
export interface Ledger {
  currency: string
  /** What the evening costs at least. */
  worth_minor: number
  /** What was paid ahead and not given back, and how much of it counts towards the bill. */
  paid_minor: number
  credited_minor: number
  /** What was paid, or given, at the door. */
  taken_minor: number
  /** What is still to be paid at the door. */
  due_minor: number
}

/** A booking with everything that somebody of the venue needs to know of its party. */
export interface StaffParty {
  booking: Booking
  table: Pick<TableOffer, 'vip_table_id' | 'name' | 'zone'> | null
  /** Who booked: by the order, or the name given at the door. */
  booker: { name: string; email: string | null; phone: string | null }
  heads: number
  claimed: number
  inside: number
  ledger: Ledger
  /** Its payment, where the card was to be charged when the doors open; null otherwise. */
  deposit: Payment | null
  /** A bank has taken some of the money back, or may: the door stops the passes (F65). */
  is_disputed: boolean
}

/** The bookings of a night with their tables and ledgers, assigned and unassigned, oldest first. */
export async function partiesOfNight(db: Database, nightId: string): Promise<StaffParty[]> {
  return describeParties(db, nightId, await bookingsOfNight(db, nightId, BOOKINGS_MAX))
}

/** The same of some bookings of one night. */
export async function describeParties(
  db: Database,
  nightId: string,
  bookings: Booking[],
): Promise<StaffParty[]> {
  const ids = bookings.map(({ id }) => id)
  const ownOrders = bookings.map(({ order_id }) => order_id).filter((id) => id !== null)
  const [offers, orders, passes, taken] = await Promise.all([
    tableOffersOf(db, nightId),
    partyOrders(db, ownOrders, ids),
    countPasses(db, ids),
    takenAtDoor(db, ids),
  ])
  const orderIds = orders.map(({ id }) => id)
  const [kept, deposits, disputed] = await Promise.all([
    keptOfOrders(db, orderIds),
    depositsOf(db, ownOrders),
    disputedOrders(db, orderIds),
  ])
  return bookings.map((booking) => {
    const theirs = ordersOf(booking, orders)
    const offer = offers.find(({ vip_table_id }) => vip_table_id === booking.vip_table_id)
    const { heads = 0, claimed = 0, inside = 0 } = passes.get(booking.id) ?? {}
    const taken_minor = taken.get(booking.id) ?? 0
    return {
      booking,
      table: offer ?? null,
      booker: bookerOf(booking, theirs),
      heads,
      claimed,
      inside,
      ledger: {
        currency: booking.currency,
        worth_minor: booking.worth_minor,
        paid_minor: theirs.reduce((sum, { id }) => sum + (kept.get(id) ?? 0), 0),
        credited_minor: booking.credited_minor,
        taken_minor,
        due_minor: balanceDue(booking, taken_minor),
      },
      deposit: deposits.get(booking.order_id ?? '') ?? null,
      is_disputed: theirs.some(({ id }) => disputed.has(id)),
    }
  })
}

const ordersOf = (booking: Booking, orders: PartyOrder[]): PartyOrder[] =>
  orders.filter(({ id, booking_id }) => id === booking.order_id || booking_id === booking.id)

function bookerOf({ order_id, party_name }: Booking, orders: PartyOrder[]): StaffParty['booker'] {
  const order = orders.find(({ id }) => id === order_id)
  return {
    name: party_name ?? order?.guest_name ?? '',
    email: order?.guest_email ?? null,
    phone: order?.guest_phone ?? null,
  }
}

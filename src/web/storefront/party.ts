import { findVipTable, tableOffersOf, type Night } from '../../catalog/index.ts'
import { includedOf } from '../../checkout/index.ts'
import { must, type Database } from '../../kernel/index.ts'
import {
  agreementOf,
  findOrder,
  guestsOf,
  partyOrders,
  type Agreement,
  type Order,
} from '../../orders/index.ts'
import { disputedOrders, keptOfOrders, livePaymentOf, type Payment } from '../../payments/index.ts'
import {
  bookingOfOrder,
  findBooking,
  balanceDue,
  moneyAtDoor,
  takenAtDoor,
  passAdmissionsOf,
  passesOf,
  type Booking,
} from '../../tickets/index.ts'
import { orderPath, type BillView, type PartyView, type PassView } from './pages/index.ts'

/** Reads the VIP side of an order with this live payment; null for an order of GA tickets. */
export async function loadParty(
  db: Database,
  order: Order,
  night: Night,
  payment: Payment | undefined,
): Promise<PartyView | null> {
  if (order.kind === 'ga') return null
  const isMore = order.booking_id !== null
  const booking = isMore
    ? await findBooking(db, order.booking_id ?? '')
    : await bookingOfOrder(db, order.id)
  const firstId = isMore ? (booking?.order_id ?? '') : order.id
  const agreement = must(await agreementOf(db, firstId), `the agreement of order ${firstId}`)
  const first = isMore ? must(await findOrder(db, firstId), `order ${firstId}`) : order
  const orders = await ordersOf(db, first, booking)
  const disputed = await disputedOrders(db, orders)
  const live = isMore ? await livePaymentOf(db, first.id) : payment
  const [passes, bill, seat] = await Promise.all([
    booking ? passViews(db, booking, disputed) : [],
    readBill(db, agreement, booking, orders, live),
    readSeat(db, agreement, booking),
  ])
  const { package_name, package_includes, policy } = agreement
  const isTheirs = (pass: { order_id: string | null }) => pass.order_id === order.id
  const theirs = isMore ? passes.filter(isTheirs) : passes
  return {
    ...seat,
    package_name,
    package_includes,
    policy,
    bill,
    arrive_by: booking?.arrive_by ?? agreement.arrive_by,
    heads: isMore ? ((await guestsOf(db, order.id)) ?? 0) : headsOf(booking, passes, agreement),
    booking: booking?.state ?? null,
    passes: theirs,
    more:
      order.state === 'fulfilled' && !first.comp_id && booking && !disputed.has(first.id)
        ? await roomFor(db, agreement, booking, night)
        : null,
    is_disputed: disputed.has(order.id),
    is_table_disputed: disputed.has(first.id),
    booking_path: isMore ? orderPath(first) : null,
  }
}

/** The orders that have paid for a party: its first one, and those for more guests. */
async function ordersOf(db: Database, first: Order, booking?: Booking): Promise<string[]> {
  const orders = await partyOrders(db, [first.id], booking ? [booking.id] : [])
  return orders.map(({ id }) => id)
}

/** Of a party that goes on, those whose money went back are not counted any more. */
function headsOf(
  booking: Booking | undefined,
  passes: Pick<PassView, 'voided_reason'>[],
  { party_size }: Agreement,
): number {
  if (!booking) return party_size
  if (booking.ended_at) return booking.places
  return passes.filter(({ voided_reason }) => voided_reason !== 'refunded').length
}

/**
 * The passes of a booking, without those that a later pass of the same head has taken the place of.
 * Stopped is what a door stops: a pass whose own order is `disputed`, all where the booking's is.
 */
export async function passViews(
  db: Database,
  booking: Booking,
  disputed: ReadonlySet<string> = new Set(),
): Promise<(PassView & { order_id: string | null })[]> {
  const all = await passesOf(db, booking.id)
  const shown = all.filter(({ voided_reason }) => voided_reason !== 'revoked')
  const admissions = await passAdmissionsOf(
    db,
    shown.map(({ id }) => id),
  )
  return shown.map((pass) => {
    const admission = admissions.find(({ pass_id }) => pass_id === pass.id)
    const { id, ordinal, code, claim_secret, state, name, voided_reason, order_id } = pass
    const admitted_at = admission?.admitted_at ?? null
    const is_disputed = [order_id, booking.order_id].some((each) => disputed.has(each ?? ''))
    const entry = { id, ordinal, code, claim_secret, state, name, voided_reason, order_id }
    return { ...entry, admitted_at, is_disputed }
  })
}

async function readBill(
  db: Database,
  agreement: Agreement,
  booking: Booking | undefined,
  orders: string[],
  payment: Payment | undefined,
): Promise<BillView> {
  const { table_price_minor, minimum_spend_minor } = agreement
  const { worth_minor, credited_minor } = booking ?? agreement
  const settled_minor = (booking && (await takenAtDoor(db, [booking.id])).get(booking.id)) ?? 0
  return {
    table_price_minor,
    minimum_spend_minor,
    worth_minor,
    ahead_minor: await keptFor(db, orders),
    reserved_minor: payment?.state === 'authorised' ? (payment.authorised_minor ?? 0) : 0,
    credited_minor,
    door_minor: booking?.ended_at ? await moneyAtDoor(db, booking.id) : settled_minor,
    due_minor: balanceDue(booking ?? { ...agreement, state: 'confirmed' }, settled_minor),
  }
}

/** What the party has paid, for its table and for more guests, and neither got back nor lost. */
export async function keptFor(db: Database, orders: string[]): Promise<number> {
  const kept = await keptOfOrders(db, orders)
  return [...kept.values()].reduce((sum, kept_minor) => sum + kept_minor, 0)
}

async function readSeat(
  db: Database,
  agreement: Agreement,
  booking: Booking | undefined,
): Promise<Pick<PartyView, 'table' | 'ordered'>> {
  const tableId = booking ? booking.vip_table_id : agreement.vip_table_id
  const [table, ordered] = await Promise.all([
    tableId === null ? undefined : findVipTable(db, tableId),
    findVipTable(db, agreement.vip_table_id),
  ])
  const isMoved = tableId !== agreement.vip_table_id
  return { table: table ?? null, ordered: isMoved ? (ordered ?? null) : null }
}

async function roomFor(
  db: Database,
  agreement: Agreement,
  booking: Booking,
  night: Night,
): Promise<PartyView['more']> {
  if (booking.ended_at || night.is_over || night.state !== 'published') return null
  const offers = await tableOffersOf(db, booking.night_id)
  const offer = offers.find(({ booking_id }) => booking_id === booking.id)
  const max = offer ? offer.guests_max - offer.heads : 0
  if (!offer || max <= 0) return null
  const included = includedOf(max, offer.heads, agreement)
  return { max, included, price_minor: agreement.extra_guest_price_minor }
}

import {
  assignTable,
  lockVipNight,
  tableOffersOf,
  type TableConflict,
  type TableOffer,
  type VipNight,
} from '../catalog/index.ts'
import { must, newId, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { insertBooking, markBookingArrived, selectBooking, type Booking } from './booking.sql.ts'
import { moveToTable } from './booking_table.sql.ts'
import { headsUpTo, mintPasses } from './pass.ts'

/** A party that stands at the door without a booking. */
export interface WalkIn {
  party_name: string
  party_size: number
  vip_table_id: string
  actor: string
}

/**
 * Gives a party that has walked in a free table, in the caller's transaction: a booking without an
 * order, arrived at once, with a pass for each head. It owes what `worthOf` says of the table.
 */
export async function seatWalkIn(
  tx: Tx,
  night: VipNight,
  currency: string,
  { party_name, party_size, vip_table_id, actor }: WalkIn,
  worthOf: (offer: TableOffer) => number,
): Promise<Booking | Refused<TableConflict>> {
  const { night_id } = night
  // First of all: a booking that is written names its night, and two of them would each wait for
  // the other to let go of it.
  await lockVipNight(tx, night_id)
  const offer = await offerOf(tx, night_id, vip_table_id)
  if (!offer) return refuse('table_unknown', 'table')
  // Before it is written: no booking may have more places than its table.
  if (party_size > offer.guests_max)
    return refuse('party_too_large', 'party_size', { max: offer.guests_max })
  const id = newId('bkg')
  // Its table is named once it has it: whoever else has it is refused by name, not by the index.
  await insertBooking(tx, {
    id,
    order_id: null,
    night_id,
    vip_table_id: null,
    places: party_size,
    party_name,
    worth_minor: worthOf(offer),
    credited_minor: 0,
    currency,
    arrive_by: night.arrive_by,
    booked_by: actor,
  })
  const refused = await assignTable(tx, night_id, vip_table_id, id, party_size)
  if (refused) return refused
  await moveToTable(tx, id, vip_table_id)
  await markBookingArrived(tx, id)
  const owner = { booking_id: id, places: party_size, order_id: null, night_id }
  await mintPasses(tx, owner, headsUpTo(party_size))
  return must(await selectBooking(tx, id), 'the booking just written')
}

async function offerOf(tx: Tx, nightId: string, tableId: string): Promise<TableOffer | undefined> {
  const offers = await tableOffersOf(tx, nightId)
  return offers.find(({ vip_table_id }) => vip_table_id === tableId)
}

import { bug, must, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { isKept } from './seating.ts'
import { markBlocked } from './table_block.sql.ts'
import {
  addHeads,
  claimForBooking,
  claimForHold,
  exchangeTables,
  freeOfBooking,
  freeOfHold,
  passToBooking,
  selectTableOffers,
  type TableOffer,
} from './table_offer.sql.ts'
import { lockVipNight } from './vip_night.sql.ts'
import {
  deleteWaitingParty,
  insertWaitingParty,
  selectWaitingParties,
  takeWaitingHeads,
  type WaitingParty,
} from './waiting_party.sql.ts'

/**
 * The tables of a night that can be given away now, in its caller's transaction and behind the
 * night's lock. Where parties wait for a table, those are kept that they need, by their sizes, lest
 * the house sell a table twice.
 */
export async function freeTables(tx: Tx, nightId: string): Promise<TableOffer[]> {
  await lockVipNight(tx, nightId)
  return freeOf(await selectWaitingParties(tx, nightId), await selectTableOffers(tx, nightId))
}

/** Those of a night's tables that can be given away, as far as one can know without its lock. */
export function freeOf(waiting: WaitingParty[], offers: TableOffer[]): TableOffer[] {
  const free = offers.filter(isFree)
  return free.filter(({ vip_table_id }) => !isKept(vip_table_id, free, waiting.map(headsOf)))
}

const isFree = ({ state }: TableOffer) => state === 'free'
const headsOf = ({ heads }: WaitingParty) => heads

/** Gives a table to a hold for so many heads; false when it cannot have it. */
export async function takeTable(
  tx: Tx,
  nightId: string,
  tableId: string,
  holdId: string,
  heads: number,
): Promise<boolean> {
  const free = await freeTables(tx, nightId)
  if (!free.some(({ vip_table_id }) => vip_table_id === tableId)) return false
  return (await claimForHold(tx, nightId, tableId, holdId, heads)) === 1
}

/** Puts the table of a hold back on sale; nothing where a booking has taken it over. */
export async function giveTableBack(tx: Tx, nightId: string, holdId: string): Promise<void> {
  await lockVipNight(tx, nightId)
  await freeOfHold(tx, holdId)
}

/** Hands the table of a paid hold over to its booking. */
export async function handTableOver(tx: Tx, holdId: string, bookingId: string): Promise<void> {
  if ((await passToBooking(tx, holdId, bookingId)) !== 1) bug(`hold ${holdId} has no table`)
}

/** Why a table cannot be given to a party, or be taken off the sale. */
export type TableConflict =
  | 'table_unknown'
  | 'table_taken'
  | 'table_blocked'
  | 'table_kept'
  | 'party_too_large'

/**
 * Gives a free table to a booking, or says why it cannot have it: it gets none that is kept for
 * another party, lest the house owe more tables than it has.
 */
export async function assignTable(
  tx: Tx,
  nightId: string,
  tableId: string,
  bookingId: string,
  heads: number,
): Promise<Refused<TableConflict> | undefined> {
  const refused = await conflictOf(tx, nightId, tableId, { booking_id: bookingId, heads })
  if (refused) return refused
  const claimed = await claimForBooking(tx, nightId, tableId, bookingId, heads)
  return claimed === 0 ? refuse('table_taken', 'table') : undefined
}

/** The same for a booking that waits for a table, and waits no more when it has it. */
export async function assignWaiting(
  tx: Tx,
  nightId: string,
  tableId: string,
  bookingId: string,
): Promise<Refused<TableConflict> | undefined> {
  await lockVipNight(tx, nightId)
  const waiting = await selectWaitingParties(tx, nightId)
  const party = must(
    waiting.find(({ booking_id }) => booking_id === bookingId),
    `the party of booking ${bookingId}, which waits for a table`,
  )
  const refused = await assignTable(tx, nightId, tableId, bookingId, party.heads)
  if (!refused) await deleteWaitingParty(tx, bookingId)
  return refused
}

/** Takes a free table off the sale of a night, or says why not. */
export async function blockTable(
  tx: Tx,
  nightId: string,
  tableId: string,
  actor: string,
  reason: string,
): Promise<Refused<TableConflict> | undefined> {
  const refused = await conflictOf(tx, nightId, tableId, { booking_id: null, heads: 0 })
  if (refused) return refused
  const blocked = await markBlocked(tx, nightId, tableId, actor, reason)
  return blocked === 0 ? refuse('table_taken', 'table') : undefined
}

async function conflictOf(
  tx: Tx,
  nightId: string,
  tableId: string,
  { booking_id, heads }: { booking_id: string | null; heads: number },
): Promise<Refused<TableConflict> | undefined> {
  await lockVipNight(tx, nightId)
  const waiting = await selectWaitingParties(tx, nightId)
  const offers = await selectTableOffers(tx, nightId)
  const offer = offers.find(({ vip_table_id }) => vip_table_id === tableId)
  if (!offer) return refuse('table_unknown', 'table')
  if (offer.state === 'blocked') return refuse('table_blocked', 'table')
  // Also a hold: it is never moved from under the guest who is paying for it.
  if (offer.state !== 'free') return refuse('table_taken', 'table')
  if (heads > offer.guests_max) return refuse('party_too_large', 'table', { max: offer.guests_max })
  const others = waiting.filter((party) => party.booking_id !== booking_id)
  return isKept(tableId, offers.filter(isFree), waiting.map(headsOf), others.map(headsOf))
    ? refuse('table_kept', 'table')
    : undefined
}

/**
 * Two bookings of a night change tables, with their heads. False when one of them has none, or a
 * table is too small for the other party.
 */
export async function swapTables(
  tx: Tx,
  nightId: string,
  bookingId: string,
  otherId: string,
): Promise<boolean> {
  await lockVipNight(tx, nightId)
  return (await exchangeTables(tx, bookingId, otherId)) === 2
}

/**
 * Promises a booking's table to more people, or to fewer. False when it is too small, or when the
 * booking has none now: while it waits for one it can only become smaller. Behind the night's lock,
 * so that the promise goes with the party when it is moved in this moment.
 */
export async function changeHeads(
  tx: Tx,
  nightId: string,
  bookingId: string,
  change: number,
): Promise<boolean> {
  await lockVipNight(tx, nightId)
  if ((await addHeads(tx, bookingId, change)) === 1) return true
  return change < 0 && (await takeWaitingHeads(tx, bookingId, -change)) === 1
}

/**
 * Takes the table from a booking. Returns how many heads it was promised to; undefined when the
 * booking had none.
 */
export async function releaseTable(
  tx: Tx,
  nightId: string,
  bookingId: string,
): Promise<number | undefined> {
  await lockVipNight(tx, nightId)
  return freeOfBooking(tx, bookingId)
}

/** The same for a booking that is to have another one, and waits for it. False when it had none. */
export async function unassignTable(tx: Tx, nightId: string, bookingId: string): Promise<boolean> {
  const heads = await releaseTable(tx, nightId, bookingId)
  if (heads !== undefined) await insertWaitingParty(tx, nightId, bookingId, heads)
  return heads !== undefined
}

/** Takes from a booking that is over its table, or its place among those that wait for one. */
export async function leaveTable(tx: Tx, nightId: string, bookingId: string): Promise<void> {
  if ((await releaseTable(tx, nightId, bookingId)) !== undefined) return
  if ((await deleteWaitingParty(tx, bookingId)) !== 1)
    bug(`booking ${bookingId} has no table, and waits for none`)
}

import { bug, must, refuse, type Refused, type Tx } from '../kernel/index.ts'
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
import { countUnassigned, lockVipNight, type VipNight } from './vip_night.sql.ts'

/**
 * The tables of a night that can be given away now, in its caller's transaction and behind the
 * night's lock. Where bookings wait for a table, as many free ones are kept for them: then there
 * are none for others, lest the house sell a table twice.
 */
export async function freeTables(tx: Tx, nightId: string): Promise<TableOffer[]> {
  const night = must(await lockVipNight(tx, nightId), `the VIP side of night ${nightId}`)
  return freeOf(night, await selectTableOffers(tx, nightId))
}

/** Those of a night's tables that can be given away, as far as one can know without its lock. */
export function freeOf(night: Pick<VipNight, 'unassigned'>, offers: TableOffer[]): TableOffer[] {
  const free = offers.filter(({ state }) => state === 'free')
  return free.length > night.unassigned ? free : []
}

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
 * Gives a free table to a booking, or says why it cannot have it. `waits` says that the booking is
 * counted among those without a table, and is no more: one is kept free for it. Any other party
 * gets none of those that are kept, lest the house owe more tables than it has.
 */
export async function assignTable(
  tx: Tx,
  nightId: string,
  tableId: string,
  bookingId: string,
  heads: number,
  waits: boolean,
): Promise<Refused<TableConflict> | undefined> {
  const refused = await conflictOf(tx, nightId, tableId, heads, waits)
  if (refused) return refused
  if ((await claimForBooking(tx, nightId, tableId, bookingId, heads)) === 0)
    return refuse('table_taken', 'table')
  if (waits) await countUnassigned(tx, nightId, -1)
  return undefined
}

/** Takes a free table off the sale of a night, or says why not. */
export async function blockTable(
  tx: Tx,
  nightId: string,
  tableId: string,
  actor: string,
  reason: string,
): Promise<Refused<TableConflict> | undefined> {
  const refused = await conflictOf(tx, nightId, tableId, 0, false)
  if (refused) return refused
  const blocked = await markBlocked(tx, nightId, tableId, actor, reason)
  return blocked === 0 ? refuse('table_taken', 'table') : undefined
}

async function conflictOf(
  tx: Tx,
  nightId: string,
  tableId: string,
  heads: number,
  waits: boolean,
): Promise<Refused<TableConflict> | undefined> {
  const night = must(await lockVipNight(tx, nightId), `the VIP side of night ${nightId}`)
  const offers = await selectTableOffers(tx, nightId)
  const offer = offers.find(({ vip_table_id }) => vip_table_id === tableId)
  if (!offer) return refuse('table_unknown', 'table')
  if (offer.state === 'blocked') return refuse('table_blocked', 'table')
  // Also a hold: it is never moved from under the guest who is paying for it.
  if (offer.state !== 'free') return refuse('table_taken', 'table')
  if (heads > offer.guests_max) return refuse('party_too_large', 'table', { max: offer.guests_max })
  return waits || freeOf(night, offers).length > 0 ? undefined : refuse('table_kept', 'table')
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
 * booking has none now. Behind the night's lock, so that the promise goes with the party when it is
 * moved in this moment.
 */
export async function changeHeads(
  tx: Tx,
  nightId: string,
  bookingId: string,
  change: number,
): Promise<boolean> {
  await lockVipNight(tx, nightId)
  return (await addHeads(tx, bookingId, change)) === 1
}

/**
 * Takes the table from a booking. `waits` says that it is to have another one, so that one is kept
 * free for it. Returns how many heads the table was promised to; undefined when it had none.
 */
export async function releaseTable(
  tx: Tx,
  nightId: string,
  bookingId: string,
  waits: boolean,
): Promise<number | undefined> {
  await lockVipNight(tx, nightId)
  const heads = await freeOfBooking(tx, bookingId)
  if (heads !== undefined && waits) await countUnassigned(tx, nightId, 1)
  return heads
}

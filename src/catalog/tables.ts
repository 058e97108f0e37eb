import { bug, must, type Tx } from '../kernel/index.ts'
import {
  claimForBooking,
  claimForHold,
  freeOfBooking,
  freeOfHold,
  passToBooking,
  selectTableOffers,
  type TableOffer,
} from './table_offer.sql.ts'
import { countUnassigned, lockVipNight } from './vip_night.sql.ts'

/**
 * The tables of a night that can be given away now, in its caller's transaction and behind the
 * night's lock. Where bookings wait for a table, as many free ones are kept for them: then there
 * are none for others, lest the house sell a table twice.
 */
export async function freeTables(tx: Tx, nightId: string): Promise<TableOffer[]> {
  const night = must(await lockVipNight(tx, nightId), `the VIP side of night ${nightId}`)
  const offers = await selectTableOffers(tx, nightId)
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

/**
 * Gives a free table to a booking, whether or not others wait for one: a person decides so. False
 * when somebody else has it, or it is blocked, or too small. `waits` says that the booking is
 * counted among those without a table, and is no more.
 */
export async function assignTable(
  tx: Tx,
  nightId: string,
  tableId: string,
  bookingId: string,
  heads: number,
  waits: boolean,
): Promise<boolean> {
  await lockVipNight(tx, nightId)
  if ((await claimForBooking(tx, nightId, tableId, bookingId, heads)) === 0) return false
  if (waits) await countUnassigned(tx, nightId, -1)
  return true
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

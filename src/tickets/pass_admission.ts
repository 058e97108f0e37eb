import { findVipTable } from '../catalog/index.ts'
import { must, type Tx } from '../kernel/index.ts'
import { selectPassAdmissions } from './admission.sql.ts'
import { lockBooking, type Booking } from './booking.sql.ts'
import { lockPassByCode, selectPassByCode, selectPasses, type Pass } from './pass.sql.ts'

/** Whom a pass belongs to, as a door shows it. */
export interface Party {
  booking_id: string
  /** Null while the party has no table. */
  table: string | null
  zone: string | null
  /** The name on the pass; null where nobody has claimed it. */
  guest: string | null
  /** How many of how many are in, this one counted. */
  inside: number
  heads: number
}

/**
 * The pass with this code and its booking, both locked until the transaction ends: the booking
 * first, as everybody does who changes the two.
 */
export async function lockScannedPass(
  tx: Tx,
  code: string,
): Promise<{ pass: Pass; booking: Booking } | undefined> {
  const seen = await selectPassByCode(tx, code)
  if (!seen) return undefined
  const booking = must(await lockBooking(tx, seen.booking_id), `booking ${seen.booking_id}`)
  return { booking, pass: must(await lockPassByCode(tx, code), `pass ${seen.id}`) }
}

/** What the door says of the party of somebody who has just gone in. */
export async function describeParty(tx: Tx, booking: Booking, pass: Pass): Promise<Party> {
  const passes = await selectPasses(tx, booking.id)
  const valid = passes.filter(({ state }) => state === 'valid').map(({ id }) => id)
  const table = booking.vip_table_id ? await findVipTable(tx, booking.vip_table_id) : undefined
  return {
    booking_id: booking.id,
    table: table?.name ?? null,
    zone: table?.zone ?? null,
    guest: pass.name,
    inside: (await selectPassAdmissions(tx, valid)).length,
    heads: valid.length,
  }
}

import { refuse, type Refused, type Tx } from '../kernel/index.ts'
import { heldBy, lockVisitor } from '../orders/index.ts'
import type { Goods } from './goods.ts'

/** A house has few VIP tables: one counts as so many places, however small its party is. */
const TABLE_PLACES = 20
/** A hold that has outlasted its time is about to end, or its guest is at the bank's page. */
const OUTLASTED_SECONDS = 15

/**
 * Refuses an order with which a visitor would hold more than `placesMax` places without having paid
 * for them, lest a script hold a whole night (F76). How large one order may be the night says: the
 * only one that a visitor holds is never refused. Another one of the same visitor waits for the end
 * of the caller's transaction.
 */
export async function refuseHoarding(
  tx: Tx,
  visitor: string,
  goods: Goods,
  placesMax: number,
): Promise<Refused<'too_many_unpaid'> | undefined> {
  await lockVisitor(tx, visitor)
  const { places, seconds } = await heldBy(tx, visitor, TABLE_PLACES)
  if (places === 0 || places + placesOf(goods) <= placesMax) return undefined
  return refuse('too_many_unpaid', 'night', { seconds: seconds ?? OUTLASTED_SECONDS })
}

function placesOf({ lines, agreement, guests }: Goods): number {
  if (agreement) return Math.max(TABLE_PLACES, agreement.party_size)
  return guests || lines.reduce((sum, { quantity }) => sum + quantity, 0)
}

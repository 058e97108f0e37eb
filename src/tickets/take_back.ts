import { assignTable, lockVipNight, type TableConflict } from '../catalog/index.ts'
import { bug, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { placesAwaited } from '../orders/index.ts'
import { selectPassAdmissions } from './admission.sql.ts'
import {
  markArrivalTakenBack,
  markNoShowTakenBack,
  markReleaseTakenBack,
  type Booking,
} from './booking.sql.ts'
import { markPassesValidAgain, selectPasses, selectPassesOfNoShow } from './pass.sql.ts'

/**
 * A party that was said to have come is awaited again, whether or not it was said to sit. False
 * when a door has let somebody of it in. `booking` is locked, and a door locks it, too.
 */
export async function takeBackArrival(tx: Tx, { id }: Booking): Promise<boolean> {
  const passIds = (await selectPasses(tx, id)).map((pass) => pass.id)
  if ((await selectPassAdmissions(tx, passIds)).length > 0) return false
  return (await markArrivalTakenBack(tx, id)) === 1
}

/**
 * A party that was said to have left is there still, and has its table again with everybody who has
 * a pass, or is being paid for. Refused, with the reason, when somebody else has the table, or it
 * is kept for a party that waits. `booking` is locked.
 */
export async function takeBackRelease(
  tx: Tx,
  booking: Booking,
): Promise<Refused<TableConflict | 'booking_unassigned'> | undefined> {
  const refused = await haveTableAgain(tx, booking, 0)
  if (refused) return refused
  if ((await markReleaseTakenBack(tx, booking.id)) === 0) bug(`${booking.id} has yet changed`)
  return undefined
}

/**
 * A party that was said not to come is awaited again: it has its table, and the passes that went
 * void with it open the door. Refused as above. `booking` is locked.
 */
export async function takeBackNoShow(
  tx: Tx,
  booking: Booking,
): Promise<Refused<TableConflict | 'booking_unassigned'> | undefined> {
  const passes = await selectPassesOfNoShow(tx, booking.id)
  const refused = await haveTableAgain(tx, booking, passes.length)
  if (refused) return refused
  await markPassesValidAgain(tx, passes)
  if ((await markNoShowTakenBack(tx, booking.id)) === 0) bug(`${booking.id} has yet changed`)
  return undefined
}

/**
 * Gives a party the table that it had: for everybody who has a pass, or is being paid for, and for
 * so many more.
 */
async function haveTableAgain(
  tx: Tx,
  { id, night_id, vip_table_id }: Booking,
  more: number,
): Promise<Refused<TableConflict | 'booking_unassigned'> | undefined> {
  if (vip_table_id === null) return refuse('booking_unassigned', 'booking')
  // Before the places are counted: whoever gives some up takes them off the table behind this lock.
  await lockVipNight(tx, night_id)
  const valid = (await selectPasses(tx, id)).filter(({ state }) => state === 'valid')
  const heads = valid.length + more + (await placesAwaited(tx, id))
  return assignTable(tx, night_id, vip_table_id, id, heads)
}

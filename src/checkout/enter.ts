import { isRefused, noteInLog, transaction, type Refused } from '../kernel/index.ts'
import {
  enter,
  undoEntrance,
  type Entrance,
  type EntranceRefusal,
  type EntranceWanted,
  type LetIn,
  type UndoRefusal,
  type UndoWanted,
} from '../tickets/index.ts'
import { isStopped } from './dispute.ts'
import type { Till } from './till.ts'

/**
 * Lets heads in at the page of the door, together or not at all, or says why not. A ticket whose
 * money a bank has taken back, or may, is stopped until the venue has won (F65).
 */
export async function letIn(
  till: Till,
  wanted: EntranceWanted,
): Promise<LetIn | Refused<EntranceRefusal>> {
  const result = await transaction(till.db, (tx) =>
    enter(tx, wanted, (orderId) => isStopped(tx, orderId)),
  )
  const { id: entrance, night_id: night } = wanted
  if (isRefused(result))
    till.log.info({ night, entrance, code: result.refused }, 'entrance.refused')
  else {
    const { order_id: order } = result
    if (order) noteInLog({ order })
    till.log.info({ night, entrance, ...(order && { order }) }, 'entrance.let_in')
  }
  return result
}

/** Takes back what was let in at the page of the door, within a minute. */
export async function takeBackEntrance(
  till: Till,
  wanted: UndoWanted,
): Promise<Entrance | Refused<UndoRefusal>> {
  const result = await transaction(till.db, (tx) => undoEntrance(tx, wanted))
  const about = { entrance: wanted.id }
  if (isRefused(result)) till.log.info({ ...about, code: result.refused }, 'entrance.undo_refused')
  else till.log.info(about, 'entrance.undone')
  return result
}

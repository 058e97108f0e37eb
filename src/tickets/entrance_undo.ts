import { bug, must, noteInAuditTrail, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { lockHeads } from './entrance_heads.ts'
import {
  deleteAdmissions,
  isMoneyBack,
  markEntranceUndone,
  markNobodyArrived,
  selectEntrance,
  selectOrderOfTicket,
  type Entrance,
} from './entrance.sql.ts'

/** Somebody takes back what they, or a colleague, have let in. */
export interface UndoWanted {
  id: string
  member_id: string
  actor: string
  /** A manager takes back what others have let in. */
  may_undo_others: boolean
}

export type UndoRefusal =
  | 'entrance_unknown'
  | 'undo_not_yours'
  | 'undo_money_back'
  | 'undo_too_late'

/**
 * Takes an entrance back, within its minute: all whom it let in are outside again, and a party that
 * came by it alone is awaited again. One that was taken back stays so.
 */
export async function undoEntrance(
  tx: Tx,
  { id, member_id, actor, may_undo_others }: UndoWanted,
): Promise<Entrance | Refused<UndoRefusal>> {
  const seen = await selectEntrance(tx, id)
  if (!seen) return refuse('entrance_unknown', 'id')
  if (!may_undo_others && seen.member_id !== member_id) return refuse('undo_not_yours', 'id')
  await lockThem(tx, seen)
  // Whose money has gone back keep their passes for being inside: outside they have none.
  if (await isMoneyBack(tx, seen.pass_ids)) return refuse('undo_money_back', 'id')
  const marked = await markEntranceUndone(tx, id, actor)
  const entrance = must(await selectEntrance(tx, id), `entrance ${id}`)
  if (marked === 0) return entrance.undone_at ? entrance : refuse('undo_too_late', 'id')
  const heads = entrance.ticket_ids.length + entrance.pass_ids.length
  if ((await deleteAdmissions(tx, id)) !== heads) bug(`entrance ${id} has other admissions`)
  const detail = { night: entrance.night_id, heads, let_in_by: entrance.admitted_by }
  await noteInAuditTrail(tx, { action: 'entrance.undone', subject_id: id, actor, detail })
  if (entrance.booking_id) await takeBackArrival(tx, entrance.booking_id, actor)
  return entrance
}

/** A door that scans one of them in this moment waits, and is waited for. */
async function lockThem(tx: Tx, { booking_id, ticket_ids }: Entrance): Promise<void> {
  if (booking_id) await lockHeads(tx, { booking_id, heads: 0 })
  const order_id = ticket_ids[0] && (await selectOrderOfTicket(tx, ticket_ids[0]))
  if (order_id) await lockHeads(tx, { order_id, heads: 0 })
}

async function takeBackArrival(tx: Tx, bookingId: string, actor: string): Promise<void> {
  if ((await markNobodyArrived(tx, bookingId)) === 0) return
  const detail = { from: 'arrived', to: 'confirmed' }
  const entry = { action: 'booking.arrival_undone', subject_id: bookingId, actor, detail }
  await noteInAuditTrail(tx, entry)
}

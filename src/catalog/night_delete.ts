import {
  attemptInside,
  auditTrailOf,
  noteInAuditTrail,
  refuse,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import type { Actor } from './edits.ts'
import { deleteDraftRows } from './night_delete.sql.ts'
import { lockNight } from './night_edit.sql.ts'

export type DeleteRefusal = 'night_unknown' | 'night_not_draft' | 'night_in_use'

/** PostgreSQL's word for a row that something else refers to. */
const REFERRED_TO = '23503'

/**
 * Deletes a draft with its kinds of ticket, its tables' terms and its packages; its floor plan is
 * the house's, and stays. Refused once guests have seen it, or somebody was given, or has asked
 * for, something of it. Gone is gone: twice is once.
 */
export async function deleteDraft(
  tx: Tx,
  id: string,
  actor: Actor,
): Promise<{ deleted: boolean } | Refused<DeleteRefusal>> {
  const night = await lockNight(tx, id)
  if (!night)
    return (await wasDeleted(tx, id)) ? { deleted: false } : refuse('night_unknown', 'night')
  if (night.state !== 'draft') return refuse('night_not_draft', 'night')
  const gone = await attemptInside(tx, () => deleteDraftRows(tx, id))
  if ('error' in gone) {
    if (Object(gone.error)['code'] === REFERRED_TO) return refuse('night_in_use', 'night')
    throw gone.error
  }
  // Its address is what is left to call it by.
  const detail = { slug: night.slug }
  await noteInAuditTrail(tx, { action: 'night.deleted', subject_id: id, actor, detail })
  return { deleted: true }
}

async function wasDeleted(tx: Tx, id: string): Promise<boolean> {
  return (await auditTrailOf(tx, id)).some(({ action }) => action === 'night.deleted')
}

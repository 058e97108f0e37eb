import {
  isRefused,
  newId,
  noteInAuditTrail,
  transaction,
  type Database,
  type Refused,
} from '../kernel/index.ts'
import { readPicture } from './picture.ts'
import { deleteUnusedPictures, insertPicture } from './plan_picture.sql.ts'

/**
 * Keeps a picture that somebody has sent, for plans to lie on. One that no plan has taken within a
 * week is forgotten when the next one comes.
 */
export async function addPlanPicture(
  db: Database,
  sent: unknown,
  actor: string,
): Promise<
  { id: string; width: number; height: number } | Refused<'picture_invalid' | 'picture_too_large'>
> {
  const picture = readPicture(sent)
  if (isRefused(picture)) return picture
  const { width, height, bytes } = picture
  const id = newId('pic')
  await transaction(db, async (tx) => {
    await deleteUnusedPictures(tx)
    await insertPicture(tx, { id, ...picture }, actor)
    const detail = { bytes: bytes.length, width, height }
    await noteInAuditTrail(tx, { action: 'plan_picture.added', subject_id: id, actor, detail })
  })
  return { id, width, height }
}

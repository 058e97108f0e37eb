import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { Picture } from './picture.ts'

/** A picture that lies under a floor plan while it is drawn. */
interface PlanPicture extends Picture {
  id: string
}

/** A picture by its id. */
export function selectPicture(db: Queryable, id: string): Promise<PlanPicture | undefined> {
  return row<PlanPicture>(
    db,
    'plan_picture',
    `select id, content_type, bytes, width, height from plan_pictures where id = $1`,
    [id],
  )
}

/** Is there such a picture? It is kept from being deleted until the transaction ends. */
export async function keepPicture(tx: Tx, id: string): Promise<boolean> {
  const found = await touched(
    tx,
    'keep_plan_picture',
    `select from plan_pictures where id = $1 for key share`,
    [id],
  )
  return found > 0
}

/** Writes a picture. */
export function insertPicture(tx: Tx, picture: PlanPicture, addedBy: string): Promise<number> {
  return touched(
    tx,
    'insert_plan_picture',
    `insert into plan_pictures (id, content_type, bytes, width, height, added_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [picture.id, picture.content_type, picture.bytes, picture.width, picture.height, addedBy],
  )
}

/** Forgets pictures that were added a week ago, and lie under no plan. */
export function deleteUnusedPictures(tx: Tx): Promise<number> {
  return touched(
    tx,
    'delete_unused_pictures',
    `delete from plan_pictures p where added_at < now() - interval '7 days'
        and not exists (select from floor_plans where picture_id = p.id)`,
  )
}

import { row, type Queryable } from '../kernel/index.ts'

/** Was anything ever ordered here? */
export async function selectIsSold(db: Queryable): Promise<boolean> {
  const found = await row<{ is_sold: boolean }>(
    db,
    'is_anything_sold',
    `select exists (select from orders) as is_sold`,
  )
  return found?.is_sold ?? false
}

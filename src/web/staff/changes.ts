import { auditTrailOf, type Database } from '../../kernel/index.ts'
import { depositOf } from '../../payments/index.ts'
import type { Booking, Pass } from '../../tickets/index.ts'

/**
 * Who has done what to a booking, to its passes and to its deposit, oldest first, as the API tells
 * it.
 */
export async function changesOf(db: Database, { id, order_id }: Booking, passes: Pass[]) {
  const deposit = order_id === null ? undefined : await depositOf(db, order_id)
  const passIds = passes.map((pass) => pass.id)
  const trail = await auditTrailOf(db, id, ...passIds, ...(deposit ? [deposit.id] : []))
  return trail.map(({ action, actor, detail, at, subject_id: subject }) => {
    return { action, actor, detail, at, subject }
  })
}

import { mailCalledFor } from '../checkout/index.ts'
import { findAuditEntry, must, type Database } from '../kernel/index.ts'
import type { Compose } from '../mail/index.ts'
import { findOrder } from '../orders/index.ts'

/**
 * Words the mail that somebody of the venue sends once more, as the order stands when it goes out:
 * its subject is the entry of the audit trail that says so. Null when nothing is to be told then.
 */
export async function composeAgain(
  db: Database,
  composers: Record<string, Compose>,
  entryId: string,
): ReturnType<Compose> {
  const { subject_id } = must(await findAuditEntry(db, entryId), `entry ${entryId}`)
  const order = must(await findOrder(db, subject_id), `order ${subject_id}`)
  const mail = await mailCalledFor(db, order)
  return mail ? must(composers[mail.kind], `composer of ${mail.kind}`)(mail.subject_id) : null
}

import { noteInAuditTrail, transaction, type Database } from '../kernel/index.ts'
import { lockSettings, selectSettings, updateSettings, type CloseSettings } from './settings.sql.ts'

/** What the audit trail calls them by. */
const SUBJECT = 'close_settings'

/** The audit trail says what was changed, how many addresses there are, and none of them. */
export function settleClose(
  db: Database,
  by: { id: string; name: string },
  to: CloseSettings,
): Promise<CloseSettings> {
  return transaction(db, async (tx) => {
    await lockSettings(tx)
    const before = await selectSettings(tx)
    if (JSON.stringify(before) === JSON.stringify(to)) return before
    await updateSettings(tx, to)
    await noteInAuditTrail(tx, {
      action: 'close_settings.changed',
      subject_id: SUBJECT,
      actor: by.name,
      detail: {
        mailed: to.is_mailed ? 'yes' : 'no',
        mail_at: to.mail_at,
        from: before.addresses.length,
        to: to.addresses.length,
        by: by.id,
      },
    })
    return selectSettings(tx)
  })
}

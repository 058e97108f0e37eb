import { noteInAuditTrail, transaction, type Database, type Queryable } from '../kernel/index.ts'
import { lockRecipients, replaceRecipients, selectRecipients } from './recipients.sql.ts'

/** As many as a house has people who would come; a mail to more is a newsletter. */
export const recipientsMax = 20

/** What the audit trail calls the list by. */
const LIST = 'alert_recipients'

/** Whom alerts are mailed to: the list, or whoever the setting names while there is none. */
export async function mailedAbout(db: Queryable, ownerEmail: string): Promise<string[]> {
  const listed = await selectRecipients(db)
  return listed.length > 0 ? listed : [ownerEmail]
}

/**
 * Puts a list of checked addresses in the place of the one that was; an empty one leaves the mails
 * to the setting. The audit trail says how many came and went, and no address.
 */
export function settleRecipients(
  db: Database,
  by: { id: string; name: string },
  addresses: string[],
): Promise<string[]> {
  return transaction(db, async (tx) => {
    await lockRecipients(tx)
    const before = await selectRecipients(tx)
    if (before.join(' ') === addresses.join(' ')) return before
    await replaceRecipients(tx, addresses)
    const added = addresses.filter((one) => !before.includes(one)).length
    const removed = before.filter((one) => !addresses.includes(one)).length
    await noteInAuditTrail(tx, {
      action: 'alert_recipients.changed',
      subject_id: LIST,
      actor: by.name,
      detail: { from: before.length, to: addresses.length, added, removed, by: by.id },
    })
    return addresses
  })
}

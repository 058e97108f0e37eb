import { newId, transaction, type Database, type Tx } from '../kernel/index.ts'
import { oweMail } from '../mail/index.ts'
import {
  insertDigest,
  insertTold,
  lockTelling,
  markClosed,
  selectLately,
  selectOpenDigest,
  selectTold,
} from './digest.sql.ts'

/** The kind of mail that tells of many alerts at once. */
export const digestMail = 'alert_digest'

/** Within so long no more than the setting ALERT_MAILS_MAX are told each by its own mail. */
export const digestSeconds = 300

/**
 * Decides, once, whether an alert is told by a mail of its own: so many in five minutes are. What
 * comes on top waits for a digest, which is owed from the same transaction on, and due when the
 * five minutes are over. Decided where mails are sent and not where alerts are opened, so that
 * whoever books money waits for nobody here.
 */
export function isToldAlone(db: Database, alertId: string, mailsMax: number): Promise<boolean> {
  return transaction(db, async (tx) => {
    await lockTelling(tx)
    const decided = await selectTold(tx, alertId)
    if (decided) return decided.digest_id === null
    const digestId = await digestFor(tx, mailsMax)
    await insertTold(tx, alertId, digestId)
    return digestId === null
  })
}

async function digestFor(tx: Tx, mailsMax: number): Promise<string | null> {
  const open = await selectOpenDigest(tx)
  if (open) return open.id
  const { count, over_in_seconds } = await selectLately(tx, digestSeconds)
  if (count < mailsMax) return null
  const id = newId('dig')
  await insertDigest(tx, id, over_in_seconds)
  await oweMail(tx, digestMail, id, over_in_seconds)
  return id
}

/** Lets nothing more join a digest, from when it is first worded: a second try says the same. */
export async function closeDigest(db: Database, id: string): Promise<void> {
  await transaction(db, async (tx) => {
    await lockTelling(tx)
    await markClosed(tx, id)
  })
}

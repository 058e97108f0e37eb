import type { Chore } from '../jobs/index.ts'
import { transaction, type Database } from '../kernel/index.ts'
import { oweMail } from '../mail/index.ts'
import { selectDueMails } from './morning.sql.ts'

/** The mail about a night that is over, once per night. */
export const closeMail = 'night_closed'

const PAUSE_SECONDS = 60

/** Owes the mail about each night in the morning after it; a constraint says that it is one. */
export function oweCloseMails(db: Database): Chore {
  return {
    name: 'owe_close_mails',
    pause_seconds: PAUSE_SECONDS,
    round: async () => {
      for (const nightId of await selectDueMails(db, closeMail))
        await transaction(db, (tx) => oweMail(tx, closeMail, nightId))
    },
  }
}

import type { Identity } from './auth.ts'
import { deleteEndedResets } from './reset.sql.ts'
import { deleteEnded } from './session.sql.ts'
import { deleteEndedTries } from './tries.sql.ts'

const PAUSE_SECONDS = 3600
/** Far more than an hour leaves behind, unless somebody guesses passwords: then rounds follow. */
const BATCH = 1000

/** A chore of the sweep: deletes sessions, links and counts that have ended. */
export function purgeIdentity({ db, log }: Identity) {
  return {
    name: 'purge_identity',
    pause_seconds: PAUSE_SECONDS,
    round: async () => {
      const ended = (await deleteEnded(db, BATCH)) + (await deleteEndedTries(db, BATCH))
      const deleted = ended + (await deleteEndedResets(db, BATCH))
      if (deleted > 0) log.info({ deleted }, 'identity.purged')
      return { isUnfinished: deleted >= BATCH }
    },
  }
}

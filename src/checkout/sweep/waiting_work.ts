import {
  alertMail,
  digestMail,
  digestSeconds,
  openAlert,
  resolveAlerts,
} from '../../alerts/index.ts'
import { oldestDue, type Chore } from '../../jobs/index.ts'
import { transaction } from '../../kernel/index.ts'
import { queuedMailsOf } from '../../mail/index.ts'
import type { Till } from '../till.ts'

/** What the alert is about: there is one queue. */
const QUEUE = 'queue'
const PAUSE_SECONDS = 60
/** Work is taken up within a second; a thousand mails at once are done in a few minutes. */
const LATE_SECONDS = 600
/** The owner's alerts of such minutes are few, and each mail takes a second. */
const BATCH = 10

/**
 * Notices that the queue stands still: what is due is taken up by nobody. The owner's mails, which
 * would wait in it as well, are sent by `sendNow`; should one be sent by the queue in the same
 * moment it is the same mail twice.
 */
export function waitingWork(
  till: Till,
  queues: string[],
  sendNow: (mailId: string) => Promise<void>,
): Chore {
  return {
    name: 'waiting_work',
    pause_seconds: PAUSE_SECONDS,
    round: async ({ is_late }) => {
      const due_at = await oldestDue(till.db, queues, LATE_SECONDS)
      if (!due_at) {
        await resolveAlerts(till.db, ['work_waiting'], [QUEUE])
        return { note: {} }
      }
      // A computer that has slept finds everything late, and has done it by the next round.
      if (!is_late) return { note: { is_late: true } }
      const detail = { since: due_at.toISOString() }
      await transaction(till.db, (tx) => openAlert(tx, 'work_waiting', QUEUE, detail))
      // A digest is not late before the minutes are over that it gathers.
      for (const [kind, seconds] of [
        [alertMail, 0],
        [digestMail, digestSeconds],
      ] as const)
        for (const id of await queuedMailsOf(till.db, kind, seconds, BATCH)) await sendNow(id)
    },
  }
}

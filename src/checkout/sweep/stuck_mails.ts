import { openAlert, wasTold } from '../../alerts/index.ts'
import { enqueue, jobsUnderWay, type Chore } from '../../jobs/index.ts'
import { transaction } from '../../kernel/index.ts'
import { findMail, mailQueue, queuedMails } from '../../mail/index.ts'
import type { Till } from '../till.ts'
import { clearAlerts } from './clear_alerts.ts'

const PAUSE_SECONDS = 60
/** A mail leaves within seconds, unless its job waits for the mail server. */
const OVERDUE_SECONDS = 120
/** A mail server that is restarted, or greylists strangers, takes it before that. */
const TOLD_SECONDS = 60 * 60
/** An address that took nothing for a week takes nothing any more. */
const TRIED_DAYS = 7
const BATCH = 100

/**
 * Sends mails that are owed and that nobody is about to send: their job was lost, or given up while
 * the mail server was away. The owner is told of those that do not leave, though somebody tries
 * again and again; the alert clears itself when the mail is sent, or somebody has seen to it.
 */
export function stuckMails(till: Till): Chore {
  return {
    name: 'stuck_mails',
    pause_seconds: PAUSE_SECONDS,
    round: async (note) => {
      const { after_id = '' } = note
      const after = String(after_id)
      const ids = await queuedMails(till.db, OVERDUE_SECONDS, TRIED_DAYS, after, BATCH)
      const underWay = await jobsUnderWay(till.db, mailQueue, 'mail_id', ids)
      for (const mail_id of ids.filter((id) => !underWay.has(id))) {
        till.log.warn({ mail: mail_id }, 'sweep.mail_stuck')
        await transaction(till.db, (tx) => enqueue(tx, mailQueue, { mail_id }))
      }
      for (const id of await queuedMails(till.db, TOLD_SECONDS, TRIED_DAYS, after, BATCH))
        if (!(await wasTold(till.db, 'mail_undelivered', id)))
          await transaction(till.db, (tx) => openAlert(tx, 'mail_undelivered', id, {}, false))
      const isOver = async (id: string) => (await findMail(till.db, id))?.state !== 'queued'
      const told = await clearAlerts(till.db, ['mail_undelivered'], BATCH, note, isOver)
      const isFull = ids.length === BATCH
      return {
        note: { ...told.note, ...(isFull && { after_id: ids.at(-1) }) },
        isUnfinished: isFull || told.isUnfinished,
      }
    },
  }
}

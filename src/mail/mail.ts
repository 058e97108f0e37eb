import { enqueue } from '../jobs/index.ts'
import { must, newId, step, type Database, type Log, type Tx } from '../kernel/index.ts'
import { insertMail, markHeldBack, markSent, selectMail } from './mail.sql.ts'
import type { Handed, Post } from './post.ts'

/** The queue whose jobs deliver owed mails. */
export const mailQueue = 'mail.send'

interface Addressee {
  name: string
  address: string
}

/** What is sent: addressed, worded, with the pictures that its HTML refers to. */
export interface Letter {
  /** Several see each other's addresses: they are colleagues. */
  to: Addressee | Addressee[]
  /** Who writes it, before the operator's address; the operator's own name where there is none. */
  senderName?: string | undefined
  /** Where an answer goes, where that is not whence it came. */
  replyTo?: string | undefined
  subject: string
  html: string
  text: string
  attachments?: { filename: string; content: Buffer; contentType: string; cid?: string }[]
}

/** Words a mail of one kind for its subject; null when there is nobody to write to any more. */
export type Compose = (subjectId: string) => Promise<Letter | null>

/**
 * Owes a mail of `kind` about `subjectId`, in the caller's transaction, to be sent in so many
 * seconds. Asking twice owes it once, for ever: a constraint says so.
 */
export async function oweMail(
  tx: Tx,
  kind: string,
  subjectId: string,
  delaySeconds = 0,
): Promise<void> {
  const mail = await insertMail(tx, newId('mail'), kind, subjectId)
  if (mail) await enqueue(tx, mailQueue, { mail_id: mail.id }, delaySeconds)
}

/** Notes that a mail has come back, with the status that says why. */
export type NoteBounce = (mailId: string, status: string) => Promise<unknown>

/**
 * Delivers an owed mail, once as far as SMTP allows: a process that dies between the server's
 * "accepted" and our note sends again, under the same Message-ID, by which mail programs fold the
 * two. Throws when the server cannot be reached, for the queue to try again. The log learns from
 * the composer whose order the mail is about. A mail that somebody's address refuses for good is
 * never sent again; `noteBounce` is told. What nobody may get from this copy is kept as held back.
 */
export async function deliverMail(
  db: Database,
  post: Post,
  composers: Record<string, Compose>,
  mailId: string,
  noteBounce: NoteBounce,
  log: Log,
): Promise<void> {
  const mail = must(await selectMail(db, mailId), `mail ${mailId}`)
  if (mail.state !== 'queued') return
  const compose = must(composers[mail.kind], `composer of ${mail.kind}`)
  const letter = await compose(mail.subject_id)
  const handed: Handed = letter ? await post.send(mail.id, letter) : { isTaken: true }
  step('mail.accepted')
  if (handed.isTaken) await markSent(db, mail.id)
  const about = { mail: mail.id, kind: mail.kind, subject: mail.subject_id }
  if (handed.isTaken) log.info(about, letter ? 'mail.sent' : 'mail.not_needed')
  if (handed.isHeldBack && (await markHeldBack(db, mail.id, 'address_not_allowed')) > 0)
    log.info(about, 'mail.held_back')
  if (handed.refused) await noteBounce(mail.id, handed.refused)
}

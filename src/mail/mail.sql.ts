import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** A mail that is owed to somebody. What it says is made when it is sent. */
export interface OwedMail {
  id: string
  kind: string
  subject_id: string
  state: 'queued' | 'sent' | 'bounced' | 'held_back'
}

/** Notes a mail. No row: it is owed, or was sent, already (F36). */
export function insertMail(
  tx: Tx,
  id: string,
  kind: string,
  subjectId: string,
): Promise<{ id: string } | undefined> {
  return row(
    tx,
    'insert_mail',
    `insert into mails (id, kind, subject_id) values ($1, $2, $3)
     on conflict on constraint one_mail_per_reason do nothing returning id`,
    [id, kind, subjectId],
  )
}

/** The mail with this id. */
export function selectMail(db: Queryable, id: string): Promise<OwedMail | undefined> {
  return row(db, 'mail', `select id, kind, subject_id, state from mails where id = $1`, [id])
}

/** queued → sent. */
export function markSent(db: Queryable, id: string): Promise<number> {
  return touched(
    db,
    'mark_mail_sent',
    `update mails set state = 'sent', sent_at = now() where id = $1 and state = 'queued'`,
    [id],
  )
}

/** queued → held_back, and why it was not sent. */
export function markHeldBack(
  db: Queryable,
  id: string,
  why: 'address_not_allowed',
): Promise<number> {
  return touched(
    db,
    'mark_mail_held_back',
    `update mails set state = 'held_back', held_back_at = now(), held_back_why = $2
      where id = $1 and state = 'queued'`,
    [id, why],
  )
}

/** queued, sent → bounced. */
export function markBounced(tx: Tx, id: string, status: string): Promise<number> {
  return touched(
    tx,
    'mark_mail_bounced',
    `update mails set state = 'bounced', bounced_at = now(), bounce_status = $2
      where id = $1 and state in ('queued', 'sent')`,
    [id, status],
  )
}

/** The mails about any of the subjects that have come back, by their ids. */
export async function selectBounced(db: Queryable, subjectIds: string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'bounced_mails',
    `select id from mails where subject_id = any ($1) and state = 'bounced'`,
    [subjectIds],
  )
  return found.map(({ id }) => id)
}

/** Mails that have been owed for more than `seconds` and less than `days`, by their ids. */
export async function selectQueuedMails(
  db: Queryable,
  seconds: number,
  days: number,
  afterId: string,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'queued_mails',
    `select id from mails
      where state = 'queued' and queued_at < now() - make_interval(secs => $1)
        and queued_at > now() - make_interval(days => $2) and id > $3
      order by id limit $4`,
    [seconds, days, afterId, limit],
  )
  return found.map(({ id }) => id)
}

/** Mails of one kind that have been owed for so many seconds, the oldest first. */
export async function selectQueuedOf(
  db: Queryable,
  kind: string,
  seconds: number,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'queued_mails_of_kind',
    `select id from mails
      where state = 'queued' and kind = $1 and queued_at <= now() - make_interval(secs => $2)
      order by queued_at, id limit $3`,
    [kind, seconds, limit],
  )
  return found.map(({ id }) => id)
}

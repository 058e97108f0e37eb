import { must, row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** What the house says of itself in all of its mails. */
export interface MailSender {
  /** Null for the name that the operator has set. */
  sender_name: string | null
  /** Where answers go; null for the venue's own address, or none. */
  reply_to: string | null
  /** Below every mail to a guest, by language; empty for none. */
  signature_en: string
  signature_es: string
}

/** What the house adds to one kind of mail; empty where it adds nothing. */
export interface MailTexts {
  opening_en: string
  closing_en: string
  opening_es: string
  closing_es: string
}

/** What is kept with each: how often it was changed, and by whom last. */
export interface Kept {
  version: number
  changed_by: string | null
}

/** Who writes the house's mails. */
export async function selectSender(db: Queryable): Promise<MailSender & Kept> {
  const found = await row<MailSender & Kept>(
    db,
    'mail_sender',
    `select sender_name, reply_to, signature_en, signature_es, version, changed_by
       from mail_settings`,
  )
  return must(found, 'the settings of mails')
}

/** Locks them, so that of two who save the second sees what the first has done. */
export async function lockSender(tx: Tx): Promise<void> {
  await row(tx, 'lock_mail_sender', `select version from mail_settings for update`)
}

export function updateSender(tx: Tx, sender: MailSender, by: string): Promise<number> {
  const { sender_name, reply_to, signature_en, signature_es } = sender
  return touched(
    tx,
    'update_mail_sender',
    `update mail_settings set sender_name = $1, reply_to = $2, signature_en = $3,
            signature_es = $4, changed_by = $5, version = version + 1`,
    [sender_name, reply_to, signature_en, signature_es, by],
  )
}

/** What the house adds to a kind of mail; undefined where nobody ever has. */
export function selectTexts(db: Queryable, kind: string): Promise<(MailTexts & Kept) | undefined> {
  return row<MailTexts & Kept>(
    db,
    'mail_texts',
    `select opening_en, closing_en, opening_es, closing_es, version, changed_by
       from mail_texts where kind = $1`,
    [kind],
  )
}

/** What the house adds, kind by kind. */
export function selectAllTexts(db: Queryable): Promise<(MailTexts & Kept & { kind: string })[]> {
  return rows<MailTexts & Kept & { kind: string }>(
    db,
    'all_mail_texts',
    `select kind, opening_en, closing_en, opening_es, closing_es, version, changed_by
       from mail_texts order by kind`,
  )
}

/** Writes them over the version that was read, 0 where there were none; else nothing is written. */
export function writeTexts(
  tx: Tx,
  kind: string,
  texts: MailTexts,
  version: number,
  by: string,
): Promise<number> {
  const { opening_en, closing_en, opening_es, closing_es } = texts
  return touched(
    tx,
    'write_mail_texts',
    `insert into mail_texts (kind, opening_en, closing_en, opening_es, closing_es, changed_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (kind) do update
        set opening_en = $2, closing_en = $3, opening_es = $4, closing_es = $5, changed_by = $6,
            version = mail_texts.version + 1
      where mail_texts.version = $7`,
    [kind, opening_en, closing_en, opening_es, closing_es, by, version],
  )
}

/** A mail that a member has sent to themselves. */
export interface MailTrial {
  id: string
  member_id: string
  kind: string
  language: 'en' | 'es'
}

/** Notes it, once for an id. */
export function insertTrial(tx: Tx, trial: MailTrial): Promise<number> {
  return touched(
    tx,
    'insert_mail_trial',
    `insert into mail_trials (id, member_id, kind, language) values ($1, $2, $3, $4)
     on conflict (id) do nothing`,
    [trial.id, trial.member_id, trial.kind, trial.language],
  )
}

export function selectTrial(db: Queryable, id: string): Promise<MailTrial | undefined> {
  return row<MailTrial>(
    db,
    'mail_trial',
    `select id, member_id, kind, language from mail_trials where id = $1`,
    [id],
  )
}

/** How many a member has asked for within so many seconds; they wait for each other meanwhile. */
export async function countTrials(tx: Tx, memberId: string, seconds: number): Promise<number> {
  await row(tx, 'wait_for_mail_trials', `select pg_advisory_xact_lock(hashtext($1))`, [memberId])
  const found = await row<{ count: number }>(
    tx,
    'count_mail_trials',
    `select count(*)::int as count from mail_trials
      where member_id = $1 and asked_at > now() - make_interval(secs => $2)`,
    [memberId, seconds],
  )
  return found?.count ?? 0
}

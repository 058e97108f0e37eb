import { html } from 'ghtml'
import { newId, type Database, type Tx } from '../kernel/index.ts'
import { oweMail, type Letter } from '../mail/index.ts'
import { insertAlert, markResolved, selectAlert, type Alert, type AlertKind } from './alert.sql.ts'
import { mailedAbout } from './recipients.ts'
import { isToldAlone } from './telling.ts'

/** The kind of mail that tells the owner of an alert. */
export const alertMail = 'alert'

/**
 * Opens an alert and owes the owner one mail about it, in the caller's transaction. While one of
 * the same kind is open for the subject, nothing happens: one incident, one mail. Without a mail
 * (`isMailed`) the dashboard alone has it: where the mail would go the way of what it is about.
 */
export async function openAlert(
  tx: Tx,
  kind: AlertKind,
  subjectId: string,
  detail: Record<string, string | number> = {},
  isMailed = true,
): Promise<void> {
  const alert = await insertAlert(tx, newId('alr'), kind, subjectId, detail)
  if (alert && isMailed) await oweMail(tx, alertMail, alert.id)
}

/** Resolves the open alert of `kind` for the subject, if there is one: it has healed. */
export async function resolveAlert(tx: Tx, kind: AlertKind, subjectId: string): Promise<void> {
  await markResolved(tx, kind, subjectId)
}

/**
 * What heals by itself within seconds, and the owner is to know of it all the same (F25, F43, F64).
 */
const TOLD_ANYHOW = new Set<AlertKind>(['refund_due', 'unexpected_charge', 'refund_reduced'])

/** Who is told, and how: what the mails about alerts need of the rooms that know more. */
export interface Teller {
  db: Database
  /** Who is mailed while nobody is listed. */
  ownerEmail: string
  /** So many are mailed one by one within five minutes. */
  mailsMax: number
  /** Where all alerts are. */
  inboxUrl: string
  /** What has happened, and what is to be done. */
  wordsOf(kind: AlertKind): { what: string; todo: string }
  /** What a person needs to know of an alert's subject, by name: who, how much, where to look. */
  factsOf(alert: Alert): Promise<Record<string, string>>
}

/**
 * Words the mail about an alert, with the facts that are known of its subject; null when it has
 * healed meanwhile and need not be told, and when a digest will tell of it.
 */
export async function composeAlert(teller: Teller, alertId: string): Promise<Letter | null> {
  const { db, ownerEmail, mailsMax } = teller
  const alert = await selectAlert(db, alertId)
  if (!alert || !isToBeTold(alert)) return null
  if (!(await isToldAlone(db, alert.id, mailsMax))) return null
  const { what, todo } = teller.wordsOf(alert.kind)
  const facts = { ...(await teller.factsOf(alert)), subject: alert.subject_id, ...alert.detail }
  const lines = Object.entries<string | number>(facts).map(
    ([name, value]) => [name, String(value)] as const,
  )
  return {
    to: (await mailedAbout(db, ownerEmail)).map((address) => ({ name: '', address })),
    subject: `Coatcheck needs you: ${what}`,
    text: [what, todo, '', ...lines.map(([name, value]) => `${name}: ${value}`)].join('\n'),
    html: html`<p>${what}</p>
      <p>${todo}</p>
      <p>!${lines.map(([name, value]) => html`${name}: !${linked(value)}`).join('<br>')}</p>`,
  }
}

/** It still stands, or is to be known all the same. */
export const isToBeTold = ({ state, kind }: Alert) => state === 'open' || TOLD_ANYHOW.has(kind)

/** A value as HTML: an address is a link. */
export const linked = (value: string) =>
  /^https?:/.test(value) ? html`<a href="${value}">${value}</a>` : html`${value}`

import { isId, noteInAuditTrail, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { oweMail } from './mail.ts'
import {
  countTrials,
  insertTrial,
  lockSender,
  selectSender,
  selectTexts,
  updateSender,
  writeTexts,
  type MailSender,
  type MailTexts,
  type MailTrial,
} from './settings.sql.ts'
import { unknownVariable } from './words.ts'

/** The mail that a member sends to themselves. */
export const trialMail = 'trial'

/** What the audit trail names them by; there is one of each house. */
const SUBJECT = 'mail_settings'
const TRIALS_MAX = 5
const TRIALS_SECONDS = 600

type Unsaved = Refused<'changed_meanwhile' | 'variable_unknown'>

/** Changes who writes the house's mails; whoever has read an older version is refused. */
export async function changeSender(
  tx: Tx,
  wished: MailSender,
  version: number,
  by: string,
): Promise<MailSender | Unsaved> {
  const unknown = refuseUnknown(wished)
  if (unknown) return unknown
  await lockSender(tx)
  const { version: now, changed_by, ...known } = await selectSender(tx)
  const changed = fieldsOf(wished, known)
  if (changed.length === 0) return wished
  if (version !== now) return changedBy(changed, changed_by)
  await updateSender(tx, wished, by)
  await note(tx, 'mail_sender.changed', by, { fields: changed.join(' ') })
  return wished
}

/** Changes what the house adds to one kind of mail; `version` is 0 where nobody had. */
export async function changeTexts(
  tx: Tx,
  kind: string,
  wished: MailTexts,
  version: number,
  by: string,
): Promise<MailTexts | Unsaved> {
  const unknown = refuseUnknown(wished)
  if (unknown) return unknown
  const known = await selectTexts(tx, kind)
  const changed = fieldsOf(wished, known ?? NO_TEXTS)
  if (changed.length === 0) return wished
  if ((await writeTexts(tx, kind, wished, version, by)) === 0) {
    const now = await selectTexts(tx, kind)
    const isSame = now !== undefined && fieldsOf(wished, now).length === 0
    return isSame ? wished : changedBy(changed, now?.changed_by ?? null)
  }
  await note(tx, 'mail_texts.changed', by, { kind, fields: changed.join(' ') })
  return wished
}

/** What a kind of mail has that nobody has added anything to. */
export const NO_TEXTS: MailTexts = {
  opening_en: '',
  closing_en: '',
  opening_es: '',
  closing_es: '',
}

/**
 * Owes a member a mail of that kind with made-up guests: once for an id, however often it is sent,
 * and not too many in a while.
 */
export async function tryMail(
  tx: Tx,
  trial: MailTrial,
  by: string,
): Promise<{ id: string } | Refused<'rate_limited' | 'input_invalid'>> {
  const { id, member_id, kind, language } = trial
  if (!isId('mtr', id)) return refuse('input_invalid', 'id')
  const count = await countTrials(tx, member_id, TRIALS_SECONDS)
  if ((await insertTrial(tx, trial)) === 0) return { id }
  if (count >= TRIALS_MAX) return refuse('rate_limited', 'id', { seconds: TRIALS_SECONDS })
  await oweMail(tx, trialMail, id)
  await note(tx, 'mail.tried', by, { kind, language })
  return { id }
}

/** By the field whose text names what nobody knows. */
function refuseUnknown(texts: object): Refused<'variable_unknown'> | undefined {
  for (const [field, text] of Object.entries(texts)) {
    const name = typeof text === 'string' ? unknownVariable(text) : undefined
    if (name !== undefined) return refuse('variable_unknown', field, { name })
  }
  return undefined
}

function fieldsOf<Fields extends object>(wished: Fields, known: Fields): string[] {
  const names = Object.keys(wished) as (keyof Fields & string)[]
  return names.filter((name) => wished[name] !== known[name]).toSorted()
}

function changedBy(fields: string[], by: string | null): Refused<'changed_meanwhile'> {
  return refuse('changed_meanwhile', fields[0] ?? 'version', {
    fields: fields.join(' '),
    by: by ?? '',
  })
}

function note(
  tx: Tx,
  action: string,
  actor: string,
  detail: Record<string, string>,
): Promise<string> {
  return noteInAuditTrail(tx, { action, subject_id: SUBJECT, actor, detail })
}

import { setTimeout as wait } from 'node:timers/promises'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import {
  newId,
  noteInAuditTrail,
  refuse,
  transaction,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import { catchReset, type Identity } from './auth.ts'
import { readEmail } from './invitation.ts'
import { unlessRefusedByLibrary } from './library_error.ts'
import { selectMember, type Member } from './member.sql.ts'
import { passwordFault } from './password.ts'
import { countResets, endResetsOf, insertReset, selectReset } from './reset.sql.ts'
import { countTries } from './tries.ts'

/** More mails than that tell a member nothing new; whoever sends them means no good. */
const MAILS_MAX = 3
const MAILS_SECONDS = 3600
/** Known or not, an address gets its answer after so long: what is done meanwhile takes less. */
const ANSWER_MS = 400

/** Who has forgotten the password, as they say. */
interface Asking {
  email: string
  visitor: string
  locale: string
}

/**
 * Makes a link that sets another password, and has the mail with it owed. Whether there is such a
 * member neither the answer tells nor how long it takes.
 */
export async function askReset(
  identity: Identity,
  { email: typed, visitor, locale }: Asking,
  owe: (tx: Tx, resetId: string) => Promise<void>,
): Promise<Refused<'sign_in_limited' | 'email_invalid'> | undefined> {
  const email = readEmail(typed)
  if (email === undefined) return refuse('email_invalid', 'email')
  const limited = await countTries(identity, `reset ${email}`, visitor)
  if (limited) return limited
  const answer = async () => {
    const made = await catchReset(() =>
      identity.auth.api.requestPasswordReset({ body: { email } }).catch(unlessRefusedByLibrary),
    )
    if (made) await note(identity, made, locale, owe)
  }
  await Promise.all([answer(), wait(ANSWER_MS)])
  return undefined
}

async function note(
  { db, key }: Identity,
  { memberId, token }: { memberId: string; token: string },
  locale: string,
  owe: (tx: Tx, resetId: string) => Promise<void>,
): Promise<void> {
  const sealed = await symmetricEncrypt({ key, data: token })
  await transaction(db, async (tx) => {
    const member = await selectMember(tx, memberId)
    if (!member || (await countResets(tx, memberId, MAILS_SECONDS)) >= MAILS_MAX) return
    const id = newId('idn')
    await insertReset(tx, { id, member_id: memberId, sealed, locale })
    await owe(tx, id)
    await noteDeed(tx, 'account.reset_asked', member)
  })
}

/** The path of the page that sets another password. */
const resetPath = (token: string) => `/dashboard/reset/${token}`

/** What the mail with a link is written from; undefined once the link opens nothing any more. */
export async function findReset(
  identity: Identity,
  id: string,
): Promise<{ member: Member; locale: string; path: string } | undefined> {
  const reset = await selectReset(identity.db, id)
  if (!reset) return undefined
  const token = await symmetricDecrypt({ key: identity.key, data: reset.sealed })
  const member = await openReset(identity, token)
  return 'refused' in member ? undefined : { member, locale: reset.locale, path: resetPath(token) }
}

/** Whose password a link sets; one refusal for all that does not open. */
export async function openReset(
  { auth, db }: Identity,
  token: string,
): Promise<Member | Refused<'reset_over'>> {
  const over = refuse('reset_over', 'link')
  const { internalAdapter } = await auth.$context
  const found = await internalAdapter.findVerificationValue(`reset-password:${token}`)
  if (!found || found.expiresAt < new Date()) return over
  return (await selectMember(db, found.value)) ?? over
}

/**
 * Sets another password, once for a link, and ends every session. Nobody is signed in by that: a
 * second factor is asked for as ever.
 */
export async function resetPassword(
  identity: Identity,
  token: string,
  password: string,
): Promise<{ email: string } | Refused<'reset_over' | 'password_invalid' | 'password_guessable'>> {
  const member = await openReset(identity, token)
  if ('refused' in member) return member
  const fault = await passwordFault(password, [member.name, member.email])
  if (fault) return fault
  const done = await identity.auth.api
    .resetPassword({ body: { newPassword: password, token } })
    .catch(unlessRefusedByLibrary)
  // Somebody has used the same link at the same moment.
  if (!done) return refuse('reset_over', 'link')
  await transaction(identity.db, async (tx) => {
    await endResetsOf(tx, member.id)
    await noteDeed(tx, 'account.password_reset', member)
  })
  return { email: member.email }
}

function noteDeed(tx: Tx, action: string, { id, name }: Member): Promise<string> {
  return noteInAuditTrail(tx, { action, subject_id: id, actor: name, detail: {} })
}

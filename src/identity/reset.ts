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
import { selectMember, selectMemberByEmail, type Member } from './member.sql.ts'
import { passwordFault } from './password.ts'
import {
  countResets,
  endResetsOf,
  insertReset,
  selectNewestSealed,
  selectReset,
} from './reset.sql.ts'
import { countAsks, countInHour } from './tries.ts'

/** Of one place; and of all places together, since whoever sends more means no good. */
const MAILS_OF_VISITOR_MAX = 3
const MAILS_MAX = 12
const MAILS_SECONDS = 3600
/** A link that opens for so long yet is sent again, rather than another one. */
const WORTH_AGAIN_SECONDS = 15 * 60
/** With one in the mailbox that opens for so long yet, no limit withholds anything. */
const WORTH_SECONDS = 5 * 60

/** Who has forgotten the password, as they say. */
interface Asking {
  email: string
  visitor: string
  locale: string
}

/**
 * Has a link that sets another password mailed: `later` does it, and is to be called once the
 * answer is away. Until then nothing is done that depends on whether there is such a member, so
 * neither the answer tells that nor how long it takes.
 */
export async function askReset(
  identity: Identity,
  { email: typed, visitor, locale }: Asking,
  owe: Owe,
): Promise<Refused<'sign_in_limited' | 'email_invalid'> | { later: () => Promise<void> }> {
  const email = readEmail(typed)
  if (email === undefined) return refuse('email_invalid', 'email')
  const limited = await countAsks(identity, `reset ${email}`, visitor)
  return limited ?? { later: () => mailLink(identity, { email, visitor, locale }, owe) }
}

type Owe = (tx: Tx, resetId: string) => Promise<void>

/**
 * However many strangers ask, whoever reads the mailbox has a link in it that opens: what is
 * withheld is only a further one. One that is young is sent again as it is.
 */
async function mailLink(
  identity: Identity,
  { email, visitor, locale }: Asking,
  owe: Owe,
): Promise<void> {
  const member = await selectMemberByEmail(identity.db, email)
  if (!member) return
  const asked = await countInHour(identity, `reset mail ${member.id} ${visitor}`)
  const live = await newestLink(identity, member.id)
  const isOut = live.seconds >= WORTH_SECONDS
  if (isOut && asked > MAILS_OF_VISITOR_MAX) return
  const sealed = live.seconds >= WORTH_AGAIN_SECONDS ? live.sealed : await newLink(identity, email)
  if (sealed === undefined) return
  await transaction(identity.db, async (tx) => {
    const mails = await countResets(tx, member.id, MAILS_SECONDS)
    // Behind the member's lock: of several who ask at once the first one's link goes to all.
    const newest = await selectNewestSealed(tx, member.id)
    const isFirst = newest === live.sealed
    const isTooMany = asked > MAILS_OF_VISITOR_MAX || mails >= MAILS_MAX
    if (isTooMany && (isOut || !isFirst)) return
    const id = newId('idn')
    const link = isFirst ? sealed : (newest ?? sealed)
    await insertReset(tx, { id, member_id: member.id, sealed: link, locale })
    await owe(tx, id)
    await noteDeed(tx, 'account.reset_asked', member)
  })
}

/** What opens a new link, encrypted. */
async function newLink({ auth, key }: Identity, email: string): Promise<string | undefined> {
  const made = await catchReset(() =>
    auth.api.requestPasswordReset({ body: { email } }).catch(unlessRefusedByLibrary),
  )
  return made && symmetricEncrypt({ key, data: made.token })
}

/** The link that was mailed to a member last, and for how long it opens; 0 where there is none. */
async function newestLink(
  identity: Identity,
  memberId: string,
): Promise<{ sealed: string | undefined; seconds: number }> {
  const sealed = await selectNewestSealed(identity.db, memberId)
  // One that was sealed under another AUTH_SECRET opens nothing any more.
  const token =
    sealed && (await symmetricDecrypt({ key: identity.key, data: sealed }).catch(() => ''))
  const found = token ? await verificationOf(identity, token) : undefined
  return { sealed, seconds: found ? (found.expiresAt.getTime() - Date.now()) / 1000 : 0 }
}

async function verificationOf({ auth }: Identity, token: string) {
  const { internalAdapter } = await auth.$context
  return internalAdapter.findVerificationValue(`reset-password:${token}`)
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
  identity: Identity,
  token: string,
): Promise<Member | Refused<'reset_over'>> {
  const over = refuse('reset_over', 'link')
  const found = await verificationOf(identity, token)
  if (!found || found.expiresAt < new Date()) return over
  return (await selectMember(identity.db, found.value)) ?? over
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

import { noteInAuditTrail, refuse, transaction, type Refused } from '../kernel/index.ts'
import type { Identity } from './auth.ts'
import { unlessRefusedByLibrary } from './library_error.ts'
import type { Member } from './member.sql.ts'
import { passwordFault } from './password.ts'
import { headersOf, type Browser } from './session.ts'
import { deleteSession } from './session.sql.ts'
import { endResetsOf } from './reset.sql.ts'
import { countOwnTries, forgive } from './tries.ts'

/** Whose account it is, at which browser, and where they come from, as a digest. */
export interface Own {
  member: Member
  browser: Browser
  visitor: string
}

type NotOwn = Refused<'password_wrong' | 'sign_in_limited'>

/** Changes the password, and ends every other session. Returns the new session's cookies. */
export async function changePassword(
  identity: Identity,
  own: Own,
  { current, wanted }: { current: string; wanted: string },
): Promise<{ cookies: string[] } | NotOwn | Refused<'password_invalid' | 'password_guessable'>> {
  const fault = await passwordFault(wanted, [own.member.name, own.member.email])
  if (fault) return fault
  return proving(identity, own, 'account.password_changed', async () => {
    const body = { currentPassword: current, newPassword: wanted, revokeOtherSessions: true }
    const headers = headersOf(own.browser)
    const changed = await identity.auth.api.changePassword({ body, headers, returnHeaders: true })
    // Whoever has read the mailbox has no link any more that sets yet another one.
    await transaction(identity.db, (tx) => endResetsOf(tx, own.member.id))
    return changed
  })
}

/** What an authenticator app is set up with, shown once. */
export interface Setup {
  /** An otpauth:// address, for the app's camera. */
  uri: string
  backup_codes: string[]
}

/** Begins to set up a second factor; it counts once a code has been given (confirmSecondFactor). */
export async function beginSecondFactor(
  identity: Identity,
  own: Own,
  password: string,
): Promise<Setup | NotOwn> {
  let setup: Setup | undefined
  const begun = await proving(identity, own, 'account.second_factor_begun', async () => {
    const body = { password, method: 'totp' as const, issuer: 'Coatcheck' }
    const headers = headersOf(own.browser)
    const made = await identity.auth.api.enableTwoFactor({ body, headers, returnHeaders: true })
    if (made.response.method === 'totp')
      setup = { uri: made.response.totpURI, backup_codes: made.response.backupCodes }
    return made
  })
  return setup ?? (begun as NotOwn)
}

/** The first code of the app shows that it works: from now on signing in asks for one. */
export async function confirmSecondFactor(
  identity: Identity,
  own: Own,
  code: string,
): Promise<{ cookies: string[] } | Refused<'code_wrong' | 'sign_in_limited'>> {
  const confirmed = await proving(identity, own, 'account.second_factor_added', () =>
    identity.auth.api.verifyTOTP({
      body: { code: code.replaceAll(/\s/g, '') },
      headers: headersOf(own.browser),
      returnHeaders: true,
    }),
  )
  if (!('refused' in confirmed) || confirmed.refused === 'sign_in_limited')
    return confirmed as { cookies: string[] } | Refused<'sign_in_limited'>
  return refuse('code_wrong', 'code')
}

/** Takes the second factor away. */
export function removeSecondFactor(
  identity: Identity,
  own: Own,
  password: string,
): Promise<{ cookies: string[] } | NotOwn> {
  return proving(identity, own, 'account.second_factor_removed', () =>
    identity.auth.api.disableTwoFactor({
      body: { password },
      headers: headersOf(own.browser),
      returnHeaders: true,
    }),
  )
}

/**
 * Lets a member go on who gives the password once more, before what cannot be undone: whoever found
 * an open laptop has a session, and not that.
 */
export async function provePassword(
  identity: Identity,
  { member, browser, visitor }: Own,
  password: string,
): Promise<NotOwn | undefined> {
  const limited = await countOwnTries(identity, member.id, visitor)
  if (limited) return { ...limited, field: 'password' }
  const headers = headersOf(browser)
  const asked = identity.auth.api.verifyPassword({ body: { password }, headers })
  if (!(await asked.catch(unlessRefusedByLibrary))) return refuse('password_wrong', 'password')
  await forgive(identity, member.id, visitor)
  return undefined
}

/** Ends one of the member's own sessions, wherever it is. */
export function endOwnSession({ db }: Identity, member: Member, id: string): Promise<void> {
  return transaction(db, async (tx) => {
    if ((await deleteSession(tx, member.id, id)) === 0) return
    await noteInAuditTrail(tx, {
      action: 'account.session_ended',
      subject_id: member.id,
      actor: member.name,
      detail: {},
    })
  })
}

/** Does what needs a password or a code besides the session: whoever found a phone has neither. */
async function proving(
  identity: Identity,
  { member, visitor }: Own,
  action: string,
  ask: () => Promise<{ headers: Headers }>,
): Promise<{ cookies: string[] } | NotOwn> {
  const limited = await countOwnTries(identity, member.id, visitor)
  if (limited) return limited
  const answer = await ask().catch(unlessRefusedByLibrary)
  if (!answer) return refuse('password_wrong', 'current')
  await forgive(identity, member.id, visitor)
  const entry = { action, subject_id: member.id, actor: member.name, detail: {} }
  await transaction(identity.db, (tx) => noteInAuditTrail(tx, entry))
  return { cookies: answer.headers.getSetCookie() }
}

import { noteInAuditTrail, refuse, transaction, type Refused } from '../kernel/index.ts'
import type { Identity } from './auth.ts'
import type { Role } from './roles.ts'
import { unlessRefusedByLibrary, unlessUnreadable } from './library_error.ts'
import { selectMemberByEmail } from './member.sql.ts'
import { endSession, headersOf, whoIs, type Browser } from './session.ts'
import { selectChallenged } from './session.sql.ts'
import { countTries, forgive, isFirstShown } from './tries.ts'

/** What somebody shows to get in, and where they come from, as a digest. */
export interface Credentials {
  email: string
  password: string
  visitor: string
}

/** A browser that is let in, or asked for its second factor; it keeps these cookies. */
export interface LetIn {
  needs_code: boolean
  /** Whose session it is, or will be; undefined of nobody that we know. */
  role: Role | undefined
  cookies: string[]
}

type NotIn = Refused<'sign_in_wrong' | 'sign_in_limited'>

/**
 * Signs somebody in by their password. A wrong one and an unknown address get the same answer,
 * after the same work. Whatever session the browser had ends: nobody carries on with one that they
 * were given.
 */
export async function signIn(
  identity: Identity,
  browser: Browser,
  { email: typed, password, visitor }: Credentials,
): Promise<LetIn | NotIn> {
  const email = typed.trim().toLowerCase()
  const limited = await countTries(identity, email, visitor)
  if (limited) return limited
  const answer = await identity.auth.api
    .signInEmail({ body: { email, password }, headers: headersOf(browser), returnHeaders: true })
    .catch(unlessRefusedByLibrary)
  const member = await selectMemberByEmail(identity.db, email)
  if (!answer) {
    await note(identity, 'sign_in.refused', member)
    return refuse('sign_in_wrong', 'email')
  }
  await forgive(identity, email, visitor)
  if (browser.cookie) await endSession(identity, browser)
  const needs_code = 'twoFactorRedirect' in answer.response
  if (!needs_code) await note(identity, 'sign_in.succeeded', member)
  return { needs_code, role: member?.role, cookies: answer.headers.getSetCookie() }
}

const AUTHENTICATOR_CODE = /^\d{6}$/

/** The second step: a code of the authenticator app, or a backup code, which is used up by it. */
export async function passCode(
  identity: Identity,
  browser: Browser,
  { code: typed, visitor }: { code: string; visitor: string },
): Promise<Pick<LetIn, 'cookies'> | Refused<'code_wrong' | 'code_expired' | 'sign_in_limited'>> {
  const challenge = await challengeOf(identity, browser)
  const member = challenge && (await selectChallenged(identity.db, challenge.identifier))
  if (!member) return refuse('code_expired', 'code')
  const limited = await countTries(identity, member.id, visitor)
  if (limited) return limited
  const code = typed.replaceAll(/\s/g, '')
  // Nothing but the challenge: of a browser with a session the library would take that one's code.
  const headers = headersOf({ ...browser, cookie: challenge.cookie })
  const asked = { body: { code }, headers, returnHeaders: true } as const
  const { api } = identity.auth
  const isOfApp = AUTHENTICATOR_CODE.test(code)
  const isNew = !isOfApp || (await isFirstShown(identity, member.id, code))
  const answer =
    isNew &&
    (await (isOfApp ? api.verifyTOTP(asked) : api.verifyBackupCode(asked)).catch(
      unlessUnreadable(identity.log),
    ))
  if (!answer) {
    await note(identity, 'sign_in.code_refused', member)
    return refuse('code_wrong', 'code')
  }
  await forgive(identity, member.id, visitor)
  await note(identity, 'sign_in.succeeded', member, { second_factor: 1 })
  return { cookies: answer.headers.getSetCookie() }
}

/** Signs a browser out. Returns the cookies that make it forget. */
export async function signOut(identity: Identity, browser: Browser): Promise<string[]> {
  const who = await whoIs(identity, browser)
  const cookies = await endSession(identity, browser)
  if (who) await note(identity, 'sign_in.ended', who.member)
  return cookies
}

/** As the library makes them; anything else is none, and PostgreSQL is not asked for it. */
const CHALLENGE = /^(2fa-[\w-]{1,100})\./

/** Which second step a browser is at, says its cookie; whether that is true the library tells. */
async function challengeOf({ auth }: Identity, browser: Browser) {
  const context = await auth.$context
  const { name } = context.createAuthCookie('two_factor')
  const cookies = (browser.cookie ?? '').split(/;\s*/)
  const cookie = cookies.find((one) => one.startsWith(`${name}=`))
  const identifier = CHALLENGE.exec(cookie?.slice(name.length + 1) ?? '')?.[1]
  return cookie !== undefined && identifier !== undefined ? { cookie, identifier } : undefined
}

/** Of an address that nobody has, the trail keeps that it was tried, and not which it was. */
function note(
  { db }: Identity,
  action: string,
  member: { id: string; name: string } | undefined,
  detail: Record<string, number> = {},
): Promise<string> {
  const subject_id = member?.id ?? 'unknown'
  const actor = member?.name ?? 'unknown'
  return transaction(db, (tx) => noteInAuditTrail(tx, { action, subject_id, actor, detail }))
}

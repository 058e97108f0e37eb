import type { Identity } from './auth.ts'
import { unlessRefusedByLibrary } from './library_error.ts'
import type { Member } from './member.sql.ts'
import { isRole } from './roles.ts'

/** What a browser sends of itself: its cookies, and what it is. */
export interface Browser {
  cookie: string | undefined
  userAgent: string | undefined
}

/** Somebody who is signed in, and where. */
export interface SignedIn {
  member: Member
  session_id: string
  /** Cookies to be set with the answer, since the session's end has moved on. */
  cookies: string[]
}

/** However often somebody comes: so long after signing in they show again who they are. */
const SESSION_DAYS_MAX = 30
const DAY_MS = 24 * 3600 * 1000

/** Every name of the session's cookie, with https and without. */
const SESSION_COOKIE = /(?:^|;\s*)(?:__Host-)?coatcheck\.session_token=/

/**
 * Who sends a request, as the database knows them now: a role that was changed, or a member who was
 * removed, counts from the next request on. Undefined for nobody.
 */
export async function whoIs({ auth }: Identity, browser: Browser): Promise<SignedIn | undefined> {
  // Guests and devices have no such cookie, and need no library.
  if (!SESSION_COOKIE.test(browser.cookie ?? '')) return undefined
  const answer = await auth.api
    .getSession({ headers: headersOf(browser), returnHeaders: true })
    .catch(unlessRefusedByLibrary)
  const response = answer?.response
  if (!response || !isRole(response.user.role)) return undefined
  if (Date.now() - response.session.createdAt.getTime() > SESSION_DAYS_MAX * DAY_MS) {
    await endSession({ auth }, browser)
    return undefined
  }
  const { id, name, email, role, twoFactorEnabled } = response.user
  const two_factor_enabled = twoFactorEnabled === true
  return {
    member: { id, name, email, role, two_factor_enabled },
    session_id: response.session.id,
    cookies: answer.headers.getSetCookie(),
  }
}

/** Ends the session that a browser has. Returns the cookies that make it forget. */
export async function endSession(
  { auth }: Pick<Identity, 'auth'>,
  browser: Browser,
): Promise<string[]> {
  const { headers } = await auth.api.signOut({ headers: headersOf(browser), returnHeaders: true })
  return headers.getSetCookie()
}

/** What the library is told of a browser: of where it is, nothing. */
export function headersOf({ cookie, userAgent }: Browser): Headers {
  return new Headers({
    ...(cookie && { cookie }),
    ...(userAgent && { 'user-agent': userAgent.slice(0, USER_AGENT_LENGTH_MAX) }),
  })
}

/** Longer than any browser's own. */
const USER_AGENT_LENGTH_MAX = 400

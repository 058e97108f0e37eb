import { createHmac } from 'node:crypto'
import { refuse, type Refused } from '../kernel/index.ts'
import type { Identity } from './auth.ts'
import { countTry, forgetTries } from './tries.sql.ts'

/** Its own half minute, the one before and the one after, and a little more. */
const CODE_SECONDS = 120
const WINDOW_SECONDS = 15 * 60
/** A person who has forgotten which of three passwords it was; from one place, at one account. */
const BY_BOTH_MAX = 10
/** All of a house's staff may share one address, and come to work at once. */
const BY_VISITOR_MAX = 60
/** So many places at once are a net that guesses; the account's own people wait with it. */
const BY_ACCOUNT_MAX = 200

/**
 * Counts a try to prove who one is, before it is known whether it is right, so that a hundred at
 * once are counted too. `account` is whatever names it: whether there is one makes no difference.
 */
export async function countTries(
  identity: Identity,
  account: string,
  visitor: string,
): Promise<Refused<'sign_in_limited'> | undefined> {
  const limited = await countAsks(identity, account, visitor)
  return limited ?? exceeds(identity, [[`account ${account}`, BY_ACCOUNT_MAX]])
}

/**
 * The same for a member who is signed in, and is asked once more who they are. What they do counts
 * neither against their house's other people, nor against where all of them come from.
 */
export function countOwnTries(
  identity: Identity,
  account: string,
  visitor: string,
): Promise<Refused<'sign_in_limited'> | undefined> {
  return exceeds(identity, [
    [`both ${account} ${visitor}`, BY_BOTH_MAX],
    [`account ${account}`, BY_ACCOUNT_MAX],
  ])
}

/**
 * The same for what proves nothing and only asks: by where it comes from alone, so that nobody can
 * ask so often elsewhere that the account's own member is turned away.
 */
export function countAsks(
  identity: Identity,
  account: string,
  visitor: string,
): Promise<Refused<'sign_in_limited'> | undefined> {
  return exceeds(identity, [
    [`both ${account} ${visitor}`, BY_BOTH_MAX],
    [`visitor ${visitor}`, BY_VISITOR_MAX],
  ])
}

async function exceeds(
  identity: Identity,
  limits: [string, number][],
): Promise<Refused<'sign_in_limited'> | undefined> {
  for (const [what, max] of limits) {
    const { tries, seconds } = await countTry(identity.db, digest(identity, what), WINDOW_SECONDS)
    if (tries > max) return refuse('sign_in_limited', 'email', { seconds })
  }
  return undefined
}

/**
 * Is a code of an authenticator app shown for the first time? It is good for a minute and a half,
 * and for one sign-in: whoever has looked over a shoulder cannot use it as well. Counted before it
 * is known whether it is right, so that of two at once one is the first.
 */
export async function isFirstShown(
  identity: Identity,
  memberId: string,
  code: string,
): Promise<boolean> {
  const what = digest(identity, `code ${memberId} ${code}`)
  return (await countTry(identity.db, what, CODE_SECONDS)).tries === 1
}

/** It was the right one: whoever has slipped before begins anew. */
export async function forgive(identity: Identity, account: string, visitor: string) {
  await forgetTries(identity.db, digest(identity, `both ${account} ${visitor}`))
}

/** How often something was done within an hour, this time with it. */
export async function countInHour(identity: Identity, what: string): Promise<number> {
  return (await countTry(identity.db, digest(identity, what), 3600)).tries
}

/** Counts a deed that is allowed so often in a while, for all servers together. */
export async function countDeed(
  identity: Identity,
  deed: string,
  { max, seconds, field }: { max: number; seconds: number; field: string },
): Promise<Refused<'rate_limited'> | undefined> {
  const counted = await countTry(identity.db, digest(identity, `deed ${deed}`), seconds)
  return counted.tries > max
    ? refuse('rate_limited', field, { seconds: counted.seconds })
    : undefined
}

/** Neither mail addresses nor visitors can be read from the table, nor tried out on it. */
function digest({ key }: Identity, what: string): string {
  return createHmac('sha256', key).update(`tries ${what}`).digest('base64url')
}

import { isSameSecret, refuse, type Queryable, type Refused, type Tx } from '../kernel/index.ts'
import { ERASED, isErased } from '../orders/index.ts'
import { markClaimed, renamePass, selectPass, type Pass } from './pass.sql.ts'
import { lockUnusedPass, type UnusedRefusal } from './unused_pass.ts'

/** As many characters as the column takes. */
const NAME_LENGTH_MAX = 100

export type ClaimRefusal = UnusedRefusal | 'pass_claimed' | 'pass_name_invalid' | 'order_erased'

/** The link that a booker forwards: which pass it is, and the secret that proves it. */
export interface ClaimLink {
  pass_id: string
  claim_secret: string
}

/**
 * The pass that a link leads to, whatever has become of it. An unknown id and another pass's secret
 * are the same refusal, so that nobody learns which passes there are.
 */
export async function passOfLink(
  db: Queryable,
  { pass_id, claim_secret }: ClaimLink,
): Promise<Pass | Refused<'pass_unknown'>> {
  const pass = await selectPass(db, pass_id)
  if (!pass || !isSameSecret(pass.claim_secret, claim_secret)) return refuse('pass_unknown', 'pass')
  return pass
}

/**
 * A guest claims a pass with a name, in the caller's transaction. Of two who hold the same link the
 * first one wins, and the other is told so; only the booker gives a pass another name. The same
 * name again is the same guest's second click. A pass that has let somebody in is nobody else's
 * any more.
 */
export async function claimPass(
  tx: Tx,
  link: ClaimLink,
  wishedName: string,
): Promise<Pass | Refused<ClaimRefusal>> {
  const seen = await passOfLink(tx, link)
  if ('refused' in seen) return seen
  const name = readName(wishedName)
  if (name === undefined) return refuse('pass_name_invalid', 'name', { max: NAME_LENGTH_MAX })
  if (seen.state === 'valid' && seen.name === name) return seen
  const unused = await lockNameable(tx, { pass_id: seen.id, booking_id: seen.booking_id })
  if ('refused' in unused) return unused
  const { pass } = unused
  const isClaimed = (await markClaimed(tx, pass.id, name)) === 1 || pass.name === name
  return isClaimed ? pass : refuse('pass_claimed', 'pass')
}

/** The booker writes whose a pass is, or changes it, until it is used or the party is over. */
export async function namePass(
  tx: Tx,
  wished: { pass_id: string; booking_id: string },
  wishedName: string,
): Promise<Pass | Refused<ClaimRefusal>> {
  const name = readName(wishedName)
  if (name === undefined) return refuse('pass_name_invalid', 'name', { max: NAME_LENGTH_MAX })
  const unused = await lockNameable(tx, wished)
  if ('refused' in unused) return unused
  await renamePass(tx, unused.pass.id, name)
  return unused.pass
}

/** An unused pass that may be given a name: of a guest who was erased nothing is written again. */
async function lockNameable(
  tx: Tx,
  wished: { pass_id: string; booking_id: string },
): Promise<{ pass: Pass } | Refused<ClaimRefusal>> {
  const unused = await lockUnusedPass(tx, wished)
  if ('refused' in unused) return unused
  const { pass, booking } = unused
  // After the lock, behind which names are erased: so whoever comes second sees the other.
  const owner = pass.order_id ?? booking.order_id
  const isGone = pass.name === ERASED || booking.party_name === ERASED
  if (isGone || (owner !== null && (await isErased(tx, owner))))
    return refuse('order_erased', 'pass')
  return { pass }
}

/** Tidied; undefined when it is empty or too long. */
function readName(text: string): string | undefined {
  const name = text.trim().replaceAll(/\s+/g, ' ')
  const { length } = Array.from(name)
  return length >= 1 && length <= NAME_LENGTH_MAX ? name : undefined
}

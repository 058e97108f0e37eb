import {
  isSameSecret,
  must,
  refuse,
  type Queryable,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import { refuseOver } from './booking_over.ts'
import { selectBooking } from './booking.sql.ts'
import { markClaimed, renamePass, selectPass, type Pass } from './pass.sql.ts'

/** As many characters as the column takes. */
const NAME_LENGTH_MAX = 100

export type ClaimRefusal =
  | 'pass_unknown'
  | 'pass_void'
  | 'pass_claimed'
  | 'pass_name_invalid'
  | 'booking_over'

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
 * name again is the same guest's second click.
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
  const claimed = await markClaimed(tx, seen.id, name)
  const pass = must(await selectPass(tx, seen.id), `pass ${seen.id}`)
  if (claimed === 1 || (pass.state === 'valid' && pass.name === name)) return pass
  return whyNot(tx, pass, 'pass_claimed')
}

/** The booker writes whose a pass is, or changes it, until the party is over. */
export async function namePass(
  tx: Tx,
  { pass_id, booking_id }: { pass_id: string; booking_id: string },
  wishedName: string,
): Promise<Pass | Refused<ClaimRefusal>> {
  const name = readName(wishedName)
  if (name === undefined) return refuse('pass_name_invalid', 'name', { max: NAME_LENGTH_MAX })
  const named = await renamePass(tx, pass_id, booking_id, name)
  const pass = await selectPass(tx, pass_id)
  if (pass?.booking_id !== booking_id) return refuse('pass_unknown', 'pass')
  return named === 1 ? pass : whyNot(tx, pass, 'pass_void')
}

async function whyNot(
  tx: Tx,
  pass: Pass,
  otherwise: 'pass_claimed' | 'pass_void',
): Promise<Refused<ClaimRefusal>> {
  if (pass.state === 'voided') return refuse('pass_void', 'pass')
  const booking = await selectBooking(tx, pass.booking_id)
  if (!booking?.ended_at) return refuse(otherwise, 'pass')
  return refuseOver(booking, 'pass')
}

/** Tidied; undefined when it is empty or too long. */
function readName(text: string): string | undefined {
  const name = text.trim().replaceAll(/\s+/g, ' ')
  const { length } = Array.from(name)
  return length >= 1 && length <= NAME_LENGTH_MAX ? name : undefined
}

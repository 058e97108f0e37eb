import { newId, newSecret, newTicketCode, type Tx } from '../kernel/index.ts'
import { selectPassAdmissions } from './admission.sql.ts'
import {
  insertPass,
  lockPasses,
  markPassesVoided,
  type Pass,
  type PassVoidReason,
} from './pass.sql.ts'

/** Whose passes they are, and who paid for them. */
export interface PassOwner {
  booking_id: string
  places: number
  order_id: string | null
  night_id: string
}

/** Mints a pass for each of these heads, numbered within the booking's places; returns the ids. */
export async function mintPasses(tx: Tx, owner: PassOwner, ordinals: number[]): Promise<string[]> {
  const ids: string[] = []
  for (const ordinal of ordinals) {
    const id = newId('pas')
    const secrets = { code: newTicketCode(), claim_secret: newSecret() }
    await insertPass(tx, { ...owner, ...secrets, id, ordinal })
    ids.push(id)
  }
  return ids
}

/** The numbers of so many heads: 1, 2, 3, … */
export const headsUpTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** What became of passes that were to be voided. */
export interface VoidedPasses {
  voided: Pass[]
  /** Somebody is in on these: they are never silently voided. */
  kept: Pass[]
}

/**
 * Voids those valid passes of a booking that `isMeant`, in the caller's transaction, save the ones
 * that have let somebody in. A door that scans one in this moment is waited for.
 */
export async function voidPasses(
  tx: Tx,
  bookingId: string,
  reason: PassVoidReason,
  isMeant: (pass: Pass) => boolean = () => true,
): Promise<VoidedPasses> {
  const passes = await lockPasses(tx, bookingId)
  const meant = passes.filter((pass) => pass.state === 'valid' && isMeant(pass))
  // A statement of its own, after the lock: it sees whom a door has let in until then.
  const admissions = await selectPassAdmissions(
    tx,
    meant.map(({ id }) => id),
  )
  const isIn = ({ id }: Pass) => admissions.some(({ pass_id }) => pass_id === id)
  const voided = meant.filter((pass) => !isIn(pass))
  const ids = voided.map(({ id }) => id)
  if (ids.length > 0) await markPassesVoided(tx, ids, reason)
  return { voided, kept: meant.filter(isIn) }
}

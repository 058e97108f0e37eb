import { must, noteInAuditTrail, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { selectPassAdmissions } from './admission.sql.ts'
import { refuseOver } from './booking_over.ts'
import { lockBooking } from './booking.sql.ts'
import { lockPass, markPassesVoided } from './pass.sql.ts'
import { mintPasses } from './pass.ts'

export type ReplaceRefusal = 'pass_unknown' | 'pass_void' | 'pass_admitted' | 'booking_over'

/**
 * The booker takes a pass back, for instance because its link went to the wrong person: it is void
 * from this moment on, and its head has a new pass with a new code and a new link, in the caller's
 * transaction. A door that scans the old one in this moment is waited for; a pass that has let
 * somebody in stays what it is. Returns the id of the new one.
 */
export async function replacePass(
  tx: Tx,
  { pass_id, booking_id }: { pass_id: string; booking_id: string },
): Promise<string | Refused<ReplaceRefusal>> {
  // The booking first, as a door does: so the two wait for each other and never deadlock.
  const booking = await lockBooking(tx, booking_id)
  const pass = await lockPass(tx, pass_id)
  if (!booking || pass?.booking_id !== booking.id) return refuse('pass_unknown', 'pass')
  if (pass.state === 'voided') return refuse('pass_void', 'pass')
  if (booking.ended_at) return refuseOver(booking, 'pass')
  // A statement of its own, after the lock: it sees whom a door has let in until then.
  const [admission] = await selectPassAdmissions(tx, [pass.id])
  if (admission) return refuse('pass_admitted', 'pass', { at: admission.admitted_at.toISOString() })
  await markPassesVoided(tx, [pass.id], 'revoked')
  const { order_id, night_id, ordinal } = pass
  const owner = { booking_id, places: booking.places, order_id, night_id }
  const [id] = await mintPasses(tx, owner, [ordinal])
  const detail = { booking: booking_id, pass: must(id, 'the new pass') }
  await noteInAuditTrail(tx, {
    action: 'pass.revoked',
    subject_id: pass.id,
    actor: 'guest',
    detail,
  })
  return detail.pass
}

import { refuse, type Refused, type Tx } from '../kernel/index.ts'
import { selectPassAdmissions } from './admission.sql.ts'
import { refuseOver } from './booking_over.ts'
import { lockBooking, type Booking } from './booking.sql.ts'
import { lockPass, type Pass } from './pass.sql.ts'

export type UnusedRefusal = 'pass_unknown' | 'pass_void' | 'pass_admitted' | 'booking_over'

/**
 * A pass of this booking that nobody has gone in with yet, locked with its booking until the
 * transaction ends; or why it is not to be changed any more. A door that scans it in this moment is
 * waited for.
 */
export async function lockUnusedPass(
  tx: Tx,
  { pass_id, booking_id }: { pass_id: string; booking_id: string },
): Promise<{ pass: Pass; booking: Booking } | Refused<UnusedRefusal>> {
  // The booking first, as a door does: so the two wait for each other and never deadlock.
  const booking = await lockBooking(tx, booking_id)
  const pass = await lockPass(tx, pass_id)
  if (!booking || pass?.booking_id !== booking.id) return refuse('pass_unknown', 'pass')
  if (pass.state === 'voided') return refuse('pass_void', 'pass')
  if (booking.ended_at) return refuseOver(booking, 'pass')
  // A statement of its own, after the lock: it sees whom a door has let in until then.
  const [admission] = await selectPassAdmissions(tx, [pass.id])
  if (admission) return refuse('pass_admitted', 'pass', { at: admission.admitted_at.toISOString() })
  return { pass, booking }
}

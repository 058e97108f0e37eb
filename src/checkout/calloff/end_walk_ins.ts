import { openAlert } from '../../alerts/index.ts'
import { isDatabaseAway, noteInAuditTrail, transaction, type Tx } from '../../kernel/index.ts'
import { lockBooking, moneyAtDoor, releaseBooking } from '../../tickets/index.ts'
import type { Till } from '../till.ts'
import { selectWalkInsToEnd, type WalkInToEnd } from './called_off.sql.ts'

/**
 * Ends the parties that walked in on a night that was called off, and of whom nobody is in: they
 * have no order, so nothing else ends them. Whoever is in, or sits, stays. Each in a transaction of
 * its own: returns what has failed.
 */
export async function endWalkIns(
  till: Till,
  limit: number,
  signal: AbortSignal,
): Promise<unknown[]> {
  const failures: unknown[] = []
  for (const one of await selectWalkInsToEnd(till.db, limit)) {
    if (signal.aborted) break
    try {
      await transaction(till.db, (tx) => endWalkIn(tx, one))
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      till.log.error({ booking: one.id, err: error }, 'calloff.walk_in_failed')
      failures.push(error)
    }
  }
  return failures
}

async function endWalkIn(tx: Tx, { id, cancelled_by: actor }: WalkInToEnd): Promise<void> {
  const booking = await lockBooking(tx, id)
  // Behind its lock: a door lets somebody in behind it, too.
  const [found] = await selectWalkInsToEnd(tx, 1, id)
  if (!booking || !found || !(await releaseBooking(tx, booking))) return
  await noteInAuditTrail(tx, {
    action: 'booking.released',
    subject_id: id,
    actor,
    detail: { from: booking.state, to: 'released', table: booking.vip_table_id ?? 'none' },
  })
  const taken_minor = await moneyAtDoor(tx, id)
  if (taken_minor > 0) await openAlert(tx, 'door_money_kept', id, { taken_minor })
}

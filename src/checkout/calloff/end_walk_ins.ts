import { openAlert } from '../../alerts/index.ts'
import { noteInAuditTrail, transaction, type Tx } from '../../kernel/index.ts'
import { lockBooking, moneyAtDoor, releaseBooking } from '../../tickets/index.ts'
import type { Till } from '../till.ts'
import { selectWalkInsToEnd, type WalkInToEnd } from './called_off.sql.ts'

/**
 * Ends the parties that walked in on a night that was called off, and of whom nobody is in: they
 * have no order, so nothing else ends them. Whoever is in, or sits, stays.
 */
export async function endWalkIns(till: Till, limit: number): Promise<void> {
  for (const one of await selectWalkInsToEnd(till.db, limit))
    await transaction(till.db, (tx) => endWalkIn(tx, one))
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

import { openAlert } from '../../alerts/index.ts'
import { isDatabaseAway, noteInAuditTrail, transaction, type Tx } from '../../kernel/index.ts'
import { lockBooking, moneyAtDoor, releaseBooking } from '../../tickets/index.ts'
import type { Till } from '../till.ts'
import { selectWalkInsToEnd, type WalkInToEnd } from './called_off.sql.ts'

const BATCH = 20

/**
 * Ends the parties that walked in on a night that was called off, and of whom nobody is in: they
 * have no order, so nothing else ends them. Whoever is in, or sits, stays. Goes through all of
 * them, a batch after the other and each in a transaction of its own, so that those that cannot be
 * ended keep none from its turn: returns what has failed.
 */
export async function endWalkIns(till: Till, signal: AbortSignal): Promise<unknown[]> {
  const failures: unknown[] = []
  let batch = await selectWalkInsToEnd(till.db, '', BATCH)
  while (batch.length > 0) {
    for (const one of batch) {
      if (signal.aborted) return failures
      const failure = await tryOne(till, one)
      if (failure !== undefined) failures.push(failure)
    }
    batch = await selectWalkInsToEnd(till.db, batch.at(-1)?.id ?? '', BATCH)
  }
  return failures
}

/** What has failed, if anything has. */
async function tryOne(till: Till, one: WalkInToEnd): Promise<unknown> {
  try {
    await transaction(till.db, (tx) => endWalkIn(tx, one))
    return undefined
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    till.log.error({ booking: one.id, err: error }, 'calloff.walk_in_failed')
    return error
  }
}

async function endWalkIn(tx: Tx, { id, cancelled_by: actor }: WalkInToEnd): Promise<void> {
  const booking = await lockBooking(tx, id)
  // Behind its lock: a door lets somebody in behind it, too.
  const [found] = await selectWalkInsToEnd(tx, '', 1, id)
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

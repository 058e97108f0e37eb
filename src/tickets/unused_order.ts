import { refuse, type Refused, type Tx } from '../kernel/index.ts'
import { selectAdmissions, selectPassAdmissions } from './admission.sql.ts'
import type { Booking } from './booking.sql.ts'
import { lockPasses, type Pass } from './pass.sql.ts'
import { lockTickets, selectTickets, type Ticket } from './ticket.sql.ts'

/**
 * The valid tickets of an order, locked until the transaction ends, so that a door that scans one
 * of them waits; refused once one of them has let somebody in. The caller has locked the order.
 */
export async function lockUnusedTickets(
  tx: Tx,
  orderId: string,
): Promise<Ticket[] | Refused<'move_used'>> {
  const ids = await lockTickets(tx, orderId)
  // A statement of its own, after the lock: it sees whom a door has let in until then.
  if ((await selectAdmissions(tx, ids)).length > 0) return refuse('move_used', 'order_id')
  return (await selectTickets(tx, orderId)).filter(({ state }) => state === 'valid')
}

/** The same for the passes of a booking, which the caller has locked. */
export async function lockUnusedPasses(
  tx: Tx,
  { id }: Booking,
): Promise<Pass[] | Refused<'move_used'>> {
  const passes = await lockPasses(tx, id)
  const admissions = await selectPassAdmissions(
    tx,
    passes.map((pass) => pass.id),
  )
  if (admissions.length > 0) return refuse('move_used', 'order_id')
  return passes.filter(({ state }) => state === 'valid')
}

import type { Tx } from '../kernel/index.ts'
import { selectAdmissions } from './admission.sql.ts'
import { lockTickets, markVoided } from './ticket.sql.ts'

/**
 * Voids the tickets of an order that the house takes back. False, and nothing is done, when one of
 * them has let somebody in: nobody is put out. The caller has locked the order.
 */
export async function withdrawTickets(tx: Tx, orderId: string): Promise<boolean> {
  const ids = await lockTickets(tx, orderId)
  // A statement of its own, after the lock: it sees whom a door has let in until then.
  if ((await selectAdmissions(tx, ids)).length > 0) return false
  await markVoided(tx, ids, 'withdrawn', null)
  return true
}

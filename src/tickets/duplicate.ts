import type { Tx } from '../kernel/index.ts'
import { selectAdmissions } from './admission.sql.ts'
import { lockTicketsOfLine } from './duplicate.sql.ts'
import { markVoided } from './ticket.sql.ts'

/** What became of a line that had more valid tickets than it may. */
export interface Surplus {
  voided: { id: string; ordinal: number }[]
  /** How many are too many still, because they have let somebody in. */
  admitted: number
}

/**
 * Voids what a line of `quantity` heads has in tickets beyond those, newest first: never one that
 * has let somebody in, and never the only one (F35). A ticket that was refunded takes its head with
 * it: what is left when each head was refunded is a double, however lonely. Stock is not given
 * back, since none was ever taken. The caller has locked the order.
 */
export async function voidSurplus(tx: Tx, lineId: string, quantity: number): Promise<Surplus> {
  const tickets = await lockTicketsOfLine(tx, lineId)
  const valid = tickets.filter(({ state }) => state === 'valid')
  const refunded = tickets.filter(({ voided_reason }) => voided_reason === 'refunded')
  const least = refunded.length > 0 ? 0 : 1
  const surplus = valid.length - Math.max(least, quantity - refunded.length)
  if (surplus <= 0) return { voided: [], admitted: 0 }
  // A statement of its own, after the lock: it sees whom a door has let in until then.
  const ids = valid.map(({ id }) => id)
  const admitted = new Set((await selectAdmissions(tx, ids)).map(({ ticket_id }) => ticket_id))
  const spare = valid.filter(({ id }) => !admitted.has(id)).slice(0, surplus)
  const spareIds = spare.map(({ id }) => id)
  if (spareIds.length > 0) await markVoided(tx, spareIds, 'duplicate', null)
  const voided = spare.map(({ id, ordinal }) => ({ id, ordinal }))
  return { voided, admitted: surplus - spare.length }
}

import { newTicketCode, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { selectAdmissions } from './admission.sql.ts'
import { refuseAdmitted } from './admission.ts'
import {
  insertReplacedCode,
  lockTicket,
  selectReplaced,
  updateCode,
} from './ticket_replacement.sql.ts'

/** As with passes: each old code stays in the books for good. */
const REPLACEMENTS_MAX = 10

export type ReplaceTicketRefusal =
  | 'ticket_unknown'
  | 'ticket_voided'
  | 'already_admitted'
  | 'ticket_replaced_too_often'

/** A ticket of this order, and how often its code was replaced when somebody looked at it. */
export interface TicketMeant {
  ticket_id: string
  order_id: string
  replacements: number
}

/**
 * Gives a ticket another code, in the caller's transaction: the old one is refused at the door from
 * then on, which is waited for where it scans in this moment. A ticket that has let somebody in
 * stays what it is. False when somebody else has replaced it since it was looked at: of two who
 * press at once one does it.
 */
export async function replaceTicket(
  tx: Tx,
  { ticket_id, order_id, replacements }: TicketMeant,
  actor: string,
): Promise<boolean | Refused<ReplaceTicketRefusal>> {
  const ticket = await lockTicket(tx, ticket_id)
  if (ticket?.order_id !== order_id) return refuse('ticket_unknown', 'entry_id')
  if (ticket.state === 'voided') return refuse('ticket_voided', 'entry_id')
  // Statements of their own, after the lock: they see what was done until then.
  const [admission] = await selectAdmissions(tx, [ticket.id])
  if (admission) return refuseAdmitted(admission, 'entry_id')
  const times = (await selectReplaced(tx, order_id)).get(ticket.id) ?? 0
  if (times !== replacements) return false
  if (times >= REPLACEMENTS_MAX)
    return refuse('ticket_replaced_too_often', 'entry_id', { max: REPLACEMENTS_MAX })
  await insertReplacedCode(tx, ticket, times + 1, actor)
  await updateCode(tx, ticket.id, newTicketCode())
  return true
}

import { may, type Role } from '../../../identity/index.ts'
import { isRefused, must, type Database, type Refused } from '../../../kernel/index.ts'
import { findOrder } from '../../../orders/index.ts'
import { doorParty } from '../../../overview/index.ts'
import { findTicket, ticketName, type EntranceRefusal, type LetIn } from '../../../tickets/index.ts'
import type { Balance, DoorNo, DoorVerdict, DoorYes } from './door_answers.ts'

/** What the door shows of an answer, to somebody with this role. */
export async function verdictOf(
  db: Database,
  role: Role,
  result: LetIn | Refused<EntranceRefusal>,
): Promise<DoorVerdict> {
  return isRefused(result) ? no(result) : yes(db, role, result)
}

/** The balance of a party: the sum is for whoever may take money at the door. */
export function balanceFor(
  role: Role,
  { due_minor, currency }: { due_minor: number; currency: string },
): Balance {
  const seesMoney = may(role, 'door_money.take')
  return {
    is_due: due_minor > 0,
    amount_minor: seesMoney ? due_minor : null,
    currency: seesMoney ? currency : null,
  }
}

function no({ refused, detail = {} }: Refused<EntranceRefusal>): DoorNo {
  const text = (name: string) => (detail[name] ? String(detail[name]) : null)
  return {
    verdict: 'no',
    why: detail['reason'] === 'cancelled' ? 'booking_cancelled' : refused,
    at: text('at'),
    by: text('by'),
    night: text('night'),
    left: detail['left'] === undefined ? null : Number(detail['left']),
    asked_at: new Date().toISOString(),
  }
}

async function yes(
  db: Database,
  role: Role,
  { entrance, order_id, guest, inside, of }: LetIn,
): Promise<DoorYes> {
  const order = order_id === null ? undefined : await findOrder(db, order_id)
  const [ticketId] = entrance.ticket_ids
  const party = entrance.booking_id ? await doorParty(db, entrance.booking_id) : undefined
  return {
    verdict: 'in',
    entrance_id: entrance.id,
    at: entrance.at.toISOString(),
    heads: entrance.ticket_ids.length + entrance.pass_ids.length,
    inside,
    of,
    undo_left_ms: entrance.undo_left_ms,
    is_comp: order?.total_minor === 0,
    type: ticketId ? await typeOf(db, ticketId) : null,
    party: party
      ? {
          name: party.name,
          guest,
          table: party.table,
          zone: party.zone,
          balance: balanceFor(role, party),
        }
      : null,
  }
}

async function typeOf(db: Database, ticketId: string): Promise<string> {
  const ticket = must(await findTicket(db, ticketId), `ticket ${ticketId}`)
  return ticketName(db, ticket)
}

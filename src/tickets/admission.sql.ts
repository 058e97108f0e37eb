import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { Ticket } from './ticket.sql.ts'

/** Somebody went in. */
export interface Admission {
  id: string
  ticket_id: string
  night_id: string
  /** The door, or the person at it. */
  admitted_by: string
  admitted_at: Date
}

export type NewAdmission = Omit<Admission, 'admitted_at'>

/** What a door needs to know of a ticket. */
export type ScannedTicket = Pick<
  Ticket,
  'id' | 'order_id' | 'order_line_id' | 'night_id' | 'state' | 'voided_reason'
> & { voided_at: Date | null }

/** The ticket with this code, locked until the transaction ends: nobody voids it meanwhile. */
export function lockTicketByCode(tx: Tx, code: string): Promise<ScannedTicket | undefined> {
  return row<ScannedTicket>(
    tx,
    'lock_ticket_by_code',
    `select id, order_id, order_line_id, night_id, state, voided_reason, voided_at
       from tickets where code = $1 for update`,
    [code],
  )
}

/** Inserts an admission; 0 rows when the ticket has let somebody in already. */
export function insertAdmission(tx: Tx, admission: NewAdmission): Promise<number> {
  return touched(
    tx,
    'insert_admission',
    `insert into admissions (id, ticket_id, night_id, admitted_by) values ($1, $2, $3, $4)
     on conflict (ticket_id) do nothing`,
    [admission.id, admission.ticket_id, admission.night_id, admission.admitted_by],
  )
}

/** The admissions of these tickets. */
export function selectAdmissions(db: Queryable, ticketIds: string[]): Promise<Admission[]> {
  return rows<Admission>(
    db,
    'admissions_of_tickets',
    `select id, ticket_id, night_id, admitted_by, admitted_at from admissions
      where ticket_id = any($1)`,
    [ticketIds],
  )
}

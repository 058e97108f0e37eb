import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { Ticket } from './ticket.sql.ts'

/** Somebody went in. */
export interface Admission {
  id: string
  /** The ticket, or the pass, that let them in: always one of the two. */
  ticket_id: string | null
  pass_id: string | null
  night_id: string
  /** The door, or the person at it. */
  admitted_by: string
  admitted_at: Date
}

export type NewAdmission = Omit<Admission, 'admitted_at'> & {
  /** The press at the page of the door; null for a device. */
  entrance_id: string | null
}

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

/** An order's tickets, locked in the order of `lockTickets`, so that nobody waits in a circle. */
export function lockTicketsOfOrder(tx: Tx, orderId: string): Promise<ScannedTicket[]> {
  return rows<ScannedTicket>(
    tx,
    'lock_tickets_at_door',
    `select id, order_id, order_line_id, night_id, state, voided_reason, voided_at
       from (select * from tickets where order_id = $1 order by id for update) t
      order by order_line_id, ordinal`,
    [orderId],
  )
}

/** Inserts an admission; 0 rows when the ticket or pass has let somebody in already. */
export function insertAdmission(tx: Tx, admission: NewAdmission): Promise<number> {
  return touched(
    tx,
    'insert_admission',
    `insert into admissions (id, ticket_id, pass_id, night_id, admitted_by, entrance_id)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [
      admission.id,
      admission.ticket_id,
      admission.pass_id,
      admission.night_id,
      admission.admitted_by,
      admission.entrance_id,
    ],
  )
}

/** The admissions of these tickets. */
export function selectAdmissions(db: Queryable, ticketIds: string[]): Promise<Admission[]> {
  return rows<Admission>(
    db,
    'admissions_of_tickets',
    `select id, ticket_id, pass_id, night_id, admitted_by, admitted_at from admissions
      where ticket_id = any($1)`,
    [ticketIds],
  )
}

/** The admissions of these passes. */
export function selectPassAdmissions(db: Queryable, passIds: string[]): Promise<Admission[]> {
  return rows<Admission>(
    db,
    'admissions_of_passes',
    `select id, ticket_id, pass_id, night_id, admitted_by, admitted_at from admissions
      where pass_id = any($1)`,
    [passIds],
  )
}

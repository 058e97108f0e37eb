import { findNightById } from '../catalog/index.ts'
import { must, newId, readTicketCode, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { linesOf } from '../orders/index.ts'
import {
  insertAdmission,
  lockTicketByCode,
  selectAdmissions,
  type Admission,
  type ScannedTicket,
} from './admission.sql.ts'

/** A ticket held up at the door of a night. */
export interface Scan {
  /** As scanned, or as typed off a cracked phone: small letters, spaces and dashes do no harm. */
  code: string
  night_id: string
  /** The door, or the person at it. */
  admitted_by: string
}

/** What a door shows of somebody who went in: no name, no money. */
export interface Admitted extends Admission {
  order_id: string
  /** The kind of ticket, as it was called when it was ordered. */
  ticket_type: string
}

export type AdmitRefusal =
  | 'ticket_unknown'
  | 'other_night'
  | 'ticket_voided'
  | 'ticket_refunded'
  | 'ticket_disputed'
  | 'already_admitted'

/**
 * Lets a ticket in, once, in the caller's transaction. Refuses, with the reason, what must not go
 * in (F66): a ticket of another night is told which one, a second scan when and by whom the first
 * was let in. Whether an order's money is disputed is not known here, so the caller says it (F65).
 */
export async function admit(
  tx: Tx,
  scan: Scan,
  isDisputed: (orderId: string) => Promise<boolean>,
): Promise<Admitted | Refused<AdmitRefusal>> {
  const ticket = await lockTicketByCode(tx, readTicketCode(scan.code))
  if (!ticket) return refuse('ticket_unknown', 'code')
  if (ticket.night_id !== scan.night_id) return refuseOtherNight(tx, ticket)
  if (ticket.state === 'voided') return refuseVoided(ticket)
  if (await isDisputed(ticket.order_id)) return refuse('ticket_disputed', 'code')
  const inserted = await insertAdmission(tx, {
    id: newId('adm'),
    ticket_id: ticket.id,
    night_id: ticket.night_id,
    admitted_by: scan.admitted_by,
  })
  const [found] = await selectAdmissions(tx, [ticket.id])
  const admission = must(found, `the admission of ${ticket.id}`)
  if (inserted === 1) return { ...admission, ...(await describe(tx, ticket)) }
  const { admitted_at, admitted_by } = admission
  return refuse('already_admitted', 'code', { at: admitted_at.toISOString(), by: admitted_by })
}

async function refuseOtherNight(tx: Tx, ticket: ScannedTicket): Promise<Refused<'other_night'>> {
  const night = must(await findNightById(tx, ticket.night_id), `night ${ticket.night_id}`)
  return refuse('other_night', 'code', { night: night.title, at: night.doors_at.toISOString() })
}

function refuseVoided(
  ticket: ScannedTicket,
): Refused<'ticket_refunded' | 'ticket_disputed' | 'ticket_voided'> {
  const detail = { at: ticket.voided_at?.toISOString() ?? '' }
  if (ticket.voided_reason === 'refunded') return refuse('ticket_refunded', 'code', detail)
  if (ticket.voided_reason === 'disputed') return refuse('ticket_disputed', 'code', detail)
  return refuse('ticket_voided', 'code', detail)
}

async function describe(
  tx: Tx,
  ticket: ScannedTicket,
): Promise<{ order_id: string; ticket_type: string }> {
  const lines = await linesOf(tx, ticket.order_id)
  const line = lines.find(({ id }) => id === ticket.order_line_id)
  return { order_id: ticket.order_id, ticket_type: must(line, 'the line of a ticket').name }
}

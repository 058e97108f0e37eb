import { findNightById, ticketTypesOf } from '../catalog/index.ts'
import {
  must,
  newId,
  readTicketCode,
  refuse,
  type Queryable,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import { isOfComp, linesOf } from '../orders/index.ts'
import {
  insertAdmission,
  lockTicketByCode,
  selectAdmissions,
  selectPassAdmissions,
  type Admission,
  type ScannedTicket,
} from './admission.sql.ts'
import { refuseOver } from './booking_over.ts'
import { noteArrival } from './booking.ts'
import { describeParty, lockScannedPass, type Party } from './pass_admission.ts'
import type { Pass } from './pass.sql.ts'
import { selectTicket } from './ticket.sql.ts'
import { refuseCode } from './replaced_code.ts'

/** A ticket or a pass held up at the door of a night. */
export interface Scan {
  /** As scanned, or as typed off a cracked phone: small letters, spaces and dashes do no harm. */
  code: string
  night_id: string
  /** The door, or the person at it. */
  admitted_by: string
}

/** What a door shows of somebody who went in: no money, and no name but the guest's own. */
export interface Admitted extends Admission {
  /** The order that paid for it; null for a guest of a party that walked in. */
  order_id: string | null
  /** The house has given it: no money came for it, and none is missing. */
  is_comp: boolean
  /** The kind of ticket, as it was called when it was ordered; empty on a pass. */
  ticket_type: string
  /** The party that a pass belongs to; null on a ticket. */
  party: Party | null
}

export type AdmitRefusal =
  | 'ticket_unknown'
  | 'other_night'
  | 'night_cancelled'
  | 'ticket_voided'
  | 'ticket_refunded'
  | 'ticket_replaced'
  | 'ticket_disputed'
  | 'already_admitted'
  | 'booking_over'

/**
 * Lets a ticket or a pass in, once, in the caller's transaction. Refuses, with the reason, what
 * must not go in (F66): one of another night is told which, a second scan when and by whom the
 * first was let in. Whether an order's money is disputed is not known here, so the caller says it
 * (F65). A guest may go in before the booker; the first one marks the party as arrived.
 */
export async function admit(
  tx: Tx,
  scan: Scan,
  isDisputed: (orderId: string) => Promise<boolean>,
): Promise<Admitted | Refused<AdmitRefusal>> {
  const code = readTicketCode(scan.code)
  const ticket = await lockTicketByCode(tx, code)
  if (ticket) {
    const admission = await admitOnce(tx, scan, ticket, [ticket.order_id], isDisputed)
    if ('refused' in admission) return admission
    return { ...admission, ...(await describe(tx, ticket)) }
  }
  const scanned = await lockScannedPass(tx, code)
  if (!scanned) return refuseCode(tx, code)
  const { pass, booking } = scanned
  if (booking.state === 'released' || booking.state === 'no_show')
    return refuseOver(booking, 'code')
  const orders = [pass.order_id, booking.order_id].filter((id) => id !== null)
  const admission = await admitOnce(tx, scan, pass, orders, isDisputed)
  if ('refused' in admission) return admission
  await noteArrival(tx, booking, scan.admitted_by)
  const party = await describeParty(tx, booking, pass)
  const is_comp = pass.order_id !== null && (await isOfComp(tx, pass.order_id))
  return { ...admission, order_id: pass.order_id, is_comp, ticket_type: '', party }
}

/** What lets one head in. */
export type Entry = ScannedTicket | Pass

/** Why an entry, which is locked, opens the door of that night for nobody; undefined if it does. */
export async function refuseEntry(
  tx: Tx,
  nightId: string,
  entry: Entry,
  orderIds: string[],
  isDisputed: (orderId: string) => Promise<boolean>,
): Promise<Refused<AdmitRefusal> | undefined> {
  if (entry.night_id !== nightId) return refuseOtherNight(tx, entry)
  const night = must(await findNightById(tx, nightId), `night ${nightId}`)
  if (night.state === 'cancelled') return refuse('night_cancelled', 'code')
  if (entry.state === 'voided') return refuseVoided(entry)
  for (const orderId of orderIds)
    if (await isDisputed(orderId)) return refuse('ticket_disputed', 'code')
  return undefined
}

async function admitOnce(
  tx: Tx,
  scan: Scan,
  entry: Entry,
  orderIds: string[],
  isDisputed: (orderId: string) => Promise<boolean>,
): Promise<Admission | Refused<AdmitRefusal>> {
  const refused = await refuseEntry(tx, scan.night_id, entry, orderIds, isDisputed)
  if (refused) return refused
  const isPass = 'booking_id' in entry
  const inserted = await insertAdmission(tx, {
    id: newId('adm'),
    ticket_id: isPass ? null : entry.id,
    pass_id: isPass ? entry.id : null,
    night_id: entry.night_id,
    admitted_by: scan.admitted_by,
    entrance_id: null,
  })
  const [found] = isPass
    ? await selectPassAdmissions(tx, [entry.id])
    : await selectAdmissions(tx, [entry.id])
  const admission = must(found, `the admission of ${entry.id}`)
  return inserted === 1 ? admission : refuseAdmitted(admission)
}

/** The refusal of whoever is in already: it says since when, and by whom. */
export function refuseAdmitted(
  { admitted_at, admitted_by }: Admission,
  field = 'code',
): Refused<'already_admitted'> {
  return refuse('already_admitted', field, { at: admitted_at.toISOString(), by: admitted_by })
}

async function refuseOtherNight(tx: Tx, entry: Entry): Promise<Refused<'other_night'>> {
  const night = must(await findNightById(tx, entry.night_id), `night ${entry.night_id}`)
  return refuse('other_night', 'code', { night: night.title, at: night.doors_at.toISOString() })
}

function refuseVoided(
  entry: Entry,
): Refused<'ticket_refunded' | 'ticket_replaced' | 'ticket_voided'> {
  const detail = { at: entry.voided_at?.toISOString() ?? '', reason: entry.voided_reason ?? '' }
  if (entry.voided_reason === 'refunded') return refuse('ticket_refunded', 'code', detail)
  // Its head has another pass.
  if (entry.voided_reason === 'revoked') return refuse('ticket_replaced', 'code', detail)
  return refuse('ticket_voided', 'code', detail)
}

async function describe(tx: Tx, ticket: ScannedTicket): Promise<Omit<Admitted, keyof Admission>> {
  const { order_id } = ticket
  const is_comp = await isOfComp(tx, order_id)
  return { order_id, is_comp, ticket_type: await ticketName(tx, ticket), party: null }
}

/**
 * What a ticket is called: as its kind was when it was ordered, or as the kind is that it was moved
 * to with its order.
 */
export async function ticketName(db: Queryable, ticket: NamedTicket): Promise<string> {
  const lines = await linesOf(db, ticket.order_id)
  const line = must(
    lines.find(({ id }) => id === ticket.order_line_id),
    'the line of a ticket',
  )
  const { ticket_type_id } = must(await selectTicket(db, ticket.id), `ticket ${ticket.id}`)
  if (line.ticket_type_id === ticket_type_id) return line.name
  const types = await ticketTypesOf(db, ticket.night_id)
  return types.find(({ id }) => id === ticket_type_id)?.name ?? line.name
}

type NamedTicket = Pick<ScannedTicket, 'id' | 'order_id' | 'order_line_id' | 'night_id'>

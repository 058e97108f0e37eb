import { findNightById } from '../catalog/index.ts'
import { bug, must, newId, noteInAuditTrail, readTicketCode, refuse } from '../kernel/index.ts'
import type { Refused, Tx } from '../kernel/index.ts'
import { insertAdmission, selectAdmissions, selectPassAdmissions } from './admission.sql.ts'
import type { Admission } from './admission.sql.ts'
import { refuseAdmitted, refuseEntry, type AdmitRefusal, type Entry } from './admission.ts'
import { refuseOver } from './booking_over.ts'
import { noteArrival } from './booking.ts'
import { lockHeads, type HeadsMeant, type LockedHeads } from './entrance_heads.ts'
import { insertEntrance, selectEntrance, type Entrance } from './entrance.sql.ts'
import { refuseCode } from './replaced_code.ts'

/** Somebody at the page of the door wants to let heads in. */
export interface EntranceWanted {
  /** Made by the page, so that what is sent twice lets in once. */
  id: string
  night_id: string
  heads: HeadsMeant
  member_id: string
  admitted_by: string
  /** Before the doors open, or after the night: somebody has said that it is meant. */
  is_meant: boolean
}

/** Heads that are in, and how many of their order, or party, are. */
export interface LetIn {
  entrance: Entrance
  /** The order of tickets; of a pass the one that paid for it, if any did. */
  order_id: string | null
  /** Whose pass it was; null where nobody has claimed it, and of tickets. */
  guest: string | null
  inside: number
  of: number
}

export type EntranceRefusal =
  | AdmitRefusal
  | 'night_cancelled'
  | 'doors_closed'
  | 'night_over'
  | 'heads_left'
  | 'entrance_taken'
  | 'entrance_undone'

/**
 * Lets heads in together, or none of them, in the caller's transaction; each head goes in once,
 * however many devices ask. Sent again it is answered again, and does nothing. Whether an order's
 * money is disputed the caller says (F65).
 */
export async function enter(
  tx: Tx,
  wanted: EntranceWanted,
  isDisputed: (orderId: string) => Promise<boolean>,
): Promise<LetIn | Refused<EntranceRefusal>> {
  const locked = await lockHeads(tx, wanted.heads)
  if (!locked) {
    const { heads } = wanted
    return refuseCode(tx, 'code' in heads ? readTicketCode(heads.code) : '')
  }
  // Behind the lock: the same request, sent at once by another line, has come to its end.
  const earlier = await selectEntrance(tx, wanted.id)
  if (earlier) return repeat(tx, earlier, locked)
  const chosen = await choose(tx, wanted, locked, isDisputed)
  if ('refused' in chosen) return chosen
  const closed = await refuseHours(tx, wanted)
  if (closed) return closed
  if (!(await write(tx, wanted, locked, chosen))) return refuse('entrance_taken', 'id')
  const { booking } = locked
  if (booking) await noteArrival(tx, booking, wanted.admitted_by)
  return describe(tx, must(await selectEntrance(tx, wanted.id), 'the entrance just made'), locked)
}

async function repeat(
  tx: Tx,
  earlier: Entrance,
  locked: LockedHeads,
): Promise<LetIn | Refused<EntranceRefusal>> {
  const ids = new Set([...earlier.ticket_ids, ...earlier.pass_ids])
  if (!locked.entries.some(({ id }) => ids.has(id))) return refuse('entrance_taken', 'id')
  if (earlier.undone_at) return refuse('entrance_undone', 'id')
  return describe(tx, earlier, locked)
}

/** Those who go in: of what was held up that one; of a party so many of those outside. */
async function choose(
  tx: Tx,
  { night_id, heads }: EntranceWanted,
  { entries, one, booking, order_ids }: LockedHeads,
  isDisputed: (orderId: string) => Promise<boolean>,
): Promise<Entry[] | Refused<EntranceRefusal>> {
  if (booking?.state === 'released' || booking?.state === 'no_show')
    return refuseOver(booking, 'code')
  const valid = entries.filter(({ state }) => state === 'valid')
  const shown = one ?? valid[0] ?? entries[0]
  if (!shown) return refuse('ticket_unknown', 'code')
  const refused = await refuseEntry(tx, night_id, shown, order_ids, isDisputed)
  if (refused) return refused
  const inside = await insideOf(tx, valid)
  const isIn = (entry: Entry) => inside.some((a) => (a.ticket_id ?? a.pass_id) === entry.id)
  const outside = (one ? [one] : valid).filter((entry) => !isIn(entry))
  const mine = one ? inside.find((a) => (a.ticket_id ?? a.pass_id) === one.id) : undefined
  if (outside.length === 0) return refuseAdmitted(must(mine ?? inside.at(-1), 'who is in'))
  const wanted = 'heads' in heads ? heads.heads : 1
  if (outside.length < wanted) return refuse('heads_left', 'heads', { left: outside.length })
  return outside.slice(0, wanted)
}

/** Who of these is in, the last one last. */
async function insideOf(tx: Tx, entries: Entry[]): Promise<Admission[]> {
  const ids = entries.map(({ id }) => id)
  const [byTicket, byPass] = [await selectAdmissions(tx, ids), await selectPassAdmissions(tx, ids)]
  return [...byTicket, ...byPass].toSorted((a, b) => +a.admitted_at - +b.admitted_at)
}

async function refuseHours(
  tx: Tx,
  { night_id, is_meant }: EntranceWanted,
): Promise<Refused<EntranceRefusal> | undefined> {
  const night = must(await findNightById(tx, night_id), `night ${night_id}`)
  if (night.state === 'cancelled') return refuse('night_cancelled', 'night')
  if (is_meant) return undefined
  if (night.is_over) return refuse('night_over', 'night', { at: night.ends_at.toISOString() })
  if (night.doors_at > new Date())
    return refuse('doors_closed', 'night', { at: night.doors_at.toISOString() })
  return undefined
}

/** False when something else was let in by this id. */
async function write(
  tx: Tx,
  { id, night_id, member_id, admitted_by, is_meant }: EntranceWanted,
  { booking }: LockedHeads,
  chosen: Entry[],
): Promise<boolean> {
  const ids = chosen.map((entry) => entry.id)
  const inserted = await insertEntrance(tx, {
    id,
    night_id,
    booking_id: booking?.id ?? null,
    ticket_ids: booking ? [] : ids,
    pass_ids: booking ? ids : [],
    member_id,
    admitted_by,
  })
  if (inserted === 0) return false
  for (const one of ids) {
    const [ticket_id, pass_id] = booking ? [null, one] : [one, null]
    const admission = { id: newId('adm'), ticket_id, pass_id, night_id, admitted_by }
    if ((await insertAdmission(tx, { ...admission, entrance_id: id })) === 0)
      bug(`${one} was locked and yet let in`)
  }
  if (is_meant) {
    const detail = { night: night_id, heads: ids.length }
    const entry = { action: 'entrance.outside_hours', subject_id: id, actor: admitted_by, detail }
    await noteInAuditTrail(tx, entry)
  }
  return true
}

async function describe(
  tx: Tx,
  entrance: Entrance,
  { entries, one, order_ids }: LockedHeads,
): Promise<LetIn> {
  const valid = entries.filter(({ state }) => state === 'valid')
  const inside = (await insideOf(tx, valid)).length
  const guest = one && 'name' in one ? one.name : null
  const order_id = one?.order_id ?? order_ids[0] ?? null
  return { entrance, order_id, guest, inside, of: valid.length }
}

import { findNightById } from '../../catalog/index.ts'
import {
  isRefused,
  must,
  noteInAuditTrail,
  refuse,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import { lockOrder, type Order } from '../../orders/index.ts'
import {
  replacePass,
  replaceTicket,
  type ReplaceRefusal,
  type ReplaceTicketRefusal,
} from '../../tickets/index.ts'
import { reissuedMail, type Till } from '../till.ts'
import { passOfOrder } from './rename.ts'

export type ReissueRefusal =
  | 'order_unknown'
  | 'night_over'
  | 'night_cancelled'
  | ReplaceRefusal
  | ReplaceTicketRefusal

/** A ticket or pass of an order that is to get another code. */
export interface Reissue {
  order_id: string
  /** The ticket's or the pass's id. */
  entry_id: string
  /** How often its code was replaced when somebody looked at it. */
  replacements: number
  actor: string
}

/**
 * Gives a ticket, or the head of a pass, a new code, and its guest a mail with it; the old one is
 * refused at the door as replaced. One that has let somebody in stays. Of two who press at once one
 * does it, and the other is told that it is done.
 */
export async function reissue(
  till: Till,
  wanted: Reissue,
): Promise<'reissued' | 'reissued_already' | Refused<ReissueRefusal>> {
  return transaction(till.db, async (tx) => {
    const order = await lockOrder(tx, wanted.order_id)
    if (!order) return refuse('order_unknown', 'order_id')
    const night = must(await findNightById(tx, order.night_id), `night ${order.night_id}`)
    if (night.state === 'cancelled') return refuse('night_cancelled', 'order_id')
    if (night.is_over) return refuse('night_over', 'order_id', { at: night.ends_at.toISOString() })
    const replaced = await replace(tx, order, wanted)
    if (isRefused(replaced)) return replaced
    if (!replaced) return 'reissued_already'
    if (order.guest_email) await oweMail(tx, reissuedMail, replaced)
    tx.afterCommit(() =>
      till.log.info({ order: order.id, entry: wanted.entry_id }, 'entry.reissued'),
    )
    return 'reissued'
  })
}

/** The entry of the audit trail that says so; undefined where it was replaced already. */
async function replace(
  tx: Tx,
  order: Order,
  { entry_id, replacements, actor }: Reissue,
): Promise<string | undefined | Refused<ReissueRefusal>> {
  if (order.kind !== 'ga') return replacePassOf(tx, order, entry_id, actor)
  const meant = { ticket_id: entry_id, order_id: order.id, replacements }
  const isReplaced = await replaceTicket(tx, meant, actor)
  if (isRefused(isReplaced)) return isReplaced
  if (!isReplaced) return undefined
  return note(tx, order, { entry: entry_id, replacement: replacements + 1 }, actor)
}

/** A replaced pass is a void one: whoever comes second finds it so. */
async function replacePassOf(
  tx: Tx,
  order: Order,
  passId: string,
  actor: string,
): Promise<string | undefined | Refused<ReissueRefusal>> {
  const pass = await passOfOrder(tx, order, passId)
  if (!pass) return refuse('pass_unknown', 'entry_id')
  const wished = { pass_id: pass.id, booking_id: pass.booking_id }
  const fresh = await replacePass(tx, wished, actor)
  if (isRefused(fresh)) {
    const isDone = fresh.refused === 'pass_void' && (await isRevoked(tx, order, passId))
    return isDone ? undefined : { ...fresh, field: 'entry_id' }
  }
  return note(tx, order, { entry: fresh }, actor)
}

/** About the order, as its mails are: so one that comes back is seen to when it is sent again. */
function note(
  tx: Tx,
  { id: subject_id }: Order,
  detail: Record<string, string | number>,
  actor: string,
): Promise<string> {
  return noteInAuditTrail(tx, { action: 'order.reissued', subject_id, actor, detail })
}

async function isRevoked(tx: Tx, order: Order, passId: string): Promise<boolean> {
  return (await passOfOrder(tx, order, passId))?.voided_reason === 'revoked'
}

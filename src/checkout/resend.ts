import {
  auditTrailOf,
  noteInAuditTrail,
  refuse,
  transaction,
  type Queryable,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import { oweMail } from '../mail/index.ts'
import { correctEmail, lockOrder, type Order } from '../orders/index.ts'
import { depositOf, refundsOf } from '../payments/index.ts'
import { bookingOfOrder } from '../tickets/index.ts'
import { hasBounced, seeToBounces } from './bounced.ts'
import { selectOutcome } from './calloff/called_off.sql.ts'
import { withDifferences } from './move/differences.ts'
import {
  cancelledMail,
  compWithdrawnMail,
  confirmationMail,
  lookedAfterMail,
  moveOfferedMail,
  nightCancelledMail,
  refundMail,
  releasedMail,
  resentMail,
  type Till,
} from './till.ts'

/** Whoever presses within this after somebody else means the same mail. */
const RESEND_MS = 60_000

/**
 * Sends a guest once more what their order calls for now, and says so to the audit trail; at most
 * once a minute for an order, whoever asks. Refuses an order of which nothing is to be told.
 */
export async function resend(
  till: Till,
  { order_id, actor }: { order_id: string; actor: string },
): Promise<'sent' | 'sent_lately' | Refused<'order_unknown' | 'nothing_to_send'>> {
  return transaction(till.db, async (tx) => {
    const order = await lockOrder(tx, order_id)
    if (!order) return refuse('order_unknown', 'order_id')
    if (await wasResentLately(tx, order)) return 'sent_lately'
    if (!(await mailCalledFor(tx, order))) return refuse('nothing_to_send', 'order_id')
    return sendAgain(tx, order, actor)
  })
}

interface Correction {
  order_id: string
  email: string
  actor: string
  /** Whoever decides about money may also change an address that takes mail: it has the tickets. */
  may_redirect: boolean
}

/**
 * Corrects the address of an order's guest and sends there what the order calls for, at most once a
 * minute for an order; the audit trail says who did, and not what the address was. The address that
 * is known already is only written to again. Refuses an order of which nothing is to be told, and,
 * to most, an address from which nothing has come back.
 */
export async function resendTo(
  till: Till,
  { order_id, email, actor, may_redirect }: Correction,
): Promise<'sent' | 'sent_lately' | Refused<'order_unknown' | 'nothing_to_send' | 'email_works'>> {
  return withDifferences(till.db, order_id, async (tx, order, differences) => {
    if (!order) return refuse('order_unknown', 'order_id')
    if (!(await mailCalledFor(tx, order))) return refuse('nothing_to_send', 'order_id')
    const isOther = email !== order.guest_email
    if (isOther && !may_redirect && !(await hasBounced(tx, order)))
      return refuse('email_works', 'email')
    if (await wasResentLately(tx, order)) return 'sent_lately'
    // What its guest paid for moving it, or is asked for, is of the same guest.
    if (isOther) for (const one of [order, ...differences]) await correct(tx, one, email, actor)
    if (isOther) for (const one of differences.filter(isOpen)) await sendAgain(tx, one, actor)
    return sendAgain(tx, order, actor)
  })
}

/** The link to pay it went where nobody reads it. */
const isOpen = ({ state }: Order) => state === 'open'

async function correct(tx: Tx, { id }: Order, email: string, actor: string): Promise<void> {
  if ((await correctEmail(tx, id, email)) === 0) return
  const entry = { action: 'order.email_corrected', subject_id: id, actor, detail: {} }
  await noteInAuditTrail(tx, entry)
}

async function sendAgain(tx: Tx, order: Order, actor: string): Promise<'sent'> {
  await seeToBounces(tx, order)
  const entry = { action: 'mail.resent', subject_id: order.id, actor, detail: {} }
  await oweMail(tx, resentMail, await noteInAuditTrail(tx, entry))
  return 'sent'
}

async function wasResentLately(tx: Tx, { id, now }: Order): Promise<boolean> {
  const entries = await auditTrailOf(tx, id)
  const resent = entries.filter(({ action }) => action === 'mail.resent')
  return resent.some(({ at }) => now.getTime() - at.getTime() < RESEND_MS)
}

/**
 * The mail that tells an order's guest how it stands now: its kind, and what it is about. Undefined
 * where nothing was paid, nothing has gone back yet, or nobody has left an address.
 */
export async function mailCalledFor(
  db: Queryable,
  { id, kind, state, guest_email, moves_order_id }: Order,
): Promise<{ kind: string; subject_id: string } | undefined> {
  if (moves_order_id !== null && guest_email) {
    if (state === 'open') return { kind: moveOfferedMail, subject_id: id }
    // What it was for tells of itself.
    if (state === 'fulfilled') return undefined
  }
  if (!guest_email || state === 'open' || state === 'expired') return undefined
  const isCalledOff = (await selectOutcome(db, id)) !== undefined
  const calledOff = { kind: nightCancelledMail, subject_id: id }
  if (state === 'paid') return isCalledOff ? calledOff : { kind: lookedAfterMail, subject_id: id }
  if (state === 'withdrawn')
    return isCalledOff ? calledOff : { kind: compWithdrawnMail, subject_id: id }
  const deposit = kind === 'vip' ? await depositOf(db, id) : undefined
  if (deposit?.state === 'cancelled' && deposit.authorised_minor !== null)
    return { kind: releasedMail, subject_id: deposit.id }
  const booking = kind === 'vip' ? await bookingOfOrder(db, id) : undefined
  if (booking?.state === 'cancelled') return { kind: cancelledMail, subject_id: booking.id }
  if (state === 'fulfilled')
    return isCalledOff ? calledOff : { kind: confirmationMail, subject_id: id }
  const sent = (await refundsOf(db, id)).findLast((refund) => refund.state === 'succeeded')
  if (sent) return { kind: refundMail, subject_id: sent.id }
  return isCalledOff ? calledOff : undefined
}

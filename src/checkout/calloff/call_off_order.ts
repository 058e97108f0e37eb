import { openAlert } from '../../alerts/index.ts'
import { must, newId, noteInAuditTrail, step, type Tx } from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import { lockOrder, type Order } from '../../orders/index.ts'
import { depositOf, disputesOf } from '../../payments/index.ts'
import { bookingOfOrder, endBooking, lockBooking, moneyAtDoor } from '../../tickets/index.ts'
import { bookRefund } from '../book_refund.ts'
import { takeCompBack } from '../comp/withdraw.ts'
import { bookRelease } from '../deposit/book_release.ts'
import { endLapsed, hasLapsed } from '../deposit/resolve_lapsed.ts'
import { closeUnissued } from '../dispute.ts'
import { paidOf, withoutDisputed, type Paid } from '../table/paid_orders.ts'
import { cancelledMail, nightCancelledMail } from '../till.ts'
import {
  noteOutcome,
  selectCancellation,
  selectOutcome,
  type Outcome,
  type ToCallOff,
} from './called_off.sql.ts'

/**
 * Calls one order of a night off that does not take place, in the caller's transaction, once: its
 * tickets or booking are void, all that is left of its money is asked to go back, or let go, and
 * its guest is owed a mail. What a bank argues about is left to it (F65), and comes here again once
 * that is decided. A refund that has failed is not repeated here: its alert tells of it.
 */
export async function callOffOrder(tx: Tx, { id, night_id }: ToCallOff): Promise<void> {
  const order = must(await lockOrder(tx, id), `order ${id}`)
  // It was moved to another night in this moment, which takes place.
  if (order.night_id !== night_id) return
  const known = await selectOutcome(tx, id)
  const isHandled = known !== undefined && known !== 'disputed'
  if (isHandled || order.state === 'open' || order.state === 'expired') return
  const { cancelled_by } = must(await selectCancellation(tx, night_id), `the end of ${night_id}`)
  const { outcome, amount_minor } = await giveBack(tx, order, cancelled_by)
  if ((await noteOutcome(tx, { id, night_id }, outcome, amount_minor)) === 0) return
  if (known === undefined && (await isUntold(tx, order))) await oweMail(tx, nightCancelledMail, id)
  step('calloff.order_written')
  tx.afterCommit(() => step('calloff.order_done'))
}

/** A party's guest hears of the end of the booking, in one mail about all its orders. */
async function isUntold(tx: Tx, order: Order): Promise<boolean> {
  const { id, kind, comp_id, moves_order_id } = order
  if (comp_id !== null) return true
  // The mail about the tickets themselves says it.
  if (moves_order_id !== null) return false
  return kind === 'ga' || (kind === 'vip' && !(await bookingOfOrder(tx, id)))
}

interface GivenBack {
  outcome: Outcome
  amount_minor: number
}

const NOTHING: GivenBack = { outcome: 'nothing', amount_minor: 0 }

async function giveBack(tx: Tx, order: Order, by: string): Promise<GivenBack> {
  const paid = await paidOf(tx, order)
  if (!paid) return order.state === 'refund_due' ? NOTHING : endUnpaid(tx, order, by)
  if (paid.payment.state === 'authorised') return letGo(tx, paid, by)
  const [free] = await withoutDisputed(tx, [paid])
  const given = free ? await refundRest(tx, free, by) : NOTHING
  if (given.amount_minor === paid.left_minor) return given
  // The rest of it is a bank's, or may be. What was not issued is issued no more; the door stops
  // what was by itself.
  const isOpen = (await disputesOf(tx, order.id)).some(({ state }) => state === 'open')
  if (order.state === 'paid' && !isOpen) await closeUnissued(tx, order)
  else if (order.state === 'fulfilled' && order.kind === 'vip') await endParty(tx, order, by)
  return isOpen ? { outcome: 'disputed', amount_minor: 0 } : given
}

/**
 * Ends the booking of a party whose money a bank decides about, as `cancelBooking` does: its order
 * stays as it is until then, and what is won goes back (called_off.ts). What was paid for more
 * guests of it is called off by itself.
 */
async function endParty(tx: Tx, order: Order, actor: string): Promise<void> {
  const known = await bookingOfOrder(tx, order.id)
  const booking = known && (await lockBooking(tx, known.id))
  if (booking?.state !== 'confirmed') return
  await endBooking(tx, booking, 'cancelled')
  await noteInAuditTrail(tx, {
    action: 'booking.cancelled',
    subject_id: booking.id,
    actor,
    detail: { from: booking.vip_table_id ?? 'none', to: 'none', gives_back: 'everything' },
  })
  await oweMail(tx, cancelledMail, booking.id)
  const taken_minor = await moneyAtDoor(tx, booking.id)
  if (taken_minor > 0)
    await openAlert(tx, 'door_money_kept', booking.id, { order: order.id, taken_minor })
}

async function letGo(tx: Tx, { order, payment }: Paid, by: string): Promise<GivenBack> {
  if (order.state !== 'refund_due') await bookRelease(tx, order, payment, by)
  const amount_minor = must(payment.authorised_minor, `what ${payment.id} was promised`)
  return { outcome: 'released', amount_minor }
}

/** Where a bank has kept a part of it for the guest, the rest. */
async function refundRest(tx: Tx, paid: Paid, requested_by: string): Promise<GivenBack> {
  const { order, payment, left_minor: amount_minor } = paid
  const id = newId('rfd')
  await noteInAuditTrail(tx, {
    action: 'refund.requested',
    subject_id: id,
    actor: requested_by,
    detail: { order: order.id, amount_minor },
  })
  const refund = { id, reason: 'owner' as const, amount_minor, ticket_ids: [], requested_by }
  await bookRefund(tx, order, payment, refund)
  return { outcome: 'refunded', amount_minor }
}

/** Nothing is there: a gift of the house, or a deposit whose promise has ended. */
async function endUnpaid(tx: Tx, order: Order, by: string): Promise<GivenBack> {
  if (order.comp_id !== null) {
    // Whoever is in on it stays.
    await takeCompBack(tx, order, by)
    return NOTHING
  }
  const deposit = order.kind === 'vip' ? await depositOf(tx, order.id) : undefined
  if (hasLapsed(deposit)) await endLapsed(tx, order, deposit, by)
  return NOTHING
}

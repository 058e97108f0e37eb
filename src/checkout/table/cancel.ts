import {
  isRefused,
  must,
  newId,
  noteInAuditTrail,
  refuse,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import { lockOrder } from '../../orders/index.ts'
import { depositOf } from '../../payments/index.ts'
import {
  endBooking,
  findBooking,
  lockBooking,
  refuseOver,
  type Booking,
} from '../../tickets/index.ts'
import { bookRefund } from '../book_refund.ts'
import { bookRelease } from '../deposit/book_release.ts'
import { endLapsed, hasLapsed } from '../deposit/resolve_lapsed.ts'
import { cancelledMail, type Till } from '../till.ts'
import type { BookingChange } from './change_booking.ts'
import { refuseDoorMoney } from './door_till.ts'
import { lockPaid, withoutDisputed, type Paid } from './paid_orders.ts'

/** A booking that somebody of the venue calls off, and what goes back of what was paid for it. */
export interface Cancellation extends BookingChange {
  gives_back: 'everything' | 'nothing' | { amount_minor: number }
}

export type CancelRefusal =
  | 'booking_unknown'
  | 'booking_over'
  | 'booking_arrived'
  | 'door_money_taken'
  | 'refund_disputed'
  | 'refund_too_much'
  | 'refund_not_captured'

/**
 * Calls a booking off before anybody of it has come: its passes are void, its table is on sale
 * again, and what the venue gives back is asked for, all in one transaction. So the door is closed
 * before the money leaves. What goes back comes from the first order, then from those for more
 * guests. A deposit that is only authorised is released, or stays and is captured as agreed when
 * the doors open (F53). The guest is told at once; of what goes back another mail tells once it is
 * sent. What a bank has taken back, or may, is left out: of everything it goes back once that is
 * settled. Refuses more than is left, and where all of it is the bank's; a part of what is only
 * authorised; and while what was paid at the door is not given back.
 */
export async function cancelBooking(
  till: Till,
  wanted: Cancellation,
): Promise<Booking | Refused<CancelRefusal>> {
  return transaction(till.db, (tx) => cancel(tx, wanted))
}

async function cancel(
  tx: Tx,
  { booking_id, actor, gives_back }: Cancellation,
): Promise<Booking | Refused<CancelRefusal>> {
  const known = await findBooking(tx, booking_id)
  if (!known) return refuse('booking_unknown', 'booking')
  // Orders and payments first, then the booking: as everybody does who changes them.
  const paid = await lockPaid(tx, known)
  const booking = must(await lockBooking(tx, booking_id), `booking ${booking_id}`)
  if (booking.ended_at) return refuseOver(booking, 'booking')
  // Once somebody has come the table is theirs: it is released, or their money refunded.
  if (booking.state !== 'confirmed') return refuse('booking_arrived', 'booking')
  const inTill = await refuseDoorMoney(tx, booking)
  if (inTill) return inTill
  const parts = await shareOut(tx, paid, gives_back)
  if (isRefused(parts)) return parts
  await endBooking(tx, booking, 'cancelled')
  await noteInAuditTrail(tx, {
    action: 'booking.cancelled',
    subject_id: booking.id,
    actor,
    detail: {
      from: booking.vip_table_id ?? 'none',
      to: 'none',
      gives_back: typeof gives_back === 'string' ? gives_back : 'part',
      gives_back_minor: parts.reduce((sum, { amount_minor }) => sum + amount_minor, 0),
    },
  })
  await oweMail(tx, cancelledMail, booking.id)
  await endDeposit(tx, booking, actor)
  for (const { order, payment, amount_minor } of parts) {
    if (payment.state === 'authorised') await bookRelease(tx, order, payment, actor)
    else {
      const refund = { id: newId('rfd'), reason: 'owner' as const, amount_minor, ticket_ids: [] }
      await bookRefund(tx, order, payment, { ...refund, requested_by: actor })
    }
  }
  return must(await findBooking(tx, booking_id), `booking ${booking_id}`)
}

/** A deposit that has lapsed is decided with its booking. */
async function endDeposit(tx: Tx, { order_id }: Booking, actor: string): Promise<void> {
  const order = order_id ? await lockOrder(tx, order_id) : undefined
  if (!order) return
  const deposit = await depositOf(tx, order.id)
  if (hasLapsed(deposit)) await endLapsed(tx, order, deposit, actor)
}

async function shareOut(
  tx: Tx,
  paid: Paid[],
  givesBack: Cancellation['gives_back'],
): Promise<(Paid & { amount_minor: number })[] | Refused<CancelRefusal>> {
  if (givesBack === 'nothing') return []
  const free = await withoutDisputed(tx, paid)
  if (free.length === 0 && paid.length > 0) return refuse('refund_disputed', 'gives_back')
  const all_minor = free.reduce((sum, { left_minor }) => sum + left_minor, 0)
  let rest_minor = givesBack === 'everything' ? all_minor : givesBack.amount_minor
  if (rest_minor > all_minor)
    return refuse('refund_too_much', 'gives_back.amount_minor', { left_minor: all_minor })
  const parts: (Paid & { amount_minor: number })[] = []
  for (const one of free) {
    const amount_minor = Math.min(rest_minor, one.left_minor)
    rest_minor -= amount_minor
    const isPart = amount_minor > 0 && amount_minor < one.left_minor
    if (isPart && one.payment.state === 'authorised')
      return refuse('refund_not_captured', 'gives_back.amount_minor')
    if (amount_minor > 0) parts.push({ ...one, amount_minor })
  }
  return parts
}

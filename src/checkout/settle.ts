import { openAlert, resolveAlert } from '../alerts/index.ts'
import { findNightById } from '../catalog/index.ts'
import { attemptInside, bug, must, step, type Tx } from '../kernel/index.ts'
import { oweMail } from '../mail/index.ts'
import {
  convertHolds,
  endHolds,
  linesOf,
  lockOrder,
  markExpired,
  markPaid,
  noteLate,
  type LateBecause,
  type Order,
} from '../orders/index.ts'
import {
  findPayment,
  markRevived,
  markStray,
  markSucceeded,
  moneyOf,
  paymentOfIntent,
  type AttemptSource,
  type Intent,
  type Payment,
} from '../payments/index.ts'
import { bookAuthorised } from './deposit/book_authorised.ts'
import { bookCaptured } from './deposit/book_captured.ts'
import { bookRelease } from './deposit/book_release.ts'
import { fulfil, isPaidExactly } from './fulfil.ts'
import { reserve, type StockRefusal } from './goods.ts'
import { missedMove } from './move/offered.ts'
import { sendBack } from './send_back.ts'
import { sendBackLateGuests } from './table/late_guests.ts'
import { lookedAfterMail, type Till } from './till.ts'
import { noteTryOfMoney } from './try.ts'

/**
 * Money has arrived, or a bank has promised it: books it and hands out the tickets, in the caller's
 * transaction, exactly once, whoever calls: webhook, return page, expiry or sweep. `intent` must
 * say `succeeded` or `authorised` (F50); it was read from Stripe, or from a verified event, before
 * the transaction began. Calling again does nothing. False where there is no such order.
 */
export async function settle(
  till: Till,
  tx: Tx,
  intent: Intent,
  source: AttemptSource,
): Promise<boolean> {
  if (intent.status !== 'succeeded' && intent.status !== 'authorised')
    bug(`settle was called for a ${intent.status} intent`)
  if (!intent.order_id) return true // another product's payment in the same Stripe account
  // The order first, then its payment: everybody locks in this sequence, so nobody deadlocks.
  const [order, payment] = await Promise.all([
    lockOrder(tx, intent.order_id),
    paymentOfIntent(tx, intent),
  ])
  if (!order || payment?.order_id !== order.id) {
    // Bound to no order of ours, or presented for another one (F49): never lost, never issued.
    await openAlert(tx, 'order_unknown', intent.id, { order: intent.order_id })
    return order !== undefined
  }
  await resolveAlert(tx, 'money_unbooked', payment.id)
  if (!(await book(till, tx, order, payment, intent, source))) return true
  await noteTryOfMoney(till, tx, payment, intent.last_try, source)
  step('settle.payment_booked')
  tx.afterCommit(() => {
    till.log.info({ order: order.id, payment: payment.id, source }, `payment.${intent.status}`)
    step('settle.committed')
  })
  if (await bookPaid(tx, order, payment)) await handOut(till, tx, order, payment, intent)
  return true
}

/** True when this is the news for which the order is to be handed out. */
async function book(
  till: Till,
  tx: Tx,
  order: Order,
  payment: Payment,
  intent: Intent,
  source: AttemptSource,
): Promise<boolean> {
  if (intent.status === 'authorised') return bookAuthorised(tx, payment, intent)
  if (await bookCaptured(till, tx, order, payment, intent)) return false
  if ((await markSucceeded(tx, payment.id, intent)) === 1) return true
  // Ended, and paid all the same, with no other payment: late money like any other (F42).
  if (order.state === 'expired' && (await markRevived(tx, payment.id, intent)) === 1) return true
  await sendBackStray(till, tx, order, payment, intent, source)
  return false
}

/**
 * Another caller settled it first, which is the usual reason. Else an intent that was given up has
 * been paid all the same: its order may have been paid by another one, so it goes back, once (F25).
 */
async function sendBackStray(
  till: Till,
  tx: Tx,
  order: Order,
  payment: Payment,
  intent: Intent,
  source: AttemptSource,
): Promise<void> {
  if ((await markStray(tx, payment.id, intent)) === 0) return
  await noteTryOfMoney(till, tx, payment, intent.last_try, source)
  await openAlert(tx, 'unexpected_charge', payment.id, { order: order.id, intent: intent.id })
  const about = { order: order.id, payment: payment.id, source }
  tx.afterCommit(() => till.log.warn(about, 'payment.stray'))
  step('settle.stray_booked')
  await sendBack(tx, order, payment.id, 'second_charge')
}

/**
 * open → paid; expired → paid while stock is left (F42), else all of it goes back (F43), as it does
 * for a night that is over or called off, for more guests of a party whose booking has ended, and
 * for a move that cannot be made any more.
 */
async function bookPaid(tx: Tx, order: Order, payment: Payment): Promise<boolean> {
  if (order.state !== 'open' && order.state !== 'expired') {
    // F17: the order has its tickets or its refund already. One payment lives for each order, so
    // only a hand in the books leads here. The money is booked, a person decides.
    await openAlert(tx, 'unexpected_charge', order.id, { order_state: order.state })
    return false
  }
  const missed = (await missedNight(tx, order)) ?? (await missedMove(tx, order))
  if (missed) {
    await markExpired(tx, order.id)
    await sendBackLate(tx, order, payment, missed)
    // Of an open order. Stock is locked last, after a party's booking.
    await endHolds(tx, order.id, 'expired')
    return false
  }
  if (order.state === 'open') {
    await convertHolds(tx, order.id)
  } else {
    const retaken = await attemptInside(tx, async () => {
      const refused = await reserve(tx, order, await linesOf(tx, order.id), null)
      if (refused) throw new SoldOutMeanwhile(refused.refused)
    })
    if ('error' in retaken) {
      if (!(retaken.error instanceof SoldOutMeanwhile)) throw retaken.error
      await sendBackLate(tx, order, payment, retaken.error.because)
      return false
    }
    step('settle.stock_retaken')
  }
  if ((await markPaid(tx, order.id)) === 0) bug(`order ${order.id} was locked and yet changed`)
  step('settle.order_paid')
  return !(await sendBackLateGuests(tx, order))
}

/** A payment may be on its way for days. While the night goes on, what it buys is of use. */
async function missedNight(
  tx: Tx,
  order: Order,
): Promise<'night_over' | 'night_cancelled' | undefined> {
  const night = must(await findNightById(tx, order.night_id), `the night of order ${order.id}`)
  if (night.state !== 'published') return 'night_cancelled'
  return night.is_over ? 'night_over' : undefined
}

async function sendBackLate(
  tx: Tx,
  order: Order,
  payment: Payment,
  because: LateBecause,
): Promise<void> {
  await openAlert(tx, 'refund_due', order.id)
  await noteLate(tx, order.id, because)
  const booked = must(await findPayment(tx, payment.id), 'the payment just booked')
  if (booked.state === 'authorised') await bookRelease(tx, order, booked, 'coatcheck')
  else await sendBack(tx, order, payment.id, 'late_money')
}

/** What is noted of late money, where it is not that nothing is left. */
const BECAUSE: Partial<Record<StockRefusal, LateBecause>> = {
  booking_over: 'party_over',
  booking_unassigned: 'no_table',
}

class SoldOutMeanwhile extends Error {
  override name = 'SoldOutMeanwhile'
  readonly because: LateBecause
  constructor(refused: StockRefusal) {
    super(refused)
    this.because = BECAUSE[refused] ?? 'sold_out'
  }
}

async function handOut(
  till: Till,
  tx: Tx,
  order: Order,
  payment: Payment,
  intent: Intent,
): Promise<void> {
  const booked = asBooked(payment, intent)
  if (!isPaidExactly(order, booked)) {
    // F48: the money is recorded and the order pending; a person decides, and the guest knows.
    const { received_currency } = booked
    const isOther = received_currency !== null && received_currency !== order.currency
    await openAlert(tx, 'amount_mismatch', order.id, {
      due_minor: order.total_minor,
      received_minor: moneyOf(booked) ?? 0,
      ...(isOther && { received_currency }),
    })
    await oweMail(tx, lookedAfterMail, order.id)
    step('settle.mismatch_told')
    return
  }
  await fulfil(till, tx, asPaid(order))
}

/** A locked order as bookPaid has just written it. */
function asPaid(order: Order): Order {
  return { ...order, state: 'paid', fulfilment: 'pending', paid_at: order.now }
}

/** A payment as this intent has just been booked on it. */
function asBooked(payment: Payment, intent: Intent): Payment {
  if (intent.status === 'authorised')
    return { ...payment, state: 'authorised', authorised_minor: intent.authorised_minor }
  const { received_minor, currency: received_currency } = intent
  return { ...payment, state: 'succeeded', received_minor, received_currency }
}

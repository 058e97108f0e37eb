import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatMoment } from './dates.ts'
import { endingOf } from './ending.ts'
import type { OrderStage } from './order_stage.ts'
import type { DepositView, OrderPageView, PurchaseView } from './views.ts'
import { endOf, whyBack } from './why_back.ts'

/** An order with its deposit, if its card is charged later. */
export type DepositedView = PurchaseView & { deposit: DepositView | null }

/**
 * What an order's page says in place of its stage's words while nothing was charged: "paid" and
 * "your money is coming back" would be wrong. Undefined where the ordinary words are right.
 */
export function depositWords(
  view: OrderPageView,
  stage: OrderStage,
): { heading: string; text: string } | undefined {
  const { deposit } = view
  if (!deposit || !isUncharged(view)) return undefined
  const { preparing, delayed, endings, endedWaived, ...ended } = messagesFor(view.locale).deposits
  if (stage === 'preparing') return preparing
  if (stage === 'delayed') return delayed
  if (stage !== 'refund_due' && stage !== 'refunded') return undefined
  // It had ended long before, and its guest knows: nothing becomes free now.
  const text = deposit.is_waived
    ? endedWaived(whyBack(view))
    : ended[stage](amountOf(view, deposit), whyBack(view))
  return { heading: endings[endOf(view)], text }
}

/**
 * The sentence about the deposit of a table that is, or was, booked: whether, and when, the card is
 * charged. Of a booking that is over it does not say that it stands.
 */
export function depositNote(view: DepositedView): string | undefined {
  const { deposit, venue, party, locale } = view
  if (!deposit) return undefined
  const { deposits } = messagesFor(locale)
  const amount = amountOf(view, deposit)
  if (deposit.state === 'authorised') return reservedWords(view, amount)
  if (deposit.state === 'succeeded') return deposits.captured(amount)
  if (endingOf(party)) return deposit.is_waived ? deposits.freedWaived() : deposits.freed(amount)
  return deposit.is_waived ? deposits.waived() : deposits.expired(amount, venue.name)
}

/** A night that is cancelled is not charged; of a booking that is over the deposit may be kept. */
export function reservedWords(view: PurchaseView, amount: string): string {
  const { night, venue, party, locale } = view
  const doors = doorsOf(view)
  const { deposits } = messagesFor(locale)
  if (night.state === 'cancelled') return deposits.nightCancelled(amount, venue.name)
  return endingOf(party)
    ? deposits.kept(amount, venue.name, doors)
    : deposits.reserved(amount, doors)
}

/** When the doors open, as a guest reads it. */
export function doorsOf({ night, venue, locale }: PurchaseView): string {
  return formatMoment(night.doors_at, locale, venue.time_zone)
}

/** Is it reserved, or was it, and was never charged? */
export function isUncharged({ deposit }: { deposit: DepositView | null }): boolean {
  return deposit !== null && deposit.state !== 'succeeded' && deposit.state !== 'stray'
}

/** There is a receipt for what was charged, and a confirmation of what the house gives. */
export function hasReceipt(view: Pick<OrderPageView, 'order' | 'deposit' | 'charge'>): boolean {
  if (view.order.comp_id !== null) return view.order.state === 'fulfilled'
  return view.charge !== null && !isUncharged(view)
}

function amountOf({ order, locale }: DepositedView, { amount_minor }: DepositView): string {
  return formatMoney({ amount_minor, currency: order.currency }, locale)
}

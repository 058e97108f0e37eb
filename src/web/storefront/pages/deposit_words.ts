import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatMoment } from './dates.ts'
import type { OrderStage } from './order_stage.ts'
import type { DepositView, OrderPageView } from './views.ts'

/**
 * What an order's page says in place of its stage's words while nothing was charged: "paid" and
 * "your money is coming back" would be wrong. Undefined where the ordinary words are right.
 */
export function depositWords(
  view: OrderPageView,
  stage: OrderStage,
): { heading: string; text: string } | undefined {
  const { deposit } = view
  if (!deposit || !isUncharged(deposit)) return undefined
  const { preparing, delayed, ...ended } = messagesFor(view.locale).deposits
  if (stage === 'preparing') return preparing
  if (stage === 'delayed') return delayed
  if (stage !== 'refund_due' && stage !== 'refunded') return undefined
  const { heading, text } = ended[stage]
  return { heading, text: text(amountOf(view, deposit)) }
}

/** The sentence about a booked table's deposit: whether, and when, the card is charged. */
export function depositNote(view: OrderPageView, stage: OrderStage): string | undefined {
  const { deposit, night, venue, locale } = view
  if (!deposit || stage !== 'ready') return undefined
  const { deposits } = messagesFor(locale)
  const amount = amountOf(view, deposit)
  const doors = formatMoment(night.doors_at, locale, venue.time_zone)
  if (deposit.state === 'authorised') return deposits.reserved(amount, doors)
  if (deposit.state === 'succeeded') return deposits.captured(amount)
  return deposit.is_waived ? deposits.waived() : deposits.expired(amount, venue.name)
}

/** There is a receipt for what was charged, and for nothing else. */
export function hasReceipt({ deposit }: { deposit: DepositView | null }): boolean {
  return !deposit || !isUncharged(deposit)
}

const isUncharged = ({ state }: DepositView) => state !== 'succeeded' && state !== 'stray'

function amountOf({ order, locale }: OrderPageView, { amount_minor }: DepositView): string {
  return formatMoney({ amount_minor, currency: order.currency }, locale)
}

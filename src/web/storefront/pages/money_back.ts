import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { endingOf } from './ending.ts'
import type { BookedView, RefundView } from './views.ts'

/** Money that has come from the guest's card, and when. */
export interface ChargeView {
  amount_minor: number
  currency: string
  at: Date
}

/** What has become of an order's money that goes back, in minor units. */
export interface MoneyBack {
  /** Asked for, not yet confirmed by Stripe. */
  requested_minor: number
  sent_minor: number
  /** Came back to us from the guest's bank, and nothing has taken its place yet (F62). */
  unsent_minor: number
}

/** Adds up the refunds of what the order cost; payments that it did not need are left out. */
export function moneyBack({ refunds, unsent }: Pick<BookedView, 'refunds' | 'unsent'>): MoneyBack {
  const ours = refunds.filter(({ is_stray }) => !is_stray)
  return {
    requested_minor: sum(ours.filter(({ state }) => state === 'requested')),
    sent_minor: sum(ours.filter(({ state }) => state === 'succeeded')),
    unsent_minor: unsent.ours_minor,
  }
}

/** What goes back of several orders. */
export function addUp(backs: MoneyBack[]): MoneyBack {
  const all = (part: keyof MoneyBack) => backs.reduce((total, back) => total + back[part], 0)
  return {
    requested_minor: all('requested_minor'),
    sent_minor: all('sent_minor'),
    unsent_minor: all('unsent_minor'),
  }
}

/** What has become of money that goes back, in sentences; `money` writes an amount. */
function backWords(
  { requested_minor, sent_minor, unsent_minor }: MoneyBack,
  money: (amount_minor: number) => string,
  { locale, venue }: Pick<BookedView, 'locale' | 'venue'>,
): string[] {
  const messages = messagesFor(locale).refunds
  return [
    ...(requested_minor > 0 ? [messages.requested(money(requested_minor))] : []),
    ...(sent_minor > 0 ? [messages.sent(money(sent_minor))] : []),
    ...(unsent_minor > 0 ? [messages.unsent(money(unsent_minor), venue.name)] : []),
  ]
}

/** The sentences about money that goes back, for the order's page; none when none does. */
export function moneyNotes(view: BookedView): string[] {
  const { order, locale, venue, refunds, unsent } = view
  const messages = messagesFor(locale).refunds
  const money = (amount_minor: number) =>
    formatMoney({ amount_minor, currency: order.currency }, locale)
  const back = moneyBack(view)
  const strays = refunds.filter(({ is_stray }) => is_stray)
  const isClosed = order.state === 'refund_due' || order.state === 'refunded'
  // Of an order that is closed, the page's first sentence has said the rest.
  const told = isClosed && !unsent.is_lost ? { ...back, requested_minor: 0, sent_minor: 0 } : back
  const notes = backWords(told, money, view)
  if (!isClosed && notes.length > 0) notes.push(...ticketNotes(view))
  for (const { state, amount_minor } of strays) {
    if (state === 'requested') notes.push(messages.straySoon(money(amount_minor)))
    if (state === 'succeeded') notes.push(messages.straySent(money(amount_minor)))
  }
  if (unsent.strays_minor > 0) notes.push(messages.unsent(money(unsent.strays_minor), venue.name))
  return notes
}

/**
 * Whether the tickets still count, where only part of the money goes back. Of a party that is over
 * the page's first sentence says what counts.
 */
function ticketNotes({ tickets, party, locale }: BookedView): string[] {
  const { refunds: messages, bookings } = messagesFor(locale)
  if (party) return party.passes.length > 0 && !endingOf(party) ? [bookings.stays] : []
  const own = tickets.filter(({ voided_reason }) => voided_reason !== 'duplicate')
  if (own.length === 0) return []
  const voided = own.filter(({ state }) => state === 'voided').length
  return [voided === 0 ? messages.kept(own.length) : messages.voided(voided, own.length)]
}

const sum = (refunds: RefundView[]) =>
  refunds.reduce((total, { amount_minor }) => total + amount_minor, 0)

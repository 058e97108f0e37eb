import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay } from '../pages/dates.ts'
import { reservedWords } from '../pages/deposit_words.ts'
import { orderPath } from '../pages/layout.ts'
import { backWords } from '../pages/money_back.ts'
import type { MoneyOfParty } from '../money_of_party.ts'
import type { Mail } from './confirmation.ts'
import type { BookingMailView } from './booking.ts'
import { noteMail } from './note.ts'

/** A booking that was called off, with what becomes of all the money that was paid for it. */
export type CancelledMailView = BookingMailView & MoneyOfParty

/** The mail that tells a guest that a booking is called off, and what becomes of the money. */
export function cancelledMail(view: CancelledMailView): Mail {
  const { night, venue, order, party, locale } = view
  const { cancelledMail: messages, bookings } = messagesFor(locale)
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  const money = moneyWords(view)
  return noteMail(view, {
    subject: messages.subject(night.title, day),
    heading: messages.heading,
    preview: money.join(' '),
    sentences: [messages.intro(night.title), ...money],
    facts: [[bookings.panel.policy, party.policy]],
    links: [[messages.open, view.publicUrl + orderPath(order)]],
  })
}

/** What is charged and what is only reserved are never added up into one. */
function moneyWords(view: CancelledMailView): string[] {
  const { order, venue, deposit, party, back, kept_minor, locale } = view
  const messages = messagesFor(locale).cancelledMail
  const { currency } = order
  const write = (amount_minor: number) => formatMoney({ amount_minor, currency }, locale)
  const returned = backWords(back, write, view)
  const keeps = returned.length > 0 ? messages.keptRest : messages.kept
  const kept = party.is_disputed
    ? messages.disputed(write(kept_minor))
    : keeps(write(kept_minor), venue.name)
  const isReserved = deposit?.state === 'authorised'
  const words = [
    ...returned,
    ...(kept_minor > 0 ? [kept] : []),
    ...(isReserved ? [reservedWords(view, write(deposit.amount_minor))] : []),
  ]
  return words.length > 0 ? words : [messages.nothing]
}

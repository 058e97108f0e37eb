import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay } from '../pages/dates.ts'
import { reservedWords } from '../pages/deposit_words.ts'
import { orderPath } from '../pages/layout.ts'
import type { MoneyOfParty } from '../money_of_party.ts'
import type { Mail } from './confirmation.ts'
import type { BookingMailView } from './booking.ts'
import type { NightCancelledMailView } from './night_cancelled.ts'
import { noteMail } from './note.ts'

/** A booking that was called off, with what becomes of all the money that was paid for it. */
export type CancelledMailView = BookingMailView & MoneyOfParty

/** The mail that tells a guest that a booking is called off, and what becomes of the money. */
export function cancelledMail(view: CancelledMailView): Mail {
  return draw(view, messagesFor(view.locale).cancelledMail)
}

/** The mail that tells the same guest, later, that a bank did not take money that was sent back. */
export function unsentMail(view: CancelledMailView): Mail {
  return draw(view, messagesFor(view.locale).cancelledMail.unsent)
}

interface Words {
  subject: (title: string, when: string) => string
  heading: string
  intro: (title: string) => string
}

function draw(view: CancelledMailView, { subject, heading, intro }: Words): Mail {
  const { night, venue, order, party, locale } = view
  const { cancelledMail: messages, bookings } = messagesFor(locale)
  const money = moneyWords(view)
  return noteMail(view, {
    subject: subject(night.title, formatDay(night.doors_at, locale, venue.time_zone)),
    heading,
    preview: money.join(' '),
    sentences: [intro(night.title), ...money],
    facts: [[bookings.panel.policy, party.policy]],
    links: [[messages.open, view.publicUrl + orderPath(order)]],
  })
}

/**
 * What becomes of the money, in sentences. What is charged and what is only reserved are never
 * added up into one.
 */
export function moneyWords(view: NightCancelledMailView): string[] {
  const { order, venue, deposit, back, kept_minor, disputed_minor, lost_minor, locale } = view
  const { cancelledMail: messages, refunds } = messagesFor(locale)
  const { currency } = order
  const write = (amount_minor: number) => formatMoney({ amount_minor, currency }, locale)
  const { unsent_minor } = back
  // Whether it is sent already is for its own mail to tell.
  const back_minor = back.requested_minor + back.sent_minor
  const gone_minor = back_minor + unsent_minor + lost_minor
  const argues = gone_minor > 0 ? messages.disputedRest : messages.disputed
  const keeps = gone_minor + disputed_minor > 0 ? messages.keptRest : messages.kept
  const words = [
    ...(back_minor > 0 ? [messages.back(write(back_minor))] : []),
    ...(unsent_minor > 0 ? [refunds.unsent(write(unsent_minor), venue.name)] : []),
    ...(lost_minor > 0 ? [messages.taken(write(lost_minor))] : []),
    ...(disputed_minor > 0 ? [argues(write(disputed_minor))] : []),
    ...(kept_minor > 0 ? [keeps(write(kept_minor), venue.name)] : []),
    ...(deposit?.state === 'authorised' ? [reserved(view, write(deposit.amount_minor))] : []),
  ]
  return words.length > 0 ? words : [messages.nothing]
}

/** It is let go with its order, or stays, and is charged as agreed. */
function reserved(view: NightCancelledMailView, amount: string): string {
  const { freed } = messagesFor(view.locale).cancelledMail
  return view.order.state === 'refund_due' ? freed(amount) : reservedWords(view, amount)
}

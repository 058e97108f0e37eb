import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay } from '../pages/dates.ts'
import { endingOf } from '../pages/ending.ts'
import { orderPath } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'
import type { Mail } from './confirmation.ts'
import { noteMail } from './note.ts'

/** An order whose deposit was reserved and is charged now, in minor units. */
export interface ChargedMailView extends PurchaseView {
  charged_minor: number
}

/** The mail that tells a guest that a deposit has been charged, with the way to its receipt. */
export function chargedMail(view: ChargedMailView): Mail {
  const { night, venue, order, party, locale } = view
  const { chargedMail: messages, bookings } = messagesFor(locale)
  const money = { amount_minor: view.charged_minor, currency: order.currency }
  const amount = formatMoney(money, locale)
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  const ending = endingOf(party)
  const page = view.publicUrl + orderPath(order)
  return noteMail(view, {
    subject: messages.subject(night.title, day),
    heading: messages.heading,
    preview: messages.agreed,
    sentences: [
      messages.intro(amount, night.title),
      messages.agreed,
      ...(ending ? [bookings.endings[ending].text] : []),
    ],
    facts: [[messages.amount, amount]],
    links: [
      [messages.receipt, `${page}/receipt.pdf`],
      [messages.open, page],
    ],
  })
}

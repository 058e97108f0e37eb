import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay } from '../pages/dates.ts'
import { orderPath } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'
import type { Mail } from './confirmation.ts'
import { noteMail } from './note.ts'

/** An order whose deposit was reserved and is free again, in minor units. */
export interface ReleasedMailView extends PurchaseView {
  released_minor: number
}

/** The mail that tells a guest that a booking has ended and that nothing was charged for it. */
export function releasedMail(view: ReleasedMailView): Mail {
  const { night, venue, order, locale } = view
  const messages = messagesFor(locale).releasedMail
  const money = { amount_minor: view.released_minor, currency: order.currency }
  const amount = formatMoney(money, locale)
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  return noteMail(view, {
    subject: messages.subject(night.title, day),
    heading: messages.heading,
    preview: messages.arrives,
    sentences: [messages.intro(amount, night.title), messages.arrives],
    facts: [[messages.amount, amount]],
    links: [[messages.open, view.publicUrl + orderPath(order)]],
  })
}

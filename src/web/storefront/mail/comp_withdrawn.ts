import { messagesFor } from '../../messages.ts'
import { formatDay } from '../pages/dates.ts'
import { orderPath } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'
import type { Mail } from './confirmation.ts'
import { noteMail } from './note.ts'

/** The mail that tells a guest that the house has taken back what it gave. */
export function compWithdrawnMail(view: PurchaseView): Mail {
  const { night, venue, order, locale } = view
  const { withdrawnMail: messages } = messagesFor(locale).comps
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  return noteMail(view, {
    subject: messages.subject(night.title, day),
    heading: messages.heading,
    preview: messages.nothing,
    sentences: [messages.intro(venue.name, night.title), messages.nothing],
    facts: [],
    links: [[messages.open, view.publicUrl + orderPath(order)]],
  })
}

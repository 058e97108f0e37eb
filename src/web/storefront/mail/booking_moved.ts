import type { VipTable } from '../../../catalog/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay, formatNight } from '../pages/dates.ts'
import { orderPath, town } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'
import { bookingMovedHtml } from './booking_moved_html.ts'
import type { Mail } from './confirmation.ts'
import { oneLine, mailText } from './frame.ts'

/** What the mail about another table is made of. */
export interface BookingMovedView extends PurchaseView {
  /** Null while another one is being chosen. */
  table: VipTable | null
}

/** What both forms of the mail say. */
export interface MovedWords {
  subject: string
  preview: string
  intro: string
  /** Its name and zone, or that it is being chosen. */
  table: string
}

/** The mail that tells a booker where the party sits now: HTML, and a text that is complete. */
export function bookingMovedMail(view: BookingMovedView): Mail {
  const words = movedWords(view)
  return {
    subject: oneLine(words.subject),
    html: bookingMovedHtml(view, words),
    text: bookingMovedText(view, words),
    attachments: [],
  }
}

function movedWords({ night, venue, table, locale }: BookingMovedView): MovedWords {
  const { movedMail: messages } = messagesFor(locale)
  const { title } = night
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  if (!table) {
    const { subject, intro, ...plain } = messages.waits
    return { ...plain, subject: subject(title, day), intro: intro(title) }
  }
  const { name, zone } = table
  return {
    subject: messages.subject(name, title, day),
    preview: messages.preview(name, zone),
    intro: messages.intro(name, zone, title),
    table: `${name}, ${zone}`,
  }
}

function bookingMovedText(view: BookingMovedView, words: MovedWords): string {
  const { venue, night, order, locale } = view
  const { mail, bookingMail, movedMail: messages } = messagesFor(locale)
  return mailText(view, [
    mail.greeting(oneLine(order.guest_name ?? '')),
    '',
    oneLine(words.intro),
    messages.nothing,
    '',
    oneLine(`${messages.table}: ${words.table}`),
    `${mail.when}: ${formatNight(night, locale, venue.time_zone)}`,
    `${mail.where}: ${oneLine(`${venue.name}, ${venue.street}, ${town(venue)}`)}`,
    `${mail.order}: ${order.id}`,
    '',
    `${messages.open}: ${view.publicUrl}${orderPath(order)}`,
    '',
    bookingMail.sender(oneLine(venue.name)),
  ])
}

import type { VipTable } from '../../../catalog/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay, formatNight } from '../pages/dates.ts'
import { orderPath, town } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'
import { bookingMovedHtml } from './booking_moved_html.ts'
import type { Mail } from './confirmation.ts'
import { oneLine } from './frame.ts'

/** What the mail about another table is made of. */
export interface BookingMovedView extends PurchaseView {
  table: VipTable
}

/** The mail that tells a booker where the party sits now: HTML, and a text that is complete. */
export function bookingMovedMail(view: BookingMovedView): Mail {
  const { night, venue, table, locale } = view
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  return {
    subject: oneLine(messagesFor(locale).movedMail.subject(table.name, night.title, day)),
    html: bookingMovedHtml(view),
    text: bookingMovedText(view),
    attachments: [],
  }
}

function bookingMovedText(view: BookingMovedView): string {
  const { venue, night, order, table, locale } = view
  const { mail, bookingMail, movedMail: messages } = messagesFor(locale)
  const [name, zone] = [oneLine(table.name), oneLine(table.zone)]
  return [
    mail.greeting(oneLine(order.guest_name ?? '')),
    '',
    messages.intro(name, zone, oneLine(night.title)),
    messages.nothing,
    '',
    `${messages.table}: ${name}, ${zone}`,
    `${mail.when}: ${formatNight(night, locale, venue.time_zone)}`,
    `${mail.where}: ${oneLine(`${venue.name}, ${venue.street}, ${town(venue)}`)}`,
    `${mail.order}: ${order.id}`,
    '',
    `${messages.open}: ${view.publicUrl}${orderPath(order)}`,
    '',
    bookingMail.sender(oneLine(venue.name)),
    '',
  ].join('\n')
}

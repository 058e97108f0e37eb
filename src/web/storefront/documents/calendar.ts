import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Night, Venue } from '../../../catalog/index.ts'
import { messagesFor } from '../../messages.ts'
import { tableWords } from '../pages/booking_panel.ts'
import { formatMoment, formatNight, formatTime } from '../pages/dates.ts'
import { orderPath, passPath, town } from '../pages/layout.ts'
import type { PassPageView } from '../pages/pass.ts'
import type { TableName } from '../pages/party_view.ts'
import type { PurchaseView } from '../pages/views.ts'

/**
 * The night as an iCalendar file (RFC 5545). Its times are UTC, which every calendar shows in the
 * guest's zone: a TZID would be right only with the zone's whole rules beside it. The venue's
 * wall clock is said in words. The UID belongs to the order, so importing twice adds once.
 */
export function nightCalendar(view: PurchaseView): string {
  const { order, party, locale } = view
  const { calendar, bookings } = messagesFor(locale)
  return draw(view, {
    id: order.id,
    stamp: order.paid_at ?? order.placed_at,
    link: view.publicUrl + orderPath(order),
    linkTerm: party ? bookings.calendar : calendar.tickets,
    words: party ? seatWords(view, party) : [],
  })
}

/** The same for the guest who has claimed a pass. */
export function passCalendar(view: PassPageView): string {
  return draw(view, {
    id: view.pass.id,
    stamp: view.night.doors_at,
    link: view.publicUrl + passPath(view.pass),
    linkTerm: messagesFor(view.locale).passes.title,
    words: seatWords(view, view),
  })
}

interface Frame {
  venue: Venue
  night: Night
  locale: string
  publicUrl: string
}

interface Entry {
  id: string
  stamp: Date
  link: string
  linkTerm: string
  /** Lines of the description, before the line-up. */
  words: string[]
}

function draw(view: Frame, entry: Entry): string {
  const { venue, night, locale } = view
  const messages = messagesFor(locale).calendar
  const calendar = ical({
    name: venue.name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Coatcheck', product: 'Storefront', language: 'EN' },
  })
  calendar.createEvent({
    id: `${entry.id}@${new URL(view.publicUrl).hostname}`,
    stamp: entry.stamp,
    start: night.doors_at,
    end: night.ends_at,
    summary: `${night.title} – ${venue.name}`,
    description: [
      formatNight(night, locale, venue.time_zone),
      messages.doors(formatTime(night.doors_at, locale, venue.time_zone)),
      ...entry.words,
      night.lineup.join(', '),
      `${entry.linkTerm}: ${entry.link}`,
    ]
      .filter(Boolean)
      .join('\n'),
    location: `${venue.name}, ${venue.street}, ${town(venue)}`,
    url: entry.link,
    status: night.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  return calendar.toString()
}

/** "Table: Table 7, Gallery" and "Arrive by: Sat 28 Nov, 23:30". */
function seatWords(
  { locale, venue }: Frame,
  { table, arrive_by }: { table: TableName | null; arrive_by: Date },
): string[] {
  const { panel } = messagesFor(locale).bookings
  const arrive = `${panel.arrive}: ${formatMoment(arrive_by, locale, venue.time_zone)}`
  return table ? [`${panel.table}: ${tableWords(table, locale)}`, arrive] : [arrive]
}

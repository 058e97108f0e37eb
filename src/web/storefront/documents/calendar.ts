import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { messagesFor } from '../../messages.ts'
import { formatNight, formatTime } from '../pages/dates.ts'
import { orderPath, town } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'

/**
 * The night as an iCalendar file (RFC 5545). Its times are UTC, which every calendar shows in the
 * guest's zone: a TZID would be right only with the zone's whole rules beside it. The venue's
 * wall clock is said in words. The UID belongs to the order, so importing twice adds once.
 */
export function nightCalendar(view: PurchaseView): string {
  const { venue, night, order, locale } = view
  const messages = messagesFor(locale).calendar
  const link = view.publicUrl + orderPath(order)
  const calendar = ical({
    name: venue.name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Coatcheck', product: 'Storefront', language: 'EN' },
  })
  calendar.createEvent({
    id: `${order.id}@${new URL(view.publicUrl).hostname}`,
    stamp: order.paid_at ?? order.placed_at,
    start: night.doors_at,
    end: night.ends_at,
    summary: `${night.title} – ${venue.name}`,
    description: [
      formatNight(night, locale, venue.time_zone),
      messages.doors(formatTime(night.doors_at, locale, venue.time_zone)),
      night.lineup.join(', '),
      `${messages.tickets}: ${link}`,
    ]
      .filter(Boolean)
      .join('\n'),
    location: `${venue.name}, ${venue.street}, ${town(venue)}`,
    url: link,
    status: night.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  return calendar.toString()
}

import { messagesFor } from '../../messages.ts'
import { groupCode, qrPng } from '../documents/qr.ts'
import { formatDay } from '../pages/dates.ts'
import { orderPath, passPath } from '../pages/layout.ts'
import type { PassView } from '../pages/party_view.ts'
import { countOf } from '../pages/ticket_list.ts'
import type { PurchaseView, TicketView } from '../pages/views.ts'
import type { Mail } from './confirmation.ts'
import { noteMail } from './note.ts'

/** A ticket, or a pass, that has a new code. */
export interface ReissuedMailView extends PurchaseView {
  tickets: TicketView[]
  entry: { ticket: TicketView } | { pass: PassView }
}

/** The mail that brings a ticket's new code, or a pass's new link, and says so of the old one. */
export function reissuedMail(view: ReissuedMailView): Mail {
  const { night, venue, order, entry, locale } = view
  const { reissuedMail: messages } = messagesFor(locale)
  const kind = 'ticket' in entry ? 'ticket' : 'pass'
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  const open: [string, string] = [messages.open[kind], view.publicUrl + orderPath(order)]
  const mail = noteMail(view, {
    subject: messages.subject[kind](night.title, day),
    heading: messages.heading[kind],
    preview: messages.old[kind],
    sentences: [messages.intro[kind](night.title), messages.old[kind]],
    facts: factsOf(view),
    links:
      'pass' in entry ? [open, [messages.link, view.publicUrl + passPath(entry.pass)]] : [open],
  })
  return { ...mail, attachments: 'ticket' in entry ? [picture(entry.ticket)] : [] }
}

function factsOf({ entry, tickets, locale }: ReissuedMailView): [string, string][] {
  const { reissuedMail: messages, order, bookingMail } = messagesFor(locale)
  if ('pass' in entry) return [[messages.pass, bookingMail.pass(entry.pass.ordinal)]]
  const { typeName, ordinal, code } = entry.ticket
  const which = order.ticketOf(ordinal, countOf(tickets, entry.ticket))
  return [
    [messages.ticket, `${typeName}, ${which}`],
    [messages.code, groupCode(code)],
  ]
}

/** Beside the words, to be shown at the door by whoever looks at the mail alone. */
function picture({ id, code }: TicketView): Mail['attachments'][number] {
  const content = qrPng(code)
  return { filename: 'ticket.png', cid: `${id}@coatcheck`, content, contentType: 'image/png' }
}

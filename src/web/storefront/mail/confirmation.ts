import { messagesFor } from '../../messages.ts'
import { groupCode, qrPng } from '../documents/qr.ts'
import { formatNight } from '../pages/dates.ts'
import { orderPath, town } from '../pages/layout.ts'
import type { ConfirmationView, TicketView } from '../pages/views.ts'
import { countOf } from '../pages/ticket_list.ts'
import { priceShares } from '../pages/price_shares.ts'
import { confirmationHtml } from './confirmation_html.ts'
import {
  leadWords,
  mailText,
  oneLine,
  senderWords,
  subjectOf,
  totalWords,
  type Moved,
} from './frame.ts'

export interface MailAttachment {
  filename: string
  /** What the HTML refers to as cid:…; stable for a ticket. */
  cid: string
  content: Buffer
  contentType: string
}

/** A finished mail, for whoever sends it to address. */
export interface Mail {
  subject: string
  html: string
  text: string
  attachments: MailAttachment[]
}

/** One ticket as the mail shows it. */
export interface MailTicket {
  cid: string
  name: string
  /** "1 of 2" */
  count: string
  /** In groups of four. */
  code: string
}

/**
 * The mail that brings the tickets: HTML with a QR code each, and a text that is complete in
 * itself. Voided tickets are left out. The subject is one line, whatever the night is called.
 */
export function confirmationMail(view: ConfirmationView & Moved): Mail {
  const messages = messagesFor(view.locale).mail
  const valid = view.tickets.filter((ticket) => ticket.state === 'valid')
  const tickets = valid.map((ticket) => mailTicket(view, ticket))
  return {
    subject: subjectOf(view, messages.subject),
    html: confirmationHtml(view, tickets),
    text: confirmationText(view, tickets),
    attachments: valid.map((ticket, i) => ({
      filename: `ticket-${i + 1}.png`,
      cid: cidOf(ticket),
      content: qrPng(ticket.code),
      contentType: 'image/png',
    })),
  }
}

function confirmationText(view: ConfirmationView & Moved, tickets: MailTicket[]): string {
  const { venue, night, order, locale } = view
  const messages = messagesFor(locale).mail
  return mailText(view, [
    messages.greeting(oneLine(order.guest_name ?? '')),
    '',
    messages.intro(tickets.length, oneLine(night.title)),
    ...leadWords(view).map(oneLine),
    '',
    `${messages.when}: ${formatNight(night, locale, venue.time_zone)}`,
    `${messages.where}: ${oneLine(`${venue.name}, ${venue.street}, ${town(venue)}`)}`,
    '',
    ...tickets.flatMap((ticket) => [
      `${messages.ticket} ${ticket.count}: ${ticket.name}`,
      `${messages.code}: ${ticket.code}`,
      '',
    ]),
    messages.show,
    '',
    `${messages.open}: ${view.publicUrl}${orderPath(order)}`,
    messages.keep,
    '',
    ...view.lines.map((line) => `${line.quantity} × ${oneLine(line.name)}`),
    totalWords(view),
    ...[priceShares(view)].filter(Boolean),
    `${messages.order}: ${order.id}`,
    '',
    oneLine(senderWords(view)),
  ])
}

function mailTicket(view: ConfirmationView & Moved, ticket: TicketView): MailTicket {
  const count = countOf(view.tickets, ticket)
  return {
    cid: cidOf(ticket),
    name: oneLine(ticket.typeName),
    count: messagesFor(view.locale).order.ticketOf(ticket.ordinal, count),
    code: groupCode(ticket.code),
  }
}

function cidOf(ticket: TicketView): string {
  return `${ticket.id}@coatcheck`
}

import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { formatNight } from '../pages/dates.ts'
import { town } from '../pages/layout.ts'
import type { ConfirmationView } from '../pages/views.ts'
import type { MailTicket } from './confirmation.ts'
import { priceShares } from '../pages/price_shares.ts'
import {
  DIM,
  FONT,
  INK,
  mailHtml,
  QR_PIXELS,
  leadWords,
  openButton,
  totalWords,
  greetingHtml,
  type Moved,
} from './frame.ts'

/** The confirmation as HTML. */
export function confirmationHtml(view: ConfirmationView & Moved, tickets: MailTicket[]): string {
  const messages = messagesFor(view.locale).mail
  return mailHtml(view, {
    preview: messages.preview(tickets.length),
    heading: messages.heading,
    rows: [
      opening(view, tickets.length),
      ...tickets.map((ticket) => ticketRow(view, ticket)),
      closing(view),
    ],
  })
}

function opening(view: ConfirmationView & Moved, count: number): string {
  const { venue, night, locale } = view
  const messages = messagesFor(locale).mail
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  return html`<tr>
    <td style="padding:28px 28px 10px;">
      !${greetingHtml(view, text, messages.intro(count, night.title))}
      !${leadWords(view).map((words) => html`<p style="${text}"><strong>${words}</strong></p>`)}
      <p style="${text}">
        <strong>${formatNight(night, locale, venue.time_zone)}</strong><br />
        ${venue.name}, ${venue.street}, ${town(venue)}
      </p>
      !${openButton(view, messages.open)}
      <p style="${FONT}${DIM}font-size:14px;line-height:20px;margin:0 0 14px;">${messages.show}</p>
    </td>
  </tr>`
}

function ticketRow(view: ConfirmationView & Moved, ticket: MailTicket): string {
  const messages = messagesFor(view.locale)
  const line = `${FONT}${INK}font-size:16px;line-height:24px;margin:0;`
  return html`<tr>
    <td align="center" style="padding:24px 28px;border-top:2px dashed #cfc7bd;">
      <table role="presentation" cellpadding="0" cellspacing="0" bgcolor="#ffffff">
        <tr>
          <td bgcolor="#ffffff" style="background:#ffffff;padding:0;">
            <img
              src="cid:${ticket.cid}"
              width="${QR_PIXELS}"
              height="${QR_PIXELS}"
              alt="${messages.mail.code} ${ticket.code}"
              style="display:block;border:0;"
            />
          </td>
        </tr>
      </table>
      <p style="${line}font-weight:700;padding-top:8px;">${ticket.name}</p>
      <p style="${line}">${messages.mail.ticket} ${ticket.count}</p>
      <p
        style="${DIM}font-family:Menlo,Consolas,monospace;font-size:13px;line-height:20px;margin:0;"
      >
        ${ticket.code}
      </p>
    </td>
  </tr>`
}

function closing(view: ConfirmationView & Moved): string {
  const { order, locale, lines } = view
  const messages = messagesFor(locale).mail
  const text = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  const shares = priceShares(view)
  return html`<tr>
    <td style="padding:24px 28px 28px;border-top:2px dashed #cfc7bd;">
      <p style="${text}${INK}">
        !${lines.map((line) => html`${line.quantity} × ${line.name}<br />`)}
        <strong>${totalWords(view)}</strong>
      </p>
      !${shares ? html`<p style="${text}">${shares}</p>` : ''}
      <p style="${text}">${messages.order} ${order.id}</p>
      <p style="${text}margin:0;">${messages.keep}</p>
    </td>
  </tr>`
}

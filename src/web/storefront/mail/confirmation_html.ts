import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatNight } from '../pages/dates.ts'
import { orderPath, town } from '../pages/layout.ts'
import type { ConfirmationView } from '../pages/views.ts'
import type { MailTicket } from './confirmation.ts'

/** Mail programs know neither our style sheet nor our typeface: everything stands in place. */
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
const BUTTON = `${FONT}display:inline-block;background:#0d0b0a;color:#ffffff;font-size:16px;
font-weight:700;text-decoration:none;padding:14px 24px;border-radius:4px;`
const INK = 'color:#14110f;'
const DIM = 'color:#5d544b;'
/** Shown at this width; the picture has about twice as many pixels. */
const QR_PIXELS = 200

/** The confirmation as HTML: tables and inline styles, on white whatever the program's theme. */
export function confirmationHtml(view: ConfirmationView, tickets: MailTicket[]): string {
  const messages = messagesFor(view.locale).mail
  const { night, venue } = view
  return html`<!doctype html>
    <html lang="${view.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <meta name="supported-color-schemes" content="light" />
        <title>${night.title}</title>
      </head>
      <body style="margin:0;padding:0;background:#efeae2;">
        <div style="display:none;max-height:0;overflow:hidden;">
          ${messages.preview(tickets.length)}
        </div>
        <div role="main">
          <table role="presentation" width="100%" cellpadding="0" cellspacing="0" bgcolor="#efeae2">
            <tr>
              <td align="center" style="padding:24px 12px;">
                <table
                  role="presentation"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  style="max-width:560px;background:#ffffff;border-radius:6px;overflow:hidden;"
                  bgcolor="#ffffff"
                >
                  !${head(view)}!${opening(view, tickets.length)}
                  !${tickets.map((ticket) => ticketRow(view, ticket))}!${closing(view)}
                </table>
                <p style="${FONT}${DIM}font-size:12px;line-height:18px;margin:16px 0 0;">
                  ${messages.sender(venue.name)}<br />${venue.street}, ${town(venue)}
                </p>
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html> `
}

function head({ venue, locale }: ConfirmationView): string {
  const heading = `${FONT}color:#f5efe6;font-weight:800;text-transform:uppercase;margin:0;`
  return html`<tr>
    <td bgcolor="#0d0b0a" style="background:#0d0b0a;padding:28px;border-bottom:4px solid #dcff3c;">
      <p style="${heading}font-size:12px;letter-spacing:1px;">${venue.name}</p>
      <h1 style="${heading}font-size:34px;line-height:38px;padding-top:18px;">
        ${messagesFor(locale).mail.heading}
      </h1>
    </td>
  </tr>`
}

function opening(view: ConfirmationView, count: number): string {
  const { venue, night, order, locale } = view
  const messages = messagesFor(locale).mail
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  return html`<tr>
    <td style="padding:28px 28px 10px;">
      <p style="${text}">
        ${messages.greeting(order.guest_name ?? '')}<br />${messages.intro(count, night.title)}
      </p>
      <p style="${text}">
        <strong>${formatNight(night, locale, venue.time_zone)}</strong><br />
        ${venue.name}, ${venue.street}, ${town(venue)}
      </p>
      <p style="margin:20px 0;">
        <a href="${view.publicUrl}${orderPath(order)}" style="${BUTTON}">${messages.open}</a>
      </p>
      <p style="${FONT}${DIM}font-size:14px;line-height:20px;margin:0 0 14px;">${messages.show}</p>
    </td>
  </tr>`
}

function ticketRow(view: ConfirmationView, ticket: MailTicket): string {
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

function closing(view: ConfirmationView): string {
  const { order, locale, lines } = view
  const messages = messagesFor(locale).mail
  const total = formatMoney({ amount_minor: order.total_minor, currency: order.currency }, locale)
  const text = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  return html`<tr>
    <td style="padding:24px 28px 28px;border-top:2px dashed #cfc7bd;">
      <p style="${text}${INK}">
        !${lines.map((line) => html`${line.quantity} × ${line.name}<br />`)}
        <strong>${messages.total}: ${total}</strong>
      </p>
      <p style="${text}">${messages.order} ${order.id}</p>
      <p style="${text}margin:0;">${messages.keep}</p>
    </td>
  </tr>`
}

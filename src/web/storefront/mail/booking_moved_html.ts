import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import type { BookingMovedView } from './booking_moved.ts'
import { DIM, FONT, INK, mailHtml, nightAndPlace, openButton } from './frame.ts'

/** The mail about another table as HTML. */
export function bookingMovedHtml(view: BookingMovedView): string {
  const { table, locale } = view
  const messages = messagesFor(locale).movedMail
  return mailHtml(view, {
    preview: messages.preview(table.name, table.zone),
    heading: messages.heading,
    rows: [opening(view), facts(view)],
  })
}

function opening(view: BookingMovedView): string {
  const { table, night, order, locale } = view
  const { mail, movedMail: messages } = messagesFor(locale)
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  return html`<tr>
    <td style="padding:28px 28px 10px;">
      <p style="${text}">
        ${mail.greeting(order.guest_name ?? '')}<br />${messages.intro(
          table.name,
          table.zone,
          night.title,
        )}
      </p>
      <p style="${text}">${messages.nothing}</p>
      !${openButton(view, messages.open)}
    </td>
  </tr>`
}

function facts(view: BookingMovedView): string {
  const { order, table, locale } = view
  const { mail, movedMail: messages } = messagesFor(locale)
  const text = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  return html`<tr>
    <td style="padding:24px 28px 28px;border-top:2px dashed #cfc7bd;">
      <p style="${text}${INK}">
        <strong>${messages.table}: ${table.name}, ${table.zone}</strong>
      </p>
      !${nightAndPlace(view, text)}
      <p style="${text}margin:0;">${mail.order} ${order.id}</p>
    </td>
  </tr>`
}

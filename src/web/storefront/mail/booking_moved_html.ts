import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import type { BookingMovedView, MovedWords } from './booking_moved.ts'
import { DIM, FONT, INK, mailHtml, nightAndPlace, openButton, greetingHtml } from './frame.ts'

/** The mail about another table as HTML. */
export function bookingMovedHtml(view: BookingMovedView, words: MovedWords): string {
  return mailHtml(view, {
    preview: words.preview,
    heading: messagesFor(view.locale).movedMail.heading,
    rows: [opening(view, words), facts(view, words)],
  })
}

function opening(view: BookingMovedView, { intro }: MovedWords): string {
  const { movedMail: messages } = messagesFor(view.locale)
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  return html`<tr>
    <td style="padding:28px 28px 10px;">
      !${greetingHtml(view, text, intro)}
      <p style="${text}">${messages.nothing}</p>
      !${openButton(view, messages.open)}
    </td>
  </tr>`
}

function facts(view: BookingMovedView, { table }: MovedWords): string {
  const { order, locale } = view
  const { mail, movedMail: messages } = messagesFor(locale)
  const text = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  return html`<tr>
    <td style="padding:24px 28px 28px;border-top:2px dashed #cfc7bd;">
      <p style="${text}${INK}">
        <strong>${messages.table}: ${table}</strong>
      </p>
      !${nightAndPlace(view, text)}
      <p style="${text}margin:0;">${mail.order} ${order.id}</p>
    </td>
  </tr>`
}

import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { lineWords } from '../pages/line_words.ts'
import type { LookedAfterView } from '../pages/views.ts'
import { DIM, FONT, INK, mailHtml, nightAndPlace, openButton } from './frame.ts'

/** The mail about a payment that waits for its tickets as HTML; `amount` is what was charged. */
export function lookedAfterHtml(view: LookedAfterView, amount: string): string {
  const messages = messagesFor(view.locale).lookedAfterMail
  return mailHtml(view, {
    preview: messages.preview,
    heading: messages.heading,
    rows: [opening(view, amount), facts(view, amount)],
  })
}

function opening(view: LookedAfterView, amount: string): string {
  const { mail, lookedAfterMail: messages } = messagesFor(view.locale)
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  return html`<tr>
    <td style="padding:28px 28px 10px;">
      <p style="${text}">
        ${mail.greeting(view.order.guest_name ?? '')}<br />${messages.intro[view.order.kind](
          amount,
          view.night.title,
        )}
      </p>
      <p style="${text}"><strong>${messages.once}</strong></p>
      <p style="${text}">${messages.outcome[view.order.kind]}</p>
      !${openButton(view, messages.open)}
    </td>
  </tr>`
}

function facts(view: LookedAfterView, amount: string): string {
  const { order, lines, locale } = view
  const { mail, lookedAfterMail: messages } = messagesFor(locale)
  const text = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  return html`<tr>
    <td style="padding:24px 28px 28px;border-top:2px dashed #cfc7bd;">
      <p style="${text}${INK}">
        !${lines.map((line) => html`${lineWords(line, locale)}<br />`)}
        <strong>${messages.amount}: ${amount}</strong>
      </p>
      !${nightAndPlace(view, text)}
      <p style="${text}">${mail.order} ${order.id}</p>
      <p style="${text}margin:0;">${messages.keep}</p>
    </td>
  </tr>`
}

import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { lineWords } from '../pages/line_words.ts'
import type { LookedAfterView } from '../pages/views.ts'
import type { LookedAfterWords } from './looked_after.ts'
import { DIM, FONT, INK, mailHtml, nightAndPlace, openButton, greetingHtml } from './frame.ts'

/** The mail about a payment that waits for its tickets as HTML. */
export function lookedAfterHtml(view: LookedAfterView, words: LookedAfterWords): string {
  return mailHtml(view, {
    preview: words.preview,
    heading: words.heading,
    rows: [opening(view, words), facts(view, words)],
  })
}

function opening(view: LookedAfterView, words: LookedAfterWords): string {
  const { lookedAfterMail: messages } = messagesFor(view.locale)
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  return html`<tr>
    <td style="padding:28px 28px 10px;">
      !${greetingHtml(view, text, words.intro)}
      <p style="${text}"><strong>${words.once}</strong></p>
      <p style="${text}">${words.outcome}</p>
      !${openButton(view, messages.open)}
    </td>
  </tr>`
}

function facts(view: LookedAfterView, words: LookedAfterWords): string {
  const { order, lines, locale } = view
  const { mail, lookedAfterMail: messages } = messagesFor(locale)
  const text = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  return html`<tr>
    <td style="padding:24px 28px 28px;border-top:2px dashed #cfc7bd;">
      <p style="${text}${INK}">
        !${lines.map((line) => html`${lineWords(line, locale)}<br />`)}
        <strong>${words.amount}: ${words.sum}</strong>
      </p>
      !${nightAndPlace(view, text)}
      <p style="${text}">${mail.order} ${order.id}</p>
      <p style="${text}margin:0;">${messages.keep}</p>
    </td>
  </tr>`
}

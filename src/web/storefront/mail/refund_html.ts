import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import type { RefundMailView } from '../pages/views.ts'
import { DIM, FONT, INK, mailHtml, nightAndPlace, openButton, greetingHtml } from './frame.ts'
import type { RefundWords } from './refund.ts'

/** The mail about a refund as HTML. */
export function refundHtml(view: RefundMailView, words: RefundWords): string {
  const messages = messagesFor(view.locale).refundMail
  return mailHtml(view, {
    preview: messages.arrives,
    heading: messages.heading,
    rows: [opening(view, words), facts(view, words)],
  })
}

function opening(view: RefundMailView, words: RefundWords): string {
  const { refundMail: messages } = messagesFor(view.locale)
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  return html`<tr>
    <td style="padding:28px 28px 10px;">
      !${greetingHtml(view, text, words.intro)}
      <p style="${text}">${messages.arrives} ${messages.nothing}</p>
      <p style="${text}">
        ${words.effect}!${words.voided.map((ticket) => html`<br /><strong>${ticket}</strong>`)}
      </p>
      !${words.others ? html`<p style="${text}">${words.others}</p>` : ''}
      !${openButton(view, messages.open)}
    </td>
  </tr>`
}

function facts(view: RefundMailView, words: RefundWords): string {
  const { order, locale } = view
  const { mail, refundMail: messages } = messagesFor(locale)
  const text = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  return html`<tr>
    <td style="padding:24px 28px 28px;border-top:2px dashed #cfc7bd;">
      <p style="${text}${INK}"><strong>${messages.amount}: ${words.amount}</strong></p>
      !${nightAndPlace(view, text)}
      <p style="${text}margin:0;">${mail.order} ${order.id}</p>
    </td>
  </tr>`
}

import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { groupCode } from '../documents/qr.ts'
import { policyTitle } from '../pages/booking_panel.ts'
import { town } from '../pages/layout.ts'
import { lineWords } from '../pages/line_words.ts'
import type { BookingMailView, BookingWords } from './booking.ts'
import { BUTTON, DIM, FONT, INK, mailHtml, QR_PIXELS, greetingHtml } from './frame.ts'

const TEXT = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
const SMALL = `${FONT}${DIM}font-size:14px;line-height:20px;margin:0 0 14px;`
const ROW = 'padding:24px 28px;border-top:2px dashed #cfc7bd;'

/** The mail that brings a booking, as HTML. */
export function bookingHtml(view: BookingMailView, words: BookingWords): string {
  const messages = messagesFor(view.locale).bookingMail
  return mailHtml(view, {
    preview: messages.preview(words.passes.length),
    heading: messages.heading[words.kind],
    rows: [
      opening(view, words),
      ...(words.facts.length > 0 ? [facts(view, words)] : []),
      ...(words.own ? [ownPass(view, words.own)] : []),
      passes(view, words),
      closing(view, words),
    ],
  })
}

function opening(view: BookingMailView, { intro, notes, open }: BookingWords): string {
  const { venue, locale } = view
  const { bookingMail: messages } = messagesFor(locale)
  return html`<tr>
    <td style="padding:28px 28px 10px;">
      !${greetingHtml(view, TEXT, intro)}
      !${notes.map((note) => html`<p style="${TEXT}">${note}</p>`)}
      <p style="${TEXT}">${venue.name}, ${venue.street}, ${town(venue)}</p>
      <p style="margin:20px 0;"><a href="${open}" style="${BUTTON}">${messages.open}</a></p>
    </td>
  </tr>`
}

function facts(view: BookingMailView, words: BookingWords): string {
  const cell = `${FONT}font-size:15px;line-height:22px;padding:4px 0;vertical-align:top;`
  const last = words.facts.length - 1
  const strong = (n: number) => (n === last ? 'font-weight:700;' : '')
  return html`<tr>
    <td style="${ROW}">
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
        !${words.facts.map(
          ([term, text], n) =>
            html`<tr>
              <td style="${cell}${DIM}${strong(n)}padding-right:16px;">${term}</td>
              <td align="right" style="${cell}${INK}${strong(n)}">${text}</td>
            </tr>`,
        )}
      </table>
      <p style="${SMALL}margin:18px 0 0;">
        <strong>${policyTitle(view)}</strong><br />${words.policy}
      </p>
    </td>
  </tr>`
}

function ownPass(view: BookingMailView, pass: NonNullable<BookingWords['own']>): string {
  const { mail, bookingMail: messages } = messagesFor(view.locale)
  return html`<tr>
    <td align="center" style="${ROW}">
      <img
        src="cid:${pass.cid}"
        width="${QR_PIXELS}"
        height="${QR_PIXELS}"
        alt="${mail.code} ${groupCode(pass.code)}"
        style="display:block;border:0;"
      />
      <p style="${TEXT}font-weight:700;margin:0;padding-top:8px;">${messages.own}</p>
      <p
        style="${DIM}font-family:Menlo,Consolas,monospace;font-size:13px;line-height:20px;margin:0;"
      >
        ${groupCode(pass.code)}
      </p>
      <p style="${SMALL}margin:8px 0 0;">${messages.show}</p>
    </td>
  </tr>`
}

function passes(view: BookingMailView, words: BookingWords): string {
  const messages = messagesFor(view.locale).bookingMail
  const link = 'color:#14110f;word-break:break-all;'
  return html`<tr>
    <td style="${ROW}">
      <p style="${TEXT}font-weight:700;margin:0 0 6px;">${messages.passes}</p>
      <p style="${SMALL}">${messages.forward}</p>
      !${words.passes.map(
        (pass) =>
          html`<p style="${SMALL}${INK}margin:0 0 10px;">
            <strong>${pass.name}</strong><br /><a href="${pass.link}" style="${link}"
              >${pass.link}</a
            >
          </p>`,
      )}
    </td>
  </tr>`
}

function closing(view: BookingMailView, words: BookingWords): string {
  const { order, locale, lines } = view
  const { mail, bookingMail: messages } = messagesFor(locale)
  const text = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  return html`<tr>
    <td style="padding:24px 28px 28px;border-top:2px dashed #cfc7bd;">
      <p style="${text}${INK}">
        !${lines.map((line) => html`${lineWords(line, locale)}<br />`)}
        !${words.total ? html`<strong>${words.total.filter(Boolean).join(': ')}</strong>` : ''}
      </p>
      !${words.shares ? html`<p style="${text}">${words.shares}</p>` : ''}
      <p style="${text}">${mail.order} ${order.id}</p>
      <p style="${text}margin:0;">${messages.keep}</p>
    </td>
  </tr>`
}

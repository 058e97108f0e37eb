import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { formatNight } from '../pages/dates.ts'
import { town } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'
import type { Mail } from './confirmation.ts'
import {
  BUTTON,
  DIM,
  FONT,
  INK,
  mailHtml,
  nightAndPlace,
  oneLine,
  senderWords,
  greetingHtml,
  mailText,
} from './frame.ts'

/** A mail of a few sentences about an order. */
export interface Note {
  subject: string
  heading: string
  /** Shown beside the subject in the list of mails. */
  preview: string
  sentences: string[]
  /** Terms with their words; the first one stands out. */
  facts: [string, string][]
  /** Labels with their addresses; the first one is a button. */
  links: [string, string][]
}

/** Draws a note: HTML, and a text that is complete in itself. */
export function noteMail(view: PurchaseView, note: Note): Mail {
  const { preview, heading } = note
  return {
    subject: oneLine(note.subject),
    html: mailHtml(view, { preview, heading, rows: [opening(view, note), facts(view, note)] }),
    text: noteText(view, note),
    attachments: [],
  }
}

function noteText(view: PurchaseView, note: Note): string {
  const { venue, night, order, locale } = view
  const { mail } = messagesFor(locale)
  return mailText(view, [
    mail.greeting(oneLine(order.guest_name ?? '')),
    '',
    ...note.sentences.map(oneLine),
    '',
    ...note.facts.map(([term, words]) => oneLine(`${term}: ${words}`)),
    `${mail.when}: ${formatNight(night, locale, venue.time_zone)}`,
    `${mail.where}: ${oneLine(`${venue.name}, ${venue.street}, ${town(venue)}`)}`,
    `${mail.order}: ${order.id}`,
    '',
    ...note.links.map(([label, url]) => `${label}: ${url}`),
    '',
    oneLine(senderWords(view)),
  ])
}

function opening(view: PurchaseView, { sentences, links }: Note): string {
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  const [first = '', ...others] = sentences
  const [button, ...more] = links
  return html`<tr>
    <td style="padding:28px 28px 10px;">
      !${greetingHtml(view, text, first)}
      !${others.map((sentence) => html`<p style="${text}">${sentence}</p>`)}
      !${
        button
          ? html`<p style="margin:20px 0;">
              <a href="${button[1]}" style="${BUTTON}">${button[0]}</a>
            </p>`
          : ''
      }
      !${more.map(
        ([label, url]) => html`<p style="${text}"><a href="${url}" style="${INK}">${label}</a></p>`,
      )}
    </td>
  </tr>`
}

function facts(view: PurchaseView, note: Note): string {
  const { mail } = messagesFor(view.locale)
  const text = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  const [first, ...others] = note.facts
  return html`<tr>
    <td style="padding:24px 28px 28px;border-top:2px dashed #cfc7bd;">
      !${first ? html`<p style="${text}${INK}"><strong>${first[0]}: ${first[1]}</strong></p>` : ''}
      !${others.map(
        ([term, words]) => html`<p style="${text}"><strong>${term}</strong><br />${words}</p>`,
      )}
      !${nightAndPlace(view, text)}
      <p style="${text}margin:0;">${mail.order} ${view.order.id}</p>
    </td>
  </tr>`
}

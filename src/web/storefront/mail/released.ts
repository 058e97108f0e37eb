import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay, formatNight } from '../pages/dates.ts'
import { orderPath, town } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'
import type { Mail } from './confirmation.ts'
import { BUTTON, DIM, FONT, INK, mailHtml, oneLine } from './frame.ts'

/** An order whose deposit was reserved and is free again, in minor units. */
export interface ReleasedMailView extends PurchaseView {
  released_minor: number
}

/** The mail that tells a guest that a booking has ended and that nothing was charged for it. */
export function releasedMail(view: ReleasedMailView): Mail {
  const { night, venue, order, locale } = view
  const messages = messagesFor(locale).releasedMail
  const money = { amount_minor: view.released_minor, currency: order.currency }
  const amount = formatMoney(money, locale)
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  return {
    subject: oneLine(messages.subject(night.title, day)),
    html: releasedHtml(view, amount),
    text: releasedText(view, amount),
    attachments: [],
  }
}

function releasedText(view: ReleasedMailView, amount: string): string {
  const { venue, night, order, locale } = view
  const { mail, releasedMail: messages } = messagesFor(locale)
  return [
    mail.greeting(oneLine(order.guest_name ?? '')),
    '',
    messages.intro(amount, oneLine(night.title)),
    messages.arrives,
    '',
    `${messages.amount}: ${amount}`,
    `${mail.when}: ${formatNight(night, locale, venue.time_zone)}`,
    `${mail.where}: ${oneLine(`${venue.name}, ${venue.street}, ${town(venue)}`)}`,
    `${mail.order}: ${order.id}`,
    '',
    `${messages.open}: ${view.publicUrl}${orderPath(order)}`,
    '',
    mail.sender(oneLine(venue.name)),
    '',
  ].join('\n')
}

function releasedHtml(view: ReleasedMailView, amount: string): string {
  const { venue, night, order, locale } = view
  const { mail, releasedMail: messages } = messagesFor(locale)
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  const fact = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  const opening = html`<tr>
    <td style="padding:28px 28px 10px;">
      <p style="${text}">
        ${mail.greeting(order.guest_name ?? '')}<br />${messages.intro(amount, night.title)}
      </p>
      <p style="${text}">${messages.arrives}</p>
      <p style="margin:20px 0;">
        <a href="${view.publicUrl}${orderPath(order)}" style="${BUTTON}">${messages.open}</a>
      </p>
    </td>
  </tr>`
  const facts = html`<tr>
    <td style="padding:24px 28px 28px;border-top:2px dashed #cfc7bd;">
      <p style="${fact}${INK}"><strong>${messages.amount}: ${amount}</strong></p>
      <p style="${fact}">
        ${night.title}<br />${formatNight(night, locale, venue.time_zone)}<br />
        ${venue.name}, ${venue.street}, ${town(venue)}
      </p>
      <p style="${fact}margin:0;">${mail.order} ${order.id}</p>
    </td>
  </tr>`
  const { arrives: preview, heading } = messages
  return mailHtml(view, { preview, heading, rows: [opening, facts] })
}

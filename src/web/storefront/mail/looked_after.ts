import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay, formatNight } from '../pages/dates.ts'
import { orderPath, town } from '../pages/layout.ts'
import { lineWords } from '../pages/line_words.ts'
import type { LookedAfterView } from '../pages/views.ts'
import type { Mail } from './confirmation.ts'
import { oneLine } from './frame.ts'
import { lookedAfterHtml } from './looked_after_html.ts'

/**
 * The mail for a guest who was charged and has no tickets or no booking yet: how much, for which
 * night, that it was charged once, that nothing is to be done, and that they or the money come.
 * HTML and a text that is complete in itself.
 */
export function lookedAfterMail(view: LookedAfterView): Mail {
  const { night, venue, locale, order, received_minor } = view
  const amount = formatMoney({ amount_minor: received_minor, currency: order.currency }, locale)
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  return {
    subject: oneLine(messagesFor(locale).lookedAfterMail.subject(amount, night.title, day)),
    html: lookedAfterHtml(view, amount),
    text: lookedAfterText(view, amount),
    attachments: [],
  }
}

function lookedAfterText(view: LookedAfterView, amount: string): string {
  const { venue, night, order, lines, locale } = view
  const { mail, bookingMail, lookedAfterMail: messages } = messagesFor(locale)
  return [
    mail.greeting(oneLine(order.guest_name ?? '')),
    '',
    messages.intro[order.kind](amount, oneLine(night.title)),
    '',
    messages.once,
    messages.outcome[order.kind],
    '',
    `${messages.open}: ${view.publicUrl}${orderPath(order)}`,
    messages.keep,
    '',
    ...lines.map((line) => oneLine(lineWords(line, locale))),
    `${messages.amount}: ${amount}`,
    `${mail.when}: ${formatNight(night, locale, venue.time_zone)}`,
    `${mail.where}: ${oneLine(`${venue.name}, ${venue.street}, ${town(venue)}`)}`,
    `${mail.order}: ${order.id}`,
    '',
    (view.party ? bookingMail : mail).sender(oneLine(venue.name)),
    '',
  ].join('\n')
}

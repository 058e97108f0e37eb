import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay, formatNight } from '../pages/dates.ts'
import { orderPath, town } from '../pages/layout.ts'
import { lineWords } from '../pages/line_words.ts'
import type { LookedAfterView } from '../pages/views.ts'
import type { Mail } from './confirmation.ts'
import { oneLine, mailText } from './frame.ts'
import { lookedAfterHtml } from './looked_after_html.ts'

/** What both forms of the mail say. */
export interface LookedAfterWords {
  preview: string
  heading: string
  intro: string
  once: string
  outcome: string
  /** The term for the sum, and the sum. */
  amount: string
  sum: string
}

/**
 * The mail for a guest who was charged and has no tickets or no booking yet: how much, for which
 * night, that it was charged once, or is only reserved, that nothing is to be done, and that
 * they or the money come. HTML and a text that is complete in itself.
 */
export function lookedAfterMail(view: LookedAfterView): Mail {
  const { night, venue, locale, order, received_minor } = view
  const amount = formatMoney({ amount_minor: received_minor, currency: order.currency }, locale)
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  const messages = messagesFor(locale).lookedAfterMail
  const { reserved } = messages
  const { intro, outcome, ...plain } = view.is_reserved
    ? reserved
    : { ...messages, intro: messages.intro[order.kind], outcome: messages.outcome[order.kind] }
  const words = { ...plain, sum: amount, intro: intro(amount, oneLine(night.title)), outcome }
  return {
    subject: oneLine(words.subject(amount, night.title, day)),
    html: lookedAfterHtml(view, words),
    text: lookedAfterText(view, words),
    attachments: [],
  }
}

function lookedAfterText(view: LookedAfterView, words: LookedAfterWords): string {
  const { venue, night, order, lines, locale } = view
  const { mail, bookingMail, lookedAfterMail: messages } = messagesFor(locale)
  return mailText(view, [
    mail.greeting(oneLine(order.guest_name ?? '')),
    '',
    words.intro,
    '',
    words.once,
    words.outcome,
    '',
    `${messages.open}: ${view.publicUrl}${orderPath(order)}`,
    messages.keep,
    '',
    ...lines.map((line) => oneLine(lineWords(line, locale))),
    `${words.amount}: ${words.sum}`,
    `${mail.when}: ${formatNight(night, locale, venue.time_zone)}`,
    `${mail.where}: ${oneLine(`${venue.name}, ${venue.street}, ${town(venue)}`)}`,
    `${mail.order}: ${order.id}`,
    '',
    (view.party ? bookingMail : mail).sender(oneLine(venue.name)),
  ])
}

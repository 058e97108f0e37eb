import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay, formatNight } from '../pages/dates.ts'
import { endingOf } from '../pages/ending.ts'
import { orderPath, town } from '../pages/layout.ts'
import { countOf } from '../pages/ticket_list.ts'
import type { PartyView } from '../pages/party_view.ts'
import type { RefundMailView } from '../pages/views.ts'
import { whyBack } from '../pages/why_back.ts'
import type { Mail } from './confirmation.ts'
import { oneLine, mailText } from './frame.ts'
import { refundHtml } from './refund_html.ts'

/** What both forms of the mail say. */
export interface RefundWords {
  amount: string
  /** The first sentence, after the greeting. */
  intro: string
  /** What it means for the tickets: a sentence, those that are void, one for the others. */
  effect: string
  /** "General admission, 1 of 2" */
  voided: string[]
  others: string
}

/**
 * The mail that tells of money sent back: how much, for which night, when it arrives, and whether
 * the tickets still open the door. HTML and a text that is complete in itself.
 */
export function refundMail(view: RefundMailView): Mail {
  const { night, venue, locale } = view
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  const words = refundWords(view)
  return {
    subject: oneLine(messagesFor(locale).refundMail.subject(words.amount, night.title, day)),
    html: refundHtml(view, words),
    text: refundText(view, words),
    attachments: [],
  }
}

function refundWords(view: RefundMailView): RefundWords {
  const { refund, order, night, locale } = view
  const messages = messagesFor(locale).refundMail
  const { currency } = order
  const amount = formatMoney({ amount_minor: refund.amount_minor, currency }, locale)
  const intro = refund.is_stray ? messages.strayIntro : messages.intro
  return { amount, intro: intro(amount, oneLine(night.title)), ...effectOn(view) }
}

/** By the tickets as they are when the mail is written: what it says is what the door says. */
function effectOn(view: RefundMailView): Pick<RefundWords, 'effect' | 'voided' | 'others'> {
  const { refund, tickets, party, locale } = view
  if (party) return { effect: effectOnParty(view, party), voided: [], others: '' }
  const { differences } = messagesFor(locale)
  if (view.difference) return { effect: differences.mail.effect, voided: [], others: '' }
  const { refundMail: messages, refunds, order } = messagesFor(locale)
  const valid = tickets.filter(({ state }) => state === 'valid')
  const voided = tickets.filter(({ refund_id }) => refund_id === refund.id)
  const plain = { voided: [], others: '' }
  if (tickets.length === 0) {
    return { effect: refund.is_stray ? messages.strayIssued : messages.neverIssued, ...plain }
  }
  if (valid.length === 0) return { effect: messages.allVoid, ...plain }
  if (voided.length === 0) return { effect: refunds.kept(valid.length), ...plain }
  const names = voided.map((ticket) => {
    const which = order.ticketOf(ticket.ordinal, countOf(tickets, ticket))
    return oneLine(`${ticket.typeName}, ${which}`)
  })
  return { effect: messages.someVoid, voided: names, others: messages.othersKept }
}

/**
 * By the order and its booking as they are now: nobody who is in is put out, and what is over does
 * not stand, whatever part of its money goes back.
 */
function effectOnParty(view: RefundMailView, party: PartyView): string {
  const { order, refund, locale } = view
  const messages = messagesFor(locale).bookingRefund
  if (refund.is_stray) return messages.stray
  if (order.state === 'paid') return messages.pending
  if (order.state !== 'fulfilled') return whyBack(view)
  const ending = endingOf(party)
  return ending ? messages.over[ending] : messages.kept
}

function refundText(view: RefundMailView, words: RefundWords): string {
  const { venue, night, order, locale } = view
  const { mail, bookingMail, refundMail: messages } = messagesFor(locale)
  return mailText(view, [
    mail.greeting(oneLine(order.guest_name ?? '')),
    '',
    words.intro,
    `${messages.arrives} ${messages.nothing}`,
    '',
    words.effect,
    ...words.voided.map((ticket) => `- ${ticket}`),
    ...(words.others ? [words.others] : []),
    '',
    `${messages.amount}: ${words.amount}`,
    `${mail.when}: ${formatNight(night, locale, venue.time_zone)}`,
    `${mail.where}: ${oneLine(`${venue.name}, ${venue.street}, ${town(venue)}`)}`,
    `${mail.order}: ${order.id}`,
    '',
    `${messages.open}: ${view.publicUrl}${orderPath(order)}`,
    '',
    (view.party ? bookingMail : mail).sender(oneLine(venue.name)),
  ])
}

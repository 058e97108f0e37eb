import { messagesFor } from '../../messages.ts'
import { groupCode, qrPng } from '../documents/qr.ts'
import { billRows, bookingFacts, policyTitle, tableWords } from '../pages/booking_panel.ts'
import { depositNote, isUncharged } from '../pages/deposit_words.ts'
import { orderPath, passPath, town } from '../pages/layout.ts'
import { lineWords } from '../pages/line_words.ts'
import type { PartyView } from '../pages/party_view.ts'
import type { DepositView, PurchaseView } from '../pages/views.ts'
import { bookingHtml } from './booking_html.ts'
import type { Mail } from './confirmation.ts'
import { priceShares } from '../pages/price_shares.ts'
import { leadWords, mailText, oneLine, senderWords, subjectOf, total, type Moved } from './frame.ts'

/** An order of a VIP table, or of more guests for one, as the mail needs it. */
export type BookingMailView = PurchaseView &
  Moved & { party: PartyView; deposit: DepositView | null }

/** What both forms of the mail say. */
export interface BookingWords {
  kind: 'vip' | 'vip_guests'
  intro: string
  /** Where the party does not sit where it was to sit. */
  notes: string[]
  /** Table, night, arrival, party; then the money. Empty for more guests, who have a booking. */
  facts: [string, string][]
  policy: string
  /**
   * What the order cost, with its term, or that it is on the house; null where it was to be
   * charged later and never was, and where there was nothing to pay.
   */
  total: [string, string] | null
  /** What part of it is VAT and fees; empty where there is none, or nothing was charged. */
  shares: string
  /** With a QR code: the pass that the booker keeps. Null where somebody has it already. */
  own: { cid: string; ordinal: number; code: string } | null
  passes: { name: string; link: string }[]
  open: string
}

/**
 * The mail that brings a booking: table, arrival, money, policy, and a link to forward for each
 * pass; the booker's own has its QR code inside. For more guests it brings their links. HTML, and a
 * text that is complete in itself.
 */
export function bookingMail(view: BookingMailView): Mail {
  const messages = messagesFor(view.locale).bookingMail
  const words = bookingWords(view)
  return {
    subject: subjectOf(view, messages.subject[words.kind]),
    html: bookingHtml(view, words),
    text: bookingText(view, words),
    attachments: words.own
      ? [
          {
            filename: `pass-${words.own.ordinal}.png`,
            cid: words.own.cid,
            content: qrPng(words.own.code),
            contentType: 'image/png',
          },
        ]
      : [],
  }
}

function bookingWords(view: BookingMailView): BookingWords {
  const { party, night, locale } = view
  const { bookingMail: messages } = messagesFor(locale)
  const kind = view.order.kind === 'vip_guests' ? 'vip_guests' : 'vip'
  const valid = party.passes.filter(({ state }) => state === 'valid')
  const table = party.table && oneLine(tableWords(party.table, locale))
  const isBooking = kind === 'vip'
  const [first] = valid
  return {
    kind,
    intro: messages.intro[kind](table, oneLine(night.title)),
    notes: isBooking ? [...leadWords(view), ...seatNotes(view), ...depositNotes(view)] : [],
    facts: isBooking ? [...bookingFacts(view, party), ...billRows(view, party.bill)] : [],
    policy: isBooking ? party.policy : '',
    total: totalWords(view),
    shares: isUncharged(view) || view.lines.length === 0 ? '' : priceShares(view),
    own: isBooking && first?.name === null ? { ...first, cid: `${first.id}@coatcheck` } : null,
    passes: valid.map((pass) => ({
      name: messages.pass(pass.ordinal),
      link: view.publicUrl + passPath(pass),
    })),
    open: view.publicUrl + (party.booking_path ?? orderPath(view.order)),
  }
}

function seatNotes({ party, locale }: BookingMailView): string[] {
  const messages = messagesFor(locale).bookingMail
  if (!party.table) return [messages.none]
  return party.ordered ? [messages.moved(tableWords(party.ordered, locale))] : []
}

/** The card is charged later: the guest must not believe that it was. */
function depositNotes(view: BookingMailView): string[] {
  const note = depositNote(view)
  return note ? [note] : []
}

function totalWords(view: BookingMailView): [string, string] | null {
  const { mail, deposits, comps } = messagesFor(view.locale)
  if (view.lines.length === 0) return null
  if (view.order.comp_id !== null) return [comps.onTheHouse, '']
  if (!isUncharged(view)) return [mail.total, total(view)]
  return view.deposit?.state === 'authorised' ? [deposits.total, total(view)] : null
}

function bookingText(view: BookingMailView, words: BookingWords): string {
  const { venue, order, locale } = view
  const { mail, bookingMail: messages } = messagesFor(locale)
  return mailText(view, [
    mail.greeting(oneLine(order.guest_name ?? '')),
    '',
    words.intro,
    ...words.notes.map(oneLine),
    '',
    ...words.facts.map(([term, text]) => oneLine(text === '' ? term : `${term}: ${text}`)),
    `${mail.where}: ${oneLine(`${venue.name}, ${venue.street}, ${town(venue)}`)}`,
    '',
    ...(words.policy ? [`${policyTitle(view)}: ${oneLine(words.policy)}`, ''] : []),
    messages.forward,
    '',
    ...words.passes.map(({ name, link }) => `${name}: ${link}`),
    '',
    ...(words.own ? [`${messages.own}: ${groupCode(words.own.code)}`, messages.show, ''] : []),
    `${messages.open}: ${words.open}`,
    messages.keep,
    '',
    ...view.lines.map((line) => oneLine(lineWords(line, locale))),
    ...(words.total ? [words.total.filter(Boolean).join(': ')] : []),
    ...(words.shares ? [words.shares] : []),
    `${mail.order}: ${order.id}`,
    '',
    oneLine(senderWords(view)),
  ])
}

import type { Night, Venue } from '../../../../catalog/index.ts'
import type { Quote } from '../../../../checkout/index.ts'
import { messagesFor } from '../../../messages.ts'
import { formatMoment } from '../dates.ts'
import { moneyOf } from './words.ts'

/** How an evening at a table adds up and what a party agrees to, in words, for page and browser. */
export interface Sum {
  /** The table that it is for: the one that was asked for, or the best one of the zone. */
  table: string
  /** What the evening is made of. */
  rows: SumRow[]
  /** All of them together; the two below add up to the same. */
  total: SumRow
  now: SumRow
  due: SumRow
  /** The sum in one sentence, for screen readers. */
  said: string
  notes: string[]
  /** The version of the terms, which the form sends along. */
  terms: string
}

export interface SumRow {
  label: string
  amount: string
  amount_minor: number
}

interface Frame {
  night: Night
  venue: Venue
  locale: string
}

/**
 * Writes out a quote. A deposit that is not credited comes on top of what the evening costs, and
 * so it is a row of its own: the total is everything that the party parts with, all in.
 */
export function sumOf(frame: Frame, { offer, agreement, terms }: Quote): Sum {
  const words = messagesFor(frame.locale).tables.sum
  const row = rowsOf(frame)
  const { charged_minor, credited_minor, worth_minor } = agreement
  const fee = charged_minor - credited_minor
  const isLater = agreement.capture === 'at_doors'
  const now = row(isLater ? words.nowAtDoors : words.now, charged_minor)
  const due = row(words.due, worth_minor - credited_minor)
  return {
    table: offer.name,
    rows: [...parts(frame, agreement), ...(fee > 0 ? [row(words.fee, fee)] : [])],
    total: row(words.total, worth_minor + fee),
    now,
    due,
    said: words.said(now.amount, due.amount),
    notes: notes(frame, agreement),
    terms,
  }
}

function rowsOf(frame: Frame) {
  const money = moneyOf(frame)
  return (label: string, amount_minor: number): SumRow => {
    return { label, amount: money(amount_minor), amount_minor }
  }
}

type Agreement = Quote['agreement']

/** What `worth_minor` is made of: space, guests, and what is drunk, a package being part of it. */
function parts(frame: Frame, agreement: Agreement): SumRow[] {
  const words = messagesFor(frame.locale).tables.sum
  const row = rowsOf(frame)
  const { extra_guests, extra_guest_price_minor, package_price_minor } = agreement
  const rest = agreement.minimum_spend_minor - package_price_minor
  const price = moneyOf(frame)(extra_guest_price_minor)
  return [
    row(words.tablePrice, agreement.table_price_minor),
    row(words.extraGuests(extra_guests, price), extra_guests * extra_guest_price_minor),
    row(words.package(agreement.package_name ?? ''), package_price_minor),
    row(package_price_minor > 0 ? words.restOfMinimum : words.minimumSpend, Math.max(0, rest)),
  ].filter(({ amount_minor }) => amount_minor > 0)
}

function notes(frame: Frame, agreement: Agreement): string[] {
  const { terms } = messagesFor(frame.locale).tables
  const { locale, venue, night } = frame
  const { minimum_spend_minor, charged_minor, capture } = agreement
  const money = moneyOf(frame)
  const at = (moment: Date) => formatMoment(moment, locale, venue.time_zone)
  return [
    ...guestTerms(frame, agreement),
    ...(minimum_spend_minor > 0 ? [terms.minimum(money(minimum_spend_minor))] : []),
    ahead(frame, agreement, money(charged_minor)),
    ...(capture === 'at_doors' ? [terms.atDoors(at(night.doors_at))] : []),
    terms.arriveBy(at(agreement.arrive_by)),
  ]
}

/** How many guests a price includes, and what each further one costs. */
export function guestTerms(
  frame: Pick<Frame, 'venue' | 'locale'>,
  { guests_included, guests_max, extra_guest_price_minor: extra }: GuestPrices,
): string[] {
  const { terms } = messagesFor(frame.locale).tables
  const included = terms.included(guests_included, guests_max)
  if (guests_included === guests_max) return [included]
  const price = moneyOf(frame)(extra)
  return [included, extra > 0 ? terms.extra(price, guests_max) : terms.extraFree(guests_max)]
}

type GuestPrices = Pick<Agreement, 'guests_included' | 'guests_max' | 'extra_guest_price_minor'>

function ahead({ locale }: Frame, agreement: Agreement, amount: string): string {
  const { terms } = messagesFor(locale).tables
  if (agreement.charge === 'full') return terms.full
  return agreement.credited_minor > 0 ? terms.credited(amount) : terms.notCredited(amount)
}

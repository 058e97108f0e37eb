import Pdf from 'pdfkit'
import { formatMoney, must } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay, formatNight } from '../pages/dates.ts'
import { town } from '../pages/layout.ts'
import { lineName, packageWords } from '../pages/line_words.ts'
import { moneyBack } from '../pages/money_back.ts'
import type { BookedView, OrderLineView, PurchaseView } from '../pages/views.ts'
import { isPrintable, printable } from './printable.ts'

/** Where paper is 8.5 by 11 inches. */
const LETTER_COUNTRIES = new Set(['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE'])
const MARGIN = 56
const INK = '#14110f'
const DIM = '#6b6259'
const LINE = '#d9d2c8'
/** The amounts stand in columns this wide, set flush right. */
const COLUMN = 84

type Page = PDFKit.PDFDocument

/**
 * The receipt of a paid order as a PDF. It proves a payment and opens no door: neither the
 * order's secret nor a ticket's code is in it, so it can be handed to an employer. Of what the
 * house gives it is a confirmation, without a price.
 */
export async function receiptPdf(view: BookedView): Promise<Buffer> {
  const title = titleOf(view)
  const page = new Pdf({
    size: LETTER_COUNTRIES.has(view.venue.country) ? 'LETTER' : 'A4',
    margin: MARGIN,
    info: {
      Title: printable(`${title} ${view.order.id}`),
      Author: printable(view.venue.name),
    },
    lang: view.locale,
  })
  const chunks: Buffer[] = []
  page.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    page.on('end', resolve)
    page.on('error', reject)
  })
  drawHead(page, view)
  drawFacts(page, view)
  if (isComp(view)) drawGift(page, view)
  else {
    drawLines(page, view)
    drawFoot(page, view)
  }
  page.end()
  await ended
  return Buffer.concat(chunks)
}

const isComp = ({ order }: PurchaseView) => order.comp_id !== null

function titleOf(view: PurchaseView): string {
  const { receipt, comps } = messagesFor(view.locale)
  return isComp(view) ? comps.document.title : receipt.title
}

function drawHead(page: Page, view: PurchaseView): void {
  const { venue, locale } = view
  page.font('Helvetica-Bold').fontSize(20).fillColor(INK)
  page.text(printable(venue.name.toUpperCase()))
  page.font('Helvetica').fontSize(10).fillColor(DIM).moveDown(0.3)
  page.text(printable(`${venue.street}, ${town(venue)}, ${countryName(venue.country, locale)}`))
  page.moveDown(3)
  page.font('Helvetica-Bold').fontSize(26).fillColor(INK)
  page.text(printable(titleOf(view)))
  page.moveDown(1)
}

function drawFacts(page: Page, view: BookedView): void {
  const { order, venue, night, locale } = view
  const { receipt: messages, comps } = messagesFor(locale)
  const day = (at: Date) => formatDay(at, locale, venue.time_zone)
  const head = isComp(view)
    ? [
        [comps.document.number, order.id],
        [comps.document.date, day(order.placed_at)],
      ]
    : [
        [messages.number, order.id],
        [messages.date, day(chargeOf(view).at)],
      ]
  // Nobody's name is misspelt on paper: what the font lacks is left to the address.
  const name = isPrintable(order.guest_name ?? '') ? order.guest_name : ''
  const guest = [name, order.guest_email].filter(Boolean).join(', ')
  const facts = [
    ...head,
    [messages.to, guest],
    [messages.night, `${night.title}, ${formatNight(night, locale, venue.time_zone)}`],
  ]
  page.fontSize(10)
  for (const [term = '', text = ''] of facts.filter(([, each]) => each)) {
    const y = page.y
    page.font('Helvetica').fillColor(DIM).text(term, MARGIN, y, { width: 110 })
    page.fillColor(INK).text(printable(text), MARGIN + 120, y, { width: inner(page) - 120 })
    page.moveDown(0.45)
  }
  page.moveDown(1.5)
}

/** What the house gives, without a price. */
function drawGift(page: Page, view: BookedView): void {
  const { receipt: messages, comps } = messagesFor(view.locale)
  page.fillColor(DIM)
  drawRow(page, [messages.item, messages.quantity])
  for (const line of view.lines) {
    rule(page)
    page.fillColor(INK)
    drawRow(page, [itemName(line, view), String(line.quantity)])
  }
  rule(page)
  page.font('Helvetica-Bold').fontSize(13)
  drawRow(page, [comps.onTheHouse])
  page.font('Helvetica').fontSize(10).fillColor(DIM).moveDown(1)
  page.text(printable(comps.document.note), MARGIN, page.y, { width: inner(page) })
}

function drawLines(page: Page, view: BookedView): void {
  const messages = messagesFor(view.locale).receipt
  const { currency, total_minor } = view.order
  const money = (amount_minor: number) =>
    formatMoney({ amount_minor, currency }, view.locale, 'full')
  const { at: _, ...charged } = chargeOf(view)
  page.fillColor(DIM)
  drawRow(page, [messages.item, messages.quantity, messages.price, messages.amount])
  for (const line of view.lines) {
    rule(page)
    page.fillColor(INK)
    drawRow(page, [
      itemName(line, view),
      String(line.quantity),
      money(line.unit_price_minor),
      money(line.unit_price_minor * line.quantity),
    ])
  }
  rule(page)
  if (charged.amount_minor !== total_minor || charged.currency !== currency) {
    drawRow(page, [messages.ordered, '', '', money(total_minor)])
    rule(page)
  }
  page.font('Helvetica-Bold').fontSize(13)
  drawRow(page, [messages.total, '', '', formatMoney(charged, view.locale, 'full')])
}

function drawFoot(page: Page, view: BookedView): void {
  const messages = messagesFor(view.locale).receipt
  page.font('Helvetica').fontSize(10).fillColor(DIM).moveDown(1)
  page.text(messages.fees, MARGIN, page.y, { width: inner(page) })
  const { state, currency } = view.order
  const { requested_minor, sent_minor } = moneyBack(view)
  const amount_minor = requested_minor + sent_minor
  if (state === 'refunded') page.text(messages.refunded)
  else if (state === 'refund_due') page.text(messages.refundDue)
  else if (amount_minor > 0)
    page.text(
      printable(messages.refundedPart(formatMoney({ amount_minor, currency }, view.locale))),
    )
}

/** A line's name, of a package with what it contains. */
function itemName(line: OrderLineView, { party, locale }: BookedView): string {
  const name = lineName(line, locale)
  return line.kind === 'package' ? packageWords(name, party?.package_includes ?? []) : name
}

/** What was paid, and when: not always what was ordered, nor when the order was settled. */
const chargeOf = ({ order, charge }: BookedView) => must(charge, `the charge of order ${order.id}`)

/** One line: a name on the left, its figures flush right. */
function drawRow(page: Page, [name, ...figures]: [string, ...string[]]): void {
  const y = page.y
  const left = MARGIN + inner(page) - COLUMN * figures.length
  for (const [i, figure] of figures.entries()) {
    page.text(printable(figure), left + i * COLUMN, y, { width: COLUMN, align: 'right' })
  }
  page.text(printable(name), MARGIN, y, { width: left - MARGIN - 12 })
}

function rule(page: Page): void {
  page.moveDown(0.5)
  page.moveTo(MARGIN, page.y).lineTo(MARGIN + inner(page), page.y)
  page.lineWidth(0.5).strokeColor(LINE).stroke().moveDown(0.6)
}

function inner(page: Page): number {
  return page.page.width - 2 * MARGIN
}

function countryName(country: string, locale: string): string {
  return (
    new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }).of(country) ?? country
  )
}

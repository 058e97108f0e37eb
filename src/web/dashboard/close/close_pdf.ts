import Pdf from 'pdfkit'
import type { CloseWords } from '../../messages/app/close.ts'
import { printable } from '../../storefront/documents/index.ts'
import type { CloseReport } from '../api/close_answers.ts'
import type { CloseLook } from './close_look.ts'
import { closeFormats, type CloseFormats } from './close_formats.ts'
import type { CloseCell, CloseSection } from './section.ts'
import { closeSections } from './sections.ts'
import { verdictOf } from './verdict.ts'

/** Where paper is 8.5 by 11 inches. */
const LETTER_COUNTRIES = new Set(['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE'])
const MARGIN = 48
const INK = '#14110f'
const DIM = '#6b6259'
const LINE = '#d9d2c8'
const GOOD = '#1c6b3c'
const BAD = '#b3261e'
/** The product's own colour, where the house has none. */
const ACCENT = '#dcff3c'
/** What the logo stands in. */
const BAND = 52
/** A row with the line below it. */
const ROW = 17

type Page = PDFKit.PDFDocument

interface Drawn {
  page: Page
  words: CloseWords
  formats: CloseFormats
}

/** The report as a PDF: the same figures as on the screen, for whoever keeps the books. */
export async function closePdf(
  report: CloseReport,
  words: CloseWords,
  locale: string,
  look: CloseLook,
): Promise<Buffer> {
  const { night } = report
  const page = new Pdf({
    size: LETTER_COUNTRIES.has(night.country) ? 'LETTER' : 'A4',
    margin: MARGIN,
    bufferPages: true,
    info: { Title: printable(`${words.heading} ${night.title}`), Author: printable(night.venue) },
    lang: locale,
  })
  const chunks: Buffer[] = []
  page.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    page.on('end', resolve)
    page.on('error', reject)
  })
  const drawn = { page, words, formats: closeFormats(report, locale) }
  drawBand(page, look)
  drawHead(drawn, report)
  for (const section of closeSections(report, words)) drawSection(drawn, section)
  drawPageNumbers(drawn)
  page.end()
  await ended
  return Buffer.concat(chunks)
}

/** The logo on the dark ground that it is made for, above an edge of the house's colour. */
function drawBand(page: Page, { logo, accent }: CloseLook): void {
  if (!logo) return
  page.rect(MARGIN, MARGIN, inner(page), BAND).fill(INK)
  try {
    page.image(logo, MARGIN + 14, MARGIN + 10, { fit: [220, BAND - 20] })
  } catch {
    // A JPEG that is broken: what is said below stands without it.
  }
  page.rect(MARGIN, MARGIN + BAND, inner(page), 3).fill(accent ?? ACCENT)
  page.x = MARGIN
  page.y = MARGIN + BAND + 20
}

function drawHead({ page, words, formats }: Drawn, report: CloseReport): void {
  const { night, stripe } = report
  const { line, isWell, state } = verdictOf(report, words, formats)
  const text = (words_: string) => page.text(printable(words_), { width: inner(page) })
  page.font('Helvetica').fontSize(10).fillColor(DIM)
  text(`${night.venue} · ${formats.moment(night.doors_at)}`)
  page.font('Helvetica-Bold').fontSize(22).fillColor(INK).moveDown(0.2)
  text(`${words.heading}: ${night.title}`)
  page.font('Helvetica').fontSize(10).fillColor(DIM).moveDown(0.3)
  text(`${state} ${words.asOf(formats.moment(night.now))}.`)
  page
    .moveDown(1)
    .font('Helvetica-Bold')
    .fontSize(13)
    .fillColor(isWell ? GOOD : BAD)
  // The standard fonts have no sign for that.
  text(line.replace('≠', '<>'))
  page.font('Helvetica').fontSize(10).fillColor(DIM).moveDown(0.2)
  text(stripe ? words.fromStripe(formats.moment(stripe.read_at)) : words.fromBooks)
}

function drawSection(drawn: Drawn, { title, columns, rows, total, note }: CloseSection): void {
  const { page } = drawn
  // Never a heading alone at the foot of a page.
  keepTogether(page, ROW * 4 + 30)
  page.moveDown(1.5).font('Helvetica-Bold').fontSize(12).fillColor(INK)
  page.text(printable(title), MARGIN, page.y, { width: inner(page) })
  page.moveDown(0.4).fontSize(8.5)
  if (rows.length > 0) {
    const widths = widthsOf(columns.length, inner(page))
    page.font('Helvetica').fillColor(DIM)
    drawRow(drawn, columns, rows[0] ?? [], widths)
    page.fillColor(INK)
    for (const row of rows) drawRow(drawn, row, row, widths)
    page.font('Helvetica-Bold')
    if (total) drawRow(drawn, total, rows[0] ?? [], widths)
  }
  if (!note) return
  page.font('Helvetica').fontSize(8.5).fillColor(DIM)
  page.text(printable(note), MARGIN, page.y + 2, { width: inner(page) })
}

/** The first column has what the others leave; of many, each has little. */
function widthsOf(columns: number, width: number): number[] {
  const other = columns > 5 ? width / (columns + 0.8) : Math.min(110, width / (columns + 0.5))
  return [width - other * (columns - 1), ...Array.from({ length: columns - 1 }, () => other)]
}

/** Figures stand flush right; `like` is a row that says which columns have them. */
function drawRow(
  { page, formats }: Drawn,
  cells: CloseCell[],
  like: CloseCell[],
  widths: number[],
): void {
  const texts = cells.map((cell) => printable(formats.cell(cell)))
  const heights = texts.map((text, n) => page.heightOfString(text, { width: widths[n]! - 6 }))
  const height = Math.max(ROW - 6, ...heights)
  keepTogether(page, height + 6)
  const { y } = page
  let x = MARGIN
  for (const [n, text] of texts.entries()) {
    const width = widths[n]!
    const isFigure = n > 0 && isNumber(like[n] ?? null)
    page.text(text, x, y, { width: width - 6, align: isFigure ? 'right' : 'left' })
    x += width
  }
  page.moveTo(MARGIN, y + height + 2).lineTo(MARGIN + inner(page), y + height + 2)
  page.lineWidth(0.5).strokeColor(LINE).stroke()
  page.x = MARGIN
  page.y = y + height + 6
}

const isNumber = (cell: CloseCell) =>
  cell !== null && typeof cell === 'object' && ('minor' in cell || 'count' in cell)

function keepTogether(page: Page, height: number): void {
  if (page.y + height > page.page.height - MARGIN - 20) page.addPage()
}

function drawPageNumbers({ page, words, formats }: Drawn): void {
  const { start, count } = page.bufferedPageRange()
  for (let n = 0; n < count; n++) {
    page.switchToPage(start + n)
    // Below the margin a text would begin a page of its own.
    page.page.margins.bottom = 0
    page.font('Helvetica').fontSize(8).fillColor(DIM)
    const text = words.page(formats.count(n + 1), formats.count(count))
    page.text(text, MARGIN, page.page.height - 34, { width: inner(page), align: 'right' })
  }
}

function inner(page: Page): number {
  return page.page.width - 2 * MARGIN
}

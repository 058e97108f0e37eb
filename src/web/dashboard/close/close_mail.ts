import { html } from 'ghtml'
import { mailedAbout } from '../../../alerts/index.ts'
import { closeSettings } from '../../../closing/index.ts'
import { findVenue } from '../../../catalog/index.ts'
import type { Config, Database } from '../../../kernel/index.ts'
import type { Letter } from '../../../mail/index.ts'
import { readNightClose } from '../../../overview/index.ts'
import type { CloseWords } from '../../messages/app/close.ts'
import { closeWords } from '../../messages.ts'
import { BUTTON, DIM, FONT, frameHtml, INK, lookOf, oneLine } from '../../storefront/mail/index.ts'
import type { CloseReport } from '../api/close_answers.ts'
import { closeFormats } from './close_formats.ts'
import { closeLook } from './close_look.ts'
import { closePdf } from './close_pdf.ts'
import type { CloseCell } from './section.ts'
import { closeSections } from './sections.ts'
import { headsOf } from './sections_of_people.ts'
import { toCloseReport } from './to_report.ts'
import { verdictOf } from './verdict.ts'

/** More are in the report. */
const DIFFERENCES_MAX = 10

/**
 * Words the mail about a night that is over: its differences first, then its figures, with the
 * whole report as a PDF; null where nobody is to be mailed any more.
 */
export async function composeClose(
  db: Database,
  config: Config,
  nightId: string,
): Promise<Letter | null> {
  const settings = await closeSettings(db)
  const close = await readNightClose(db, nightId)
  if (!close || !settings.is_mailed) return null
  const report = toCloseReport(close)
  const { addresses } = settings
  const venue = await findVenue(db)
  const locale = venue?.language ?? 'en'
  const words = closeWords(locale)
  const to = addresses.length > 0 ? addresses : await mailedAbout(db, config.ownerEmail)
  return {
    to: to.map((address) => ({ name: '', address })),
    ...wording(report, words, locale, {
      url: `${config.publicUrl}/dashboard/close?night=${nightId}`,
      ...lookOf(venue, config.publicUrl),
    }),
    attachments: [
      {
        filename: `close-${report.night.slug}.pdf`,
        content: await closePdf(report, words, locale, await closeLook(db)),
        contentType: 'application/pdf',
      },
    ],
  }
}

function wording(
  report: CloseReport,
  words: CloseWords,
  locale: string,
  { url, ...look }: ReturnType<typeof lookOf> & { url: string },
): Pick<Letter, 'subject' | 'text' | 'html'> {
  const formats = closeFormats(report, locale)
  const { night, differences_count } = report
  const { line, state } = verdictOf(report, words, formats)
  const said = words.mail.verdict(differences_count, formats.count(differences_count))
  const day = formats.moment(night.doors_at)
  const differing = differencesOf(report, words, formats.cell)
  const figures = figuresOf(report, words, locale)
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  const small = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 14px;`
  const cell = `${FONT}${INK}font-size:15px;line-height:22px;padding:6px 0;`
  const rows = figures.map(
    ([name, value]) =>
      html`<tr>
        <td style="${cell}">${name}</td>
        <td align="right" style="${cell}">${value}</td>
      </tr>`,
  )
  const body = html`<tr>
    <td style="padding:28px;">
      <p style="${text}font-weight:700;">${line}</p>
      !${differing.map((each) => html`<p style="${text}">${each}</p>`)}
      <p style="${small}">${state} ${words.asOf(formats.moment(night.now))}.</p>
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
        !${rows}
      </table>
      <p style="margin:20px 0;"><a href="${url}" style="${BUTTON}">${words.mail.open}</a></p>
    </td>
  </tr>`
  return {
    subject: oneLine(words.mail.subject(night.title, day, said)),
    text: [
      line,
      ...differing,
      '',
      ...figures.map(([name, value]) => `${name}: ${value}`),
      '',
      words.mail.attached,
      url,
      '',
    ].join('\n'),
    html: frameHtml(
      {
        ...look,
        locale,
        house: night.venue,
        title: words.heading,
        sender: html`${night.venue}`,
      },
      { preview: line, heading: said, rows: [body] },
    ),
  }
}

/** Each with its order and why, the first of them. */
function differencesOf(
  report: CloseReport,
  words: CloseWords,
  write: (cell: CloseCell) => string,
): string[] {
  const [section] = closeSections(report, words)
  const rows = section?.rows ?? []
  const lines = rows.slice(0, DIFFERENCES_MAX).map((row) => row.map(write).join(', '))
  const more = report.differences_count - lines.length
  return more > 0 ? [...lines, words.moreDifferences(String(more))] : lines
}

function figuresOf(
  report: CloseReport,
  { figures, sections }: CloseWords,
  locale: string,
): [name: string, value: string][] {
  const { books, door } = report
  const { money, count } = closeFormats(report, locale)
  const { sold, arrived, no_shows } = headsOf(report)
  const taken = door
    .filter(({ kind }) => kind !== 'comp')
    .reduce((sum, { taken_minor, reversed_minor }) => sum + taken_minor - reversed_minor, 0)
  return [
    [figures.charged, money(books.charged_minor)],
    [figures.refunded, money(books.refunded_minor)],
    [figures.disputed, money(books.disputed_minor)],
    [sections.door, money(taken)],
    [figures.arrived, `${count(arrived)} ${figures.ofSold(count(sold))}`],
    [figures.noShows, count(no_shows)],
  ]
}

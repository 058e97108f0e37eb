import { html } from 'ghtml'
import type { Night, Venue } from '../../../catalog/index.ts'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { fillIn } from '../../../mail/index.ts'
import { formatDay, formatMoment, formatNight } from '../pages/dates.ts'
import { logoPath, orderPath, town } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'

/** Mail programs know neither our style sheet nor our typeface: everything stands in place. */
export const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
export const BUTTON = `${FONT}display:inline-block;background:#0d0b0a;color:#ffffff;font-size:16px;
font-weight:700;text-decoration:none;padding:14px 24px;border-radius:4px;`
export const INK = 'color:#14110f;'
export const DIM = 'color:#5d544b;'

const LOGO = 'display:block;height:40px;max-width:220px;margin:0 0 14px;'

/** Shown at this width; the picture has about twice as many pixels. */
export const QR_PIXELS = 200

/** The button that leads to the order's page. */
export function openButton({ publicUrl, order }: PurchaseView, label: string): string {
  return html`<p style="margin:20px 0;">
    <a href="${publicUrl}${orderPath(order)}" style="${BUTTON}">${label}</a>
  </p>`
}

/** Which night it is, when, and where, as a paragraph of that style. */
export function nightAndPlace({ night, venue, locale }: PurchaseView, style: string): string {
  return html`<p style="${style}">
    ${night.title}<br />${formatNight(night, locale, venue.time_zone)}<br />
    ${venue.name}, ${venue.street}, ${town(venue)}
  </p>`
}

/** What one mail puts into the frame; `rows` are table rows. */
export interface MailContent {
  /** Shown beside the subject in the list of mails. */
  preview: string
  heading: string
  rows: string[]
}

/** A mail about an order as HTML. */
export function mailHtml(view: PurchaseView, content: MailContent): string {
  const { night, venue, locale, publicUrl } = view
  const { closing, signature } = houseWords(view)
  const own = signature.map((line) => html`${line}<br />`)
  const sender = html`!${own}${senderWords(view)}<br />${venue.street}, ${town(venue)}`
  const rows = closing ? [...content.rows, closingRow(closing)] : content.rows
  const frame = { locale, house: venue.name, title: night.title, sender }
  return frameHtml({ ...frame, ...lookOf(venue, publicUrl) }, { ...content, rows })
}

/** How a mail begins: the guest by name, the house's own line, and what it is about. */
export function greetingHtml(view: PurchaseView, style: string, intro: string): string {
  const { opening } = houseWords(view)
  const greeting = messagesFor(view.locale).mail.greeting(view.order.guest_name ?? '')
  if (!opening) return html`<p style="${style}">${greeting}<br />${intro}</p>`
  return html`<p style="${style}">${greeting}<br />${opening}</p>
    <p style="${style}">${intro}</p>`
}

function closingRow(words: string): string {
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0;`
  return html`<tr>
    <td style="padding:20px 28px 28px;border-top:2px dashed #cfc7bd;">
      <p style="${text}">${words}</p>
    </td>
  </tr>`
}

/** A mail as a text: `lines` begin with the greeting, and end with who writes. */
export function mailText(view: PurchaseView, lines: string[]): string {
  const { opening, closing, signature } = houseWords(view)
  const [greeting = '', ...rest] = lines
  const sender = rest.pop() ?? ''
  return [
    greeting,
    ...(opening ? ['', opening] : []),
    ...rest,
    ...(closing ? [closing, ''] : []),
    ...signature,
    sender,
    '',
  ].join('\n')
}

/** What the house says in this mail, with what its variables stand for in it. */
function houseWords({ house, order, night, venue, locale }: PurchaseView) {
  const values = {
    name: oneLine(order.guest_name ?? ''),
    night: oneLine(night.title),
    doors: formatMoment(night.doors_at, locale, venue.time_zone),
    venue: oneLine(venue.name),
  }
  const { opening = '', closing = '', signature = '' } = house ?? {}
  return {
    opening: fillIn(opening, values),
    closing: fillIn(closing, values),
    signature: fillIn(signature, values).split('\n').filter(Boolean),
  }
}

/** The product's own, where the venue has none. */
const ACCENT = '#dcff3c'

/** The venue's colour and its logo, as mails show them. */
export function lookOf(
  venue: Venue | undefined,
  publicUrl: string,
): { accent: string; logo: string } {
  const path = venue && logoPath(venue)
  return { accent: venue?.accent ?? ACCENT, logo: path ? publicUrl + path : '' }
}

/** Who writes a mail, and what it is about; `sender` is finished HTML. */
interface Frame extends Partial<ReturnType<typeof lookOf>> {
  locale: string
  house: string
  title: string
  sender: string
}

/** A mail as HTML: tables and inline styles, on white whatever the program's theme. */
export function frameHtml(frame: Frame, content: MailContent): string {
  const { locale, title, sender } = frame
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <meta name="supported-color-schemes" content="light" />
        <title>${title}</title>
      </head>
      <body style="margin:0;padding:0;background:#efeae2;">
        <div style="display:none;max-height:0;overflow:hidden;">${content.preview}</div>
        <div role="main">
          <table role="presentation" width="100%" cellpadding="0" cellspacing="0" bgcolor="#efeae2">
            <tr>
              <td align="center" style="padding:24px 12px;">
                <table
                  role="presentation"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  style="max-width:560px;background:#ffffff;border-radius:6px;overflow:hidden;"
                  bgcolor="#ffffff"
                >
                  !${head(frame, content.heading)}!${content.rows}
                </table>
                <p style="${FONT}${DIM}font-size:12px;line-height:18px;margin:16px 0 0;">
                  !${sender}
                </p>
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html> `
}

/** Why somebody gets a mail about an order. */
export function senderWords({ order, party, venue, locale }: PurchaseView): string {
  const { mail, bookingMail, comps } = messagesFor(locale)
  if (order.comp_id !== null) return comps.mail.sender(venue.name)
  return (party ? bookingMail : mail).sender(venue.name)
}

/** Where an order was moved from, and what goes back, or was paid, for that. */
export interface Moved {
  moved?: { from: Pick<Night, 'title' | 'doors_at'>; back_minor: number; more_minor?: number }
}

/** What a guest has to know first: that the house gives it, or that it is for another night now. */
export function leadWords({ order, venue, locale, moved }: PurchaseView & Moved): string[] {
  const { comps, movedMail, differences } = messagesFor(locale)
  if (order.comp_id !== null) return [comps.mail.gift(venue.name)]
  if (!moved) return []
  const { from, back_minor: amount_minor, more_minor = 0 } = moved
  const lead = movedMail.otherNight.lead(
    from.title,
    formatDay(from.doors_at, locale, venue.time_zone),
  )
  const write = (minor: number) =>
    formatMoney({ amount_minor: minor, currency: order.currency }, locale)
  if (more_minor > 0) return [lead, differences.mail.moved(write(more_minor))]
  return amount_minor === 0 ? [lead] : [lead, movedMail.otherNight.back(write(amount_minor))]
}

/** The subject of a mail about what an order is of: as ever, or that its night is another one. */
export function subjectOf(
  { night, venue, locale, moved }: PurchaseView & Moved,
  usual: (title: string, when: string) => string,
): string {
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  const { subject } = messagesFor(locale).movedMail.otherNight
  return oneLine((moved ? subject : usual)(night.title, day))
}

/** What an order cost, written out with its term; of a comp, that it is one. */
export function totalWords(view: PurchaseView): string {
  const { mail, comps } = messagesFor(view.locale)
  return view.order.comp_id === null ? `${mail.total}: ${total(view)}` : comps.onTheHouse
}

/** What an order cost, written out. */
export function total({ order, locale }: PurchaseView): string {
  return formatMoney({ amount_minor: order.total_minor, currency: order.currency }, locale)
}

function head({ house, accent = ACCENT, logo = '' }: Frame, words: string): string {
  const heading = `${FONT}color:#f5efe6;font-weight:800;text-transform:uppercase;margin:0;`
  return html`<tr>
    <td
      bgcolor="#0d0b0a"
      style="background:#0d0b0a;padding:28px;border-bottom:4px solid ${accent};"
    >
      !${logo ? html`<img src="${logo}" alt="" height="40" style="${LOGO}" />` : ''}
      <p style="${heading}font-size:12px;letter-spacing:1px;">${house}</p>
      <h1 style="${heading}font-size:34px;line-height:38px;padding-top:18px;">${words}</h1>
    </td>
  </tr>`
}

/** What a header or a line of text cannot be broken by, whatever somebody typed (injection). */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

import { html } from 'ghtml'
import { findVenue } from '../../catalog/index.ts'
import { findReset, type Identity } from '../../identity/index.ts'
import type { Config } from '../../kernel/index.ts'
import type { Letter } from '../../mail/index.ts'
import { dashboardMessages } from '../messages.ts'
import { BUTTON, DIM, FONT, frameHtml, INK, lookOf, oneLine } from '../storefront/mail/index.ts'

/** The mail with the link that sets another password. */
export const resetMail = 'password_reset'

/** Where there is no venue yet. */
const HOUSE = 'Coatcheck'

/** Null for a link that was used, or has ended before the mail could go. */
export async function composeReset(
  identity: Identity,
  config: Config,
  resetId: string,
): Promise<Letter | null> {
  const reset = await findReset(identity, resetId)
  if (!reset) return null
  const { member, locale, path } = reset
  const venue = await findVenue(identity.db)
  const words = dashboardMessages(locale).resetMail
  const house = oneLine(venue?.name ?? HOUSE)
  const url = config.publicUrl + path
  const intro = words.intro(oneLine(member.name), house)
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  const small = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0;`
  const row = html`<tr>
    <td style="padding:28px;">
      <p style="${text}">${intro}</p>
      <p style="margin:20px 0;"><a href="${url}" style="${BUTTON}">${words.open}</a></p>
      <p style="${small}">${words.ends}</p>
      <p style="${small}">${words.unexpected}</p>
    </td>
  </tr>`
  const frame = { ...lookOf(venue, config.publicUrl), locale, house, title: words.heading }
  return {
    to: { name: member.name, address: member.email },
    subject: oneLine(words.subject(house)),
    html: frameHtml(
      { ...frame, sender: html`${house}` },
      { preview: words.ends, heading: words.heading, rows: [row] },
    ),
    text: [intro, '', url, '', words.ends, words.unexpected, ''].join('\n'),
  }
}

import { html } from 'ghtml'
import { findVenue } from '../../catalog/index.ts'
import { findInvitation, invitationPath, type Identity } from '../../identity/index.ts'
import type { Config } from '../../kernel/index.ts'
import type { Letter } from '../../mail/index.ts'
import { dashboardMessages } from '../messages.ts'
import { BUTTON, DIM, FONT, frameHtml, INK, lookOf, oneLine } from '../storefront/mail/index.ts'
import { formatMoment } from '../storefront/pages/dates.ts'

/** The mail that asks somebody to join, once per invitation. */
export const invitationMail = 'invitation'

/** Where there is no venue yet. */
const HOUSE = 'Coatcheck'

/** Null for an invitation that was taken back, accepted, or has ended before the mail could go. */
export async function composeInvitation(
  identity: Identity,
  config: Config,
  invitationId: string,
): Promise<Letter | null> {
  const invitation = await findInvitation(identity.db, invitationId)
  if (!invitation?.email) return null
  const { locale, role, email, invited_by: by } = invitation
  const venue = await findVenue(identity.db)
  const { invitationMail: words, roles } = dashboardMessages(locale)
  const house = oneLine(venue?.name ?? HOUSE)
  const url = config.publicUrl + invitationPath(identity, invitation.id)
  const ends = words.ends(formatMoment(invitation.expires_at, locale, venue?.time_zone ?? 'UTC'))
  const intro = words.intro(by, house, roles[role])
  const text = `${FONT}${INK}font-size:16px;line-height:24px;margin:0 0 14px;`
  const small = `${FONT}${DIM}font-size:14px;line-height:22px;margin:0 0 10px;`
  const row = html`<tr>
    <td style="padding:28px;">
      <p style="${text}">${intro}</p>
      <p style="${text}">${words.how}</p>
      <p style="margin:20px 0;"><a href="${url}" style="${BUTTON}">${words.open}</a></p>
      <p style="${small}">${ends}</p>
      <p style="${small}margin:0;">${words.unexpected}</p>
    </td>
  </tr>`
  return {
    to: { name: '', address: email },
    subject: oneLine(words.subject(house)),
    html: frameHtml(
      {
        ...lookOf(venue, config.publicUrl),
        locale,
        house,
        title: words.heading,
        sender: html`${house}`,
      },
      { preview: words.preview(by), heading: words.heading, rows: [row] },
    ),
    text: [intro, words.how, '', url, '', ends, words.unexpected, ''].join('\n'),
  }
}

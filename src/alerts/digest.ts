import { html } from 'ghtml'
import type { Letter } from '../mail/index.ts'
import { isToBeTold, linked, type Teller } from './alert.ts'
import type { Alert } from './alert.sql.ts'
import { selectDigested } from './digest.sql.ts'
import { mailedAbout } from './recipients.ts'
import { closeDigest } from './telling.ts'

/** As many as fit on a screen or two; the inbox has them all. */
const LISTED_MAX = 50

/**
 * Words the mail about all that came on top, one line each; null when all of it has healed
 * meanwhile.
 */
export async function composeDigest(teller: Teller, digestId: string): Promise<Letter | null> {
  const { db, ownerEmail, inboxUrl } = teller
  await closeDigest(db, digestId)
  const all = await selectDigested(db, digestId)
  const told = all.filter(isToBeTold)
  if (told.length === 0) return null
  const lines: string[][] = []
  for (const alert of told.slice(0, LISTED_MAX)) lines.push(await lineOf(teller, alert))
  const more = told.length - lines.length
  const healed = all.length - told.length
  const ends = [
    more > 0 ? `And ${more} more.` : '',
    healed > 0 ? `What has healed by itself meanwhile is left out: ${healed}.` : '',
  ].filter(Boolean)
  const what = `${told.length} more alerts came within five minutes.`
  const text = lines.map((line) => `- ${line.join('\n  ')}`)
  const items = lines.map((line) => html`<li>!${line.map(linked).join('<br>')}</li>`)
  return {
    to: (await mailedAbout(db, ownerEmail)).map((address) => ({ name: '', address })),
    subject: `Coatcheck needs you: ${what}`,
    text: [what, '', ...text, '', ...ends, `All of them: ${inboxUrl}`].join('\n'),
    html: html`<p>${what}</p>
      <ul>
        !${items.join('')}
      </ul>
      <p>!${[...ends.map((end) => html`${end}`), linked(inboxUrl)].join('<br>')}</p>`,
  }
}

/** What happened, to whom, how much, and where to look. */
async function lineOf(teller: Teller, alert: Alert): Promise<string[]> {
  const { guest, amount, page } = await teller.factsOf(alert)
  const about = guest && amount ? `${guest}, ${amount}` : alert.subject_id
  return [teller.wordsOf(alert.kind).what, about, ...(page ? [page] : [])]
}

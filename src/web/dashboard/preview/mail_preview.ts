import { html } from 'ghtml'
import type { Letter } from '../../../mail/index.ts'
import { qrPng } from '../../storefront/documents/index.ts'
import { hideSecrets, SAMPLE_CODE, type Secrets } from './hide.ts'

/** What is said beside a mail, in the language of whoever looks at it. */
export interface PreviewWords {
  to: string
  subject: string
}

const HEAD =
  'font:14px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;color:#14110f;' +
  'background:#ffffff;margin:0;padding:16px;border-bottom:1px solid #cfc7bd;' +
  'overflow-wrap:anywhere;'

/**
 * A mail as a mail program shows it: the subject and whom it goes to above its HTML. Pictures come
 * with it, and in the place of every code stands one that no door knows.
 */
export function mailPreview(
  letter: Pick<Letter, 'subject' | 'html' | 'attachments'> & Partial<Pick<Letter, 'to'>>,
  secrets: Secrets,
  publicUrl: string,
  words: PreviewWords,
): string {
  const pictures = (letter.attachments ?? []).reduce(
    (text, { cid }) => (cid ? text.replaceAll(`cid:${cid}`, samplePicture()) : text),
    letter.html,
  )
  const own = pictures.replaceAll(`src="${publicUrl}/`, 'src="/')
  return hideSecrets(own, secrets).replace(/<body\b[^>]*>/, (body) => body + head(letter, words))
}

function head(
  { subject, to }: { subject: string; to?: Letter['to'] },
  words: PreviewWords,
): string {
  const whom = to ? [to].flat().map(({ name, address }) => `${name} <${address}>`) : []
  return html`<div role="banner" style="${HEAD}">
    <strong>${words.subject}:</strong> ${subject}
    !${whom.length > 0 ? html`<br /><strong>${words.to}:</strong> ${whom.join(', ')}` : ''}
  </div>`
}

function samplePicture(): string {
  return `data:image/png;base64,${qrPng(SAMPLE_CODE).toString('base64')}`
}

/** A page of one sentence, where there is no mail to be shown. */
export function nothingToShow(locale: string, sentence: string): string {
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${sentence}</title>
      </head>
      <body style="margin:0;background:#efeae2;">
        <main><p style="${HEAD}">${sentence}</p></main>
      </body>
    </html>`
}

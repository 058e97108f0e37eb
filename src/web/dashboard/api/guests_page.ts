import { html } from 'ghtml'

/** A file's title and when it was made, in the words of whoever hands it out. */
interface Heading {
  locale: string
  title: string
  made_at: string
}

/** All that is known of a guest as a page that needs nothing but a browser to be read. */
export function guestPage({ locale, title, made_at }: Heading, known: object): string {
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          !${STYLE}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p>${made_at}</p>
        !${valueHtml(known)}
      </body>
    </html>`
}

const STYLE = `body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem;margin:0}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
ul{list-style:none;margin:0;padding:0}li{padding:.5rem 0;border-top:1px solid #ccc}`

/** A list, facts by their names, or a plain value. What is empty is left out. */
function valueHtml(value: unknown): string {
  if (Array.isArray(value))
    return html`<ul>
      !${value.map((one) => html`<li>!${valueHtml(one)}</li>`)}
    </ul>`
  if (typeof value === 'string' || typeof value === 'number') return html`${value}`
  if (typeof value !== 'object' || value === null) return html`${JSON.stringify(value)}`
  const facts = Object.entries(value).filter(([, fact]) => !isEmpty(fact))
  return html`<dl>
    !${facts.map(
      ([name, fact]) =>
        html`<dt>${name.replaceAll('_', ' ')}</dt>
          <dd>!${valueHtml(fact)}</dd>`,
    )}
  </dl>`
}

const isEmpty = (fact: unknown) =>
  fact === null || fact === '' || (Array.isArray(fact) && fact.length === 0)

import { html } from 'ghtml'
import type { Venue } from '../../../catalog/index.ts'
import type { Environment } from '../../../kernel/index.ts'
import type { Order } from '../../../orders/index.ts'
import { LANGUAGES, languageOf } from '../../language.ts'
import { messagesFor } from '../../messages.ts'
import type { Assets } from './views.ts'

/** What a document is made of. Texts are plain and get escaped here; `main` is finished HTML. */
export interface Document {
  venue: Venue | undefined
  locale: string
  publicUrl: string
  assets: Assets
  environment: Environment
  /** The page's own path. */
  here: string
  title: string
  description: string
  /** Names the page in the style sheets. */
  kind:
    | 'venue'
    | 'night'
    | 'tables'
    | 'booking'
    | 'checkout'
    | 'order'
    | 'pass'
    | 'problem'
    | 'staff'
  /** The path that search engines and shared links should use; undefined keeps the page private. */
  path?: string | undefined
  /** The path below which a shared link's picture is, where it is not the page's own. */
  picture?: string | undefined
  /** The id of the page's <main>, where the skip link leads. */
  mainId: string
  main: string
  /** Finished HTML for the end of the header, where pages of guests name the town. */
  nav?: string | undefined
  /** Finished HTML for the end of <head> or after the footer. */
  head?: string | undefined
  scripts?: string[] | undefined
}

/** The same as --ground in tokens.css; browsers paint their own frame with it. */
const THEME_COLOR = '#0d0b0a'

/** The one frame around every storefront page: a complete document. */
export function layout(page: Document): string {
  const messages = messagesFor(page.locale).layout
  return html`<!doctype html>
    <html lang="${page.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        !${describe(page)}
        <meta name="theme-color" content="${THEME_COLOR}" />
        <meta name="color-scheme" content="dark" />
        !${icon(page.assets)} !${(page.assets.fonts ?? []).map(preload)}
        <link rel="stylesheet" href="${page.assets.css}" />
        !${look(page.venue)}
        !${(page.scripts ?? []).map((src) => html`<script src="${src}" type="module"></script>`)}
        !${page.head ?? ''}
      </head>
      <body class="page-${page.kind}">
        <a class="skip" href="#${page.mainId}">${messages.skip}</a>
        !${ribbon(page.environment, messages)}
        <header class="top">
          !${page.venue ? masthead(page.venue, messages.home(page.venue.name)) : ''}
          !${page.nav ?? (page.venue ? html`<p>${page.venue.city}</p>` : '')}
        </header>
        !${page.main}
        <footer class="foot">
          !${page.venue ? address(page.venue) : ''}
          !${page.kind === 'staff' ? '' : html`<p>${messages.footer}</p>`}
          !${languageSwitch(page, messages.language)}
        </footer>
      </body>
    </html> `
}

/** Says on top of every page that no real money moves here; nothing where it does. */
function ribbon(environment: Environment, said: Record<'demo' | 'staging', string>): string {
  if (environment === 'production') return ''
  return html`<aside class="demo">${said[environment]}</aside>`
}

/** A block of data for a script or a search engine; `<` is escaped, so no text can end it. */
export function dataBlock(
  type: 'application/json' | 'application/ld+json',
  data: unknown,
  id = '',
) {
  const json = JSON.stringify(data).replaceAll('<', String.raw`\u003c`)
  return html`<script type="${type}" !${id && html` id="${id}"`}>
    !${json}
  </script>`
}

/** The widths that type.css knows, in letters of the longest word. */
const FITS = [8, 11, 15, 20, 28]

/** The class that lets a heading fill its line without breaking its longest word. */
export function fit(heading: string): string {
  const longest = Math.max(...heading.split(/[\s-]+/).map((word) => word.length))
  return `fit-${FITS.find((letters) => longest <= letters) ?? FITS.at(-1)}`
}

/** The paths of an order's pages, all below its secret. */
export function orderPath(order: { id: string; secret: string }): string {
  return `/orders/${encodeURIComponent(order.id)}/${encodeURIComponent(order.secret)}`
}

/** The path of a guest's pass: whoever has it can claim the pass, and show it at the door. */
export function passPath(pass: { id: string; claim_secret: string }): string {
  return `/passes/${encodeURIComponent(pass.id)}/${encodeURIComponent(pass.claim_secret)}`
}

/** A night's part of an address; members have another one where they see it as guests will. */
export interface NightAddress {
  slug: string
  preview_path?: string
}

/** The path of a night's page. */
export function nightPath({ slug, preview_path }: NightAddress): string {
  return preview_path ?? `/nights/${encodeURIComponent(slug)}`
}

/** The path of a night's floor plan. */
export function tablesPath(night: NightAddress): string {
  return `${nightPath(night)}/tables`
}

/**
 * Where a guest chooses again what an order was for: tickets, a table, or more of a party; of a
 * move's difference, where the tickets are.
 */
export function choicePath({
  night,
  order,
  party,
  difference,
}: {
  night: { slug: string }
  order: Pick<Order, 'kind'>
  difference?: { path: string } | null
  party: { booking_path: string | null } | null
}): string {
  if (difference) return difference.path
  if (order.kind === 'vip') return tablesPath(night)
  return party?.booking_path ?? nightPath(night)
}

function describe(page: Document): string {
  const description = html`<meta name="description" content="${page.description}" />`
  // A private page holds a secret in its address: nobody may index it or learn it as a referrer.
  if (page.path === undefined) {
    return `${description}
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">`
  }
  const url = page.publicUrl + page.path
  return html`!${description}
    <link rel="canonical" href="${url}" />
    <meta property="og:type" content="website" />
    <meta property="og:title" content="${page.title}" />
    <meta property="og:description" content="${page.description}" />
    <meta property="og:url" content="${url}" />
    <meta property="og:site_name" content="${page.venue?.name}" />
    <meta
      property="og:image"
      content="${previewOf(page.publicUrl + (page.picture ?? page.path))}"
    />
    <meta name="twitter:card" content="summary_large_image" />`
}

/** The picture of a public page, below its own address. */
export function previewOf(url: string): string {
  return `${url.replace(/\/$/, '')}/preview.png`
}

function icon({ favicon }: Assets): string {
  return favicon ? html`<link rel="icon" href="${favicon}" type="image/svg+xml" />` : ''
}

function preload(href: string): string {
  return html`<link rel="preload" href="${href}" as="font" type="font/woff2" crossorigin />`
}

function masthead(venue: Venue, label: string): string {
  const logo = logoPath(venue)
  const mark = logo ? html`<img class="brand-logo" src="${logo}" alt="" />` : html`${venue.name}`
  return html`<a class="brand" href="/" aria-label="${label}">!${mark}</a>`
}

/** The venue's own colour: a style sheet of its own, since a page may have no style in place. */
function look(venue: Venue | undefined): string {
  if (!venue?.accent) return ''
  return html`<link rel="stylesheet" href="${accentPath(venue.accent)}" />`
}

/** The path of the style sheet that makes this colour, #rrggbb, the accent of a page. */
export function accentPath(accent: string): string {
  return `/look/${accent.slice(1)}.css`
}

/** The path of the venue's logo; undefined without one. */
export function logoPath({ logo_hash }: Venue): string | undefined {
  return logo_hash ? `/logo/${logo_hash}` : undefined
}

function address(venue: Venue): string {
  return html`<address>
    <strong>${venue.name}</strong> <span>${venue.street}</span> <span>${town(venue)}</span>
    !${venue.contact_email ? contact(venue.contact_email) : ''}
  </address>`
}

const contact = (email: string) => html`<a href="mailto:${email}">${email}</a>`

/** The language of the moment, and the way to the others. */
function languageSwitch({ here, locale }: Document, label: string): string {
  const current = languageOf(locale)
  const choices = Object.entries(LANGUAGES).map(([language, name]) =>
    language === current
      ? html`<b lang="${language}">${name}</b>`
      : html`<button class="link" name="language" value="${language}" lang="${language}">
          ${name}
        </button>`,
  )
  return html`<form class="languages" method="post" action="/language" aria-label="${label}">
    <input type="hidden" name="back" value="${here}" />
    !${choices}
  </form>`
}

/** "10999 Berlin" */
export function town(venue: Venue): string {
  return [venue.postal_code, venue.city].filter(Boolean).join(' ')
}

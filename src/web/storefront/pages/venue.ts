import { html } from 'ghtml'
import type { NightSummary } from '../../../catalog/index.ts'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { dateLeaf, formatMoment, formatNight } from './dates.ts'
import { dataBlock, fit, layout, nightPath, town } from './layout.ts'
import { poster } from './poster.ts'
import { venueData } from './structured_data.ts'
import type { VenueView } from './views.ts'

/** The venue's own page: who we are and which nights are coming. */
export function venuePage(view: VenueView): string {
  const messages = messagesFor(view.locale).venue
  const { venue } = view
  return layout({
    ...view,
    kind: 'venue',
    title: venue.tagline ? `${venue.name} – ${venue.tagline}` : venue.name,
    description: venue.description || messages.description(venue.name, venue.city),
    path: '/',
    mainId: 'nights',
    head: dataBlock('application/ld+json', venueData(venue, view.publicUrl)),
    main: html`<main id="nights">
      <section class="hero">
        <h1 class="${fit(venue.name)}">${venue.name}</h1>
        <div class="hero-words">
          !${paragraph('tagline', venue.tagline)}!${paragraph('dim', venue.description)}
          <p class="hero-place">${venue.street}<br />${town(venue)}</p>
        </div>
      </section>
      <section aria-labelledby="nights-title">
        <h2 class="rule" id="nights-title">
          ${messages.nights} <span>${view.nights.length}</span>
        </h2>
        !${view.nights.length > 0 ? list(view) : empty(messages)}
      </section>
    </main>`,
  })
}

function list(view: VenueView): string {
  return html`<ol class="nights">
    !${view.nights.map((night, i) => item(view, night, i === 0))}
  </ol>`
}

function item(view: VenueView, night: NightSummary, isNext: boolean): string {
  const messages = messagesFor(view.locale).venue
  const { time_zone } = view.venue
  const leaf = dateLeaf(night.doors_at, view.locale, time_zone)
  const when = formatNight(night, view.locale, time_zone)
  return html`<li class="${isNext ? 'row row-next' : 'row'}">
    <time class="leaf" datetime="${night.doors_at.toISOString()}"
      ><span>${leaf.weekday}</span> <b>${leaf.day}</b> <span>${leaf.month}</span></time
    >
    <div class="row-poster">!${poster(night)}</div>
    <div class="row-words">
      !${isNext ? html`<p class="eyebrow">${messages.next}</p>` : ''}
      <h3><a href="${nightPath(night)}">${night.title}</a></h3>
      !${paragraph('row-sub', night.subtitle)} !${paragraph('dim', night.lineup.join(' · '))}
      !${paragraph('row-when', when)}
    </div>
    !${price(view, night)}
  </li>`
}

/** What the tickets cost, or why there is no price: the same question to the guest. */
function price(view: VenueView, night: NightSummary): string {
  const messages = messagesFor(view.locale).venue
  const { currency, time_zone } = view.venue
  if (night.is_sold_out) return html`<p class="row-price tag tag-off">${messages.soldOut}</p>`
  if (night.is_sale_over) return html`<p class="row-price tag tag-off">${messages.saleOver}</p>`
  if (night.sales_start_at) {
    const at = formatMoment(night.sales_start_at, view.locale, time_zone)
    return html`<p class="row-price tag">${messages.onSale(at)}</p>`
  }
  if (night.price_from_minor === null) {
    return html`<p class="row-price tag">${messages.noTickets}</p>`
  }
  const from = formatMoney({ amount_minor: night.price_from_minor, currency }, view.locale)
  return html`<p class="row-price">${messages.from(from)}</p>`
}

function empty(messages: { emptyTitle: string; empty: string }): string {
  return html`<div class="empty">
    <p class="empty-title">${messages.emptyTitle}</p>
    <p>${messages.empty}</p>
  </div>`
}

function paragraph(kind: string, text: string): string {
  return text ? html`<p class="${kind}">${text}</p>` : ''
}

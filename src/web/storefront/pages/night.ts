import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay, formatNight } from './dates.ts'
import { dataBlock, fit, layout, nightPath, town } from './layout.ts'
import { poster } from './poster.ts'
import { nightData } from './structured_data.ts'
import { jumpToTables, vipPanel } from './tables/index.ts'
import { buyable, ticketsPanel } from './tickets_panel.ts'
import type { FieldProblem, NightView } from './views.ts'

/** A night's page: what, when, where, who, and the form that places an order without a script. */
export function nightPage(view: NightView): string {
  const messages = messagesFor(view.locale).night
  const { venue, night } = view
  const day = formatDay(night.doors_at, view.locale, venue.time_zone)
  const data = nightData(venue, night, view.ticketTypes, view.publicUrl)
  return layout({
    ...view,
    kind: 'night',
    title: `${night.title}, ${day} – ${venue.name}`,
    description: night.description || messages.fallbackDescription(night.title, day, venue.name),
    // Nobody may index what is not published.
    path: view.night.preview_path ? undefined : nightPath(night),
    mainId: 'night',
    head: view.night.preview_path ? '' : dataBlock('application/ld+json', data),
    main: html`<main id="night">
      !${view.night.preview_path ? html`<p class="notice preview">${messages.preview}</p>` : ''}
      !${problemSummary(view)}
      <header class="title">
        <p class="eyebrow">
          !${badge(view)}<time datetime="${night.doors_at.toISOString()}">${day}</time>
        </p>
        <h1 class="${fit(night.title)}">${night.title}</h1>
        !${night.subtitle ? html`<p class="tagline">${night.subtitle}</p>` : ''} !${jumps(view)}
      </header>
      <div class="night-poster">!${poster(night)}</div>
      <div class="night-body">
        !${lineup(night.lineup, messages.lineup)} !${facts(view)} !${ticketsPanel(view)}
        !${vipPanel(view)} !${description(night.description, messages.about)}
      </div>
    </main>`,
  })
}

/** On a phone tickets and tables stand far below; this says what they cost and leads there. */
function jumps(view: NightView): string {
  const links = view.problems ? '' : jumpToTickets(view) + jumpToTables(view)
  return links && html`<p class="jumps">!${links}</p>`
}

function jumpToTickets(view: NightView): string {
  const prices = buyable(view).map((type) => type.price_minor)
  if (prices.length === 0) return ''
  const from = { amount_minor: Math.min(...prices), currency: view.venue.currency }
  const words = messagesFor(view.locale).night.ticketsFrom(formatMoney(from, view.locale))
  return html`<a class="button jump" href="#tickets">${words}</a>`
}

/** Every problem in one place above the form, each with a link to its input (WCAG 3.3.1). */
function problemSummary(view: NightView): string {
  const problems = view.problems ?? []
  if (problems.length === 0) return ''
  const messages = messagesFor(view.locale).night
  return html`<div class="problems" role="alert" tabindex="-1" id="problems">
    <h2>${messages.problems}</h2>
    <ul>
      !${problems.map(
        (problem) =>
          html`<li>
            <a href="#${anchor(view, problem.field)}">${about(view, problem)}${problem.message}</a>
          </li>`,
      )}
    </ul>
  </div>`
}

/** What a problem is about, as its sentence cannot know: "Early bird: ", or the input's name. */
function about(view: NightView, { field, isGeneral }: FieldProblem): string {
  if (isGeneral) return ''
  const type = view.ticketTypes.find((each) => `quantity_${each.id}` === field)
  if (type) return `${type.name}: `
  return field === 'night' ? '' : `${field}: `
}

/** The input that a problem is about, or the ticket list when it is about none or all of them. */
function anchor(view: NightView, field: string): string {
  return buyable(view).some((type) => `quantity_${type.id}` === field) ? field : 'tickets'
}

function badge(view: NightView): string {
  const messages = messagesFor(view.locale).night
  if (view.night.state === 'cancelled') {
    return html`<span class="tag tag-off">${messages.cancelledBadge}</span> `
  }
  return view.night.is_over ? html`<span class="tag tag-off">${messages.overBadge}</span> ` : ''
}

function lineup(names: string[], heading: string): string {
  if (names.length === 0) return ''
  return html`<section aria-labelledby="lineup">
    <h2 class="hidden" id="lineup">${heading}</h2>
    <ul class="lineup">
      !${names.map((name) => html`<li>${name}</li>`)}
    </ul>
  </section>`
}

function facts(view: NightView): string {
  const messages = messagesFor(view.locale).night
  const { venue, night } = view
  const rows = [
    [messages.when, html`${formatNight(night, view.locale, venue.time_zone)}`],
    [messages.where, html`${venue.name}<br />${venue.street}, ${town(venue)}`],
  ]
  if (night.minimum_age) rows.push([messages.age, html`${messages.minimumAge(night.minimum_age)}`])
  return html`<dl class="facts">
    !${rows.map(
      ([term, definition]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>!${definition}</dd>
        </div>`,
    )}
  </dl>`
}

function description(text: string, heading: string): string {
  const paragraphs = text.split(/\n{2,}/).filter((part) => part.trim() !== '')
  if (paragraphs.length === 0) return ''
  return html`<section class="about" aria-labelledby="about">
    <h2 class="rule" id="about">${heading}</h2>
    !${paragraphs.map((part) => html`<p>${part.trim()}</p>`)}
  </section>`
}

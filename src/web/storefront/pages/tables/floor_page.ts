import { html } from 'ghtml'
import { messagesFor } from '../../../messages.ts'
import { formatDay, formatMoment } from '../dates.ts'
import { dataBlock, fit, layout, nightPath, tablesPath } from '../layout.ts'
import { floorDrawing } from './drawing.ts'
import { figureLegend } from './figure.ts'
import { stateTag, tableList } from './list.ts'
import type { FloorView } from './views.ts'
import { closedSale, freeCount, isSoldOut } from './words.ts'

/** A night's VIP tables: the floor plan, and a list of the same beside it. Needs no script. */
export function floorPage(view: FloorView): string {
  const messages = messagesFor(view.locale).tables
  const { night, venue, vip, assets } = view
  const day = formatDay(night.doors_at, view.locale, venue.time_zone)
  const arriveBy = formatMoment(vip.arrive_by, view.locale, venue.time_zone)
  const sale = closedSale(view, view)
  const notice = sale || (isSoldOut(view) ? messages.closed.soldOut : '')
  const isComing = night.state === 'published' && !night.is_over
  return layout({
    ...view,
    kind: 'tables',
    title: `${messages.pageTitle(night.title)}, ${day} – ${venue.name}`,
    description: messages.description(night.title, day, venue.name),
    path: night.preview_path ? undefined : tablesPath(night),
    picture: nightPath(night),
    mainId: 'tables',
    scripts: assets.tablesJs ? [assets.tablesJs] : [],
    main: html`<main id="tables" !${isComing ? stateUrl(view) : ''}>
        !${previewNotice(view)} !${problem(view)}
        <header class="title">
          <p class="eyebrow"><a href="${nightPath(night)}">${night.title}</a> · ${day}</p>
          <h1 class="${fit(messages.title)}">${messages.title}</h1>
          <p class="tagline">${sale ? '' : messages.plan.arriveBy(arriveBy)}</p>
        </header>
        !${notice ? html`<p class="notice">${notice}</p>` : ''} !${isComing ? plan(view) : ''}
        <p class="hidden" role="status" id="announcer"></p>
      </main>
      !${dataBlock('application/json', liveWords(view.locale), 'live-words')}`,
  })
}

/** What the browser's code needs to follow a state: where to ask, and the words for an answer. */
export function liveWords(locale: string): object {
  const { states, live } = messagesFor(locale).tables
  return { states, ...live }
}

/** Of a preview, that it is one. */
export function previewNotice({ night, locale }: Pick<FloorView, 'night' | 'locale'>): string {
  if (!night.preview_path) return ''
  return html`<p class="notice preview">${messagesFor(locale).night.preview}</p>`
}

/** The attribute that says where the states of the moment are; a preview follows none. */
export function stateUrl({ night }: Pick<FloorView, 'night'>): string {
  if (night.preview_path) return ''
  return html`data-live-url="${tablesPath(night)}/state"`
}

function problem(view: FloorView): string {
  if (!view.problem) return ''
  return html`<div class="problems" role="alert" tabindex="-1" id="problems">
    <p>${view.problem}</p>
  </div>`
}

function plan(view: FloorView): string {
  const messages = messagesFor(view.locale).tables
  return html`<section class="plan" aria-labelledby="plan-title">
      <div class="plan-head">
        <h2 id="plan-title">${view.plan.name}</h2>
        <p id="free-all">${freeCount(view.locale, view.tables)}</p>
      </div>
      <a class="plan-skip" href="#list">${messages.plan.skip}</a>
      <div
        class="plan-window"
        role="region"
        aria-label="${messages.plan.name(view.plan.name)}"
        tabindex="0"
      >
        !${floorDrawing(view)}
      </div>
      <p class="plan-hint">
        ${messages.plan.hint} <span class="plan-pan">${messages.plan.pan}</span>
      </p>
      !${legend(view)}
    </section>
    <section class="table-list" id="list" tabindex="-1" aria-labelledby="list-title">
      <h2 class="rule" id="list-title">
        ${messages.plan.list} <span>${messages.plan.allFees}</span>
      </h2>
      !${tableList(view)}
    </section>`
}

/** One table of each look, with its word, and what the amounts are. */
function legend(view: FloorView): string {
  const { plan: words } = messagesFor(view.locale).tables
  return html`<ul class="legend" aria-label="${words.legend}">
    !${(['free', 'held', 'booked'] as const).map(
      (state) =>
        html`<li>
          <svg viewBox="-20 -14 40 28" aria-hidden="true" class="spot" data-state="${state}">
            <rect class="spot-top" x="-18" y="-12" width="36" height="24" rx="4" />
            <rect
              class="spot-hatch"
              x="-18"
              y="-12"
              width="36"
              height="24"
              rx="4"
              fill="url(#plan-held)"
            />
            <path class="spot-cross" d="M-15 10L15 -10" />
          </svg>
          !${stateTag(view, state)}
        </li>`,
    )}
    !${figureLegend(view)}
  </ul>`
}

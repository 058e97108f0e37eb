import { html } from 'ghtml'
import type { Package } from '../../../../catalog/index.ts'
import { messagesFor } from '../../../messages.ts'
import { formatDay } from '../dates.ts'
import { dataBlock, fit, layout, nightPath, tablesPath } from '../layout.ts'
import type { FieldProblem } from '../views.ts'
import { liveWords, previewNotice, stateUrl } from './floor_page.ts'
import { stateTag } from './list.ts'
import { guestTerms, sumOf } from './sum.ts'
import { sumPanel } from './sum_panel.ts'
import type { BookingView, TableView } from './views.ts'
import { bookingPath, closedSale, moneyOf, tableName, tableWords } from './words.ts'

/** Where a table, or the best one of a zone, is booked: the party, its package, and the terms. */
export function bookingPage(view: BookingView): string {
  const messages = messagesFor(view.locale).tables
  const { night, venue, wished, assets } = view
  const day = formatDay(night.doors_at, view.locale, venue.time_zone)
  const heading = tableOf(view)?.name ?? messages.best.title
  const about = `${night.title}, ${day} – ${venue.name}`
  return layout({
    ...view,
    kind: 'booking',
    title: `${tableOf(view) ? wished.name : messages.best.of(wished.name)}, ${about}`,
    description: messages.description(night.title, day, venue.name),
    mainId: 'booking',
    scripts: assets.tablesJs ? [assets.tablesJs] : [],
    main: html`<main id="booking" !${stateUrl(view)}>
        !${previewNotice(view)} !${problemSummary(view)}
        <header class="title">
          <p class="eyebrow"><a href="${nightPath(night)}">${night.title}</a> · ${day}</p>
          <h1 class="${fit(heading)}">${heading}</h1>
          !${subtitle(view)} !${takenMeanwhile(view)}
        </header>
        !${view.quote ? form(view) : html`<p class="notice">${view.closed}</p>`}
        <p class="actions">
          !${otherTable(view)}
          <a class="button button-quiet" href="${tablesPath(night)}">${messages.backToPlan}</a>
        </p>
        <p class="hidden" role="status" id="announcer"></p>
      </main>
      !${dataBlock('application/json', liveWords(view.locale), 'live-words')}`,
  })
}

/** The table that was asked for; undefined when it was a zone. */
function tableOf({ wished }: BookingView): TableView | undefined {
  return 'vip_table_id' in wished ? wished : undefined
}

const idOf = (view: BookingView) =>
  tableOf(view)?.vip_table_id ?? (view.wished as { id: string }).id

/** Of a table that is gone, the way to the best one that its zone still has. */
function otherTable(view: BookingView): string {
  const table = tableOf(view)
  if (!table || view.quote || closedSale(view, view)) return ''
  const isFree = (each: TableView) => each.zone_id === table.zone_id && each.state === 'free'
  if (!view.tables.some(isFree)) return ''
  const words = messagesFor(view.locale).tables.best.of(table.zone)
  return html`<a class="button" href="${bookingPath(view.night, table.zone_id)}">${words}</a>`
}

/** What the table is, with the state of the moment, or which zone it is about. */
function subtitle(view: BookingView): string {
  const table = tableOf(view)
  if (!table) {
    const { best } = messagesFor(view.locale).tables
    return html`<p class="tagline">${view.wished.name}</p>
      <p class="dim">${best.why}</p>`
  }
  const { what, terms } = tableWords(view, table)
  return html`<p class="tagline">
    <span class="booking-state" !${liveTable(view, table)}>!${stateTag(view, table.state)}</span>
    ${table.zone}, ${what}. <span class="dim">${terms.join(', ')}</span>
  </p>`
}

/** Beside the form: what is said as soon as somebody else has the table. Hidden until then. */
function takenMeanwhile(view: BookingView): string {
  const table = tableOf(view)
  if (!table || !view.quote) return ''
  const { taken } = messagesFor(view.locale).tables
  return html`<p class="notice taken" !${liveTable(view, table)}>
    <span class="taken-held">${taken.meanwhile}</span>
    <span class="taken-booked">${taken.booked}</span>
  </p>`
}

/** The attributes by which the browser's code knows whose state it keeps true. */
function liveTable(view: BookingView, table: TableView): string {
  return html`data-table="${table.vip_table_id}" data-name="${table.name}"
  data-label="${tableName(view, table)}" data-state="${table.state}"`
}

function problemSummary(view: BookingView): string {
  const problems = view.problems ?? []
  if (problems.length === 0) return ''
  const { form: words } = messagesFor(view.locale).tables
  return html`<div class="problems" role="alert" tabindex="-1" id="problems">
    <h2>${words.problems}</h2>
    <ul>
      !${problems.map(({ field, message }) => {
        const label = words.fields[field]
        return html`<li>
          <a href="#${label ? field : 'booking'}">${label ? `${label}: ` : ''}${message}</a>
        </li>`
      })}
    </ul>
  </div>`
}

function form(view: BookingView): string {
  const { placement, quote } = view
  if (!quote) return ''
  const path = bookingPath(view.night, idOf(view))
  // In a preview the sum follows the choice, and nothing can be sent.
  const sends = view.night.preview_path ? '' : html`method="post" action="${path}"`
  return html`<form id="booking-form" !${sends} data-quote-url="${path}/quote" class="booking-form">
    <input type="hidden" name="order_id" value="${placement.order_id}" />
    <input type="hidden" name="order_secret" value="${placement.order_secret}" />
    <div class="booking-choice">!${partyChoice(view)} !${packageChoice(view)}</div>
    !${sumPanel(view, sumOf(view, quote))}
  </form>`
}

/** How many the wished table, or the largest of the zone, has room for. */
function roomFor(view: BookingView): number {
  const table = tableOf(view)
  if (table) return table.guests_max
  const inside = view.tables.filter(({ zone_id }) => zone_id === idOf(view))
  return Math.max(1, ...inside.map(({ guests_max }) => guests_max))
}

/** A select works without a script, by keyboard, and knows its own limit. */
function partyChoice(view: BookingView): string {
  const { form: words } = messagesFor(view.locale).tables
  const table = tableOf(view)
  const hint = table ? guestTerms(view, table).join(' ') : ''
  const chosen = view.quote?.agreement.party_size
  const options = Array.from(
    { length: roomFor(view) },
    (_, n) => html`<option!${n + 1 === chosen ? ' selected' : ''}>${n + 1}</option>`,
  )
  return html`<section class="party">
    <label for="party_size">${words.partySize}</label>
    <select id="party_size" name="party_size" !${invalid(view, 'party_size', Boolean(hint))}>
      !${options}
    </select>
    !${hint ? html`<p class="dim" id="party_size_hint">${hint}</p>` : ''}
    !${problem(view, 'party_size')}
  </section>`
}

function packageChoice(view: BookingView): string {
  if (view.packages.length === 0) return ''
  const { form: words } = messagesFor(view.locale).tables
  const none = { id: '', name: words.noPackage, description: words.noPackageHint, includes: [] }
  return html`<fieldset id="package" !${invalid(view, 'package', true)}>
    <legend>${words.package}</legend>
    <p class="dim" id="package_hint">${words.packageHint}</p>
    !${problem(view, 'package')}
    <div class="choices">!${[none, ...view.packages].map((one) => radio(view, one))}</div>
  </fieldset>`
}

function radio(
  view: BookingView,
  one: Pick<Package, 'id' | 'name' | 'description' | 'includes'> & { price_minor?: number },
): string {
  const isChosen = (view.quote?.agreement.package_id ?? '') === one.id
  return html`<label class="choice">
    <input type="radio" name="package_id" value="${one.id}" !${isChosen ? 'checked' : ''} />
    <span class="choice-words">
      <b>${one.name}</b>
      !${one.description ? html`<span class="dim">${one.description}</span>` : ''}
      !${one.includes.length > 0 ? html`<span>${one.includes.join(' · ')}</span>` : ''}
    </span>
    !${
      one.price_minor === undefined
        ? ''
        : html`<span class="choice-price">${moneyOf(view)(one.price_minor)}</span>`
    }
  </label>`
}

const problemOf = (view: BookingView, field: string): FieldProblem | undefined =>
  view.problems?.find((each) => each.field === field)

function problem(view: BookingView, field: string): string {
  const found = problemOf(view, field)
  return found ? html`<p class="problem" id="${field}_problem">${found.message}</p>` : ''
}

/** The attributes that say what describes an input, and whether it has to be mended. */
function invalid(view: BookingView, field: string, hasHint: boolean): string {
  const isWrong = problemOf(view, field) !== undefined
  const ids = [hasHint ? `${field}_hint` : '', isWrong ? `${field}_problem` : '']
  const described = ids.filter(Boolean).join(' ')
  return (
    (described ? html`aria-describedby="${described}"` : '') +
    (isWrong ? ' aria-invalid="true"' : '')
  )
}

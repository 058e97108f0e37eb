import { html } from 'ghtml'
import type { Zone } from '../../../../catalog/index.ts'
import { messagesFor } from '../../../messages.ts'
import type { FloorView, TableView } from './views.ts'
import { bookingPath, closedSale, freeCount, tableLabel, tableName, tableWords } from './words.ts'

/** What a party most often is, for the first look. */
const PARTY_DEFAULT = 4

/** All tables as a list, zone by zone, and for each zone the way to its best free table. */
export function tableList(view: FloorView): string {
  return html`!${view.zones.map((zone) => zoneSection(view, zone))}`
}

function zoneSection(view: FloorView, zone: Zone): string {
  const tables = view.tables.filter(({ zone_id }) => zone_id === zone.id)
  if (tables.length === 0) return ''
  return html`<section class="panel zone-list" aria-labelledby="name-${zone.id}">
    <div class="panel-head">
      <h3 id="name-${zone.id}">${zone.name}</h3>
      <p id="free-${zone.id}">${freeCount(view.locale, tables)}</p>
    </div>
    <ul>
      !${tables.map((table) => html`<li>!${row(view, table)}</li>`)}
    </ul>
    !${closedSale(view, view) ? '' : bestForm(view, zone, tables)}
  </section>`
}

function row(view: FloorView, table: TableView): string {
  const { what, terms } = tableWords(view, table)
  return html`<a
    class="offer"
    href="${bookingPath(view.night, table.vip_table_id)}"
    aria-label="${tableLabel(view, table)}"
    data-table="${table.vip_table_id}"
    data-name="${table.name}"
    data-label="${tableName(view, table)}"
    data-state="${table.state}"
  >
    <span class="offer-name">${table.name}</span>
    <span class="offer-what">${what}</span>
    <span class="offer-terms">!${terms.map((term) => html`<span>${term}</span> `)}</span>
    !${stateTag(view, table.state)}
  </a>`
}

/** The state in a word. All three words stand in it, so that a change moves nothing. */
export function stateTag({ locale }: { locale: string }, state: TableView['state']): string {
  const { states } = messagesFor(locale).tables
  return html`<span class="state" data-state="${state}"
    ><span class="state-free">${states.free}</span><span class="state-held">${states.held}</span
    ><span class="state-booked">${states.booked}</span></span
  >`
}

/** It leads on with GET, so that the answer has an address and can be shared. */
function bestForm(view: FloorView, zone: Zone, tables: TableView[]): string {
  const { best } = messagesFor(view.locale).tables
  const max = Math.max(...tables.map(({ guests_max }) => guests_max))
  const options = Array.from({ length: max }, (_, n) => {
    const chosen = n + 1 === Math.min(PARTY_DEFAULT, max) ? ' selected' : ''
    return html`<option!${chosen}>${n + 1}</option>`
  })
  return html`<form class="best" method="get" action="${bookingPath(view.night, zone.id)}">
    <label class="best-label" for="best-${zone.id}"
      >${best.title} <span class="hidden">${best.guests(zone.name)}</span></label
    >
    <select id="best-${zone.id}" name="party_size">
      !${options}
    </select>
    <button class="button button-quiet" type="submit">
      ${best.find} <span class="hidden">${best.findIn(zone.name)}</span>
    </button>
  </form>`
}

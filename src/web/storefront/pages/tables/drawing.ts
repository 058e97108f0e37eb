import { html } from 'ghtml'
import type { Zone } from '../../../../catalog/index.ts'
import { messagesFor } from '../../../messages.ts'
import { figureOf } from './figure.ts'
import type { FloorView, TableView } from './views.ts'
import { bookingPath, freeCount, tableLabel, tableName } from './words.ts'

/** How far the back of a booth or sofa, and the ring of the focus, stand off the table. */
const BACK = 9
const RING = 15
/** The type in a table, in units of the plan: as large as the table carries, within these. */
const [NUMBER_MIN, NUMBER_MAX] = [16, 34]
/** From this size on a table carries its price as well. */
const [PRICED_WIDTH, PRICED_HEIGHT] = [72, 62]
const PRICE_SIZE = 18

/**
 * The floor plan as an inline SVG: zones as labelled rectangles, every table as a link in its
 * place, size and turn. All that differs between states is there in all of them and shown by the
 * style sheet, so that the browser's code has one attribute to change. State is told by line,
 * pattern and a mark as well as by colour.
 */
export function floorDrawing(view: FloorView): string {
  const { plan, zones, tables } = view
  const label = messagesFor(view.locale).tables.plan.name(plan.name)
  return html`<svg
    class="plan-drawing"
    viewBox="0 0 ${plan.width} ${plan.height}"
    role="group"
    aria-label="${label}"
  >
    !${patterns(plan)}
    !${zones.map((zone) => {
      const inside = tables.filter(({ zone_id }) => zone_id === zone.id)
      return html`<g class="${inside.length > 0 ? 'zone' : 'zone zone-open'}" aria-hidden="true">
          <rect x="${zone.x}" y="${zone.y}" width="${zone.width}" height="${zone.height}" rx="10" />
          <text class="zone-name" x="${zone.x + 18}" y="${zone.y + 32}">${zone.name}</text>
          !${inside.length > 0 ? freeText(view, zone, inside) : ''}
        </g>
        !${inside.map((table) => spot(view, table))}`
    })}
  </svg>`
}

function freeText({ locale }: FloorView, zone: Zone, inside: TableView[]): string {
  const [x, y] = [zone.x + zone.width - 18, zone.y + 32]
  return html`<text class="zone-free" x="${x}" y="${y}" id="plan-free-${zone.id}">
    ${freeCount(locale, inside)}
  </text>`
}

/** A fine grid for the floor, and the hatching of what is held. */
function patterns(plan: { width: number; height: number }): string {
  return html`<defs>
      <pattern id="plan-grid" width="25" height="25" patternUnits="userSpaceOnUse">
        <circle cx="12.5" cy="12.5" r="1.3" />
      </pattern>
      <pattern
        id="plan-held"
        width="11"
        height="11"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="4" height="11" />
      </pattern>
    </defs>
    <rect
      width="${plan.width}"
      height="${plan.height}"
      fill="url(#plan-grid)"
      aria-hidden="true"
    />`
}

function spot(view: FloorView, table: TableView): string {
  const { x, y, rotation } = table
  return html`<a
      class="spot spot-${table.kind}"
      href="${bookingPath(view.night, table.vip_table_id)}"
      aria-label="${tableLabel(view, table)}"
      data-table="${table.vip_table_id}"
      data-name="${table.name}"
      data-label="${tableName(view, table)}"
      data-state="${table.state}"
    >
      <g transform="translate(${x} ${y})!${rotation ? ` rotate(${rotation})` : ''}">
        !${shape(table, 'spot-ring', RING)} !${back(table)} !${shape(table, 'spot-top', 0)}
        !${shape(table, 'spot-hatch', 0, 'url(#plan-held)')}
        <path class="spot-cross" d="!${cross(table)}" />
      </g>
    </a>
    !${words(view, table)}`
}

function shape(table: TableView, name: string, grown: number, fill?: string): string {
  const [w, h] = [table.width / 2 + grown, table.height / 2 + grown]
  const paint = fill ? html` fill="${fill}"` : ''
  return table.shape === 'round'
    ? html`<ellipse class="${name}" rx="${w}" ry="${h}" !${paint} />`
    : html`<rect
        class="${name}"
        x="${-w}"
        y="${-h}"
        width="${2 * w}"
        height="${2 * h}"
        rx="${8 + grown / 2}"
        !${paint}
      />`
}

/** The seats that stand around a booth or a sofa, open to its front. */
function back({ kind, shape: form, width, height }: TableView): string {
  if (form === 'round' || (kind !== 'booth' && kind !== 'sofa')) return ''
  const [w, h] = [width / 2 + BACK, height / 2 + BACK]
  const sides = kind === 'booth' ? h : 0
  return html`<path
    class="spot-back"
    d="M${-w} ${sides}V${-h + 12}Q${-w} ${-h} ${-w + 12} ${-h}H${w - 12}Q${w} ${-h} ${w} ${-h + 12}V${sides}"
  />`
}

/** A stroke through a table that is taken, within its shape. */
function cross({ shape: form, width, height }: TableView): string {
  const inset = form === 'round' ? Math.SQRT1_2 : 0.86
  const [w, h] = [Math.round((width / 2) * inset), Math.round((height / 2) * inset)]
  return `M${-w} ${h}L${w} ${-h}`
}

/**
 * What stands on the table, upright however the table is turned. It is drawn over the link and not
 * in it: the link's name says the same in whole words, and in another order.
 */
function words(view: FloorView, table: TableView): string {
  const label = /\S*\d\S*/.exec(table.name)?.[0] ?? table.name
  const isUpright = table.rotation % 180 === 0
  const [w, h] = isUpright ? [table.width, table.height] : square(table)
  const fitting = Math.min(h * 0.5, (w * 1.1) / label.length)
  const size = Math.round(Math.min(NUMBER_MAX, Math.max(NUMBER_MIN, fitting)))
  const figure = figureOf(view, table)
  const isPriced = figure !== '' && w >= PRICED_WIDTH && h >= PRICED_HEIGHT
  const middle = table.y + size * 0.36 - (isPriced ? PRICE_SIZE / 2 : 0)
  return html`<g class="spot-words" aria-hidden="true">
    <text class="spot-name" x="${table.x}" y="${middle}" font-size="${size}"> ${label} </text>
    !${
      isPriced
        ? html`<text
            class="spot-price"
            x="${table.x}"
            y="${middle + PRICE_SIZE + 4}"
            font-size="${PRICE_SIZE}"
          >
            ${figure}
          </text>`
        : ''
    }
  </g>`
}

/** The room for upright type on a table that stands at a slant, or on its side. */
function square({ width, height }: TableView): [number, number] {
  const side = Math.min(width, height)
  return [side, side]
}

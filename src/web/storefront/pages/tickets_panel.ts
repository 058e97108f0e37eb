import { html } from 'ghtml'
import type { Night, TicketType } from '../../../catalog/index.ts'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatMoment } from './dates.ts'
import { nightPath } from './layout.ts'
import type { NightView } from './views.ts'

/** From here on the number left is said: before, it would only press. */
const LEFT_SHOWN_MAX = 20

/** The ticket types of a night with the form, or the sentence that says why there is none. */
export function ticketsPanel(view: NightView): string {
  const messages = messagesFor(view.locale).night
  const notice = closedNotice(view)
  return html`<section class="panel" id="tickets" aria-labelledby="tickets-title" tabindex="-1">
    <div class="panel-head">
      <h2 id="tickets-title">${messages.tickets}</h2>
      <p>${messages.allFees}</p>
    </div>
    !${notice ? html`<p class="notice">${notice}</p>` : ''} !${body(view)}
  </section>`
}

/** The prices stay to be read while nothing can be bought, but not after the night. */
function body(view: NightView): string {
  const isComing = view.night.state === 'published' && !view.night.is_over
  if (!isComing || view.ticketTypes.length === 0) return ''
  const list = html`<ul class="types">
    !${view.ticketTypes.map((type) => row(view, type))}
  </ul>`
  return buyable(view).length > 0 ? form(view, list) : list
}

function form(view: NightView, list: string): string {
  const messages = messagesFor(view.locale).night
  const { night, placement } = view
  // As it will look, and leading nowhere.
  if (night.preview_path)
    return html`!${list}
      <div class="panel-foot">
        <button class="button" type="button" disabled>${messages.submit}</button>
        <p>${messages.most(night.order_tickets_max)} ${messages.hold}</p>
      </div>`
  return html`<form method="post" action="${nightPath(night)}/orders">
    <input type="hidden" name="order_id" value="${placement.order_id}" />
    <input type="hidden" name="order_secret" value="${placement.order_secret}" />
    !${list}
    <div class="panel-foot">
      <button class="button" type="submit">${messages.submit}</button>
      <p>${messages.most(night.order_tickets_max)} ${messages.hold}</p>
    </div>
  </form>`
}

function row(view: NightView, type: TicketType): string {
  const { currency } = view.venue
  const price = formatMoney({ amount_minor: type.price_minor, currency }, view.locale)
  const open = buyable(view).includes(type)
  return html`<li class="${open ? 'type' : 'type type-off'}">
    <div class="type-words">
      <h3>${type.name}</h3>
      !${type.description ? html`<p>${type.description}</p>` : ''} !${remark(view, type)}
    </div>
    <p class="type-price">${price}</p>
    <div class="type-choice">!${open ? choice(view, type) : state(view, type)}</div>
  </li>`
}

/** The quantity as a select: it works without a script, by keyboard, and knows its own limit. */
function choice(view: NightView, type: TicketType): string {
  const messages = messagesFor(view.locale).night
  const name = `quantity_${type.id}`
  const problem = view.problems?.find((each) => each.field === name)
  const max = quantityMax(view.night, type)
  const chosen = Math.min(wholeNumber(view.chosen?.[type.id]), max)
  const options = Array.from(
    { length: max + 1 },
    (_, quantity) => html`<option!${quantity === chosen ? ' selected' : ''}>${quantity}</option>`,
  )
  const invalid = problem ? html` aria-invalid="true" aria-describedby="${name}_problem"` : ''
  return html`<label class="hidden" for="${name}">${messages.quantityOf(type.name)}</label>
    <select id="${name}" name="${name}" !${invalid}>
      !${options}
    </select>
    !${problem ? html`<p class="problem" id="${name}_problem">${problem.message}</p>` : ''}`
}

function remark(view: NightView, type: TicketType): string {
  const messages = messagesFor(view.locale).night
  const open = buyable(view).includes(type)
  if (open && type.left <= LEFT_SHOWN_MAX) {
    return html`<p class="type-left">${messages.left(type.left)}</p>`
  }
  if (!open || !type.sales_end_at) return ''
  const at = formatMoment(type.sales_end_at, view.locale, view.venue.time_zone)
  return html`<p class="type-until">${messages.closes(at)}</p>`
}

/** Why one type cannot be bought. The panel's notice says it when the whole night is closed. */
function state(view: NightView, type: TicketType): string {
  const messages = messagesFor(view.locale).night
  if (view.night.state !== 'published' || view.night.is_over) return ''
  if (type.sale === 'ended') return html`<p class="tag tag-off">${messages.saleEnded}</p>`
  if (type.left <= 0) return html`<p class="tag tag-off">${messages.soldOut}</p>`
  if (type.sale === 'waiting' && type.opens_after)
    return html`<p class="tag">${messages.opensAfter(type.opens_after)}</p>`
  if (!type.sales_start_at) return ''
  const at = formatMoment(type.sales_start_at, view.locale, view.venue.time_zone)
  return html`<p class="tag">${messages.opens(at)}</p>`
}

function closedNotice(view: NightView): string {
  const messages = messagesFor(view.locale).night
  const { night, ticketTypes } = view
  if (night.state === 'cancelled') return messages.cancelled
  if (night.is_over) return messages.over
  if (ticketTypes.length === 0) return messages.noTickets
  if (night.ga_paused_at) return messages.paused
  if (buyable(view).length > 0) return ''
  const waiting = ticketTypes.filter((type) => type.sale === 'not_started' && type.left > 0)
  const opens = waiting.flatMap((type) => type.sales_start_at?.getTime() ?? [])
  if (opens.length > 0) {
    const first = new Date(Math.min(...opens))
    return messages.notYet(formatMoment(first, view.locale, view.venue.time_zone))
  }
  return ticketTypes.some((type) => type.sale !== 'ended') ? messages.allSoldOut : messages.allEnded
}

/** The ticket types that can be chosen right now. */
export function buyable(view: NightView): TicketType[] {
  const { night } = view
  if (night.state !== 'published' || night.is_over || night.ga_paused_at) return []
  return view.ticketTypes.filter((type) => type.sale === 'on' && type.left > 0)
}

function quantityMax(night: Night, type: TicketType): number {
  return Math.max(0, Math.min(type.left, type.order_quantity_max, night.order_tickets_max))
}

function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0
}

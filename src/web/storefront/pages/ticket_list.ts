import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { groupCode, qrSvg } from '../documents/qr.ts'
import { formatNight } from './dates.ts'
import { takesPlace } from './ending.ts'
import type { OrderStage } from './order_stage.ts'
import type { OrderPageView, TicketView } from './views.ts'

/**
 * The tickets, each on white with its QR code: scanned off a cracked phone in the rain. Those that
 * a dispute stops, and voided ones, keep their place without it; of an order that is refunded, only
 * the voided ones are shown.
 */
export function ticketList(view: OrderPageView, stage: OrderStage): string {
  const messages = messagesFor(view.locale).order
  const isReady = stage === 'ready'
  const isBack = stage === 'refund_due' || stage === 'refunded' || stage === 'withdrawn'
  const shown = view.tickets.filter(({ state }) => isReady || (isBack && state === 'voided'))
  if (shown.length === 0) return ''
  const isStopped = shown.some(({ state, is_disputed }) => state === 'valid' && is_disputed)
  const hint = isReady && takesPlace(view) ? messages.door : messages.voidedTickets
  const { disputes } = messagesFor(view.locale).bookings
  return html`<section class="tickets" aria-labelledby="your-tickets">
    <h2 class="rule" id="your-tickets">
      ${messages.yourTickets} !${isStopped ? '' : html`<span>${hint}</span>`}
    </h2>
    !${isStopped ? html`<p class="notice notice-problem">${disputes.tickets}</p>` : ''}
    <ol class="stubs">
      !${shown.map((ticket) => stub(view, ticket))}
    </ol>
  </section>`
}

/** How many tickets of its kind the guest has bought: a double was never one of them. */
export function countOf(tickets: TicketView[], ticket: TicketView): number {
  return tickets.filter((other) => other.typeName === ticket.typeName && !isDouble(other)).length
}

function stub(view: OrderPageView, ticket: TicketView): string {
  const messages = messagesFor(view.locale).order
  const count = countOf(view.tickets, ticket)
  const label = messages.qrLabel(ticket.typeName, ticket.ordinal, count)
  const opens = ticket.state === 'valid' && !ticket.is_disputed && takesPlace(view)
  const which = isDouble(ticket) ? messages.double : messages.ticketOf(ticket.ordinal, count)
  return html`<li class="${opens ? 'stub' : 'stub stub-void'}" data-ticket="${ticket.id}">
    <div class="stub-code">
      !${opens ? qrSvg(ticket.code, label) : html`<p>${shutWords(view, ticket)}</p>`}
    </div>
    <div class="stub-words">
      <p class="stub-venue">${view.venue.name}</p>
      <h3>${view.night.title}</h3>
      <p>${formatNight(view.night, view.locale, view.venue.time_zone)}</p>
      <p class="stub-type"><b>${ticket.typeName}</b> <span>${which}</span></p>
      !${opens ? digits(messages.code, ticket.code) : ''}
    </div>
  </li>`
}

const isDouble = (ticket: TicketView) => ticket.voided_reason === 'duplicate'

/** Why a ticket does not open the door: not any more, or not now. */
function shutWords(view: OrderPageView, ticket: TicketView): string {
  const { order: messages, bookings, calledOff, comps } = messagesFor(view.locale)
  if (ticket.state === 'valid') return takesPlace(view) ? bookings.disputes.pass : calledOff.ticket
  if (ticket.voided_reason === 'refunded') return messages.refundedTicket
  if (ticket.voided_reason === 'withdrawn') return comps.voidTicket
  return isDouble(ticket) ? messages.doubleTicket : messages.voided
}

function digits(label: string, code: string): string {
  return html`<p class="stub-digits"><span class="hidden">${label} </span>${groupCode(code)}</p>`
}

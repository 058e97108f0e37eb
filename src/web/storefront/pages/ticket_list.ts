import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { groupCode, qrSvg } from '../documents/qr.ts'
import { formatNight } from './dates.ts'
import type { OrderPageView, TicketView } from './views.ts'

/** The tickets, each on white with its QR code: scanned off a cracked phone in the rain. */
export function ticketList(view: OrderPageView): string {
  const messages = messagesFor(view.locale).order
  return html`<section class="tickets" aria-labelledby="your-tickets">
    <h2 class="rule" id="your-tickets">${messages.yourTickets} <span>${messages.door}</span></h2>
    <ol class="stubs">
      !${view.tickets.map((ticket) => stub(view, ticket))}
    </ol>
  </section>`
}

function stub(view: OrderPageView, ticket: TicketView): string {
  const messages = messagesFor(view.locale).order
  const count = view.tickets.filter((other) => other.typeName === ticket.typeName).length
  const label = messages.qrLabel(ticket.typeName, ticket.ordinal, count)
  const valid = ticket.state === 'valid'
  return html`<li class="${valid ? 'stub' : 'stub stub-void'}" data-ticket="${ticket.id}">
    <div class="stub-code">
      !${valid ? qrSvg(ticket.code, label) : html`<p>${messages.voided}</p>`}
    </div>
    <div class="stub-words">
      <p class="stub-venue">${view.venue.name}</p>
      <h3>${view.night.title}</h3>
      <p>${formatNight(view.night, view.locale, view.venue.time_zone)}</p>
      <p class="stub-type">
        <b>${ticket.typeName}</b> <span>${messages.ticketOf(ticket.ordinal, count)}</span>
      </p>
      !${valid ? digits(messages.code, ticket.code) : ''}
    </div>
  </li>`
}

function digits(label: string, code: string): string {
  return html`<p class="stub-digits"><span class="hidden">${label} </span>${groupCode(code)}</p>`
}

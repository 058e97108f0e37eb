import { html } from 'ghtml'
import type { Stripe } from 'stripe'
import { eventTypes, matchesType } from '../../webhooks/event_types.ts'
import { eventInside, attemptMarks } from './deliveries.ts'
import { identifier, moment } from './marks.ts'
import { firstPage, pager } from './paging.ts'
import type { View } from './view.ts'

const rowsMax = 30

/** The column of events, newest first, of one type or all. */
export function eventList(view: View): string {
  const { ledger } = view.simulator
  const before = view.query.get('events_before') ?? undefined
  const pattern = view.query.get('type') || '*'
  const { shown, hasMore } = firstPage(ledger.events.older(before), rowsMax, ({ type }) =>
    matchesType(pattern, type),
  )
  const rows = shown.map((event) => eventRow(view, event)).join('')
  const nothing = pattern === '*' ? 'No event yet.' : 'No event of this type.'
  return html`<section id="events" class="pane" aria-labelledby="events-title">
    <div class="head">
      <h2 id="events-title">Events</h2>
      <span class="count">${ledger.events.size.toLocaleString('en')}</span>
      !${typeFilter(view, pattern)}
    </div>
    <div class="rows">!${rows || html`<p class="empty">${nothing}</p>`}</div>
    !${pager(view, 'events_before', hasMore ? shown.at(-1)?.id : undefined)}
  </section>`
}

/** One event as a row that folds out; `prefix` tells rows of one event apart on a page. */
export function eventRow(view: View, event: Stripe.Event, prefix = ''): string {
  const id = prefix + event.id
  const isOpen = view.open.has(id)
  const content = isOpen
    ? eventInside(view, event)
    : html`<p><a href="/events/${event.id}">This event and its deliveries</a></p>`
  return html`<details id="${id}" class="row event" data-row ${isOpen ? 'open' : ''}>
    <summary>!${eventSummary(view, event)}</summary>
    <div class="inside">!${content}</div>
  </details>`
}

function eventSummary(view: View, event: Stripe.Event): string {
  const object = event.data.object as { id?: string }
  return html`<span class="line">
      <span class="type">!${typeWords(event.type)}</span>
      <span class="end">!${attemptMarks(view, event)}</span>
    </span>
    <span class="line faint">
      !${identifier(object.id ?? event.id)}
      <span class="end">!${moment(event.created * 1000, view.now_ms)}</span>
    </span>`
}

// The object's part is the same in most rows: the verb is what the eye looks for.
function typeWords(type: string): string {
  const at = type.lastIndexOf('.') + 1
  return html`<span class="noun">${type.slice(0, at)}</span><wbr />${type.slice(at)}`
}

function typeFilter(view: View, chosen: string): string {
  const groups = new Set(eventTypes.map((type) => `${type.slice(0, type.lastIndexOf('.'))}.*`))
  const options = ['*', ...groups, ...eventTypes].map((pattern) => {
    const label = pattern === '*' ? 'All types' : pattern
    return html`<option value="${pattern}" ${pattern === chosen ? 'selected' : ''}>
      ${label}
    </option>`
  })
  return html`<form class="filter" method="get" action="${view.path}" data-stay>
    <label
      ><span class="unseen">Type of event</span>
      <select name="type">
        !${options.join('')}
      </select></label
    >
    <button class="quiet without-script">Filter</button>
  </form>`
}

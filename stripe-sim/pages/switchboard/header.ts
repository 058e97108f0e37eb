import { html } from 'ghtml'
import { apiVersion } from '../../state/simulator.ts'
import type { EndpointRecord } from '../../state/ledger.ts'
import { button, counted, duration } from './marks.ts'
import type { View } from './view.ts'

// Less than this is the moving of the clock itself, not a lead that anybody gave it.
const leadShownMin_ms = 1_000

/** The head of every page: what this is, Stripe's time, what there is of everything, endpoints. */
export function pageHeader(view: View): string {
  const { ledger } = view.simulator
  const pending = ledger.deliveries.by('status', 'pending').length
  const held = ledger.deliveries.by('status', 'held').length
  const counts = [
    [counted(ledger.paymentIntents.size, 'intent')],
    [counted(ledger.charges.size, 'charge')],
    [counted(ledger.refunds.size, 'refund')],
    [counted(ledger.disputes.size, 'dispute')],
    [counted(ledger.events.size, 'event')],
    ...(pending > 0 ? [[`${counted(pending, 'delivery', 'deliveries')} pending`, 'moves']] : []),
    ...(held > 0 ? [[`${counted(held, 'delivery', 'deliveries')} held`, 'waits']] : []),
  ]
  return html`<header class="top">
    <div class="brand">
      <h1><a href="/">Stripe simulator</a></h1>
      <p>API ${apiVersion}</p>
    </div>
    !${clockFace(view)}
    <ul class="counts" aria-label="What the simulator holds">
      !${counts.map(([text, tone = '']) => html`<li class="${tone}">${text}</li>`).join('')}
    </ul>
    !${endpointList(view)}
  </header>`
}

/**
 * The time stands in every page, yet a page is only new when something else has changed: the mark
 * is replaced when the page is sent.
 */
export const presentMark = '<!--present-->'

/** The present as the page shows it before its script begins to count. */
export function presentText(now_ms: number): string {
  return new Date(now_ms).toISOString().slice(11, 19)
}

function clockFace({ simulator, now_ms }: View): string {
  const ahead_ms = simulator.clock.ahead_ms()
  const lead =
    ahead_ms >= leadShownMin_ms
      ? html`<span class="lead">${duration(ahead_ms)} ahead</span>`
      : html`<span>in step with the wall clock</span>`
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
  const date = new Date(now_ms).toLocaleDateString('en-GB', { ...day, timeZone: 'UTC' })
  return html`<div class="clock">
    <p class="face"><time data-clock data-own="text">!${presentMark}</time> UTC</p>
    <p>${date}, !${lead}</p>
  </div>`
}

function endpointList(view: View): string {
  const { ledger, keys } = view.simulator
  const endpoints = [...ledger.endpoints.values()].map((record) => endpointEntry(view, record))
  const none = html`<li>No webhook endpoint</li>`
  return html`<ul class="endpoints" aria-label="Webhook endpoints and keys">
    !${endpoints.join('') || none}
    <li class="keys" title="API keys, not shown in full">
      ${beginningOf(keys.secretKey)} ${beginningOf(keys.publishableKey)}
    </li>
  </ul>`
}

function endpointEntry({ simulator }: View, { object }: EndpointRecord): string {
  const { url, status, enabled_events, id } = object
  const types = enabled_events.includes('*') ? 'all events' : enabled_events.join(', ')
  const failed = simulator.ledger.deliveries
    .by('status', 'failed')
    .filter(({ endpoint }) => endpoint === id).length
  const trouble = failed > 0 ? html`<span class="error">${failed} given up</span>` : ''
  const enable =
    status === 'disabled'
      ? button('Enable', [['/switchboard/enable', { id }]], 'The endpoint is enabled again.')
      : ''
  return html`<li class="endpoint ${status}" title="${types}">
    <span class="lamp"></span><span class="url">${url}</span> ${status} !${trouble} !${enable}
  </li>`
}

// As much as tells one key from another kind, and never the whole of it.
function beginningOf(key: string): string {
  return `${key.slice(0, Math.min(8, key.length >> 1))}…`
}

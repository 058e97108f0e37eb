import { html } from 'ghtml'
import type { Stripe } from 'stripe'
import type { Delivery, DeliveryAttempt } from '../../state/ledger.ts'
import { button, countdown, identifier, moment, pill } from './marks.ts'
import type { View } from './view.ts'

// A duplicated or failing event must not push everything else out of its row.
const deliveriesShownMax = 5
const attemptsShownMax = 4

/** Every attempt of every delivery of an event as its response code, oldest first. */
export function attemptMarks(view: View, event: Stripe.Event): string {
  const deliveries = view.simulator.ledger.deliveries.by('event', event.id)
  if (deliveries.length === 0) return html`<span class="code none" title="No delivery">–</span>`
  const hidden = deliveries.length - deliveriesShownMax
  const more = hidden > 0 ? html`<span class="code none">+${hidden}</span>` : ''
  const shown = deliveries.slice(0, deliveriesShownMax)
  return more + shown.map((delivery) => deliveryMarks(view, delivery)).join('')
}

function deliveryMarks({ now_ms }: View, delivery: Delivery): string {
  const { attempts, status, next_attempt_ms } = delivery
  const marks = attempts.slice(-attemptsShownMax).map(attemptMark)
  if (status === 'pending' && next_attempt_ms !== null) {
    marks.push(html`<span class="code pending">!${countdown(next_attempt_ms, now_ms)}</span>`)
  } else if (status !== 'succeeded' && status !== 'failed') {
    marks.push(html`<span class="code ${status}">${status}</span>`)
  }
  return html`<span class="tries">!${marks.join('')}</span>`
}

/** What is to be seen of an event that is folded out: its deliveries, a button, its JSON. */
export function eventInside(view: View, event: Stripe.Event): string {
  const isAlone = view.path === `/events/${event.id}`
  const deliveries = view.simulator.ledger.deliveries.by('event', event.id)
  const list =
    deliveries.length === 0
      ? html`<p class="empty">No endpoint wanted this event.</p>`
      : deliveries.map((delivery) => deliveryEntry(view, delivery)).join('')
  const own = isAlone ? '' : html`<a href="/events/${event.id}">Page of its own</a>`
  const resend = button('Resend', [['resendEvent', { event: event.id }]], 'The event was resent.')
  const { request } = event
  const json = html`<pre tabindex="0" role="region" aria-label="The event as JSON">
${jsonOf(event)}</pre>`
  const key = request?.idempotency_key
  return html`<div>
    !${list}
    <div class="actions" data-key="actions">!${resend} !${own}</div>
    <dl class="facts">
      <dt>Event</dt>
      <dd>!${identifier(event.id)}</dd>
      !${request?.id ? fact('Request', request.id) : ''} !${key ? fact('Idempotency key', key) : ''}
    </dl>
    !${
      isAlone
        ? json
        : html`<details class="json" data-own="open">
            <summary>JSON</summary>
            !${json}
          </details>`
    }
  </div>`
}

/** An object as JSON, without the secret by which a browser may pay an intent. */
export function jsonOf(object: object): string {
  const hidden = '(not shown here)'
  return JSON.stringify(
    object,
    (name, value: unknown) => (name === 'client_secret' && value ? hidden : value),
    2,
  )
}

function fact(name: string, value: string): string {
  return html`<dt>${name}</dt>
    <dd>!${identifier(value)}</dd>`
}

function deliveryEntry(view: View, delivery: Delivery): string {
  const endpoint = view.simulator.ledger.endpoints.get(delivery.endpoint)
  const { next_attempt_ms, attempts, status } = delivery
  const next =
    status === 'pending' && next_attempt_ms !== null
      ? html`<span
          >${attempts.length === 0 ? 'sent' : 'again'}
          !${countdown(next_attempt_ms, view.now_ms)}</span
        >`
      : ''
  return html`<div class="delivery">
    <p class="line">
      !${pill(status)} <span class="url">${endpoint?.object.url ?? 'endpoint deleted'}</span>
      <span class="end faint">!${next}</span>
    </p>
    !${attempts.length === 0 ? '' : attemptLines(view, attempts)}
  </div>`
}

function attemptLines(view: View, attempts: DeliveryAttempt[]): string {
  const lines = attempts.map(
    (attempt) =>
      html`<li>
        !${moment(attempt.started_ms, view.now_ms)} !${attemptMark(attempt)}
        <span class="error">${attempt.error ?? ''}</span>
        <span class="end">${Math.round(attempt.duration_ms)} ms</span>
      </li>`,
  )
  return html`<ol class="attempts">
    !${lines.join('')}
  </ol>`
}

function attemptMark({ status_code, error }: DeliveryAttempt): string {
  if (status_code === null) {
    return html`<span class="code bad" title="${error ?? ''}">no answer</span>`
  }
  const isTaken = status_code >= 200 && status_code <= 299
  return html`<span class="code ${isTaken ? 'good' : 'bad'}">${status_code}</span>`
}

import { html } from 'ghtml'
import type { Stripe } from 'stripe'
import { idOf } from '../../state/ledger.ts'
import { intentActions, disputeActions, refundActions } from './actions.ts'
import { eventRow } from './events.ts'
import { identifier, moment, money, pill, spaced } from './marks.ts'
import type { View } from './view.ts'

// One intent that is retried all evening; whoever needs more asks the API.
const eventsMax = 60
const eventsSearchedMax = 200_000

/** A name, and what it stands for as escaped HTML. */
type Fact = [name: string, value: string]

/** All that happened to a payment: its charges with what became of them, and its events. */
export function story(view: View, intent: Stripe.PaymentIntent): string {
  const { ledger } = view.simulator
  const charges = ledger.charges.by('payment_intent', intent.id)
  const entries = charges.map((charge, index) => chargeEntry(view, charge, index + 1)).join('')
  const events = eventsOf(view, intent)
  return html`<div class="story">
    !${intentActions(view, intent)} !${factsOf(view, intent)}
    <h3>Charges</h3>
    !${entries || html`<p class="empty">Nobody has tried to pay yet.</p>`}
    <h3>Events</h3>
    <div class="rows inner">
      !${events.map((event) => eventRow(view, event, 'story-')).join('')}
    </div>
  </div>`
}

function factsOf({ now_ms }: View, intent: Stripe.PaymentIntent): string {
  const { last_payment_error: error, description, customer, canceled_at, currency } = intent
  const facts: Fact[] = []
  if (error !== null) {
    const codes = [error.code, error.decline_code].filter(Boolean).join(' / ')
    facts.push(['Last error', html`<span class="error">${codes}</span> ${error.message ?? ''}`])
  }
  if (description !== null) facts.push(['Description', html`${description}`])
  for (const [key, value] of Object.entries(intent.metadata)) facts.push([key, html`${value}`])
  if (customer !== null) facts.push(['Customer', identifier(idOf(customer))])
  if (intent.capture_method === 'manual') {
    const left = money(intent.amount_capturable, currency)
    facts.push(['Capture', html`by hand, !${left} to be captured`])
  }
  if (canceled_at !== null) {
    const why = spaced(intent.cancellation_reason ?? '')
    facts.push(['Canceled', html`!${moment(canceled_at * 1000, now_ms)} ${why}`])
  }
  const entries = facts.map(
    ([name, value]) =>
      html`<dt>${name}</dt>
        <dd>!${value}</dd>`,
  )
  return entries.length === 0 ? '' : html`<dl class="facts">!${entries.join('')}</dl>`
}

function chargeEntry(view: View, charge: Stripe.Charge, ordinal: number): string {
  const { ledger } = view.simulator
  const card = charge.payment_method_details?.card
  const why = [charge.failure_code, charge.outcome?.reason].filter(Boolean)
  const refunds = ledger.refunds.by('charge', charge.id)
  const disputes = ledger.disputes.by('charge', charge.id)
  const warnings = ledger.fraudWarnings.by('charge', charge.id)
  return html`<div class="entry" id="${charge.id}">
    <p class="line">
      <span class="ordinal">${ordinal}</span> !${pill(chargeStatus(charge))}
      !${money(charge.amount, charge.currency)}
      <span class="card">${card?.brand ?? ''} ·· ${card?.last4 ?? ''}</span>
      !${card?.three_d_secure ? html`<span class="tag">3-D Secure</span>` : ''}
      <span class="error">${[...new Set(why)].join(' / ')}</span>
      <span class="end">!${moment(charge.created * 1000, view.now_ms)}</span>
    </p>
    <p class="line faint">!${identifier(charge.id)}</p>
    !${refunds.map((refund) => refundEntry(view, refund)).join('')}
    !${disputes.map((dispute) => disputeEntry(view, dispute)).join('')}
    !${warnings.map((warning) => warningEntry(view, warning)).join('')}
  </div>`
}

function refundEntry(view: View, refund: Stripe.Refund): string {
  const { id, status, amount, currency, created, reason, failure_reason } = refund
  return html`<div class="entry under" id="${id}">
    <p class="line">
      <span class="kind">Refund</span> !${pill(status ?? 'pending')} !${money(amount, currency)}
      <span>${spaced(reason ?? '')}</span>
      <span class="error">${spaced(failure_reason ?? '')}</span>
      <span class="end">!${moment(created * 1000, view.now_ms)}</span>
    </p>
    <p class="line faint">!${identifier(id)}</p>
    !${refundActions(refund)}
  </div>`
}

function disputeEntry(view: View, dispute: Stripe.Dispute): string {
  const { id, status, amount, currency, created, reason, evidence_details } = dispute
  const due_s = evidence_details.due_by
  const due = due_s === null ? '' : html`evidence until !${moment(due_s * 1000, view.now_ms)}`
  return html`<div class="entry under" id="${id}">
    <p class="line">
      <span class="kind">Dispute</span> !${pill(status)} !${money(amount, currency)}
      <span>${spaced(reason)}</span>
      <span class="end">!${moment(created * 1000, view.now_ms)}</span>
    </p>
    <p class="line faint">!${identifier(id)} !${due}</p>
    !${disputeActions(dispute)}
  </div>`
}

function warningEntry(view: View, warning: Stripe.Radar.EarlyFraudWarning): string {
  return html`<div class="entry under" id="${warning.id}">
    <p class="line">
      <span class="kind">Fraud warning</span>
      <span class="error">${spaced(warning.fraud_type)}</span>
      <span class="end">!${moment(warning.created * 1000, view.now_ms)}</span>
    </p>
    <p class="line faint">!${identifier(warning.id)}</p>
  </div>`
}

function chargeStatus(charge: Stripe.Charge): string {
  const isHeld = charge.status === 'succeeded' && !charge.captured && !charge.refunded
  return isHeld ? 'requires_capture' : charge.status
}

// Newest first, as in the column; the walk ends at the intent's own beginning.
function eventsOf({ simulator }: View, { id, created }: Stripe.PaymentIntent): Stripe.Event[] {
  const found: Stripe.Event[] = []
  let searched = 0
  for (const event of simulator.ledger.events.older()) {
    searched += 1
    if (event.created < created || searched > eventsSearchedMax) break
    const object = event.data.object as { id?: string; payment_intent?: string | null }
    if (object.id === id || object.payment_intent === id) found.push(event)
    if (found.length >= eventsMax) break
  }
  return found
}

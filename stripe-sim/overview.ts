import { html } from 'ghtml'
import type { Stripe } from 'stripe'
import { written } from './amounts.ts'
import { idOf, type Delivery } from './ledger.ts'
import { apiVersion, type Simulator } from './simulator.ts'

// Enough to see the last minutes; the ledger itself is to be had from the control plane.
const rowsMax = 30
const refresh_s = 3

/** The page for people: what the simulator holds, newest first, redrawn every few seconds. */
export function overviewPage(simulator: Simulator): string {
  const { ledger } = simulator
  const intents = newest(ledger.paymentIntents.values())
  const charges = newest(ledger.charges.values())
  const events = newest(ledger.events.values())
  const byEvent = Map.groupBy(ledger.deliveries.values(), ({ event }) => event)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="refresh" content="${refresh_s}" />
        <title>Stripe simulator</title>
        <link rel="stylesheet" href="/overview.css" />
      </head>
      <body>
        <header>
          <h1>Stripe simulator</h1>
          <p>
            API ${apiVersion} · ${ledger.paymentIntents.size} intents · ${ledger.charges.size}
            charges · ${ledger.events.size} events · ${ledger.deliveries.size} deliveries
          </p>
          !${endpointList(simulator)}
        </header>
        <main>
          !${section('Payment intents', intentTable(intents), intents.length)}
          !${section('Charges', chargeTable(charges), charges.length)}
          !${section('Events and deliveries', eventTable(events, byEvent), events.length)}
        </main>
      </body>
    </html>`
}

function endpointList({ ledger }: Simulator): string {
  const urls = [...ledger.endpoints.values()].map(({ object }) => object.url)
  if (urls.length === 0) return html`<p>No webhook endpoint.</p>`
  return html`<p>Webhooks go to ${urls.join(', ')}</p>`
}

function section(title: string, rowsTable: string, rows: number): string {
  const content = rows === 0 ? html`<p class="empty">Nothing yet.</p>` : rowsTable
  return html`<section>
    <h2>${title}</h2>
    !${content}
  </section>`
}

function intentTable(intents: Stripe.PaymentIntent[]): string {
  const rows = intents.map(
    (intent) =>
      html`<tr>
        <td>!${time(intent.created)}</td>
        <td><code>${intent.id}</code></td>
        <td class="amount">${written(intent.amount, intent.currency)}</td>
        <td>!${pill(intent.status)}</td>
        <td>${errorOf(intent)}</td>
        <td><code>${JSON.stringify(intent.metadata)}</code></td>
      </tr>`,
  )
  return table(['Created', 'Intent', 'Amount', 'Status', 'Last error', 'Metadata'], rows)
}

function chargeTable(charges: Stripe.Charge[]): string {
  const rows = charges.map((charge) => {
    const { brand, last4 } = charge.payment_method_details?.card ?? {}
    return html`<tr>
      <td>!${time(charge.created)}</td>
      <td><code>${charge.id}</code></td>
      <td class="amount">${written(charge.amount, charge.currency)}</td>
      <td>!${pill(charge.status)}</td>
      <td>${brand} ···· ${last4}</td>
      <td><code>${idOf(charge.payment_intent)}</code></td>
    </tr>`
  })
  return table(['Created', 'Charge', 'Amount', 'Status', 'Card', 'Intent'], rows)
}

function eventTable(events: Stripe.Event[], byEvent: Map<string, Delivery[]>): string {
  const rows = events.map((event) => {
    const deliveries = byEvent.get(event.id) ?? []
    const object = event.data.object as { id?: string }
    return html`<tr>
      <td>!${time(event.created)}</td>
      <td><code>${event.id}</code></td>
      <td>${event.type}</td>
      <td><code>${object.id}</code></td>
      <td>!${deliveries.map(deliveryLine).join('')}</td>
    </tr>`
  })
  return table(['Created', 'Event', 'Type', 'Object', 'Deliveries'], rows)
}

function deliveryLine({ status, attempts, next_attempt_ms }: Delivery): string {
  const answers = attempts.map(({ status_code, error }) => status_code ?? error ?? '?').join(', ')
  const next =
    status === 'pending' && next_attempt_ms !== null && attempts.length > 0
      ? `, again at ${clockTime(next_attempt_ms)}`
      : ''
  return html`<div class="delivery">!${pill(status)} ${answers}${next}</div>`
}

function table(headings: string[], rows: string[]): string {
  const head = headings.map((heading) => html`<th scope="col">${heading}</th>`).join('')
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          !${head}
        </tr>
      </thead>
      <tbody>
        !${rows.join('')}
      </tbody>
    </table>
  </div>`
}

function pill(status: string): string {
  return html`<span class="pill ${status}">${status.replaceAll('_', ' ')}</span>`
}

function time(created_s: number): string {
  const iso = new Date(created_s * 1000).toISOString()
  return html`<time datetime="${iso}">${clockTime(created_s * 1000)}</time>`
}

function clockTime(at_ms: number): string {
  return new Date(at_ms).toLocaleTimeString('en-GB')
}

function errorOf({ last_payment_error }: Stripe.PaymentIntent): string {
  const { code, decline_code } = last_payment_error ?? {}
  return [code, decline_code].filter(Boolean).join(' / ')
}

function newest<Item>(items: Iterable<Item>): Item[] {
  return [...items].slice(-rowsMax).toReversed()
}

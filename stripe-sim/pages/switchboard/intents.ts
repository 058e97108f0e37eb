import { html } from 'ghtml'
import type { Stripe } from 'stripe'
import type { Ledger } from '../../state/ledger.ts'
import { identifier, moment, money, pill, spaced } from './marks.ts'
import { firstPage, pager } from './paging.ts'
import { story } from './story.ts'
import type { View } from './view.ts'

const rowsMax = 25

/** The column of payment intents, newest first, page by page. */
export function intentList(view: View): string {
  const { ledger } = view.simulator
  const before = view.query.get('before') ?? undefined
  const { shown, hasMore } = firstPage(ledger.paymentIntents.older(before), rowsMax)
  const rows = shown.map((intent) => intentRow(view, intent)).join('')
  const nothing = before === undefined ? emptyText : 'Nothing older.'
  return html`<section id="payments" class="pane" aria-labelledby="payments-title">
    <div class="head">
      <h2 id="payments-title">Payment intents</h2>
      <span class="count">${ledger.paymentIntents.size.toLocaleString('en')}</span>
    </div>
    <div class="rows">!${rows || html`<p class="empty">${nothing}</p>`}</div>
    !${pager(view, 'before', hasMore ? shown.at(-1)?.id : undefined)}
  </section>`
}

function intentRow(view: View, intent: Stripe.PaymentIntent): string {
  const isOpen = view.open.has(intent.id)
  const content = isOpen
    ? story(view, intent)
    : html`<p><a href="/intents/${intent.id}">The story of this payment</a></p>`
  return html`<details id="${intent.id}" class="row" data-row ${isOpen ? 'open' : ''}>
    <summary>!${intentSummary(view, intent)}</summary>
    <div class="inside">!${content}</div>
  </details>`
}

/** The two lines that tell a payment at a glance. */
export function intentSummary(view: View, intent: Stripe.PaymentIntent): string {
  const { ledger } = view.simulator
  return html`<span class="line">
      !${money(intent.amount, intent.currency)} !${pill(intent.status)} !${cardMark(ledger, intent)}
      !${errorMark(intent)} !${aftermath(ledger, intent)}
      <span class="end">!${moment(intent.created * 1000, view.now_ms)}</span>
    </span>
    <span class="cut faint">!${identifier(intent.id)} !${metadataMarks(intent.metadata)}</span>`
}

// Metadata as pairs of key and value.
function metadataMarks(metadata: Record<string, string>): string {
  return Object.entries(metadata)
    .map(
      ([key, value]) =>
        html`<span class="pair"><span class="key">${key}</span> <span>${value}</span></span>`,
    )
    .join(' ')
}

function errorMark({ last_payment_error }: Stripe.PaymentIntent): string {
  if (last_payment_error === null) return ''
  const { code, decline_code } = last_payment_error
  return html`<span class="error">${spaced(decline_code ?? code ?? '')}</span>`
}

// What became of the money after it was paid.
function aftermath(ledger: Ledger, intent: Stripe.PaymentIntent): string {
  const { id, currency } = intent
  const charges = ledger.charges.by('payment_intent', id)
  const refunded = charges.reduce((sum, { amount_refunded }) => sum + amount_refunded, 0)
  const refunds = ledger.refunds.by('payment_intent', id)
  const marks = [
    ...(charges.length > 1 ? [html`<span class="card">${charges.length} tries</span>`] : []),
    ...(refunded > 0
      ? [html`<span class="after">refunded !${money(refunded, currency)}</span>`]
      : []),
    ...refunds
      .filter(({ status }) => status !== 'succeeded' && status !== 'canceled')
      .map(({ status }) => html`<span class="after">refund ${status}</span>`),
    ...ledger.disputes
      .by('payment_intent', id)
      .map(({ status }) => html`<span class="after">dispute ${spaced(status)}</span>`),
    ...ledger.fraudWarnings
      .by('payment_intent', id)
      .map(() => html`<span class="after">fraud warning</span>`),
  ]
  return marks.join(' ')
}

function cardMark(ledger: Ledger, intent: Stripe.PaymentIntent): string {
  const charge = ledger.charges.by('payment_intent', intent.id).at(-1)
  const charged = charge?.payment_method_details?.card
  const method = typeof intent.payment_method === 'string' ? intent.payment_method : ''
  const card = charged ?? ledger.paymentMethods.get(method)?.card
  if (card === null || card === undefined) return ''
  return html`<span class="card">${card.brand ?? ''} ·· ${card.last4 ?? ''}</span>`
}

const emptyText = 'No payment yet. Point the SDK at this address and create one.'

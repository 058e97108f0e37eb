import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { lineWords } from './line_words.ts'
import { moneyBack } from './money_back.ts'
import type { BookedView, PurchaseView } from './views.ts'

/**
 * The lines of an order and their total, all in. Used at checkout and on the order page; `after`
 * follows the total.
 */
export function orderSummary(view: PurchaseView, heading: string, after = ''): string {
  const messages = messagesFor(view.locale).checkout
  const { currency } = view.order
  const money = (amount_minor: number) => formatMoney({ amount_minor, currency }, view.locale)
  return html`<section class="summary" aria-labelledby="summary-title">
    <h2 class="rule" id="summary-title">${heading}</h2>
    <ul class="lines">
      !${view.lines.map(
        (line) =>
          html`<li>
            <span>${lineWords(line, view.locale)}</span>
            <span>${money(line.unit_price_minor * line.quantity)}</span>
          </li>`,
      )}
    </ul>
    <p class="total">
      <span>${messages.total} <small>${messages.allFees}</small></span>
      <b>${money(view.order.total_minor)}</b>
    </p>
    !${after}
  </section>`
}

/** What goes back, or has gone back, of the total. */
export function refundRows(view: BookedView): string {
  const messages = messagesFor(view.locale).order
  const { requested_minor, sent_minor } = moneyBack(view.refunds)
  const row = (label: string, amount_minor: number) => {
    if (amount_minor === 0) return ''
    const amount = formatMoney({ amount_minor, currency: view.order.currency }, view.locale)
    return html`<p class="total total-back"><span>${label}</span> <b>−${amount}</b></p>`
  }
  return row(messages.refunded, sent_minor) + row(messages.beingRefunded, requested_minor)
}

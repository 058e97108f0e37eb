import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import type { PurchaseView } from './views.ts'

/** The lines of an order and their total, all in. Used at checkout and on the order page. */
export function orderSummary(view: PurchaseView, heading: string): string {
  const messages = messagesFor(view.locale).checkout
  const { currency } = view.order
  const money = (amount_minor: number) => formatMoney({ amount_minor, currency }, view.locale)
  return html`<section class="summary" aria-labelledby="summary-title">
    <h2 class="rule" id="summary-title">${heading}</h2>
    <ul class="lines">
      !${view.lines.map(
        (line) =>
          html`<li>
            <span>${line.quantity} × ${line.name}</span>
            <span>${money(line.unit_price_minor * line.quantity)}</span>
          </li>`,
      )}
    </ul>
    <p class="total">
      <span>${messages.total} <small>${messages.allFees}</small></span>
      <b>${money(view.order.total_minor)}</b>
    </p>
  </section>`
}

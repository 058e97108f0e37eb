import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { doorsOf, isUncharged, type DepositedView } from './deposit_words.ts'
import { isAwaited } from './ending.ts'
import { lineWords } from './line_words.ts'
import { moneyBack } from './money_back.ts'
import { priceShares } from './price_shares.ts'
import type { BookedView } from './views.ts'

/**
 * The lines of an order and their sum, all in, by what becomes of it. Used at checkout and on the
 * order page; `after` follows the sum.
 */
export function orderSummary(view: DepositedView, heading: string, after = ''): string {
  if (view.order.comp_id !== null) return compSummary(view)
  const { label, small } = sumWords(view)
  // What is but reserved on a card is no payment yet.
  const shares = isUncharged(view) ? '' : priceShares(view)
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
      <span>${label} !${small ? html`<small>${small}</small>` : ''}</span>
      <b>${money(view.order.total_minor)}</b>
    </p>
    !${shares ? html`<p class="total-shares dim">${shares}</p>` : ''} !${after}
  </section>`
}

/** Of what the house gives: nothing of it has a price. */
function compSummary(view: DepositedView): string {
  const messages = messagesFor(view.locale).comps
  return html`<section class="summary" aria-labelledby="summary-title">
    <h2 class="rule" id="summary-title">${messages.summary}</h2>
    <ul class="lines">
      !${view.lines.map((line) => html`<li><span>${lineWords(line, view.locale)}</span></li>`)}
    </ul>
    <p class="total"><b>${messages.onTheHouse}</b></p>
  </section>`
}

/** A total is what is paid; what is reserved on the card, or was, is not called so. */
function sumWords(view: DepositedView): { label: string; small: string } {
  const { checkout, deposits } = messagesFor(view.locale)
  const { order, deposit } = view
  if (!isUncharged(view)) {
    // Of a table this is but a part of what the evening costs.
    const isToPay = order.kind === 'vip' && order.state === 'open'
    return { label: isToPay ? checkout.toPay : checkout.total, small: checkout.allFees }
  }
  if (order.state === 'expired') return { label: deposits.notReserved, small: '' }
  if (deposit?.state === 'cancelled' && deposit.is_waived)
    return { label: deposits.notReserved, small: '' }
  if (deposit?.state === 'cancelled') return { label: deposits.free, small: deposits.notCharged }
  const label = order.state === 'open' ? deposits.toReserve : deposits.reservedSum
  return { label, small: isAwaited(view) ? deposits.atDoors(doorsOf(view)) : '' }
}

/** What goes back, or has gone back, of the total. */
export function refundRows(view: BookedView): string {
  const messages = messagesFor(view.locale).order
  const { requested_minor, sent_minor } = moneyBack(view)
  const row = (label: string, amount_minor: number) => {
    if (amount_minor === 0) return ''
    const amount = formatMoney({ amount_minor, currency: view.order.currency }, view.locale)
    return html`<p class="total total-back"><span>${label}</span> <b>−${amount}</b></p>`
  }
  return row(messages.refunded, sent_minor) + row(messages.beingRefunded, requested_minor)
}

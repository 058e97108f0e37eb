import { html } from 'ghtml'
import { messagesFor } from '../../../messages.ts'
import type { Sum, SumRow } from './sum.ts'
import type { BookingView } from './views.ts'

/**
 * How it adds up, what is agreed to, and the button. The browser's code writes the same elements
 * anew when the party changes its mind, from what the server answers.
 */
export function sumPanel(view: BookingView, sum: Sum): string {
  const messages = messagesFor(view.locale).tables
  return html`<aside class="basket sum" aria-labelledby="sum-title">
    <h2 class="rule" id="sum-title">
      ${messages.sum.heading} <span>${messages.plan.allFees}</span>
    </h2>
    <p class="sum-table" id="sum-table">${sum.table}</p>
    <p class="problem" role="alert" id="sum-problem"></p>
    <dl class="sum-rows" id="sum-rows">!${sum.rows.map((row) => line(row))}</dl>
    <dl class="sum-end">
      !${line(sum.total, 'sum-total')} !${line(sum.now, 'sum-now')} !${line(sum.due, 'sum-due')}
    </dl>
    <p class="hidden" role="status" id="sum-said"></p>
    <h2 class="rule">${messages.terms.heading}</h2>
    <ul class="notes" id="sum-notes">
      !${sum.notes.map((note) => html`<li>${note}</li>`)}
    </ul>
    <p class="booking-policy">${view.vip.policy}</p>
    <input type="hidden" name="terms" value="${sum.terms}" id="sum-terms" />
    <div class="sum-foot">
      !${buttons(view)}
      <p class="dim">${messages.form.agree} ${messages.form.hold}</p>
    </div>
  </aside>`
}

/** What sends the form; of a preview, as it will look and leading nowhere. */
function buttons({ night, locale }: BookingView): string {
  const { form } = messagesFor(locale).tables
  if (night.preview_path)
    return html`<button class="button" type="button" disabled>${form.submit}</button>`
  return html`<button class="button" type="submit">${form.submit}</button>
    <button class="button button-quiet work" type="submit" name="step" value="show">
      ${form.work}
    </button>`
}

function line({ label, amount }: SumRow, id = ''): string {
  return html`<div!${id ? html` id="${id}" class="${id}"` : ''}>
    <dt>${label}</dt>
    <dd>${amount}</dd>
  </div>`
}

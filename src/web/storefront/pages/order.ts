import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatNight, formatTime } from './dates.ts'
import { fit, layout, nightPath, orderPath } from './layout.ts'
import { isWaiting, orderStage, type OrderStage } from './order_stage.ts'
import { moneyBack, moneyNotes } from './money_back.ts'
import { orderSummary, refundRows } from './order_summary.ts'
import { ticketList } from './ticket_list.ts'
import type { OrderPageView } from './views.ts'

/** How often a guest without JavaScript looks again while something is under way. */
const REFRESH_SECONDS = 5

/** An order's permanent page, in every state it can be in. <main> is the part that changes. */
export function orderPage(view: OrderPageView): string {
  const stage = orderStage(view)
  const messages = messagesFor(view.locale)
  const { heading } = messages.stages[stage]
  const refresh = html`<noscript
    ><meta http-equiv="refresh" content="${REFRESH_SECONDS}"
  /></noscript>`
  return layout({
    ...view,
    kind: 'order',
    title: `${heading} – ${view.night.title}`,
    description: messages.order.title,
    mainId: 'order',
    scripts: view.assets.orderJs ? [view.assets.orderJs] : [],
    head: isWaiting(stage) ? refresh : '',
    // A live region has to be there before its words are: the script copies data-announce into it.
    main: html`!${orderMain(view)}
      <p class="hidden" id="announcer" role="status"></p>`,
  })
}

/** The <main> alone, for a script that replaces it. */
export function orderMain(view: OrderPageView): string {
  const stage = orderStage(view)
  const messages = messagesFor(view.locale)
  const { heading } = messages.stages[stage]
  const text = sentence(view, stage)
  return html`<main
    id="order"
    data-version="${view.version}"
    data-state-url="${orderPath(view.order)}/state"
    data-stage="${stage}"
    data-waiting="${isWaiting(stage)}"
    data-announce="${heading}. ${text}"
  >
    <header class="title">
      <p class="eyebrow">
        ${view.night.title}
        <span>${formatNight(view.night, view.locale, view.venue.time_zone)}</span>
      </p>
      <h1 class="${fit(heading)}">${heading}</h1>
      <p class="lead">
        !${isWaiting(stage) ? '<span class="pulse" aria-hidden="true"></span>' : ''}${text}
      </p>
      !${moneySection(view)} !${action(view, stage)}
      !${isWaiting(stage) ? html`<p class="dim">${messages.order.reloads}</p>` : ''}
    </header>
    !${ticketList(view, stage)}
    <div class="order-foot">
      !${orderSummary(view, messages.order.summary, refundRows(view))}
      <div class="order-notes">
        !${stage === 'ready' ? html`<p>${messages.order.permanent}</p>` : ''}
        <p class="dim">
          ${messages.order.contact(view.venue.name)}<br />${messages.order.number}
          <code>${view.order.id}</code>
        </p>
      </div>
    </div>
  </main>`
}

function sentence(view: OrderPageView, stage: OrderStage): string {
  const { stages } = messagesFor(view.locale)
  const { order, venue, locale, tickets } = view
  if (stage === 'payable') {
    return stages.payable.text(formatTime(view.hold_expires_at!, locale, venue.time_zone))
  }
  if (stage === 'ready') return stages.ready.text(order.guest_email ?? '')
  if (stage === 'refund_due' || stage === 'refunded') {
    const amount = formatMoney({ amount_minor: backMinor(view), currency: order.currency }, locale)
    return stages[stage].text(amount, tickets.length > 0)
  }
  return stages[stage].text()
}

/** All that goes back; an order from before refunds were written down has its total alone. */
function backMinor({ order, refunds }: OrderPageView): number {
  const { requested_minor, sent_minor, unsent_minor } = moneyBack(refunds)
  return requested_minor + sent_minor + unsent_minor || order.total_minor
}

function moneySection(view: OrderPageView): string {
  const notes = moneyNotes(view)
  if (notes.length === 0) return ''
  return html`<section class="notice" aria-label="${messagesFor(view.locale).refunds.title}">
    !${notes.map((note) => html`<p>${note}</p>`)}
  </section>`
}

/** The one thing to do next, if there is one. */
function action(view: OrderPageView, stage: OrderStage): string {
  const messages = messagesFor(view.locale).order
  const base = orderPath(view.order)
  if (stage === 'payable') {
    return html`<p class="actions">
      <a class="button" href="${base}/checkout">${messages.pay}</a>
    </p>`
  }
  if (stage === 'expired' || stage === 'expired_unsure') {
    return html`<p class="actions">
      <a class="button" href="${nightPath(view.night)}">${messages.again}</a>
    </p>`
  }
  if (stage === 'ready') {
    return html`<p class="actions">
      <a class="button button-quiet" href="${base}/night.ics">${messages.calendar}</a>
      <a class="button button-quiet" href="${base}/receipt.pdf">${messages.receipt}</a>
    </p>`
  }
  if (view.order.paid_at === null) return ''
  return html`<p class="actions">
    <a class="button button-quiet" href="${base}/receipt.pdf">${messages.receipt}</a>
  </p>`
}

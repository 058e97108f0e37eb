import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatNight, formatTime } from './dates.ts'
import { fit, layout, nightPath, orderPath } from './layout.ts'
import { isWaiting, orderStage, type OrderStage } from './order_stage.ts'
import { orderSummary } from './order_summary.ts'
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
      !${action(view, stage)}
      !${isWaiting(stage) ? html`<p class="dim">${messages.order.reloads}</p>` : ''}
    </header>
    !${stage === 'ready' ? ticketList(view) : ''}
    <div class="order-foot">
      !${orderSummary(view, messages.order.summary)}
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
  const { order, venue, locale } = view
  if (stage === 'payable') {
    return stages.payable.text(formatTime(view.hold_expires_at!, locale, venue.time_zone))
  }
  if (stage === 'ready') return stages.ready.text(order.guest_email ?? '')
  if (stage === 'refunded') {
    const amount = formatMoney(
      { amount_minor: order.total_minor, currency: order.currency },
      locale,
    )
    return stages.refunded.text(amount)
  }
  return stages[stage].text()
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

import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { bookingPanel, disputeNotice, guestsForm } from './booking_panel.ts'
import { formatNight } from './dates.ts'
import { depositNote, hasReceipt } from './deposit_words.ts'
import { waitingSection } from './difference_words.ts'
import { isAwaited, takesPlace } from './ending.ts'
import { choicePath, fit, layout, orderPath } from './layout.ts'
import { isFollowed, isWaiting, orderStage, type OrderStage } from './order_stage.ts'
import { moneyNotes } from './money_back.ts'
import { orderSummary, refundRows } from './order_summary.ts'
import { passList } from './pass_list.ts'
import { stageWords } from './stage_words.ts'
import { ticketList } from './ticket_list.ts'
import type { OrderPageView } from './views.ts'

/** How often a guest without JavaScript looks again while something is under way. */
const REFRESH_SECONDS = 5

/** An order's permanent page, in every state it can be in. <main> is the part that changes. */
export function orderPage(view: OrderPageView): string {
  const stage = orderStage(view)
  const messages = messagesFor(view.locale)
  const { heading } = stageWords(view, stage)
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
  const { heading, text } = stageWords(view, stage)
  return html`<main
    id="order"
    data-version="${view.version}"
    data-state-url="${orderPath(view.order)}/state"
    data-stage="${stage}"
    data-followed="${isFollowed(stage)}"
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
      !${problemNotice(view)} !${depositSection(view, stage)} !${moneySection(view)}
      !${waitingSection(view, stage)} !${action(view, stage)}
      !${isWaiting(stage) ? html`<p class="dim">${messages.order.reloads}</p>` : ''}
    </header>
    !${goods(view, stage)}
    <div class="order-foot">
      !${orderSummary(view, messages.order.summary, refundRows(view))}
      <div class="order-notes">
        !${stage === 'ready' ? html`<p>${permanentWords(view)}</p>` : ''}
        <p class="dim">
          ${messages.order.contact(view.venue.name)}<br />${messages.order.number}
          <code>${view.order.id}</code>
        </p>
      </div>
    </div>
  </main>`
}

/** What was bought: the tickets, or the booking with its passes. */
function goods(view: OrderPageView, stage: OrderStage): string {
  const { party } = view
  if (!party) return ticketList(view, stage)
  if (view.order.kind === 'vip_guests') return disputeNotice(view, party)
  return (
    bookingPanel(view, party) +
    passList(view, party, stage) +
    (party.more && takesPlace(view) ? guestsForm(view, party.more) : '')
  )
}

function problemNotice({ problem }: OrderPageView): string {
  return problem ? html`<p class="notice notice-problem" role="alert">${problem.message}</p>` : ''
}

function depositSection(view: OrderPageView, stage: OrderStage): string {
  const note = stage === 'ready' ? depositNote(view) : undefined
  if (!note) return ''
  return html`<section class="notice" aria-label="${messagesFor(view.locale).deposits.title}">
    <p>${note}</p>
  </section>`
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
  const { order: messages, comps } = messagesFor(view.locale)
  const base = orderPath(view.order)
  const booking = view.party?.booking_path
  const { panel } = messagesFor(view.locale).bookings
  const receipt = view.order.comp_id === null ? messages.receipt : comps.receipt
  const receiptLink = html`<a class="button button-quiet" href="${base}/receipt.pdf">${receipt}</a>`
  const isOff = view.night.state === 'cancelled'
  if (isOff && (stage === 'payable' || stage.startsWith('expired'))) return ''
  if (stage === 'payable') {
    return html`<p class="actions">
      <a class="button" href="${base}/checkout">${messages.pay}</a>
    </p>`
  }
  if (view.difference && stage !== 'lapsed' && stage !== 'checking') {
    const hasPaid = view.order.paid_at !== null && hasReceipt(view)
    return html`<p class="actions">
      <a class="button" href="${view.difference.path}"
        >${messagesFor(view.locale).differences.tickets}</a
      >
      !${hasPaid ? receiptLink : ''}
    </p>`
  }
  if (stage === 'expired' || stage === 'expired_unsure') {
    return html`<p class="actions">
      <a class="button" href="${choicePath(view)}">${againWords(view)}</a>
    </p>`
  }
  if ((stage === 'ready' || stage === 'over') && booking) {
    return html`<p class="actions">
      <a class="button" href="${booking}">${panel.open}</a>
      !${stage === 'ready' ? receiptLink : ''}
    </p>`
  }
  if (stage === 'ready') {
    const calendarLink = html`<a class="button button-quiet" href="${base}/night.ics"
      >${messages.calendar}</a
    >`
    // Nobody needs to be reminded of an evening that is over.
    const links = [
      ...(isOff || (view.party && !isAwaited(view)) ? [] : [calendarLink]),
      ...(hasReceipt(view) ? [receiptLink] : []),
    ]
    return links.length === 0 ? '' : html`<p class="actions">!${links}</p>`
  }
  if (view.order.paid_at === null || !hasReceipt(view)) return ''
  return html`<p class="actions">!${receiptLink}</p>`
}

function permanentWords({ party, difference, locale }: OrderPageView): string {
  const messages = messagesFor(locale)
  if (difference) return messages.differences.permanent
  return messages[party ? 'bookings' : 'order'].permanent
}

function againWords({ order, locale }: OrderPageView): string {
  const { order: messages, bookings } = messagesFor(locale)
  if (order.kind === 'ga') return messages.again
  return order.kind === 'vip' ? bookings.panel.change : bookings.panel.back
}

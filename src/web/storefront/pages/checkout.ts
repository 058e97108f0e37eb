import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { checkoutMessages, messagesFor } from '../../messages.ts'
import { formatNight, formatTime } from './dates.ts'
import { differenceSentence, untilWords } from './difference_words.ts'
import { choicePath, dataBlock, fit, layout, orderPath } from './layout.ts'
import { orderSummary } from './order_summary.ts'
import { poster } from './poster.ts'
import type { CheckoutData, CheckoutView } from './views.ts'

/**
 * The checkout's frame: what is bought, until when it is held, and the room that the payment form
 * fills. The skeleton is as high as the form, so that nothing jumps when it arrives.
 */
export function checkoutPage(view: CheckoutView): string {
  const messages = messagesFor(view.locale).checkout
  const { night, venue, assets } = view
  const until = view.difference
    ? untilWords(view, view.hold_expires_at)
    : formatTime(view.hold_expires_at, view.locale, venue.time_zone)
  const { kind } = view.order
  const heading = headingOf(view)
  const sentence = differenceSentence(view)
  // Fetched while the bundle is: that one runs it, and does not wait for it for ever.
  const stripe = assets.stripeJs
    ? html`<link rel="preload" href="${assets.stripeJs}" as="script" />`
    : ''
  const bundle = assets.checkoutJs
    ? html`<script src="${assets.checkoutJs}" type="module"></script>`
    : ''
  return layout({
    ...view,
    kind: 'checkout',
    title: `${messages.title} – ${night.title}`,
    description: messages.title,
    mainId: 'pay',
    head: stripe + bundle,
    main: html`<main id="pay">
        <header class="title">
          <p class="eyebrow">${messages.title}</p>
          <h1 class="${fit(heading)}">${heading}</h1>
          !${sentence ? html`<p class="lead">${sentence}</p>` : ''}
        </header>
        <aside class="basket" aria-label="${messages.order}">
          <div class="basket-night">
            <div class="basket-poster">!${poster(night)}</div>
            <div>
              <p class="basket-title">${night.title}</p>
              <p class="dim">${formatNight(night, view.locale, venue.time_zone)}</p>
            </div>
          </div>
          !${orderSummary(view, messages.order, dueAtTheDoor(view))}
          <form method="post" action="${orderPath(view.order)}/release">
            <button class="link dim" type="submit">${changeWords(view)}</button>
          </form>
        </aside>
        <div class="till">
          <noscript><p class="notice">${noScriptWords(view, until)}</p></noscript>
          <div id="checkout" aria-busy="true">
            !${skeleton(messages.loading, messages.heldUntil(until), kind === 'vip' ? 3 : 2)}
          </div>
        </div>
      </main>
      !${dataBlock('application/json', checkoutData(view), 'checkout-data')}`,
  })
}

function noScriptWords({ order, difference, locale }: CheckoutView, until: string): string {
  const { checkout, differences } = messagesFor(locale)
  if (difference) return differences.noScript(until)
  return order.kind === 'ga' ? checkout.noScript(until) : checkout.noScriptVip(until)
}

function headingOf({ order: { kind }, deposit, difference, locale }: CheckoutView): string {
  const messages = messagesFor(locale).checkout
  if (difference) return messagesFor(locale).differences.heading
  if (deposit) return messages.headingReserved
  return kind === 'ga' ? messages.heading : messages.headings[kind]
}

/** What a table leaves to be paid at the door, and what must be drunk at it. */
function dueAtTheDoor({ party, order, locale }: CheckoutView): string {
  if (!party || order.kind !== 'vip') return ''
  const { panel } = messagesFor(locale).bookings
  const { minimum_spend_minor, due_minor } = party.bill
  const row = (label: string, amount_minor: number) => {
    const amount = formatMoney({ amount_minor, currency: order.currency }, locale)
    return html`<p class="total total-back"><span>${label}</span> <b>${amount}</b></p>`
  }
  const minimum = minimum_spend_minor > 0 ? row(panel.minimum, minimum_spend_minor) : ''
  return minimum + row(panel.due, due_minor)
}

function changeWords({ order, difference, locale }: CheckoutView): string {
  const { checkout, bookings, differences } = messagesFor(locale)
  if (difference) return differences.keep
  if (order.kind === 'ga') return checkout.change
  return order.kind === 'vip' ? bookings.panel.change : bookings.panel.back
}

/** Everything that the browser's code needs to know about this order. */
export function checkoutData(view: CheckoutView): CheckoutData {
  const { order, locale } = view
  const capture = view.deposit ? 'manual' : 'automatic'
  const kind = view.difference ? 'difference' : order.kind
  const messages = checkoutMessages(locale, kind, capture)
  const money = { amount_minor: order.total_minor, currency: order.currency }
  const amount_text = formatMoney(money, locale)
  const guest =
    order.guest_name !== null && order.guest_email !== null
      ? { name: order.guest_name, email: order.guest_email, phone: order.guest_phone }
      : null
  return {
    order_id: order.id,
    secret: order.secret,
    order_url: orderPath(order),
    return_url: view.publicUrl + orderPath(order),
    night_url: choicePath(view),
    publishable_key: view.publishableKey,
    capture,
    amount_minor: order.total_minor,
    amount_text,
    currency: order.currency,
    locale,
    time_zone: view.venue.time_zone,
    now: view.now.toISOString(),
    expires_at: view.hold_expires_at.toISOString(),
    extended: view.hold_extended,
    guest,
    asks_phone: order.kind === 'vip',
    terms: {
      text: messages.terms.replace('{venue}', view.venue.name).replace('{amount}', amount_text),
      policy: view.party?.policy ?? null,
    },
    messages,
  }
}

/**
 * Grey shapes in the places of the fields; a screen reader hears one sentence instead. The form
 * brings its own countdown, so the line about the hold stands in here, where nothing moves.
 */
function skeleton(loading: string, held: string, fields: number): string {
  const bones = Array.from({ length: fields }, () => html`<i class="bone"></i>`)
  return html`<p class="hidden" role="status">${loading}</p>
    <div class="bones" aria-hidden="true">
      <i class="bone bone-title"></i>!${bones} <i class="bone bone-title"></i
      ><i class="bone bone-card"></i>
    </div>
    <p class="held" id="held"><span class="pulse" aria-hidden="true"></span>${held}</p>
    <div class="bones" aria-hidden="true"><i class="bone bone-pay"></i></div>`
}

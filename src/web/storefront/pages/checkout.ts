import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { checkoutMessages, messagesFor } from '../../messages.ts'
import { formatNight, formatTime } from './dates.ts'
import { dataBlock, fit, layout, nightPath, orderPath } from './layout.ts'
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
  const until = formatTime(view.hold_expires_at, view.locale, venue.time_zone)
  // Stripe.js is a classic script that must run before the bundle; both are deferred, in order.
  const stripe = assets.stripeJs ? html`<script src="${assets.stripeJs}" defer></script>` : ''
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
          <h1 class="${fit(messages.heading)}">${messages.heading}</h1>
        </header>
        <aside class="basket" aria-label="${messages.order}">
          <div class="basket-night">
            <div class="basket-poster">!${poster(night)}</div>
            <div>
              <p class="basket-title">${night.title}</p>
              <p class="dim">${formatNight(night, view.locale, venue.time_zone)}</p>
            </div>
          </div>
          !${orderSummary(view, messages.order)}
          <form method="post" action="${orderPath(view.order)}/release">
            <button class="link dim" type="submit">${messages.change}</button>
          </form>
        </aside>
        <div class="till">
          <noscript><p class="notice">${messages.noScript(until)}</p></noscript>
          <div id="checkout" aria-busy="true">
            !${skeleton(messages.loading, messages.heldUntil(until))}
          </div>
        </div>
      </main>
      !${dataBlock('application/json', checkoutData(view), 'checkout-data')}`,
  })
}

/** Everything that the browser's code needs to know about this order. */
export function checkoutData(view: CheckoutView): CheckoutData {
  const { order, locale } = view
  const messages = checkoutMessages(locale)
  const guest =
    order.guest_name !== null && order.guest_email !== null
      ? { name: order.guest_name, email: order.guest_email }
      : null
  return {
    order_id: order.id,
    secret: order.secret,
    order_url: orderPath(order),
    return_url: view.publicUrl + orderPath(order),
    night_url: nightPath(view.night),
    publishable_key: view.publishableKey,
    amount_minor: order.total_minor,
    amount_text: formatMoney({ amount_minor: order.total_minor, currency: order.currency }, locale),
    currency: order.currency,
    locale,
    time_zone: view.venue.time_zone,
    now: view.now.toISOString(),
    expires_at: view.hold_expires_at.toISOString(),
    guest,
    terms: { text: messages.terms.replace('{venue}', view.venue.name) },
    messages,
  }
}

/**
 * Grey shapes in the places of the fields; a screen reader hears one sentence instead. The form
 * brings its own countdown, so the line about the hold stands in here, where nothing moves.
 */
function skeleton(loading: string, held: string): string {
  return html`<p class="hidden" role="status">${loading}</p>
    <div class="bones" aria-hidden="true">
      <i class="bone bone-title"></i><i class="bone"></i><i class="bone"></i>
      <i class="bone bone-title"></i><i class="bone bone-card"></i>
    </div>
    <p class="held" id="held"><span class="pulse" aria-hidden="true"></span>${held}</p>
    <div class="bones" aria-hidden="true"><i class="bone bone-pay"></i></div>`
}

import { newElement } from './element.js'
import { warn } from './errors.js'
import { checkLineItems, openWalletSheet } from './wallet_sheet.js'

// The rule of the `click` event, see
// https://docs.stripe.com/js/elements_object/express_checkout_element_click_event.
const clickPatience_ms = 1_000

/**
 * The Express Checkout Element: a button for each wallet that the simulator's setting `wallets`
 * says the guest has; without any it is `ready` and takes no room. A click opens a test wallet.
 */
export function newExpressCheckoutElement(group, options) {
  return newElement(
    group,
    {
      type: 'expressCheckout',
      path: '/v3/elements/express_checkout.html',
      title: 'Secure express checkout frame',
      outset_px: 4,
      height_px: () => 0,
      onEvent,
      onRemove: () => group.sheet?.close(),
    },
    options,
  )
}

function onEvent(own, event, detail) {
  if (event === 'loaded') return
  if (event === 'wallets') {
    own.emit('ready', { availablePaymentMethods: availabilityOf(detail) })
    const paymentMethods = detail.map((wallet) => [camelCased(wallet), { available: true }])
    own.emit('availablepaymentmethodschange', {
      paymentMethods: paymentMethods.length > 0 ? Object.fromEntries(paymentMethods) : undefined,
    })
    return
  }
  if (event === 'click') ask(own, detail)
  else own.emit(event, detail)
}

// A page that listens to `click` decides whether the wallet opens, and with which details.
function ask(own, wallet) {
  if (own.group.sheet) return
  if (!own.listeners.hears('click')) {
    openWalletSheet(own, wallet, {})
    return
  }
  let isDecided = false
  const decide = (answer) => {
    if (isDecided) return
    isDecided = true
    clearTimeout(timer)
    answer()
  }
  const timer = setTimeout(() => {
    isDecided = true
    warn(
      'Timed out waiting for a call to resolve(). If you listen to the "click" event, then you ' +
        'must call event.resolve in the "click" handler within 1 second.',
    )
  }, clickPatience_ms)
  own.emit('click', {
    expressPaymentType: wallet,
    resolve(details = {}) {
      checkLineItems(own.group, details.lineItems)
      decide(() => openWalletSheet(own, wallet, details))
    },
    reject: () => decide(() => {}),
  })
}

// All that the Element could show; the simulator only has the first three.
const names = ['applePay', 'googlePay', 'link', 'amazonPay', 'klarna', 'paypal']

function availabilityOf(wallets) {
  if (wallets.length === 0) return undefined
  const available = new Set(wallets.map(camelCased))
  return Object.fromEntries(names.map((name) => [name, available.has(name)]))
}

function camelCased(wallet) {
  return wallet.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase())
}

import { callFrame } from './element.js'
import { lost } from './element_frame.js'
import { integrationError } from './errors.js'
import { cover, newOverlay, openChannel } from './frames.js'

/**
 * Opens the test wallet over the page. While it is open it is `group.sheet`: `wallet` says which,
 * `isConfirming` that the guest has pressed Pay and the page is to confirm, `call` asks its frame,
 * `close` ends it. `details` are what the page gave to `resolve` of the `click` event.
 */
export function openWalletSheet(own, wallet, details) {
  const { group, emit } = own
  const billingAddressRequired = asksForBillingAddress(own.options)
  const options = { billingAddressRequired, ...own.options, ...details }
  const overlay = newOverlay('/v3/elements/wallet_sheet.html', 'Test wallet')
  const channel = openChannel(overlay, {
    greeting: () => greetingOf(group, wallet, options),
    lost,
    onEvent(event, detail) {
      if (event === 'pay') {
        sheet.isConfirming = true
        emit('confirm', confirmEvent(sheet, detail))
      }
      if (event === 'cancel') dismiss()
    },
    onFailure: () => dismiss(),
  })
  const uncover = cover(overlay)
  const sheet = {
    wallet,
    isConfirming: false,
    call: channel.call,
    close() {
      if (group.sheet !== sheet) return
      group.sheet = null
      channel.close()
      uncover()
      void callFrame(own.element, 'focusWallet', wallet)
    },
  }
  const dismiss = () => {
    group.isDismissed = sheet.isConfirming
    sheet.close()
    emit('cancel')
  }
  Object.assign(group, { sheet, isDismissed: false })
}

/** Throws an IntegrationError unless they are line items that fit into the amount to be paid. */
export function checkLineItems(group, lineItems = []) {
  const areSound =
    Array.isArray(lineItems) &&
    lineItems.every(({ name, amount } = {}) => typeof name === 'string' && Number.isInteger(amount))
  if (!areSound) {
    throw integrationError('lineItems should be an array of {name: string, amount: integer}.')
  }
  const sum = lineItems.reduce((total, { amount }) => total + amount, 0)
  const { amount } = priceOf(group)
  if (amount === undefined || sum <= amount) return
  throw integrationError(
    `The amount (${amount}) is less than the total amount of the line items provided (${sum}).`,
  )
}

function priceOf({ intent, options }) {
  const { amount, currency } = intent ?? options
  return { amount, currency }
}

function greetingOf(group, wallet, options) {
  const { business, lineItems = [], shippingRates = [] } = options
  return {
    publishableKey: group.publishableKey,
    wallet,
    ...priceOf(group),
    business: business?.name ?? null,
    lineItems,
    shippingRate: options.shippingAddressRequired ? (shippingRates[0] ?? null) : null,
    collects: {
      email: options.emailRequired ?? false,
      phone: options.phoneNumberRequired ?? false,
      billingAddress: options.billingAddressRequired,
      shippingAddress: options.shippingAddressRequired ?? false,
    },
  }
}

function confirmEvent(sheet, details) {
  return {
    expressPaymentType: sheet.wallet,
    ...details,
    paymentFailed({ reason = 'fail', message } = {}) {
      sheet.isConfirming = false
      void sheet.call('fail', { reason, message })
    },
  }
}

// The default of the option `billingAddressRequired`, see
// https://docs.stripe.com/js/elements_object/create_express_checkout_element.
const otherwiseAsked = [
  'allowedShippingCountries',
  'phoneNumberRequired',
  'shippingAddressRequired',
  'emailRequired',
  'applePay',
  'lineItems',
  'business',
]

function asksForBillingAddress(options) {
  return otherwiseAsked.every((name) => options[name] === undefined)
}

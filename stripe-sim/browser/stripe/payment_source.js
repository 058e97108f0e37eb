import { callFrame, optionsOf, stateOf } from './element.js'
import { mountedElement } from './elements.js'
import { integrationError } from './errors.js'

/**
 * Where the details of a payment are: the wallet that asked to be confirmed, or the Payment
 * Element. `ask` calls a function of its frame. Throws an IntegrationError in the words of
 * Stripe.js when the page has done something too early, too late or not at all; `label` is the
 * function of Stripe.js that wants the details, `given` what its caller passed with the billing
 * details under `path`.
 */
export function sourceOf(group, label, { path, given }) {
  const { sheet, options } = group
  if (options.clientSecret === undefined && !group.submitted) throw notSubmitted(label)
  if (sheet?.isConfirming) {
    return {
      async ask(name, argument) {
        const result = await sheet.call(name, argument)
        sheet.close()
        return result
      },
    }
  }
  if (group.isDismissed) {
    group.isDismissed = false
    return { ask: async () => dismissed }
  }
  const payment = mountedElement(group, 'payment')
  if (payment && !sheet) {
    if (stateOf(payment) !== 'ready') throw notReady()
    checkBillingDetails(optionsOf(payment), label, path, given?.billing_details)
    return { ask: async (name, argument) => callFrame(payment, name, argument) }
  }
  if (mountedElement(group, 'expressCheckout')) throw outsideOfConfirmEvent(label)
  throw integrationError(
    `Invalid value for ${label}: elements should have a mounted Payment Element or Express ` +
      'Checkout Element.',
  )
}

// The guest closed the wallet while the page was still on its way here: nothing has been sent.
const dismissed = {
  error: { type: 'validation_error', message: 'The wallet was closed before the payment.' },
}

function notSubmitted(label) {
  return integrationError(
    `elements.submit() must be called before ${label}. Call elements.submit() as soon as your ` +
      'customer presses pay, prior to any asynchronous work. Integration guide: ' +
      'https://stripe.com/docs/payments/accept-a-payment-deferred',
  )
}

function notReady() {
  return integrationError(
    'We could not retrieve data from the specified Element. Please make sure the Element you are ' +
      'attempting to use is mounted and the ready event has been emitted.',
  )
}

function outsideOfConfirmEvent(label) {
  return integrationError(
    `Element confirming payment is "expressCheckout", but ${label} was not called within the ` +
      `"confirm" event. Please call ${label} in the "confirm" event ` +
      '(https://stripe.com/docs/js/elements_object/express_checkout_element_confirm_event)',
  )
}

// The billing details by the name of the option that leaves them out of the Payment Element.
const addressFields = {
  country: 'country',
  postalCode: 'postal_code',
  state: 'state',
  city: 'city',
  line1: 'line1',
  line2: 'line2',
}

// What the page asked the Element never to collect it has to pass itself.
function checkBillingDetails({ fields = {} }, label, path, given = {}) {
  for (const name of neverCollected(fields.billingDetails)) {
    const value = name.split('.').reduce((object, key) => object?.[key], given)
    if (value !== undefined) continue
    throw integrationError(
      `You specified "never" for fields.billing_details.${name} when creating the payment ` +
        `Element, but did not pass ${path}billing_details.${name} when calling ${label}. If you ` +
        'opt out of collecting data via the payment Element using the fields option, the data ' +
        `must be passed in when calling ${label}.`,
    )
  }
}

function neverCollected(option = {}) {
  const isNever = (value) => option === 'never' || value === 'never'
  const plain = ['name', 'email', 'phone'].filter((name) => isNever(option[name]))
  const { address = {} } = option
  const parts = Object.entries(addressFields).filter(
    ([name]) => isNever(address) || isNever(address[name]),
  )
  return [...plain, ...parts.map(([, field]) => `address.${field}`)]
}

import { integrationError } from './errors.js'
import { fetchIntent } from './origin.js'
import { callFrame, newPaymentElement } from './payment_element.js'

// Elements cannot be drawn for an intent that is over or under way.
const payable = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action'])

// What the other parts of the stand-in know of an elements instance.
const groups = new WeakMap()

/** The shared state of an elements instance, or nothing if it is none. */
export function groupOf(elements) {
  return groups.get(elements)
}

/** `stripe.elements(options)`: with a `clientSecret`, or with mode, amount and currency. */
export function newElements(publishableKey, options = {}) {
  checkOptions(options)
  const members = new Map()
  const group = {
    publishableKey,
    options: { ...options },
    appearance: options.appearance ?? {},
    fonts: options.fonts ?? [],
    // Resolves with why the intent cannot be paid, or with nothing.
    problem: options.clientSecret ? problemOf(publishableKey, options.clientSecret) : null,
    forget(element) {
      for (const [type, member] of members) if (member === element) members.delete(type)
    },
  }
  const elements = {
    create(type, elementOptions) {
      if (type !== 'payment') {
        throw integrationError(`The simulator only has the payment Element, not "${type}".`)
      }
      if (members.has(type)) {
        throw integrationError(`Can only create one Element of type ${type} at a time.`)
      }
      const element = newPaymentElement(group, elementOptions)
      members.set(type, element)
      return element
    },
    getElement(type) {
      const name = typeof type === 'string' ? type : type?.['__elementType']
      return members.get(name) ?? null
    },
    update({ appearance, ...changes } = {}) {
      Object.assign(group.options, changes)
      if (appearance) {
        group.appearance = appearance
        for (const member of members.values()) void callFrame(member, 'setAppearance', appearance)
      }
      return Promise.resolve()
    },
    async submit() {
      group.submitted = true
      const element = members.get('payment')
      if (!element) throw integrationError('There is no mounted Element to submit.')
      return callFrame(element, 'validate')
    },
    async fetchUpdates() {
      if (!group.options.clientSecret) {
        throw integrationError('fetchUpdates needs Elements that were made with a clientSecret.')
      }
      const { error } = await fetchIntent(publishableKey, group.options.clientSecret)
      return error ? { error: { message: error.message } } : {}
    },
    on() {},
  }
  groups.set(elements, group)
  return elements
}

function checkOptions({ clientSecret, mode, amount, currency }) {
  if (clientSecret !== undefined) {
    if (mode === undefined) return
    throw integrationError('Elements take either a clientSecret or a mode, not both.')
  }
  if (mode !== 'payment') {
    throw integrationError(`The simulator only has the mode "payment", not "${String(mode)}".`)
  }
  if (!Number.isInteger(amount) || amount <= 0 || typeof currency !== 'string') {
    throw integrationError(
      'Elements in mode "payment" need an amount (minor units) and a currency.',
    )
  }
}

async function problemOf(publishableKey, clientSecret) {
  const { error, paymentIntent } = await fetchIntent(publishableKey, clientSecret)
  if (error) return error
  if (payable.has(paymentIntent.status)) return undefined
  return {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: 'This PaymentIntent is in a terminal state and cannot be used to initialize Elements.',
    payment_intent: paymentIntent,
  }
}

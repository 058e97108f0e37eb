import { callFrame, stateOf } from './element.js'
import { checkMode, checkOptions } from './elements_options.js'
import { integrationError, warn } from './errors.js'
import { newExpressCheckoutElement } from './express_checkout_element.js'
import { newListeners } from './listeners.js'
import { fetchIntent } from './origin.js'
import { newPaymentElement } from './payment_element.js'
import { complaintsAbout } from '../shared/appearance_rules.js'

// Elements cannot be drawn for an intent that is over or under way.
const payable = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action'])

const makers = { payment: newPaymentElement, expressCheckout: newExpressCheckoutElement }

// What the other parts of the stand-in know of an elements instance.
const groups = new WeakMap()

/** The shared state of an elements instance, or nothing if it is none. */
export function groupOf(elements) {
  return groups.get(elements)
}

/** The element of a type that stands on the page by now, or nothing. */
export function mountedElement({ members }, type) {
  const element = members.get(type)
  return element && stateOf(element) !== 'absent' ? element : undefined
}

/** `stripe.elements(options)`: with a `clientSecret`, or with mode, amount and currency. */
export function newElements(owner, publishableKey, options = {}) {
  checkOptions(options)
  warnAbout(options.appearance)
  const group = newGroup(owner, publishableKey, options)
  const listeners = newListeners()
  const elements = {
    create: (type, elementOptions) => create(group, type, elementOptions),
    getElement(type) {
      const name = typeof type === 'string' ? type : type?.['__elementType']
      return group.members.get(name) ?? null
    },
    async update(changes = {}) {
      await update(group, changes)
      listeners.emit('update-end')
    },
    submit: async () => submit(group),
    fetchUpdates: async () => fetchUpdates(group),
    on: (event, listener) => void listeners.methods.on(event, listener),
  }
  groups.set(elements, group)
  return elements
}

function newGroup(owner, publishableKey, options) {
  const { appearance = {}, fonts = [], ...rest } = options
  const members = new Map()
  const group = {
    owner,
    publishableKey,
    members,
    appearance,
    fonts,
    options: rest,
    submitted: false,
    // What had the focus when the guest pressed Pay; a page may disable it meanwhile.
    focused: null,
    // The intent of a `clientSecret`, once it has been read.
    intent: null,
    // The wallet that is open, see wallet_sheet.js, and whether the last one was closed by the
    // guest while the page was about to confirm.
    sheet: null,
    isDismissed: false,
    // What each frame is told first.
    greeting: (elementOptions) => ({
      publishableKey,
      appearance: group.appearance,
      fonts: group.fonts,
      options: elementOptions,
    }),
    forget(element) {
      for (const [type, member] of members) if (member === element) members.delete(type)
    },
  }
  // Resolves with why the intent cannot be paid, or with nothing.
  group.problem = rest.clientSecret ? problemOf(group) : null
  return group
}

function create(group, type, options) {
  const make = makers[type]
  if (!Object.hasOwn(makers, type)) {
    throw integrationError(
      'A valid Element name must be provided. Valid Elements are:\n' +
        `${Object.keys(makers).join(', ')}; you passed: ${String(type)}.`,
    )
  }
  const { clientSecret, mode } = group.options
  if (clientSecret === undefined && mode === undefined) {
    throw integrationError(
      `In order to create a ${type} element, you must pass a clientSecret or mode when creating ` +
        'the Elements group.\n\n e.g. stripe.elements({clientSecret: "{{CLIENT_SECRET}}"})',
    )
  }
  if (group.members.has(type)) {
    throw integrationError(`Can only create one Element of type ${type}.`)
  }
  const element = make(group, options)
  group.members.set(type, element)
  return element
}

async function update(group, { appearance, fonts, ...changes }) {
  const merged = { ...group.options, ...changes }
  if (group.options.clientSecret === undefined) checkMode(merged)
  group.options = merged
  const mounted = [...group.members.values()].filter((element) => stateOf(element) !== 'absent')
  warnAbout(appearance)
  if (appearance) group.appearance = appearance
  if (fonts) group.fonts = fonts
  if (!appearance && !fonts) return
  const look = { appearance: group.appearance, fonts: fonts ?? [] }
  await Promise.all(mounted.map(async (element) => callFrame(element, 'setLook', look)))
}

function warnAbout(appearance = {}) {
  for (const complaint of complaintsAbout(appearance)) warn(complaint)
}

async function submit(group) {
  group.submitted = true
  group.focused = document.activeElement
  if (group.sheet) return { selectedPaymentMethod: group.sheet.wallet }
  group.isDismissed = false
  const payment = mountedElement(group, 'payment')
  if (payment) return callFrame(payment, 'validate')
  if (mountedElement(group, 'expressCheckout')) return {}
  throw integrationError(
    'Invalid value for elements.submit(): elements should have a mounted Payment Element or ' +
      'Express Checkout Element.',
  )
}

async function fetchUpdates(group) {
  if (group.options.clientSecret === undefined) {
    throw integrationError(
      'elements.fetchUpdates() needs Elements that were created with a clientSecret.',
    )
  }
  const error = await problemOf(group)
  if (!error) return {}
  const status = error.payment_intent?.status
  return { error: { message: error.message, ...(status && { status }) } }
}

async function problemOf(group) {
  const { error, paymentIntent } = await fetchIntent(
    group.publishableKey,
    group.options.clientSecret,
  )
  if (error) return error
  group.intent = paymentIntent
  if (payable.has(paymentIntent.status)) return undefined
  return {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message:
      'This PaymentIntent is in a terminal state and cannot be used to initialize Elements. Avoid ' +
      'rendering Elements in this state, or create a new PaymentIntent if intending to collect ' +
      'new payment details.',
    payment_intent: paymentIntent,
  }
}

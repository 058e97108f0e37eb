import { newElements } from './elements.js'
import { integrationError } from './errors.js'
import { fetchIntent } from './origin.js'
import { callFrame } from './payment_element.js'
import { confirmPayment, handleNextAction } from './payments.js'

function notYet(name) {
  return async () => {
    throw integrationError(`The simulator of Stripe does not have stripe.${name}() yet.`)
  }
}

/** Stands where Stripe.js puts its own: `window.Stripe(publishableKey)`. */
function Stripe(publishableKey) {
  if (typeof publishableKey !== 'string' || publishableKey === '') {
    throw integrationError('Missing value for Stripe(): apiKey should be a string.')
  }
  return {
    elements: (options) => newElements(publishableKey, options),
    confirmPayment: (options) => confirmPayment(publishableKey, options ?? {}),
    handleNextAction: (options) => handleNextAction(publishableKey, options ?? {}),
    retrievePaymentIntent: (clientSecret) => fetchIntent(publishableKey, clientSecret),
    async createPaymentMethod({ elements, params } = {}) {
      const element = elements?.getElement('payment')
      if (!element)
        throw integrationError('createPaymentMethod needs elements with a Payment Element.')
      return callFrame(element, 'createPaymentMethod', { params })
    },
    // The React wrappers only ask whether these are functions.
    createToken: notYet('createToken'),
    confirmCardPayment: notYet('confirmCardPayment'),
    registerAppInfo() {},
    _registerWrapper() {},
  }
}

// The release that the npm packages expect; with another one they warn.
Stripe.version = 'endive'
window.Stripe = Stripe

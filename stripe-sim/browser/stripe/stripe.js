import { newElements } from './elements.js'
import { integrationError } from './errors.js'
import { createConfirmationToken, createPaymentMethod } from './payment_methods.js'
import { confirmPayment, handleNextAction, retrievePaymentIntent } from './payments.js'

function notYet(name) {
  return async () => {
    throw integrationError(`The simulator of Stripe does not have stripe.${name}() yet.`)
  }
}

/** Stands where Stripe.js puts its own: `window.Stripe(publishableKey)`. */
function Stripe(publishableKey) {
  checkKey(publishableKey)
  const stripe = {
    elements: (options) => newElements(stripe, publishableKey, options),
    confirmPayment: async (options) => confirmPayment(stripe, publishableKey, options),
    handleNextAction: async (options) => handleNextAction(publishableKey, options),
    retrievePaymentIntent: async (secret) => retrievePaymentIntent(publishableKey, secret),
    createPaymentMethod: async (options) => createPaymentMethod(stripe, options),
    createConfirmationToken: async (options) => createConfirmationToken(stripe, options),
    // The React wrappers ask whether these are functions.
    createToken: notYet('createToken'),
    confirmCardPayment: notYet('confirmCardPayment'),
    confirmSetup: notYet('confirmSetup'),
    registerAppInfo() {},
    _registerWrapper() {},
  }
  return stripe
}

function checkKey(key) {
  if (key === undefined || key === null) {
    throw integrationError('Missing value for Stripe(): apiKey should be a string.')
  }
  if (typeof key !== 'string') {
    throw integrationError(
      `Invalid value for Stripe(): apiKey should be a string. You specified: ${typeof key}.`,
    )
  }
  if (key === '') {
    throw integrationError(
      'Please call Stripe() with your publishable key. You used an empty string.',
    )
  }
  if (key.startsWith('sk_')) {
    throw integrationError(
      'You should not use your secret key with Stripe.js. Please pass a publishable key instead.',
    )
  }
}

// The release that the npm packages expect; with another one they warn.
Stripe.version = 'endive'
window.Stripe = Stripe

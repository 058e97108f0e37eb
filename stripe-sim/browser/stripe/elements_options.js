import { integrationError, invalidValue } from './errors.js'
import { checkClientSecret } from './origin.js'

/** Throws an IntegrationError for options of `stripe.elements()` that Stripe.js would not take. */
export function checkOptions(options) {
  const { clientSecret, mode, appearance } = options
  if (appearance !== undefined && (appearance === null || typeof appearance !== 'object')) {
    throw invalidValue('elements()', 'appearance should be an object', appearance)
  }
  if (clientSecret !== undefined) {
    checkClientSecret(clientSecret, 'elements()')
    if (mode === undefined) return
    throw integrationError('Elements take either a clientSecret or a mode, not both.')
  }
  // Without both it is a group for other Elements, and is refused when the Element is created.
  if (mode !== undefined) checkMode(options)
}

/** Throws an IntegrationError unless mode, amount and currency make a payment. */
export function checkMode({ mode, amount, currency }) {
  if (mode === undefined) return
  if (!['payment', 'setup', 'subscription'].includes(mode)) {
    const expected = 'mode should be one of the following strings: payment, setup, subscription'
    throw invalidValue('elements()', expected, mode)
  }
  if (mode !== 'payment') {
    throw integrationError(`The simulator of Stripe does not have the mode "${mode}" yet.`)
  }
  if (!Number.isInteger(amount)) {
    throw invalidValue('elements()', 'amount should be an integer', amount)
  }
  if (amount <= 0) throw invalidValue('elements()', 'amount must be greater than 0', amount)
  if (typeof currency !== 'string' || !/^[a-z]{3}$/.test(currency)) {
    const expected = 'currency should be a three-letter currency code in lowercase'
    throw invalidValue('elements()', expected, currency)
  }
}

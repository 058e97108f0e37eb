/** A mistake in the page's code; Stripe.js throws these instead of returning them. */
export function integrationError(message) {
  const error = new Error(message)
  error.name = 'IntegrationError'
  return error
}

/** A value that a function of Stripe.js does not take, in the words of Stripe.js. */
export function invalidValue(label, expected, given) {
  const written = typeof given === 'string' ? given : typeof given
  const shown = given === null ? 'null' : typeof given === 'number' ? String(given) : written
  return integrationError(`Invalid value for ${label}: ${expected}. You specified: ${shown}.`)
}

/** Something that is not wrong enough to stop for. */
export function warn(message) {
  console.warn(`[Stripe.js] ${message}`)
}

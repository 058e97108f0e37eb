/** A mistake in the page's code; Stripe.js throws these instead of returning them. */
export function integrationError(message) {
  const error = new Error(message)
  error.name = 'IntegrationError'
  return error
}

/** What every method resolves with when the simulator could not be reached. */
export function connectionError() {
  return {
    error: {
      type: 'api_connection_error',
      message:
        'We are experiencing issues connecting to our payments provider. You have not been ' +
        'charged. Please check your internet connection and try again.',
    },
  }
}

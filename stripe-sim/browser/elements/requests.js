/** The frame's own requests to the API: a card's details go nowhere else. */

/**
 * Confirms an intent with the card in the frame. Resolves with `{paymentIntent}` or `{error}`.
 */
export async function confirmIntent(publishableKey, card, call) {
  const { clientSecret, intentId, confirmParams, context } = call
  const { payment_method_data: given = {}, return_url, receipt_email } = confirmParams
  return post(publishableKey, `/v1/payment_intents/${intentId}/confirm`, {
    client_secret: clientSecret,
    payment_method_data: { ...given, type: 'card', card },
    use_stripe_sdk: 'true',
    ...(return_url && { return_url }),
    ...(receipt_email && { receipt_email }),
    ...(context && { client_context: context }),
  }).then(({ error, body }) => (error ? { error } : { paymentIntent: body }))
}

/** Makes a PaymentMethod of the card. Resolves with `{paymentMethod}` or `{error}`. */
export async function createPaymentMethod(publishableKey, card, params = {}) {
  const form = { ...params, type: 'card', card }
  const { error, body } = await post(publishableKey, '/v1/payment_methods', form)
  return error ? { error } : { paymentMethod: body }
}

async function post(publishableKey, path, fields) {
  const body = new URLSearchParams([['key', publishableKey], ...pairsOf(fields)])
  try {
    const response = await fetch(path, { method: 'POST', body })
    const answer = await response.json()
    return answer.error ? { error: answer.error } : { body: answer }
  } catch {
    const message =
      'We are experiencing issues connecting to our payments provider. You have not been ' +
      'charged. Please check your internet connection and try again.'
    return { error: { type: 'api_connection_error', message } }
  }
}

// `{a: {b: 1}}` becomes `a[b]=1`; what is undefined or null is left out.
function pairsOf(fields, within = '') {
  return Object.entries(fields).flatMap(([name, value]) => {
    const path = within === '' ? name : `${within}[${name}]`
    if (value === undefined || value === null) return []
    return typeof value === 'object' ? pairsOf(value, path) : [[path, String(value)]]
  })
}

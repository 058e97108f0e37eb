import { connectionError, integrationError } from './errors.js'

/** Where this script came from; all frames and requests go there. Known only while it runs. */
export const origin = new URL(document.currentScript.src).origin

/** Reads an intent by its client secret. Resolves with `{paymentIntent}` or `{error}`. */
export async function fetchIntent(publishableKey, clientSecret) {
  const query = new URLSearchParams({ key: publishableKey, client_secret: clientSecret })
  const path = `/v1/payment_intents/${intentIdOf(clientSecret)}?${query}`
  try {
    const response = await fetch(origin + path)
    const body = await response.json()
    return body.error ? { error: body.error } : { paymentIntent: body }
  } catch {
    return connectionError()
  }
}

export function intentIdOf(clientSecret) {
  const [id, rest] = String(clientSecret).split('_secret_')
  if (id.startsWith('pi_') && rest) return id
  throw integrationError(
    'Invalid value for clientSecret: value should be a client secret of the form ' +
      `\${id}_secret_\${secret}. You specified: ${clientSecret}.`,
  )
}

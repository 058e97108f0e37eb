import { invalidValue } from './errors.js'
import { callApi } from '../shared/api.js'

/** Where this script came from; all frames and requests go there. Known only while it runs. */
export const origin = new URL(document.currentScript.src).origin

/** Reads an intent by its client secret. Resolves with `{paymentIntent}` or `{error}`. */
export async function fetchIntent(publishableKey, clientSecret) {
  const query = new URLSearchParams({ key: publishableKey, client_secret: clientSecret })
  const path = `/v1/payment_intents/${intentIdOf(clientSecret)}?${query}`
  const { error, body } = await callApi(origin + path)
  return error ? { error } : { paymentIntent: body }
}

/** The id of the intent that a client secret belongs to, which must have been checked. */
export function intentIdOf(clientSecret) {
  return clientSecret.split('_secret_')[0]
}

/** Throws an IntegrationError unless it is a client secret of a PaymentIntent. */
export function checkClientSecret(clientSecret, label, name = 'clientSecret') {
  if (/^pi_\w+?_secret_\w+$/.test(String(clientSecret))) return
  const expected = `${name} should be a client secret of the form \${id}_secret_\${secret}`
  throw invalidValue(label, expected, clientSecret)
}

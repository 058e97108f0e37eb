import { integrationError } from './errors.js'
import { meetChallenge } from './challenge.js'
import { groupOf } from './elements.js'
import { fetchIntent, intentIdOf } from './origin.js'
import { callFrame } from './payment_element.js'

/**
 * `stripe.confirmPayment`. Resolves with `{paymentIntent}` or `{error}` and never rejects for what
 * can happen to a guest. With `redirect: 'always'` (Stripe's default) success leaves the page and
 * the promise stays open.
 */
export async function confirmPayment(publishableKey, { elements, confirmParams = {}, ...rest }) {
  const { redirect = 'always' } = rest
  const group = groupOf(elements)
  const clientSecret = rest.clientSecret ?? group?.options.clientSecret
  if (!group) throw integrationError('confirmPayment needs the elements instance.')
  if (!clientSecret) throw integrationError('confirmPayment needs a clientSecret.')
  if (redirect === 'always' && !confirmParams.return_url) {
    throw integrationError(
      'confirmPayment needs confirmParams.return_url unless redirect is "if_required".',
    )
  }
  const { options, submitted } = group
  const isDeferred = options.clientSecret === undefined
  if (isDeferred && !submitted) {
    throw integrationError('elements.submit() must be called before stripe.confirmPayment().')
  }
  const element = elements.getElement('payment')
  if (!element) throw integrationError('confirmPayment needs a mounted Payment Element.')
  const { amount, currency, mode } = options
  const result = await callFrame(element, 'confirm', {
    clientSecret,
    intentId: intentIdOf(clientSecret),
    confirmParams,
    ...(isDeferred && { context: { amount, currency: currency.toLowerCase(), mode } }),
  })
  const final = result.error ? result : await settle(publishableKey, result.paymentIntent)
  if (final.error || redirect !== 'always') return final
  return leave(confirmParams.return_url, final.paymentIntent)
}

/** `stripe.handleNextAction`: meets the challenge of an intent that a server has confirmed. */
export async function handleNextAction(publishableKey, { clientSecret }) {
  const result = await fetchIntent(publishableKey, clientSecret)
  return result.error ? result : settle(publishableKey, result.paymentIntent)
}

async function settle(publishableKey, paymentIntent) {
  if (paymentIntent.next_action?.use_stripe_sdk) return meetChallenge(publishableKey, paymentIntent)
  return { paymentIntent }
}

function leave(returnUrl, { id, client_secret, status }) {
  const url = new URL(returnUrl)
  url.searchParams.set('payment_intent', id)
  url.searchParams.set('payment_intent_client_secret', client_secret)
  url.searchParams.set('redirect_status', status === 'processing' ? 'pending' : 'succeeded')
  window.location.assign(url)
  return new Promise(() => {})
}

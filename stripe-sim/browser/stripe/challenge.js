import { newFrame } from './frames.js'
import { fetchIntent, origin } from './origin.js'

/**
 * Shows the bank's page over everything until the guest has answered, then resolves with the
 * intent as it is afterwards: `{paymentIntent}` or `{error}`.
 */
export async function meetChallenge(publishableKey, intent) {
  const page = new URL(intent.next_action.use_stripe_sdk.stripe_js)
  await showFrame(page.pathname + page.search)
  const result = await fetchIntent(publishableKey, intent.client_secret)
  if (result.error) return result
  return outcomeOf(result.paymentIntent)
}

/** What an intent after its challenge means to the page. */
export function outcomeOf(paymentIntent) {
  const { status, last_payment_error: failure } = paymentIntent
  if (['succeeded', 'processing', 'requires_capture'].includes(status)) return { paymentIntent }
  const error = failure ?? {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `This PaymentIntent has the status ${status}.`,
  }
  const message =
    error.code === 'payment_intent_authentication_failure'
      ? 'We are unable to authenticate your payment method. Please choose a different payment ' +
        'method and try again.'
      : error.message
  return { error: { ...error, message, payment_intent: paymentIntent } }
}

function showFrame(path) {
  const before = document.activeElement
  const frame = newFrame(path, 'Secure authentication', {
    background: 'transparent',
    height: '100%',
    inset: '0',
    position: 'fixed',
    width: '100%',
    zIndex: '2147483647',
  })
  const { overflow } = document.body.style
  document.body.style.overflow = 'hidden'
  document.body.append(frame)
  return new Promise((resolve) => {
    const hear = (event) => {
      if (event.source !== frame.contentWindow || event.origin !== origin) return
      if (event.data?.type !== 'stripe-sim:challenge-answered') return
      window.removeEventListener('message', hear)
      frame.remove()
      document.body.style.overflow = overflow
      before?.focus?.()
      resolve()
    }
    window.addEventListener('message', hear)
  })
}

import { cover, newOverlay } from './frames.js'
import { fetchIntent, origin } from './origin.js'
import { connectionError } from '../shared/api.js'

/**
 * Shows the bank's page over everything until the guest has answered or given up, then resolves
 * with the intent as it is afterwards: `{paymentIntent}` or `{error}`. `focused` gets the focus
 * back.
 */
export async function meetChallenge(publishableKey, intent, focused) {
  const page = new URL(intent.next_action.use_stripe_sdk.stripe_js)
  const isAnswered = await showFrame(page.pathname + page.search)
  focused?.focus?.()
  const result = isAnswered
    ? await fetchIntent(publishableKey, intent.client_secret)
    : { error: { ...connectionError().error, payment_intent: intent } }
  // A button that was disabled for the time of the payment takes the focus only when the page has
  // enabled it again, which it does once it has the result.
  setTimeout(() => document.activeElement === document.body && focused?.focus?.(), focusWait_ms)
  return result.error ? result : outcomeOf(result.paymentIntent)
}
const focusWait_ms = 100

// What an intent after its challenge means to the page.
function outcomeOf(paymentIntent) {
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

// A page that loads is heard from at once; without it nobody could go on.
const silence_ms = 1_500

/** Resolves with whether the guest has answered: not so when the bank's page does not load. */
function showFrame(path) {
  const frame = newOverlay(path, 'Secure authentication')
  const { promise, resolve } = Promise.withResolvers()
  let timer
  let isShown = false
  const hear = (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return
    if (event.data?.type === 'stripe-sim:challenge-shown') isShown = true
    if (event.data?.type === 'stripe-sim:challenge-answered') resolve(true)
  }
  window.addEventListener('message', hear)
  frame.addEventListener('load', () => {
    timer = setTimeout(() => isShown || resolve(false), silence_ms)
  })
  const uncover = cover(frame)
  return promise.finally(() => {
    clearTimeout(timer)
    window.removeEventListener('message', hear)
    uncover()
  })
}

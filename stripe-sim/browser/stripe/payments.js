import { integrationError, invalidValue } from './errors.js'
import { meetChallenge } from './challenge.js'
import { groupOf } from './elements.js'
import { checkClientSecret, fetchIntent, intentIdOf, origin } from './origin.js'
import { sourceOf } from './payment_source.js'
import { callApi } from '../shared/api.js'

const label = 'stripe.confirmPayment()'

/**
 * `stripe.confirmPayment`. Resolves with `{paymentIntent}` or `{error}` and never rejects for what
 * can happen to a guest; mistakes of the page reject with an IntegrationError. With
 * `redirect: 'always'` (Stripe's default) success leaves the page and the promise stays open.
 */
export async function confirmPayment(owner, publishableKey, options = {}) {
  const { confirmParams = {}, redirect = 'always' } = options
  const group = checkedGroup(owner, options.elements, confirmParams)
  const clientSecret = options.clientSecret ?? group?.options.clientSecret
  if (!clientSecret) {
    throw integrationError(`You must pass in a clientSecret when calling ${label}.`)
  }
  checkClientSecret(clientSecret, label)
  checkRedirect(redirect, confirmParams.return_url)
  const path = `/v1/payment_intents/${intentIdOf(clientSecret)}/confirm`
  const fields = { ...fieldsOf(confirmParams, group), client_secret: clientSecret }
  const { activeElement, body: page } = document
  const focused = activeElement === page ? group?.focused : activeElement
  const { error, body } = group
    ? await sourceOf(group, label, {
        path: 'confirmParams.payment_method_data.',
        given: confirmParams.payment_method_data,
      }).ask('pay', { path, fields })
    : await callApi(origin + path, { key: publishableKey, ...fields })
  const result = error ? { error } : await settle(publishableKey, body, focused)
  if (result.error || redirect !== 'always') return result
  return leave(confirmParams.return_url, result.paymentIntent)
}

/** `stripe.handleNextAction`: meets the challenge of an intent that a server has confirmed. */
export async function handleNextAction(publishableKey, { clientSecret } = {}) {
  checkClientSecret(clientSecret, 'stripe.handleNextAction()')
  const result = await fetchIntent(publishableKey, clientSecret)
  if (result.error) return result
  if (result.paymentIntent.status !== 'requires_action') {
    throw integrationError(
      'handleNextAction: The PaymentIntent supplied is not in the requires_action state.',
    )
  }
  return settle(publishableKey, result.paymentIntent, document.activeElement)
}

/** `stripe.retrievePaymentIntent`: `{paymentIntent}` or `{error}`. */
export async function retrievePaymentIntent(publishableKey, clientSecret) {
  checkClientSecret(clientSecret, 'stripe.retrievePaymentIntent intent secret', 'value')
  return fetchIntent(publishableKey, clientSecret)
}

/** What Elements in deferred mode say of the payment they were drawn for; Stripe compares. */
export function contextOf({ options }) {
  const { clientSecret, mode, amount, currency } = options
  return clientSecret === undefined ? { mode, amount, currency } : undefined
}

/** The group of these Elements. Throws unless they are Elements of this very Stripe object. */
export function groupOfOwner(owner, elements, caller) {
  const group = groupOf(elements)
  if (!group) throw invalidValue(caller, 'elements should be an Elements group', elements)
  if (group.owner === owner) return group
  throw integrationError(
    'Please use the same instance of `Stripe` you used to create this Element.',
  )
}

// A payment method that the server already has needs no Elements.
function checkedGroup(owner, elements, { payment_method, confirmation_token }) {
  const isGiven = payment_method !== undefined || confirmation_token !== undefined
  return elements === undefined && isGiven ? null : groupOfOwner(owner, elements, label)
}

function checkRedirect(redirect, returnUrl) {
  if (!['always', 'if_required'].includes(redirect)) {
    const expected = 'redirect should be one of the following strings: always, if_required'
    throw invalidValue(label, expected, redirect)
  }
  if (redirect === 'always' && !returnUrl) {
    throw integrationError(
      `${label}: the \`confirmParams.return_url\` argument is required unless passing ` +
        "`redirect: 'if_required'`.",
    )
  }
  if (returnUrl !== undefined && !URL.canParse(returnUrl)) {
    throw invalidValue(label, 'confirmParams.return_url should be an absolute URL', returnUrl)
  }
}

function fieldsOf(confirmParams, group) {
  return { ...confirmParams, use_stripe_sdk: true, client_context: group && contextOf(group) }
}

async function settle(publishableKey, paymentIntent, focused) {
  const { next_action: action } = paymentIntent
  if (action?.use_stripe_sdk) return meetChallenge(publishableKey, paymentIntent, focused)
  if (!action?.redirect_to_url) return { paymentIntent }
  window.location.assign(action.redirect_to_url.url)
  return new Promise(() => {})
}

function leave(returnUrl, { id, client_secret, status }) {
  const url = new URL(returnUrl)
  url.searchParams.set('payment_intent', id)
  url.searchParams.set('payment_intent_client_secret', client_secret)
  url.searchParams.set('redirect_status', status === 'processing' ? 'pending' : 'succeeded')
  window.location.assign(url)
  return new Promise(() => {})
}

import { integrationError } from './errors.js'
import { contextOf, groupOfOwner } from './payments.js'
import { sourceOf } from './payment_source.js'

/**
 * `stripe.createPaymentMethod({elements, params})`: `{paymentMethod}` or `{error}`. `params` may
 * have `billing_details`, `allow_redisplay` and `metadata`.
 */
export async function createPaymentMethod(owner, { elements, params = {} } = {}) {
  const label = 'stripe.createPaymentMethod()'
  if (elements === undefined) {
    throw integrationError(
      `The simulator of Stripe only knows ${label} with an Elements group: {elements, params}.`,
    )
  }
  const group = groupOfOwner(owner, elements, label)
  const source = sourceOf(group, label, { path: 'params.', given: params })
  const { error, body } = await source.ask('createPaymentMethod', params)
  return error ? { error } : { paymentMethod: body }
}

/**
 * `stripe.createConfirmationToken({elements, params})`: `{confirmationToken}` or `{error}`.
 * `params` may have `payment_method_data`, `return_url`, `shipping` and `metadata`.
 */
export async function createConfirmationToken(owner, { elements, params = {} } = {}) {
  const label = 'stripe.createConfirmationToken()'
  const group = groupOfOwner(owner, elements, label)
  const given = params.payment_method_data
  const source = sourceOf(group, label, { path: 'params.payment_method_data.', given })
  const { setupFutureUsage, setup_future_usage = setupFutureUsage } = group.options
  const fields = { setup_future_usage, client_context: contextOf(group), ...params }
  const { error, body } = await source.ask('pay', { path: '/v1/confirmation_tokens', fields })
  return error ? { error } : { confirmationToken: body }
}

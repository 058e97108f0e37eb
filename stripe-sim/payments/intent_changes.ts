import type { Stripe } from 'stripe'
import { idOf } from '../state/ledger.ts'
import type { Simulator } from '../state/simulator.ts'
import type { ParametersOf } from '../wire/parameters.ts'
import { checkAmount, checkCurrency } from './amounts.ts'
import { endChallenge } from './challenges.ts'
import { givenMethod } from './given_methods.ts'
import type * as allowed from './intent_parameters.ts'
import { changedProperties } from './intent_properties.ts'
import { checkOwner, isOpen, notUpdatable } from './intent_refusals.ts'

type UpdateParameters = ParametersOf<typeof allowed.update>

// What only tells of a payment may change as long as it is not cancelled.
const telling = new Set(['description', 'metadata', 'receipt_email'])

/**
 * Changes an intent in place. What it costs and how it is paid can change only while it is open.
 * Throws 400 `payment_intent_unexpected_state`, or why a value cannot be.
 */
export function update(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  parameters: UpdateParameters,
): Stripe.PaymentIntent {
  checkState(intent, parameters)
  const { payment_method: named, payment_method_data } = parameters
  const amount = parameters.amount ?? intent.amount
  const currency = parameters.currency?.toLowerCase() ?? intent.currency
  if (parameters.currency !== undefined) checkCurrency(currency)
  const isRepriced = amount !== intent.amount || currency !== intent.currency
  if (isRepriced) checkAmount(amount, currency)
  const changes = changedProperties(simulator, intent, parameters)
  const method = givenMethod(
    simulator,
    {
      ...(named !== undefined && named !== '' && { payment_method: named }),
      ...(payment_method_data !== undefined && { payment_method_data }),
    },
    'secret',
  )
  if (method !== undefined) checkOwner(changes.customer ?? intent.customer, method)
  const from = intent.customer
  Object.assign(intent, changes, { amount, currency, last_payment_error: null })
  if (from !== intent.customer) simulator.ledger.paymentIntents.refile('customer', intent)
  if (method !== undefined || named === '') setMethod(simulator, intent, method?.id ?? null)
  // What the guest was asked to agree to is not what it costs now.
  else if (isRepriced && intent.status === 'requires_action') {
    setMethod(simulator, intent, idOf(intent.payment_method))
  }
  simulator.snapshots.touch()
  return intent
}

function checkState(intent: Stripe.PaymentIntent, parameters: UpdateParameters): void {
  if (isOpen(intent)) return
  for (const name of Object.keys(parameters)) {
    if (name === 'expand') continue
    if (!telling.has(name)) throw notUpdatable(name, intent, 'open')
    if (intent.status === 'canceled') throw notUpdatable(name, intent, 'not_canceled')
  }
}

function setMethod(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  payment_method: string | null,
): void {
  endChallenge(simulator, intent)
  const status = payment_method === null ? 'requires_payment_method' : 'requires_confirmation'
  Object.assign(intent, { payment_method, status })
}

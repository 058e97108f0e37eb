import type { Stripe } from 'stripe'
import { seconds } from '../state/clock.ts'
import { newClientSecret, newId } from '../state/ids.ts'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { missingParameter, refusal } from '../wire/errors.ts'
import type { ParametersOf } from '../wire/parameters.ts'
import { checkAmount, checkCurrency } from './amounts.ts'
import { chargeIntent, type Confirmation } from './confirmation.ts'
import { givenMethod } from './given_methods.ts'
import { confirmationOf } from './intent_confirm.ts'
import type * as allowed from './intent_parameters.ts'
import { cardOptionsDefault, changedProperties } from './intent_properties.ts'
import { checkOwner } from './intent_refusals.ts'

type CreateParameters = ParametersOf<typeof allowed.create>

/**
 * Makes an intent and, where it is asked for, confirms it at once, see `chargeIntent`. Throws 400
 * for parameters that cannot be; nothing is made then.
 */
export function create(
  simulator: Simulator,
  parameters: CreateParameters,
  cause: Cause,
): Stripe.PaymentIntent {
  const intent = newIntent(simulator, parameters)
  Object.assign(intent, changedProperties(simulator, intent, parameters))
  const confirmation = confirmationAtOnce(simulator, intent, parameters, cause)
  const method = confirmation?.method ?? givenMethod(simulator, parameters, 'secret')
  if (method !== undefined) {
    checkOwner(intent.customer, method)
    Object.assign(intent, { payment_method: method.id, status: 'requires_confirmation' })
  }
  simulator.ledger.paymentIntents.add(intent)
  simulator.snapshots.touch()
  emit(simulator, 'payment_intent.created', intent, cause)
  if (confirmation !== undefined) chargeIntent(simulator, intent, confirmation)
  return intent
}

function confirmationAtOnce(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  parameters: CreateParameters,
  cause: Cause,
): Confirmation | undefined {
  if (parameters.confirm === true) {
    return confirmationOf(simulator, intent, parameters, 'secret', cause)
  }
  checkNotConfirming(parameters)
}

// What says how to confirm says nothing where nothing is confirmed.
const confirmingOnly = [
  'confirmation_token',
  'error_on_requires_action',
  'off_session',
  'return_url',
] as const

function checkNotConfirming(parameters: CreateParameters): void {
  for (const name of confirmingOnly) {
    if (parameters[name] === undefined) continue
    const message =
      `The parameter \`${name}\` cannot be passed when creating a PaymentIntent unless ` +
      '`confirm` is set to true.'
    throw refusal(message, name)
  }
}

function newIntent(
  { clock }: Simulator,
  { amount, currency: given, automatic_payment_methods, confirmation_method }: CreateParameters,
): Stripe.PaymentIntent {
  if (amount === undefined) throw missingParameter('amount')
  if (given === undefined) throw missingParameter('currency')
  const currency = given.toLowerCase()
  checkCurrency(currency)
  checkAmount(amount, currency)
  const { enabled = automatic_payment_methods === undefined } = automatic_payment_methods ?? {}
  if (automatic_payment_methods !== undefined && automatic_payment_methods.enabled === undefined) {
    throw missingParameter('automatic_payment_methods[enabled]')
  }
  if (!enabled) {
    const message = 'The simulator needs automatic_payment_methods.'
    throw refusal(message, 'automatic_payment_methods[enabled]')
  }
  const id = newId('pi')
  const allow_redirects = automatic_payment_methods?.allow_redirects ?? 'always'
  return {
    id,
    object: 'payment_intent',
    ...unset,
    amount,
    amount_details: { tip: {} },
    automatic_payment_methods: { allow_redirects, enabled },
    client_secret: newClientSecret(id),
    confirmation_method: confirmation_method ?? 'automatic',
    created: seconds(clock),
    currency,
    metadata: {},
    payment_method_options: { card: cardOptionsDefault },
    payment_method_types: ['card'],
  } satisfies Stripe.PaymentIntent
}

const unset = {
  allowed_payment_method_types: null,
  amount_capturable: 0,
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  canceled_at: null,
  cancellation_reason: null,
  // As the API does by default since 2024-04-10.
  capture_method: 'automatic_async',
  customer: null,
  customer_account: null,
  description: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_record: null,
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'requires_payment_method',
  transfer_data: null,
  transfer_group: null,
} as const

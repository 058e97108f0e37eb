import type { Stripe } from 'stripe'
import { checkAmount, checkCurrency } from './amounts.ts'
import { seconds } from './clock.ts'
import { emit } from './events.ts'
import { newClientSecret, newId } from './ids.ts'
import { cancel, merged, update } from './payment_intent_changes.ts'
import { confirm } from './payment_intent_confirm.ts'
import * as allowed from './payment_intent_parameters.ts'
import { findPaymentMethod } from './payment_methods.ts'
import type { Cause, Simulator } from './simulator.ts'
import { missingParameter, refusal, resourceMissing } from './wire/errors.ts'
import type { Caller } from './wire/keys.ts'
import { listPage, listParameters } from './wire/lists.ts'
import type { ParametersOf } from './wire/parameters.ts'
import { route } from './wire/routes.ts'

export const routes = [
  route('POST', '/v1/payment_intents', allowed.create, ({ simulator, parameters, cause }) =>
    create(simulator, parameters, cause),
  ),
  route(
    'GET',
    '/v1/payment_intents/:id',
    allowed.retrieve,
    ({ simulator, id, caller, parameters }) =>
      visibleIntent(simulator, id, caller, parameters.client_secret),
    { publishable: true },
  ),
  route(
    'GET',
    '/v1/payment_intents',
    { ...listParameters, customer: 'unsupported' },
    ({ simulator, parameters }) =>
      listPage('/v1/payment_intents', simulator.ledger.paymentIntents.values(), parameters),
  ),
  route('POST', '/v1/payment_intents/:id', allowed.update, ({ simulator, id, parameters }) =>
    update(simulator, visibleIntent(simulator, id, 'secret'), parameters),
  ),
  route(
    'POST',
    '/v1/payment_intents/:id/confirm',
    allowed.confirm,
    ({ simulator, id, caller, parameters, cause }) => {
      const intent = visibleIntent(simulator, id, caller, parameters.client_secret)
      return confirm(simulator, intent, parameters, caller, cause)
    },
    { publishable: true },
  ),
  route(
    'POST',
    '/v1/payment_intents/:id/cancel',
    allowed.cancel,
    ({ simulator, id, parameters, cause }) => {
      const intent = visibleIntent(simulator, id, 'secret')
      return cancel(simulator, intent, parameters.cancellation_reason ?? null, cause)
    },
  ),
]

type CreateParameters = ParametersOf<typeof allowed.create>

function create(simulator: Simulator, parameters: CreateParameters, cause: Cause) {
  const { amount, currency: given, confirm: confirmNow } = parameters
  if (amount === undefined) throw missingParameter('amount')
  if (given === undefined) throw missingParameter('currency')
  const currency = given.toLowerCase()
  checkCurrency(currency)
  checkAmount(amount, currency)
  if (!allowed.captureMethods.includes(parameters.capture_method ?? 'automatic_async')) {
    throw refusal('The simulator does not have manual capture yet.', 'capture_method')
  }
  if (parameters.automatic_payment_methods?.enabled === false) {
    throw refusal('The simulator needs automatic_payment_methods.', 'automatic_payment_methods')
  }
  const { payment_method } = parameters
  const method = payment_method && findPaymentMethod(simulator, payment_method).id
  const intent = newIntent(simulator, { ...parameters, amount, currency })
  if (method) Object.assign(intent, { payment_method: method, status: 'requires_confirmation' })
  simulator.ledger.paymentIntents.set(intent.id, intent)
  simulator.snapshots.touch()
  emit(simulator, 'payment_intent.created', intent, cause)
  if (confirmNow !== true) return intent
  const { return_url, use_stripe_sdk } = parameters
  const confirmation = {
    ...(return_url !== undefined && { return_url }),
    ...(use_stripe_sdk !== undefined && { use_stripe_sdk }),
  }
  return confirm(simulator, intent, confirmation, 'secret', cause)
}

function newIntent(
  simulator: Simulator,
  parameters: CreateParameters & { amount: number; currency: string },
): Stripe.PaymentIntent {
  const id = newId('pi')
  const { allow_redirects } = parameters.automatic_payment_methods ?? {}
  return {
    id,
    object: 'payment_intent',
    ...unset,
    amount: parameters.amount,
    amount_details: { tip: {} },
    automatic_payment_methods: { allow_redirects: allow_redirects ?? 'always', enabled: true },
    capture_method: parameters.capture_method ?? 'automatic_async',
    client_secret: newClientSecret(id),
    created: seconds(simulator.clock),
    currency: parameters.currency,
    description: parameters.description ?? null,
    metadata: merged({}, parameters.metadata),
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
      },
    },
    payment_method_types: ['card'],
    receipt_email: parameters.receipt_email ?? null,
    statement_descriptor: parameters.statement_descriptor ?? null,
    statement_descriptor_suffix: parameters.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
  } satisfies Stripe.PaymentIntent
}

// A browser has to know the secret of the very intent that it asks for.
function visibleIntent(
  simulator: Simulator,
  id: string,
  caller: Caller,
  clientSecret?: string,
): Stripe.PaymentIntent {
  const intent = simulator.ledger.paymentIntents.get(id)
  if (intent === undefined) throw resourceMissing('payment_intent', id, 'intent')
  if (caller === 'secret') return intent
  if (clientSecret === undefined) throw missingParameter('client_secret')
  if (clientSecret === intent.client_secret) return intent
  throw refusal(
    'The client_secret provided does not match the client_secret associated with the ' +
      'PaymentIntent.',
    'client_secret',
    'payment_intent_invalid_parameter',
  )
}

const unset = {
  allowed_payment_method_types: null,
  amount_capturable: 0,
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  canceled_at: null,
  cancellation_reason: null,
  confirmation_method: 'automatic',
  customer: null,
  customer_account: null,
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
  review: null,
  setup_future_usage: null,
  shipping: null,
  source: null,
  transfer_data: null,
  transfer_group: null,
} as const

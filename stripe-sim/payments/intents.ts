import type { Stripe } from 'stripe'
import { referredCustomer } from '../customers/finding.ts'
import type { Simulator } from '../state/simulator.ts'
import { missingParameter, refusal, resourceMissing } from '../wire/errors.ts'
import type { Caller } from '../wire/keys.ts'
import { listOf, listPage, listParameters } from '../wire/lists.ts'
import { route } from '../wire/routes.ts'
import { cancel } from './cancellation.ts'
import { capture } from './holds.ts'
import { update } from './intent_changes.ts'
import { confirm } from './intent_confirm.ts'
import { create } from './intent_creation.ts'
import * as allowed from './intent_parameters.ts'

const path = '/v1/payment_intents'
const listed = { ...listParameters, customer: 'string', customer_account: 'unsupported' } as const

export const routes = [
  route('POST', path, allowed.create, ({ simulator, parameters, cause }) =>
    create(simulator, parameters, cause),
  ),
  route(
    'GET',
    `${path}/:id`,
    allowed.retrieve,
    ({ simulator, id, caller, parameters }) =>
      visibleIntent(simulator, id, caller, parameters.client_secret),
    { publishable: true },
  ),
  route('GET', path, listed, ({ simulator, parameters }) => {
    const { paymentIntents } = simulator.ledger
    const { customer } = parameters
    if (customer !== undefined) referredCustomer(simulator, customer)
    const wanted =
      customer === undefined ? paymentIntents : listOf(paymentIntents.by('customer', customer))
    return listPage({ url: path, kind: 'payment_intent' }, wanted, parameters)
  }),
  route('POST', `${path}/:id`, allowed.update, ({ simulator, id, parameters }) =>
    update(simulator, visibleIntent(simulator, id, 'secret'), parameters),
  ),
  route(
    'POST',
    `${path}/:id/confirm`,
    allowed.confirm,
    ({ simulator, id, caller, parameters, cause }) => {
      const intent = visibleIntent(simulator, id, caller, parameters.client_secret)
      return confirm(simulator, intent, parameters, caller, cause)
    },
    { publishable: true },
  ),
  route('POST', `${path}/:id/capture`, allowed.capture, ({ simulator, id, parameters, cause }) =>
    capture(simulator, visibleIntent(simulator, id, 'secret'), parameters, cause),
  ),
  route('POST', `${path}/:id/cancel`, allowed.cancel, ({ simulator, id, parameters, cause }) => {
    const intent = visibleIntent(simulator, id, 'secret')
    return cancel(simulator, intent, parameters.cancellation_reason ?? null, cause)
  }),
]

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

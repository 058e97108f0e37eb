import type { Stripe } from 'stripe'
import { shippingParameters, shippingWith } from '../customers/contact.ts'
import { testCardOf, testCardOfMethod } from '../payments/cards.ts'
import {
  findPaymentMethod,
  paymentMethodDataParameters,
  readPaymentMethodData,
  type PaymentMethodData,
} from '../payments/payment_methods.ts'
import { billingDetailsWith } from '../payments/payment_methods_billing.ts'
import { cardOf, testCardDetails, type CardDetails } from '../payments/payment_methods_cards.ts'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import type { TokenRecord } from '../state/ledger.ts'
import type { Simulator } from '../state/simulator.ts'
import { missingParameter, refusal, resourceMissing } from '../wire/errors.ts'
import { publishableKeyRequired, type Caller } from '../wire/keys.ts'
import { mergedMetadata } from '../wire/metadata.ts'
import type { ParametersOf, ParameterSchema } from '../wire/parameters.ts'
import { route } from '../wire/routes.ts'

// Twelve hours, as in https://docs.stripe.com/api/confirmation_tokens/object.
const ttl_s = 12 * 60 * 60

const parameters = {
  expand: 'strings',
  payment_method: 'string',
  payment_method_data: paymentMethodDataParameters,
  payment_method_options: 'unsupported',
  return_url: 'string',
  setup_future_usage: ['off_session', 'on_session'],
  shipping: shippingParameters,
} as const satisfies ParameterSchema

// What Stripe.js says besides: for what the Element was drawn, and who will handle a challenge.
const fromBrowser = {
  ...parameters,
  client_context: {
    amount: 'integer',
    capture_method: 'string',
    currency: 'string',
    mode: 'string',
    payment_method_options: 'hash',
    payment_method_types: 'strings',
    setup_future_usage: 'string',
  },
  mandate_data: 'unsupported',
  use_stripe_sdk: 'boolean',
} as const satisfies ParameterSchema

export const routes = [
  route(
    'POST',
    '/v1/confirmation_tokens',
    fromBrowser,
    ({ simulator, parameters: given, caller }) => {
      if (caller === 'secret') throw publishableKeyRequired()
      return create(simulator, given, caller)
    },
    { publishable: true },
  ),
  route(
    'POST',
    '/v1/test_helpers/confirmation_tokens',
    parameters,
    ({ simulator, parameters: given, caller }) => create(simulator, given, caller),
  ),
  route('GET', '/v1/confirmation_tokens/:id', { expand: 'strings' }, ({ simulator, id }) => {
    const token = simulator.ledger.confirmationTokens.get(id)
    if (token === undefined) throw resourceMissing('confirmation_token', id, 'confirmation_token')
    return token
  }),
]

type Preview = Stripe.ConfirmationToken.PaymentMethodPreview
/** What a token is made of, shown and hidden. */
type Source = { preview: Preview; number: string; record: Omit<TokenRecord, 'token'> }

function create(
  simulator: Simulator,
  given: ParametersOf<typeof fromBrowser>,
  caller: Caller,
): Stripe.ConfirmationToken {
  const { ledger, clock, snapshots } = simulator
  const shipping = given.shipping ? shippingWith(null, given.shipping) : null
  const source = sourceOf(simulator, given, caller)
  const created = seconds(clock)
  const token = {
    id: newId('ctoken'),
    object: 'confirmation_token',
    created,
    expires_at: created + ttl_s,
    livemode: false,
    mandate_data: null,
    metadata: null,
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: source.preview,
    return_url: given.return_url ?? null,
    setup_future_usage: given.setup_future_usage ?? null,
    setup_intent: null,
    shipping,
    use_stripe_sdk: given.use_stripe_sdk ?? true,
  } satisfies Stripe.ConfirmationToken
  ledger.confirmationTokens.add(token)
  ledger.cards.add({ method: token.id, number: source.number })
  ledger.tokenRecords.add({ token: token.id, ...source.record })
  snapshots.touch()
  return token
}

function sourceOf(
  simulator: Simulator,
  { payment_method, payment_method_data, client_context }: ParametersOf<typeof fromBrowser>,
  caller: Caller,
): Source {
  if (payment_method !== undefined && payment_method_data !== undefined) {
    throw refusal('You may only specify one of payment_method and payment_method_data.')
  }
  const { amount, currency, mode } = client_context ?? {}
  const context = {
    ...(amount !== undefined && { amount }),
    ...(currency !== undefined && { currency }),
    ...(mode !== undefined && { mode }),
  }
  if (payment_method_data !== undefined) {
    const card = readPaymentMethodData(simulator, payment_method_data, caller)
    return sourceOfCard(card, payment_method_data, context)
  }
  if (payment_method === undefined) throw missingParameter('payment_method')
  const test = testCardOfMethod(payment_method)
  if (test === undefined) return sourceOfMethod(simulator, payment_method, context)
  return sourceOfCard(testCardDetails(simulator, test.number), {}, context)
}

function sourceOfCard(
  card: CardDetails,
  data: PaymentMethodData,
  client_context: TokenRecord['client_context'],
): Source {
  const preview = {
    allow_redisplay: data.allow_redisplay ?? 'unspecified',
    billing_details: billingDetailsWith(null, data.billing_details),
    card: cardOf(card),
    customer: null,
    customer_account: null,
    type: 'card',
  } satisfies Preview
  const metadata = mergedMetadata({}, data.metadata)
  const number = testCardOf(card.number)?.number ?? 'unknown'
  return { preview, number, record: { payment_method: null, metadata, client_context } }
}

function sourceOfMethod(
  simulator: Simulator,
  id: string,
  client_context: TokenRecord['client_context'],
): Source {
  const method = structuredClone(findPaymentMethod(simulator, id))
  const preview = {
    allow_redisplay: method.allow_redisplay ?? 'unspecified',
    billing_details: method.billing_details,
    card: method.card as Stripe.PaymentMethod.Card,
    customer: method.customer,
    customer_account: null,
    type: 'card',
  } satisfies Preview
  const number = simulator.ledger.cards.get(id)?.number ?? 'unknown'
  return { preview, number, record: { payment_method: id, metadata: {}, client_context } }
}

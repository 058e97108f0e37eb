import { createHash } from 'node:crypto'
import type { Stripe } from 'stripe'
import { brandOf, passesLuhn, testCardOf, testCardOfMethod } from './cards.ts'
import { seconds } from './clock.ts'
import { newId } from './ids.ts'
import type { Simulator } from './simulator.ts'
import { ApiError, missingParameter, refusal, resourceMissing } from './wire/errors.ts'
import type { ParametersOf } from './wire/parameters.ts'
import { route } from './wire/routes.ts'

const billingDetailsParameters = {
  name: 'emptyable',
  email: 'emptyable',
  phone: 'emptyable',
  tax_id: 'string',
  address: {
    city: 'emptyable',
    country: 'emptyable',
    line1: 'emptyable',
    line2: 'emptyable',
    postal_code: 'emptyable',
    state: 'emptyable',
  },
} as const
export const paymentMethodDataParameters = {
  type: 'string',
  card: { number: 'string', exp_month: 'integer', exp_year: 'integer', cvc: 'string' },
  billing_details: billingDetailsParameters,
  allow_redisplay: 'string',
  metadata: 'metadata',
} as const
export type PaymentMethodData = ParametersOf<typeof paymentMethodDataParameters>

export const routes = [
  route('GET', '/v1/payment_methods/:id', { expand: 'strings' }, ({ simulator, id }) =>
    findPaymentMethod(simulator, id),
  ),
  // What Stripe.js sends for `stripe.createPaymentMethod`.
  route(
    'POST',
    '/v1/payment_methods',
    { ...paymentMethodDataParameters, expand: 'strings' },
    ({ simulator, parameters, caller }) => {
      if (caller === 'secret') throw rawCardRefused()
      return newPaymentMethod(simulator, parameters)
    },
    { publishable: true },
  ),
]

/** The PaymentMethod of this id; `pm_card_…` names make a new one, as at Stripe. Throws 404. */
export function findPaymentMethod(simulator: Simulator, id: string): Stripe.PaymentMethod {
  const known = simulator.ledger.paymentMethods.get(id)
  if (known !== undefined) return known
  const card = testCardOfMethod(id)
  if (card === undefined) throw resourceMissing('PaymentMethod', id, 'payment_method')
  const exp_year = new Date(simulator.clock.now()).getUTCFullYear() + 1
  return storeCard(simulator, { number: card.number, exp_month: 12, exp_year }, {})
}

/**
 * Makes a PaymentMethod of a card's details. Throws 402 `card_error` for a wrong number, date or
 * security code (`incorrect_number`, `invalid_expiry_month`, `invalid_expiry_year`, `invalid_cvc`).
 */
export function newPaymentMethod(
  simulator: Simulator,
  data: PaymentMethodData,
): Stripe.PaymentMethod {
  if (data.type === undefined) throw missingParameter('type')
  if (data.type !== 'card') throw refusal('The simulator only takes the type card.', 'type')
  const { number, exp_month, exp_year, cvc } = data.card ?? {}
  if (number === undefined) throw missingParameter('card[number]')
  if (exp_month === undefined) throw missingParameter('card[exp_month]')
  if (exp_year === undefined) throw missingParameter('card[exp_year]')
  const card = { number: number.replaceAll(/[ -]/g, ''), exp_month, exp_year: fullYear(exp_year) }
  checkCard(simulator, card, cvc)
  return storeCard(simulator, card, data)
}

/** Raw card numbers belong into the browser; Stripe refuses them from a server, so does this. */
export function rawCardRefused(): ApiError {
  return refusal(
    'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you ' +
      'use test tokens that map to the test card you are using, see ' +
      'https://stripe.com/docs/testing.',
  )
}

type CardDetails = { number: string; exp_month: number; exp_year: number }

function checkCard(simulator: Simulator, card: CardDetails, cvc: string | undefined): void {
  const present = new Date(simulator.clock.now())
  const [year, month] = [present.getUTCFullYear(), present.getUTCMonth() + 1]
  if (!passesLuhn(card.number)) {
    throw cardError('incorrect_number', 'Your card number is incorrect.', 'number')
  }
  if (card.exp_month < 1 || card.exp_month > 12) {
    throw cardError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month')
  }
  const isPast = card.exp_year < year || (card.exp_year === year && card.exp_month < month)
  if (isPast || card.exp_year > year + 50) {
    throw cardError('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year')
  }
  const cvcLength = brandOf(card.number) === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/
  if (cvc !== undefined && !cvcLength.test(cvc)) {
    throw cardError('invalid_cvc', "Your card's security code is invalid.", 'cvc')
  }
}

function cardError(code: string, message: string, param: string): ApiError {
  return new ApiError(402, { type: 'card_error', code, message, param }, { executed: true })
}

function storeCard(
  simulator: Simulator,
  card: CardDetails,
  data: PaymentMethodData,
): Stripe.PaymentMethod {
  const { ledger, clock, snapshots } = simulator
  const method = {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: data.allow_redisplay ?? 'unspecified',
    billing_details: billingDetailsOf(data.billing_details),
    card: cardOf(card),
    created: seconds(clock),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: data.metadata === '' ? {} : (data.metadata ?? {}),
    type: 'card',
  } satisfies Stripe.PaymentMethod
  ledger.paymentMethods.set(method.id, method)
  // A number that is not a test card is not kept anywhere.
  ledger.cards.set(method.id, testCardOf(card.number)?.number ?? 'unknown')
  snapshots.touch()
  return method
}

function cardOf(card: CardDetails): Stripe.PaymentMethod.Card {
  const brand = brandOf(card.number)
  return {
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    display_brand: brand,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: fingerprintOf(card.number),
    funding: card.number === '4000056655665556' ? 'debit' : 'credit',
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

function billingDetailsOf(
  details: PaymentMethodData['billing_details'] = {},
): Stripe.PaymentMethod.BillingDetails {
  const { address = {} } = details
  return {
    address: {
      city: address.city || null,
      country: address.country || null,
      line1: address.line1 || null,
      line2: address.line2 || null,
      postal_code: address.postal_code || null,
      state: address.state || null,
    },
    email: details.email || null,
    name: details.name || null,
    phone: details.phone || null,
    tax_id: details.tax_id ?? null,
  }
}

// The same card has the same fingerprint, whoever pays with it.
function fingerprintOf(number: string): string {
  return createHash('sha256').update(number).digest('base64url').slice(0, 16)
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year
}

import type { Stripe } from 'stripe'
import { isDeleted } from '../customers/finding.ts'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import { idOf } from '../state/ledger.ts'
import type { Simulator } from '../state/simulator.ts'
import { ApiError, missingParameter, referenceMissing, refusal } from '../wire/errors.ts'
import type { Caller } from '../wire/keys.ts'
import { mergedMetadata } from '../wire/metadata.ts'
import type { ParametersOf, ParameterSchema } from '../wire/parameters.ts'
import { testCardOf, testCardOfMethod } from './cards.ts'
import { billingDetailsParameters, billingDetailsWith } from './payment_methods_billing.ts'
import {
  cardOf,
  cardParameters,
  passedChecks,
  readCard,
  testCardDetails,
  type CardDetails,
} from './payment_methods_cards.ts'

export const allowRedisplay = ['always', 'limited', 'unspecified'] as const
export const paymentMethodDataParameters = {
  type: 'string',
  card: cardParameters,
  billing_details: billingDetailsParameters,
  allow_redisplay: allowRedisplay,
  metadata: 'metadata',
  radar_options: 'hash',
} as const satisfies ParameterSchema
export type PaymentMethodData = ParametersOf<typeof paymentMethodDataParameters>

/**
 * The PaymentMethod that a parameter names, to be paid with; `pm_card_…` names make a new one each
 * time, as at Stripe. Throws 400 for an unknown one, and for one that may not be used any more:
 * see `spendPaymentMethod`, and one whose customer is deleted.
 */
export function findPaymentMethod(simulator: Simulator, id: string): Stripe.PaymentMethod {
  const { paymentMethods, cards } = simulator.ledger
  const known = paymentMethods.get(id)
  if (known === undefined) {
    const made = testPaymentMethod(simulator, id)
    if (made === null) throw referenceMissing('PaymentMethod', id, 'payment_method')
    return made
  }
  const isGone = isDeleted(simulator, idOf(known.customer))
  if (cards.get(id)?.spent === true || isGone) throw usedUp()
  return known
}

/** A new PaymentMethod of a test card, for a name such as `pm_card_visa`; null for others. */
export function testPaymentMethod(simulator: Simulator, name: string): Stripe.PaymentMethod | null {
  const card = testCardOfMethod(name)
  if (card === undefined) return null
  return storePaymentMethod(simulator, testCardDetails(simulator, card.number), {})
}

/**
 * Makes a PaymentMethod of a card's details or of a test token. Throws 400 for raw numbers that
 * come from a server, and what `readCard` throws for a wrong card.
 */
export function newPaymentMethod(
  simulator: Simulator,
  data: PaymentMethodData,
  caller: Caller = 'publishable',
): Stripe.PaymentMethod {
  return storePaymentMethod(simulator, readPaymentMethodData(simulator, data, caller), data)
}

/** Checks the data of a PaymentMethod of the type card, and reads its card. Makes nothing yet. */
export function readPaymentMethodData(
  simulator: Simulator,
  data: PaymentMethodData,
  caller: Caller,
): CardDetails {
  if (data.type === undefined) throw missingParameter('type')
  if (data.type !== 'card') throw refusal('The simulator only takes the type card.', 'type')
  if (data.card === undefined) throw missingParameter('card')
  if (caller === 'secret' && data.card.token === undefined) throw rawCardRefused()
  billingDetailsWith(null, data.billing_details)
  return readCard(simulator, data.card)
}

/** Raw card numbers belong into the browser; Stripe refuses them from a server, so does this. */
export function rawCardRefused(): ApiError {
  return refusal(
    'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you ' +
      'use test tokens that map to the test card you are using, see ' +
      'https://stripe.com/docs/testing.',
  )
}

/**
 * A PaymentMethod that was paid with and is attached to no customer, or that was detached, cannot
 * be used again: marks it so. One that is attached is left as it is.
 */
export function spendPaymentMethod(simulator: Simulator, method: Stripe.PaymentMethod): void {
  const card = simulator.ledger.cards.get(method.id)
  if (card === undefined || method.customer !== null) return
  card.spent = true
  if (method.card) method.card.checks = passedChecks(method.card.checks)
  simulator.snapshots.touch()
}

/**
 * Stores a PaymentMethod of these properties. `number` is the test card behind it, or `unknown`: a
 * number that is no test card is not kept anywhere.
 */
export function newPaymentMethodOf(
  simulator: Simulator,
  number: string,
  properties: Pick<
    Stripe.PaymentMethod,
    'allow_redisplay' | 'billing_details' | 'card' | 'metadata'
  >,
): Stripe.PaymentMethod {
  const { ledger, clock, snapshots } = simulator
  const method = {
    id: newId('pm'),
    object: 'payment_method',
    ...properties,
    created: seconds(clock),
    customer: null,
    customer_account: null,
    livemode: false,
    type: 'card',
  } satisfies Stripe.PaymentMethod
  ledger.paymentMethods.add(method)
  ledger.cards.add({ method: method.id, number })
  snapshots.touch()
  return method
}

function storePaymentMethod(
  simulator: Simulator,
  card: CardDetails,
  data: PaymentMethodData,
): Stripe.PaymentMethod {
  return newPaymentMethodOf(simulator, testCardOf(card.number)?.number ?? 'unknown', {
    allow_redisplay: data.allow_redisplay ?? 'unspecified',
    billing_details: billingDetailsWith(null, data.billing_details),
    card: cardOf(card),
    metadata: mergedMetadata({}, data.metadata),
  })
}

function usedUp(): ApiError {
  return refusal(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer ' +
      'attachment, shared with a connected account without Customer attachment, or was detached ' +
      'from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must ' +
      'attach it to a Customer first.',
  )
}

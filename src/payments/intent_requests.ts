import { Stripe } from 'stripe'
import { findMade } from './find_made.ts'
import { missingIntent, ownedBy, toIntent, type Intent, type IntentOwner } from './intent.ts'

export interface WantedIntent {
  payment_id: string
  order_id: string
  amount_minor: number
  currency: string
  capture: 'automatic' | 'manual'
}

export interface WantedCapture {
  payment_id: string
  order_id: string
  payment_intent_id: string
  amount_minor: number
}

const EXPAND_CHARGE = { expand: ['latest_charge'] }

/**
 * Makes the intent of our payment row, or finds the one that stands there already (F31). Null when
 * Stripe says that it has failed, and its search knows of none.
 */
export async function makeIntent(stripe: Stripe, wanted: WantedIntent): Promise<Intent | null> {
  try {
    return await createIntent(stripe, wanted)
  } catch (error) {
    // With a key that was used for other parameters, by an older version of us, there is one, too.
    const mayExist =
      error instanceof Stripe.errors.StripeAPIError ||
      error instanceof Stripe.errors.StripeIdempotencyError
    if (!mayExist) throw error
    return findIntent(stripe, wanted.payment_id)
  }
}

/** The intent of our payment row by Stripe's search; null where that finds none. */
export async function findIntent(stripe: Stripe, paymentId: string): Promise<Intent | null> {
  const made = await findMade(stripe, paymentId)
  return made ? toIntent(made) : null
}

async function createIntent(stripe: Stripe, wanted: WantedIntent): Promise<Intent> {
  const intent = await stripe.paymentIntents.create(
    {
      amount: wanted.amount_minor,
      currency: wanted.currency,
      description: `Order ${wanted.order_id}`,
      automatic_payment_methods: { enabled: true },
      ...(wanted.capture === 'manual' && { capture_method: 'manual' as const }),
      metadata: { order_id: wanted.order_id, payment_id: wanted.payment_id },
    },
    { idempotencyKey: `${wanted.payment_id}.create` },
  )
  return toIntent(intent)
}

/**
 * Reads an intent of `owner`, with its charge. It exists no more where the keys of another Stripe
 * account were put in, or a simulator's: then it can never be paid.
 */
export async function readIntent(stripe: Stripe, id: string, owner: IntentOwner): Promise<Intent> {
  try {
    return ownedBy(toIntent(await stripe.paymentIntents.retrieve(id, EXPAND_CHARGE)), owner)
  } catch (error) {
    if (!isInvalid(error, 'resource_missing')) throw error
    return missingIntent(id, owner)
  }
}

/**
 * Cancels an intent, or returns it as it is when it is final. No key of ours goes with it:
 * cancelling twice is harmless, while the answer that Stripe keeps under a key, "not now, it is
 * being processed", would be given again when it could be cancelled.
 */
export async function cancelIntent(
  stripe: Stripe,
  id: string,
  owner: IntentOwner,
): Promise<Intent> {
  try {
    return ownedBy(toIntent(await stripe.paymentIntents.cancel(id)), owner)
  } catch (error) {
    const isFinal =
      isInvalid(error, 'payment_intent_unexpected_state') || isInvalid(error, 'resource_missing')
    if (!isFinal) throw error
    return readIntent(stripe, id, owner)
  }
}

/** What Stripe says when there is nothing left to take: the intent itself then tells why. */
const NOTHING_TO_CAPTURE = [
  'payment_intent_unexpected_state',
  'charge_already_captured',
  'charge_expired_for_capture',
  'resource_missing',
]

/**
 * Takes the money of an authorised intent. The payment's own id is the key, so that a repetition
 * whose first answer was lost gets that answer; Stripe itself captures an intent only once (F53).
 */
export async function captureIntent(stripe: Stripe, wanted: WantedCapture): Promise<Intent> {
  const { payment_id, payment_intent_id, amount_minor } = wanted
  try {
    const taken = await stripe.paymentIntents.capture(
      payment_intent_id,
      { amount_to_capture: amount_minor, ...EXPAND_CHARGE },
      { idempotencyKey: `${payment_id}.capture` },
    )
    return ownedBy(toIntent(taken), wanted)
  } catch (error) {
    if (!NOTHING_TO_CAPTURE.some((code) => isInvalid(error, code))) throw error
    return readIntent(stripe, payment_intent_id, wanted)
  }
}

const isInvalid = (error: unknown, code: string) =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === code

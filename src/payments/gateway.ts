import { Stripe } from 'stripe'
import { assertOutsideTransaction, type Config } from '../kernel/index.ts'
import { verifyEvent, type StripeEvent } from './event.ts'
import { apiVersion } from './version.ts'
import { missingIntent, toIntent, type Intent, type IntentOwner } from './intent.ts'

/** One request's limit; the SDK's repeats come on top. Who waits with a guest waits less (soon). */
const REQUEST_TIMEOUT_MS = 10_000
/** Repeats by the SDK, under the same idempotency key. */
const NETWORK_RETRIES_MAX = 2

/** The way to Stripe. Every call is outside any transaction and may throw StripeUnreachable. */
export interface Gateway {
  /** Creates the intent of our payment row. Repeating it returns the same intent (F12, F27). */
  createIntent(wanted: WantedIntent): Promise<Intent>
  /** Reads an intent of `owner`. One that Stripe does not know can never be paid: cancelled. */
  readIntent(id: string, owner: IntentOwner): Promise<Intent>
  /** Cancels an intent, or returns it as it is when Stripe says that it is final already. */
  cancelIntent(id: string, owner: IntentOwner): Promise<Intent>
  /** Reads a webhook's raw body; null when no secret of ours signed it. */
  verifyEvent(rawBody: Buffer, signature: string): Promise<StripeEvent | null>
}

export interface WantedIntent {
  payment_id: string
  order_id: string
  amount_minor: number
  currency: string
}

/** Stripe did not give an answer that says what happened: ask again later, under the same key. */
export class StripeUnreachable extends Error {
  override name = 'StripeUnreachable'
}

/**
 * Stripe has said no to something that it should have said yes to: a wrong key, an amount beyond
 * its limits, a request that we formed badly. Asking again does not help; a person has to look.
 */
export class StripeRefused extends Error {
  override name = 'StripeRefused'
}

/** Opens the gateway to Stripe, or to the simulator at `apiUrl`. */
export function openGateway(settings: Config['stripe']): Gateway {
  const stripe = new Stripe(settings.secretKey, {
    apiVersion,
    timeout: REQUEST_TIMEOUT_MS,
    maxNetworkRetries: NETWORK_RETRIES_MAX,
    telemetry: false,
    appInfo: { name: 'Coatcheck' },
    ...addressOf(settings.apiUrl),
  })
  return {
    createIntent: (wanted) => ask(() => createIntent(stripe, wanted)),
    readIntent: (id, owner) => ask(() => readIntent(stripe, id, owner)),
    cancelIntent: (id, owner) => ask(() => cancelIntent(stripe, id, owner)),
    verifyEvent: (rawBody, signature) =>
      verifyEvent(stripe, settings.webhookSecrets, rawBody, signature),
  }
}

const EXPAND_CHARGE = { expand: ['latest_charge'] }

async function createIntent(stripe: Stripe, wanted: WantedIntent): Promise<Intent> {
  const intent = await stripe.paymentIntents.create(
    {
      amount: wanted.amount_minor,
      currency: wanted.currency,
      description: `Order ${wanted.order_id}`,
      automatic_payment_methods: { enabled: true },
      metadata: { order_id: wanted.order_id, payment_id: wanted.payment_id },
    },
    { idempotencyKey: `${wanted.payment_id}.create` },
  )
  return toIntent(intent)
}

/** It exists no more where the keys of another Stripe account were put in, or a simulator's. */
async function readIntent(stripe: Stripe, id: string, owner: IntentOwner): Promise<Intent> {
  try {
    return toIntent(await stripe.paymentIntents.retrieve(id, EXPAND_CHARGE))
  } catch (error) {
    if (!isInvalid(error, 'resource_missing')) throw error
    return missingIntent(id, owner)
  }
}

/**
 * No key of ours goes with it: cancelling twice is harmless, while the answer that Stripe keeps
 * under a key, "not now, it is being processed", would be given again when it could be cancelled.
 */
async function cancelIntent(stripe: Stripe, id: string, owner: IntentOwner): Promise<Intent> {
  try {
    return toIntent(await stripe.paymentIntents.cancel(id))
  } catch (error) {
    const isFinal =
      isInvalid(error, 'payment_intent_unexpected_state') || isInvalid(error, 'resource_missing')
    if (!isFinal) throw error
    return readIntent(stripe, id, owner)
  }
}

const isInvalid = (error: unknown, code: string) =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === code

/**
 * Runs one request, and tells "no answer" from "no": the first is to be repeated, never guessed.
 */
async function ask<T>(request: () => Promise<T>): Promise<T> {
  assertOutsideTransaction('a request to Stripe')
  try {
    return await request()
  } catch (error) {
    const { StripeConnectionError, StripeAPIError, StripeRateLimitError } = Stripe.errors
    if (
      error instanceof StripeConnectionError ||
      error instanceof StripeAPIError ||
      error instanceof StripeRateLimitError
    )
      throw new StripeUnreachable(error.type, { cause: error })
    // Not thrown on as it is: its status code would be taken for an answer to our own guest.
    if (error instanceof Stripe.errors.StripeError)
      throw new StripeRefused(`${error.type} ${error.code ?? ''}`, { cause: error })
    throw error
  }
}

function addressOf(apiUrl: string | undefined): Stripe.StripeConfig {
  if (!apiUrl) return {}
  const { hostname, port, protocol } = new URL(apiUrl)
  const isTls = protocol === 'https:'
  return {
    host: hostname,
    port: port || (isTls ? 443 : 80),
    protocol: isTls ? 'https' : 'http',
  }
}

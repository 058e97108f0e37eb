import { Stripe } from 'stripe'
import { assertOutsideTransaction, watched, type Config } from '../kernel/index.ts'
import { readAccount, readPublishableKey, type AccountAtStripe } from './account.ts'
import { toChargeNews, triesOf, type ChargeNews } from './charge.ts'
import { endpointOf, eventsMade, knowsEvent, type EndpointAtStripe } from './events_made.ts'
import type { StripeEvent } from './event.ts'
import { apiVersion } from './version.ts'
import { intentsMade, intentsPage, type IntentAtStripe } from './intent_at_stripe.ts'
import type { Intent, IntentOwner, Try } from './intent.ts'
import {
  cancelIntent,
  captureIntent,
  findIntent,
  makeIntent,
  readIntent,
  type WantedCapture,
  type WantedIntent,
} from './intent_requests.ts'
import {
  createRefund,
  disputesMade,
  readDispute,
  refundsMade,
  refundsOf,
  warningsMade,
  type FraudWarning,
  type WantedRefund,
} from './money_back_at_stripe.ts'
import type { Page } from './page.ts'
import {
  recordsOf,
  recordsPage,
  type RecordsWanted,
  type StripeRecord,
} from './records_at_stripe.ts'
import { toRefundNews, type DisputeNews, type RefundNews } from './refund_news.ts'
import { verifyEvent, type VerifiedEvent } from './verify.ts'

/** One request's limit; the SDK's repeats come on top. Who waits with a guest waits less (soon). */
const REQUEST_TIMEOUT_MS = 10_000
/** Repeats by the SDK, under the same idempotency key. */
const NETWORK_RETRIES_MAX = 2

/** The way to Stripe. Every call is outside any transaction and may throw StripeUnreachable. */
export interface Gateway {
  /**
   * Creates the intent of our payment row. Repeating it returns the same intent (F12, F27), or null
   * for as long as Stripe says that it has failed, and its search knows of none.
   */
  createIntent(wanted: WantedIntent): Promise<Intent | null>
  /** The intent of our payment by Stripe's search, which may not know yet of the last minutes. */
  findIntent(paymentId: string): Promise<Intent | null>
  /** Reads an intent of `owner`. One that Stripe does not know can never be paid: cancelled. */
  readIntent(id: string, owner: IntentOwner): Promise<Intent>
  /** Cancels an intent, or returns it as it is when Stripe says that it is final already. */
  cancelIntent(id: string, owner: IntentOwner): Promise<Intent>
  /**
   * Takes the money of an authorised intent, once, or returns it as it is when there is nothing to
   * take any more. Throws StripeRefused when the bank does not keep its promise.
   */
  captureIntent(wanted: WantedCapture): Promise<Intent>
  /** Every intent that was made in [from, until), newest first, with what became of its money. */
  intentsMade(from: Date, until: Date): AsyncGenerator<IntentAtStripe>
  /**
   * Gives money back, under the refund's id as the key: repeating it gives nothing back again.
   * Throws StripeRefused with Stripe's code when Stripe says no.
   */
  createRefund(wanted: WantedRefund): Promise<RefundNews>
  /** The newest refunds of an intent, whoever made them; a hundred at most. */
  refundsOf(intentId: string): Promise<RefundNews[]>
  /** Reads a charge as it is now. */
  readCharge(chargeId: string): Promise<ChargeNews>
  /** Every try to pay an intent of which there is a charge, the first one first. */
  triesOf(intentId: string): Promise<Try[]>
  /** Reads a refund as it is now. */
  readRefund(stripeRefundId: string): Promise<RefundNews>
  /** Reads a dispute as it is now. */
  readDispute(stripeDisputeId: string): Promise<DisputeNews>
  /** Pages of what was made since `from`, newest first, below what has the id `belowId`. */
  refundsMade(from: Date, belowId?: string): Promise<Page<RefundNews>>
  disputesMade(from: Date, belowId?: string): Promise<Page<DisputeNews>>
  warningsMade(from: Date, belowId?: string): Promise<Page<FraudWarning>>
  /** A page of what Stripe's own books have of money, newest first. */
  recordsPage(wanted: RecordsWanted): Promise<Page<StripeRecord>>
  /** All that they have of one intent's money. */
  recordsOf(intentId: string): Promise<StripeRecord[]>
  /** Reads a webhook's raw body, and says whether it is to be believed. */
  verifyEvent(rawBody: Buffer, signature: string): Promise<VerifiedEvent>
  /** A page of Stripe's events of `types` since `from`, newest first, below the event `belowId`. */
  eventsMade(types: string[], from: Date, belowId?: string): Promise<Page<StripeEvent>>
  /** Whether Stripe has an event with this id. */
  knowsEvent(id: string): Promise<boolean>
  /** How the webhook endpoint whose address `isOurs` stands; null when our key may not look. */
  endpointOf(isOurs: (url: URL) => boolean, types: string[]): Promise<EndpointAtStripe | null>
  /** What Stripe says to our secret key, for a person who looks on: soon, or not at all. */
  readAccount(): Promise<AccountAtStripe>
  /** What it says to the key that guests' browsers use. */
  readPublishableKey(): Promise<'valid' | 'invalid'>
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
  /** Stripe's own word for it, such as `charge_already_refunded`; empty where it has none. */
  readonly code: string
  /** The request itself is wrong, and under any key that Stripe accepts it would be. */
  readonly isInvalid: boolean
  constructor(type: string, code: string, options: ErrorOptions) {
    super(`${type} ${code}`.trim(), options)
    this.code = code
    this.isInvalid = type === 'StripeInvalidRequestError'
  }
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
    createIntent: (wanted) => ask('createIntent', () => makeIntent(stripe, wanted)),
    readIntent: (id, owner) => ask('readIntent', () => readIntent(stripe, id, owner)),
    cancelIntent: (id, owner) => ask('cancelIntent', () => cancelIntent(stripe, id, owner)),
    captureIntent: (wanted) => ask('captureIntent', () => captureIntent(stripe, wanted)),
    intentsMade: (from, until) =>
      intentsMade((belowId) => ask('intentsMade', () => intentsPage(stripe, from, until, belowId))),
    findIntent: (paymentId) => ask('findIntent', () => findIntent(stripe, paymentId)),
    createRefund: (wanted) => ask('createRefund', () => createRefund(stripe, wanted)),
    refundsOf: (intentId) => ask('refundsOf', () => refundsOf(stripe, intentId)),
    readCharge: (id) =>
      ask('readCharge', async () => toChargeNews(await stripe.charges.retrieve(id))),
    triesOf: (intentId) => ask('triesOf', () => triesOf(stripe, intentId)),
    readRefund: (id) =>
      ask('readRefund', async () => toRefundNews(await stripe.refunds.retrieve(id))),
    readDispute: (id) => ask('readDispute', () => readDispute(stripe, id)),
    refundsMade: (from, belowId) => ask('refundsMade', () => refundsMade(stripe, from, belowId)),
    disputesMade: (from, belowId) => ask('disputesMade', () => disputesMade(stripe, from, belowId)),
    warningsMade: (from, belowId) => ask('warningsMade', () => warningsMade(stripe, from, belowId)),
    recordsPage: (wanted) => ask('recordsPage', () => recordsPage(stripe, wanted)),
    recordsOf: (intentId) => ask('recordsOf', () => recordsOf(stripe, intentId)),
    verifyEvent: (rawBody, signature) =>
      verifyEvent(stripe, settings.webhookSecrets, rawBody, signature),
    eventsMade: (types, from, belowId) =>
      ask('eventsMade', () => eventsMade(stripe, types, from, belowId)),
    knowsEvent: (id) => ask('knowsEvent', () => knowsEvent(stripe, id)),
    endpointOf: (isOurs, types) => ask('endpointOf', () => endpointOf(stripe, isOurs, types)),
    readAccount: () => ask('readAccount', () => readAccount(stripe)),
    readPublishableKey: () =>
      ask('readPublishableKey', () =>
        readPublishableKey(settings.publishableKey, addressOf(settings.apiUrl)),
      ),
  }
}

/**
 * Runs one request, and tells "no answer" from "no": the first is to be repeated, never guessed.
 */
async function ask<T>(name: string, request: () => Promise<T>): Promise<T> {
  assertOutsideTransaction('a request to Stripe')
  try {
    return await watched('stripe', name, request)
  } catch (error) {
    const { StripeConnectionError, StripeAPIError, StripeRateLimitError } = Stripe.errors
    const unanswered = [StripeConnectionError, StripeAPIError, StripeRateLimitError]
    if (unanswered.some((kind) => error instanceof kind))
      throw new StripeUnreachable((error as Stripe.errors.StripeError).type, { cause: error })
    // Not thrown on as it is: its status code would be taken for an answer to our own guest.
    if (error instanceof Stripe.errors.StripeError)
      throw new StripeRefused(error.type, error.code ?? '', { cause: error })
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

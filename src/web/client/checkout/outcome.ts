import type { PaymentIntent, StripeError } from '@stripe/stripe-js'
import type { AttemptReport } from './api.ts'
import type { CheckoutEvent } from './machine.ts'

/** How one confirmation ended, and what is to be reported of it. */
export interface Outcome {
  event: CheckoutEvent
  report: AttemptReport | null
  /** The intent took too many tries and Stripe has cancelled it: the order gets another one. */
  isWornOut?: boolean
}

/** What Stripe.js returns from confirmPayment and handleNextAction. */
export interface ConfirmationResult {
  error?: StripeError | undefined
  paymentIntent?: Pick<PaymentIntent, 'status'> | undefined
}

/**
 * Reads what Stripe.js said about a confirmation, `tookMs` after it was asked for. Only what Stripe
 * calls a failed try is called one; whatever else is an error is an unknown outcome, because the
 * charge may have been made before the answer was lost.
 */
export function readOutcome(result: ConfirmationResult, tookMs: number): Outcome {
  if (result.error) return readError(result.error, tookMs)
  switch (result.paymentIntent?.status) {
    case 'succeeded':
    case 'requires_capture':
      return { event: 'paid', report: null }
    case 'processing':
      return { event: 'processing', report: null }
    case 'requires_payment_method':
      return declined({ code: null, decline_code: null, ...unsure(tookMs) })
    default:
      return errored('unexpected_status', tookMs)
  }
}

/** An outcome that nobody knows, reported under `code`. */
export function errored(code: string, tookMs: number, name?: string): Outcome {
  const report = { outcome: 'errored', code, decline_code: null, ...unsure(tookMs, name) } as const
  return { event: 'outcome_unknown', report }
}

function readError(error: StripeError, tookMs: number): Outcome {
  // The Element shows these itself, beside the field they are about.
  if (error.type === 'validation_error') return { event: 'invalid', report: null }
  // What is cancelled was never paid, nor will it be.
  const { code, payment_intent } = error
  if (code === 'payment_intent_unexpected_state' && payment_intent?.status === 'canceled')
    return { event: 'not_charged', report: null, isWornOut: true }
  const name = nameOf(error)
  if (!isDecline(error)) return errored(error.code ?? error.type, tookMs, name)
  return declined({
    code: error.code ?? null,
    decline_code: error.decline_code ?? null,
    ...(name ? { attempt_key: name } : unsure(tookMs)),
  })
}

/**
 * The rule of the server (`payments/intent.ts`), which cannot be imported here, for it comes with
 * Stripe's whole SDK; `test/flows/browser_reports.test.ts` holds the two against each other.
 */
function isDecline(error: StripeError): boolean {
  const { type, code, charge } = error
  return (
    type === 'card_error' ||
    code === 'payment_intent_authentication_failure' ||
    Boolean(charge ?? lastTry(error)?.charge)
  )
}

function declined(attempt: Omit<AttemptReport, 'outcome'>): Outcome {
  return { event: 'declined', report: { outcome: 'declined', ...attempt } }
}

/**
 * A charge is one try exactly; without one, the payment method is, for each try makes a new one.
 */
function nameOf(error: StripeError): string | undefined {
  const last = lastTry(error)
  return (
    last?.charge ??
    error.charge ??
    last?.payment_method?.id ??
    error.payment_method?.id ??
    undefined
  )
}

interface LastTry {
  code?: string
  charge?: string
  payment_method?: { id?: string }
}

/** The try that the intent tells of: of another error it is the one before. */
function lastTry(error: StripeError): LastTry | undefined {
  const last = error.payment_intent?.last_payment_error as LastTry | null | undefined
  return last && last.code === error.code ? last : undefined
}

/** A try that Stripe may tell of under another name: the server knows it by its time. */
function unsure(tookMs: number, name?: string) {
  return { attempt_key: name ?? randomName(), took_ms: Math.round(tookMs) }
}

/** No randomUUID, which a page of another host without https has not. */
function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

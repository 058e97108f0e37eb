import type { PaymentIntent, StripeError } from '@stripe/stripe-js'
import type { AttemptReport } from './api.ts'
import type { CheckoutEvent } from './machine.ts'

/** How one confirmation ended, and what is to be reported of it. */
export interface Outcome {
  event: CheckoutEvent
  report: AttemptReport | null
}

/** What Stripe.js returns from confirmPayment and handleNextAction. */
export interface ConfirmationResult {
  error?: StripeError | undefined
  paymentIntent?: Pick<PaymentIntent, 'status'> | undefined
}

/**
 * Reads what Stripe.js said about a confirmation. Only a decline that Stripe names as one is
 * called a failure; whatever else is an error is an unknown outcome, because the charge may have
 * been made before the answer was lost.
 */
export function readOutcome(result: ConfirmationResult): Outcome {
  if (result.error) return readError(result.error)
  switch (result.paymentIntent?.status) {
    case 'succeeded':
    case 'requires_capture':
      return { event: 'paid', report: null }
    case 'processing':
      return { event: 'processing', report: null }
    case 'requires_payment_method':
      return declined({ code: null, decline_code: null, attempt_key: randomKey() })
    default:
      return errored('unexpected_status')
  }
}

/** An outcome that nobody knows, reported under `code`. */
export function errored(code: string): Outcome {
  const report = { outcome: 'errored', code, decline_code: null, attempt_key: randomKey() } as const
  return { event: 'outcome_unknown', report }
}

function readError(error: StripeError): Outcome {
  // The Element shows these itself, beside the field they are about.
  if (error.type === 'validation_error') return { event: 'invalid', report: null }
  const isDecline =
    error.type === 'card_error' || error.code === 'payment_intent_authentication_failure'
  if (!isDecline) return errored(error.code ?? error.type)
  return declined({
    code: error.code ?? null,
    decline_code: error.decline_code ?? null,
    attempt_key: attemptKey(error),
  })
}

function declined(attempt: Omit<AttemptReport, 'outcome'>): Outcome {
  return { event: 'declined', report: { outcome: 'declined', ...attempt } }
}

/**
 * A charge is one try exactly; without one, the payment method is, for each try makes a new one.
 */
function attemptKey(error: StripeError): string {
  const last = error.payment_intent?.last_payment_error as
    | { charge?: string; payment_method?: { id?: string } }
    | null
    | undefined
  return (
    last?.charge ??
    error.charge ??
    last?.payment_method?.id ??
    error.payment_method?.id ??
    randomKey()
  )
}

function randomKey(): string {
  return crypto.randomUUID()
}

import type { Stripe } from 'stripe'

export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

/** What stands under `error` in the body of a refused request; ids and links are added last. */
export type ErrorFields = {
  type: ErrorType
  message: string
  code?: string
  decline_code?: string
  advice_code?: string
  network_decline_code?: string
  param?: string
  charge?: string
  payment_method?: Stripe.PaymentMethod
  payment_intent?: Stripe.PaymentIntent
}

/**
 * A refusal that travels to the caller. `executed` says whether the endpoint had begun its work:
 * only then does Stripe keep the answer under the idempotency key.
 */
export class ApiError extends Error {
  readonly status: number
  readonly fields: ErrorFields
  readonly executed: boolean
  readonly headers: Record<string, string>

  constructor(
    status: number,
    fields: ErrorFields,
    options: { executed?: boolean; headers?: Record<string, string> } = {},
  ) {
    super(fields.message)
    this.name = 'ApiError'
    this.status = status
    this.fields = fields
    this.executed = options.executed ?? false
    this.headers = options.headers ?? {}
  }
}

/** The body of an error answer, with the links that Stripe adds to every one. */
export function errorBody(error: ApiError, requestId: string): { error: Record<string, unknown> } {
  const { code } = error.fields
  const links = {
    ...(code && { doc_url: docUrl(code) }),
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
  }
  return { error: { ...error.fields, ...links } }
}

/** Where Stripe explains an error code. */
export function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`
}

/** 400: something about the request itself is wrong, and nothing was done. */
export function refusal(message: string, param?: string, code?: string): ApiError {
  const fields = { ...(code && { code }), ...(param && { param }) }
  return new ApiError(400, { type: 'invalid_request_error', message, ...fields })
}

/** 400 `parameter_missing`. */
export function missingParameter(param: string): ApiError {
  return refusal(`Missing required param: ${param}.`, param, 'parameter_missing')
}

/** 404 `resource_missing`; `param` is the name Stripe gives, which differs by resource. */
export function resourceMissing(kind: string, id: string, param: string): ApiError {
  const message = `No such ${kind}: '${id}'`
  return new ApiError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message,
    param,
  })
}

/** 400 `payment_intent_unexpected_state`, with the intent attached. */
export function unexpectedState(message: string, intent: Stripe.PaymentIntent): ApiError {
  const code = 'payment_intent_unexpected_state'
  const type = 'invalid_request_error'
  return new ApiError(
    400,
    { type, code, message, payment_intent: intent },
    {
      executed: true,
    },
  )
}

/** 404 for a path that the simulator does not know. */
export function unknownUrl(method: string, path: string): ApiError {
  const message = `Unrecognized request URL (${method}: ${path}). Maybe not simulated yet.`
  return new ApiError(404, { type: 'invalid_request_error', message })
}

/** 500, as if something broke inside Stripe; whether the work was done, the caller cannot know. */
export function apiFailure(executed: boolean): ApiError {
  const message = 'An unknown error occurred'
  return new ApiError(500, { type: 'api_error', message }, { executed })
}

/** 429 as Stripe sends it when an account makes too many requests. */
export function rateLimited(): ApiError {
  const message =
    'Request rate limit exceeded. You can learn more about rate limits here ' +
    'https://docs.stripe.com/rate-limits.'
  return new ApiError(
    429,
    { type: 'invalid_request_error', code: 'rate_limit', message },
    { headers: { 'stripe-rate-limited-reason': 'global-rate' } },
  )
}

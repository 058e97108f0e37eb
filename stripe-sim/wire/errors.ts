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

/**
 * 404 `resource_missing`, for the object that a path names; `param` is the name Stripe gives it,
 * which differs by resource.
 */
export function resourceMissing(kind: string, id: string, param: string): ApiError {
  return missing(404, kind, id, param)
}

/** 400 `resource_missing`, for an object that a parameter names, a cursor for instance. */
export function referenceMissing(kind: string, id: string, param: string): ApiError {
  return missing(400, kind, id, param)
}

function missing(status: number, kind: string, id: string, param: string): ApiError {
  const message = `No such ${kind}: '${id}'`
  const code = 'resource_missing'
  return new ApiError(status, { type: 'invalid_request_error', code, message, param })
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

/** 404 for a path that is no endpoint; an empty part in it is the usual reason. */
export function unknownUrl(method: string, path: string): ApiError {
  const isGap = path.endsWith('/') || path.includes('//')
  const hint = isGap
    ? 'If you are trying to list objects, remove the trailing slash. If you are trying to ' +
      'retrieve an object, make sure you passed a valid (non-empty) identifier in your code. '
    : ''
  const message =
    `Unrecognized request URL (${method}: ${path}). ${hint}Please see https://stripe.com/docs or ` +
    'we can help at https://support.stripe.com/.'
  return new ApiError(404, { type: 'invalid_request_error', message })
}

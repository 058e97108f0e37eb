import { ApiError } from '../wire/errors.ts'
import type { RateLimitReason } from './request_faults.ts'

/** The answers of a Stripe that cannot, or will not, do what it was asked. */

const rateLimitMessage =
  'Request rate limit exceeded. You can learn more about rate limits here ' +
  'https://docs.stripe.com/rate-limits.'

/**
 * 500, as if something broke inside Stripe. `isKept`: the effect may have happened, and repeating
 * the request would only bring this answer again, which Stripe then says so that the SDK does not.
 */
export function apiFailure(isKept: boolean, message = 'An unknown error occurred'): ApiError {
  const headers = isKept ? { 'stripe-should-retry': 'false' } : {}
  return new ApiError(500, { type: 'api_error', message }, { executed: isKept, headers })
}

/**
 * 429 for too many requests, with the reason as a header, see https://docs.stripe.com/rate-limits.
 * The SDK does not repeat it.
 */
export function rateLimited(
  reason: RateLimitReason = 'global-rate',
  message = rateLimitMessage,
): ApiError {
  return new ApiError(
    429,
    { type: 'invalid_request_error', code: 'rate_limit', message },
    { headers: { 'stripe-rate-limited-reason': reason } },
  )
}

/**
 * 429 for an object that another request holds; without a reason, see
 * https://docs.stripe.com/rate-limits#object-lock-timeouts. The SDK repeats it.
 */
export function lockTimeout(
  message = 'This object cannot be accessed right now because another API request or Stripe ' +
    'process is currently accessing it. If you see this error intermittently, retry the ' +
    'request. If you see this error frequently and are making multiple concurrent requests to ' +
    'a single object, make your requests serially or at a lower rate.',
): ApiError {
  return new ApiError(
    429,
    { type: 'invalid_request_error', code: 'lock_timeout', message },
    { headers: { 'stripe-should-retry': 'true' } },
  )
}

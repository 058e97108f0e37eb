import type { IncomingHttpHeaders } from 'node:http'
import { ApiError, refusal } from './errors.ts'

/** The idempotency key of a request; only POST has one, on others Stripe ignores it. */
export function idempotencyKeyOf(method: string, headers: IncomingHttpHeaders): string | null {
  const key = headers['idempotency-key']
  return method === 'POST' && typeof key === 'string' && key !== '' ? key : null
}

/** Whether a body is a form, the only kind that Stripe reads. A body without a type is one. */
export function isForm({ 'content-type': type }: IncomingHttpHeaders): boolean {
  return type === undefined || /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(type)
}

/** 400 for a body that is no form, such as JSON. */
export function notAForm(): ApiError {
  return refusal(
    'Invalid request (check that your POST content type is application/x-www-form-urlencoded). ' +
      'If you have any questions, we can help at https://support.stripe.com/.',
  )
}

/**
 * Refuses what the headers ask for and cannot be had: another version of the API (400), because
 * every object here has the shape of this one, and another account (403).
 */
export function checkHeaders(
  headers: IncomingHttpHeaders,
  { version, account }: { version: string; account: string },
): void {
  const wanted = headers['stripe-version'] ?? version
  if (wanted !== version) {
    throw refusal(`Invalid Stripe API version: ${String(wanted)}. Known here: ${version}.`)
  }
  const owner = headers['stripe-account'] ?? account
  if (owner !== account) throw noAccess(String(owner))
}

/** 403 for an account that is not the caller's own. */
export function noAccess(account: string): ApiError {
  const message =
    `The provided key does not have access to account '${account}' (or that account does not ` +
    'exist). Application access may have been revoked.'
  return new ApiError(403, { type: 'invalid_request_error', code: 'account_invalid', message })
}

/** What stands above every answer of the API. */
export function answerHeaders(
  requestId: string,
  version: string,
  key: string | null,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'cache-control': 'no-cache, no-store',
    'request-id': requestId,
    'stripe-version': version,
    ...crossOriginHeaders,
    ...(key !== null && { 'idempotency-key': key, 'original-request': requestId }),
  }
}

// What protects the API is the key, never the origin: it may be called from any page.
const crossOriginHeaders = {
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, ' +
    'X-Stripe-External-Auth-Required, X-Stripe-Privileged-Session-Required',
  'access-control-max-age': '300',
  vary: 'Origin',
}

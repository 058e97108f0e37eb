import type { IncomingHttpHeaders } from 'node:http'
import { timingSafeEqual } from 'node:crypto'
import { ApiError } from './errors.ts'

export type KeyPair = { secretKey: string; publishableKey: string }
/** Who asks: the account's own server, or a browser that also needs a client secret. */
export type Caller = 'secret' | 'publishable'

/**
 * Tells by the key who asks. The key stands in `Authorization` (Bearer or Basic), or, as Stripe.js
 * sends it to spare the browser a preflight, in the parameter `key`. Throws 401.
 */
export function callerOf(
  headers: IncomingHttpHeaders,
  keyParameter: string | undefined,
  keys: KeyPair,
): Caller {
  const key = keyOf(headers) ?? keyParameter
  if (key === undefined || key === '') throw unauthorised(missingKeyMessage)
  if (same(key, keys.secretKey)) return 'secret'
  if (same(key, keys.publishableKey)) return 'publishable'
  throw unauthorised(`Invalid API Key provided: ${masked(key)}`)
}

/** 401 for a call that a browser may not make. */
export function secretKeyRequired(): ApiError {
  return unauthorised(
    'This API call cannot be made with a publishable API key. Please use a secret API key. ' +
      'You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    'secret_key_required',
  )
}

/** 401 for a call that only a browser makes. */
export function publishableKeyRequired(): ApiError {
  return unauthorised(
    'This API call cannot be made with a secret API key. Please use a publishable API key. ' +
      'You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
  )
}

function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const [scheme, credentials] = headers.authorization?.split(' ') ?? []
  if (scheme?.toLowerCase() === 'bearer') return credentials
  if (scheme?.toLowerCase() !== 'basic') return undefined
  return Buffer.from(credentials ?? '', 'base64')
    .toString()
    .split(':')[0]
}

function unauthorised(message: string, code?: string): ApiError {
  const fields = { type: 'invalid_request_error' as const, message, ...(code && { code }) }
  return new ApiError(401, fields, { headers: { 'www-authenticate': 'Basic realm="Stripe"' } })
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

// As Stripe does: the beginning names the kind of key, the last four letters the key.
function masked(key: string): string {
  if (key.length <= 12) return '*'.repeat(key.length)
  return key.slice(0, 8) + '*'.repeat(key.length - 12) + key.slice(-4)
}

const missingKeyMessage =
  'You did not provide an API key. You need to provide your API key in the Authorization header, ' +
  "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See " +
  'https://stripe.com/docs/api#authentication for details, or we can help at ' +
  'https://support.stripe.com/.'

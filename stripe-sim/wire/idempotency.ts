import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { ApiError } from './errors.ts'

/** What the first request under a key asked, and, once it is done, what it was answered. */
export type KeptAnswer = {
  key: string
  endpoint: string
  fingerprint: string
  request_id: string
  created_ms: number
  answer: { status: number; body: string } | null
}
export type KeptAnswers = Map<string, KeptAnswer>

// Stripe keeps an answer for at least this long.
const keptFor_ms = 24 * 60 * 60 * 1000
const keyLengthMax = 255

/**
 * Claims a key for a request. Returns the kept answer if the same request was answered before
 * (it is to be replayed), null if this is the first one, which must then `keep` or `release` it.
 * Throws `idempotency_error` (400) if the key was used for something else, and
 * `idempotency_key_in_use` (409, the SDK repeats it) while the first request is still under way.
 */
export function claim(
  kept: KeptAnswers,
  clock: Clock,
  request: { key: string; endpoint: string; body: string; requestId: string },
): KeptAnswer | null {
  const { key, endpoint, requestId } = request
  if (key.length > keyLengthMax) throw keyTooLong()
  const fingerprint = createHash('sha256').update(request.body).digest('hex')
  const known = kept.get(key)
  if (known !== undefined && known.created_ms + keptFor_ms > clock.now()) {
    if (known.endpoint !== endpoint) throw otherEndpoint(known, endpoint)
    if (known.fingerprint !== fingerprint) throw otherParameters(key)
    if (known.answer === null) throw inUse(key)
    return known
  }
  const created_ms = clock.now()
  kept.set(key, { key, endpoint, fingerprint, request_id: requestId, created_ms, answer: null })
  return null
}

/** Stores the first answer under its key, whatever its status. */
export function keep(kept: KeptAnswers, key: string, status: number, body: string): void {
  const claimed = kept.get(key)
  if (claimed !== undefined) claimed.answer = { status, body }
}

/** Gives the key back: the request was refused before any work began. */
export function release(kept: KeptAnswers, key: string): void {
  kept.delete(key)
}

function otherParameters(key: string): ApiError {
  return mismatch(
    'Keys for idempotent requests can only be used with the same parameters they were first used ' +
      `with. Try using a key other than '${key}' if you meant to execute a different request.`,
  )
}

function otherEndpoint(known: KeptAnswer, endpoint: string): ApiError {
  const [, first] = known.endpoint.split(' ')
  const [, second] = endpoint.split(' ')
  return mismatch(
    'Keys for idempotent requests can only be used for the same endpoint they were first used ' +
      `for ('${second}' vs '${first}'). Try using a key other than '${known.key}' if you meant ` +
      'to execute a different request.',
  )
}

function mismatch(message: string): ApiError {
  return new ApiError(400, { type: 'idempotency_error', message })
}

function inUse(key: string): ApiError {
  const message =
    'There is currently another in-progress request using this Idempotent Key (that probably ' +
    'means you submitted twice, and the other request is still going through): ' +
    `${key}. Please try again later.`
  return new ApiError(
    409,
    { type: 'idempotency_error', code: 'idempotency_key_in_use', message },
    { headers: { 'stripe-should-retry': 'true' } },
  )
}

function keyTooLong(): ApiError {
  return mismatch(`Idempotency keys can be up to ${keyLengthMax} characters long.`)
}

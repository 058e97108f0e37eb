import { createHash } from 'node:crypto'
import type { Clock } from '../state/clock.ts'
import type { Collection } from '../state/collection.ts'
import type { Simulator } from '../state/simulator.ts'
import { ApiError } from './errors.ts'
import type { Form, FormValue } from './form.ts'
import type { Caller } from './keys.ts'

/** What the first request under a key asks. */
type Claim = { key: string; endpoint: string; fingerprint: string; request_id: string }
/**
 * The keys of requests that are under way. No limit and no time takes one away: the same request
 * would be done twice.
 */
export type Claims = Map<string, Claim>
/** What the first request under a key asked and was answered. */
export type KeptAnswer = Claim & { created_ms: number; answer: { status: number; body: string } }

type Keeper = Pick<Simulator, 'claims' | 'clock' | 'ledger'>

// Stripe keeps an answer for at least this long.
const keptFor_ms = 24 * 60 * 60 * 1000
const keyLengthMax = 255

/** A request under a key; two are the same when endpoint, caller and parameters are. */
export type KeyedRequest = {
  key: string
  endpoint: string
  caller: Caller
  parameters: Form
  requestId: string
}

/**
 * Claims a key for a request. Returns the kept answer if the same request was answered before
 * (it is to be replayed), null if this is the first one, which must then `keep` or `release` it.
 * Throws `idempotency_error` (400) if the key was used for something else, and
 * `idempotency_key_in_use` (409, the SDK repeats it) while the first request is still under way.
 */
export function claim(
  { claims, clock, ledger: { keptAnswers } }: Keeper,
  request: KeyedRequest,
): KeptAnswer | null {
  const { key, endpoint, requestId } = request
  if (key.length > keyLengthMax) throw keyTooLong()
  const fingerprint = fingerprintOf(request)
  forgetExpired(keptAnswers, clock)
  const kept = keptAnswers.get(key)
  const known = claims.get(key) ?? kept
  if (known === undefined) {
    claims.set(key, { key, endpoint, fingerprint, request_id: requestId })
    return null
  }
  if (known.endpoint !== endpoint) throw otherEndpoint(known, endpoint)
  if (known.fingerprint !== fingerprint) throw otherParameters(key)
  if (known !== kept) throw keyInUse(key)
  return kept
}

/** Stores the first answer under its key, whatever its status, or another in its place. */
export function keep(
  { claims, clock, ledger: { keptAnswers } }: Keeper,
  key: string,
  status: number,
  body: string,
): void {
  const claimed = claims.get(key) ?? keptAnswers.get(key)
  if (claimed === undefined) return
  keptAnswers.add({ ...claimed, created_ms: clock.now(), answer: { status, body } })
  release({ claims }, key)
}

/** Gives the key back: the request was refused before any work began. */
export function release({ claims }: Pick<Keeper, 'claims'>, key: string): void {
  claims.delete(key)
}

// The order of parameters is no part of what is asked; that of a list is. A browser must not be
// answered what a server was, so who asks is a part of it, too.
function fingerprintOf({ caller, parameters }: KeyedRequest): string {
  const text = JSON.stringify([caller, inOrder(parameters)])
  return createHash('sha256').update(text).digest('hex')
}

function inOrder(value: FormValue): unknown {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map((item) => inOrder(item))
  const names = Object.keys(value).toSorted()
  return names.map((name) => [name, inOrder(value[name] ?? '')])
}

// They stand in the order in which they were given, so those that are over stand at the front.
function forgetExpired(kept: Collection<KeptAnswer>, clock: Clock): void {
  for (const { key, created_ms } of kept.values()) {
    if (created_ms + keptFor_ms > clock.now()) return
    kept.delete(key)
  }
}

function otherParameters(key: string): ApiError {
  return mismatch(
    'Keys for idempotent requests can only be used with the same parameters they were first used ' +
      `with. Try using a key other than '${key}' if you meant to execute a different request.`,
  )
}

function otherEndpoint(known: Claim, endpoint: string): ApiError {
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

/** 409 for a key whose first request is still under way. The SDK repeats it. */
export function keyInUse(
  key: string,
  message = 'There is currently another in-progress request using this Idempotent Key (that ' +
    `probably means you submitted twice, and the other request is still going through): ${key}. ` +
    'Please try again later.',
): ApiError {
  return new ApiError(
    409,
    { type: 'invalid_request_error', code: 'idempotency_key_in_use', message },
    { headers: { 'stripe-should-retry': 'true' } },
  )
}

function keyTooLong(): ApiError {
  return mismatch(`Idempotency keys can be up to ${keyLengthMax} characters long.`)
}

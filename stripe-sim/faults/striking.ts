import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiAnswer, ApiCall } from '../api.ts'
import type { Simulator } from '../state/simulator.ts'
import type { ApiError } from '../wire/errors.ts'
import { keyInUse } from '../wire/idempotency.ts'
import { apiFailure, lockTimeout, rateLimited } from './failures.ts'
import { takeRequestFault, type RequestFault } from './request_faults.ts'

/** What a fault makes of a request and of its answer. */

/** How an answer is spoiled on its way: no answer, half of it, or a wait without end. */
export type Cut = 'reset' | 'truncate' | 'hang'

/** Makes the answer to a refused request. */
type Refuse = (error: ApiError) => ApiAnswer

/**
 * Lets a fault strike a request before its effect. Resolves with the answer that it brings in the
 * effect's place, or with how long to wait before doing what was asked (0 without a fault).
 */
export async function strikeBefore(
  simulator: Simulator,
  call: ApiCall,
  refuse: Refuse,
): Promise<ApiAnswer | number> {
  const fault = takeRequestFault(simulator, 'before', call)
  if (fault === null) return 0
  if (fault.effect === 'delay') return fault.delay_ms
  await pause(fault)
  if (isCut(fault.effect)) return { status: 200, headers: {}, body: '', cut: fault.effect }
  return refuse(failureOf(fault, call))
}

/**
 * The failure inside Stripe that a fault brings in the place of what was asked, when that has
 * begun; null without a fault.
 */
export async function strikeInstead(simulator: Simulator, call: ApiCall): Promise<ApiError | null> {
  const fault = takeRequestFault(simulator, 'instead', call)
  if (fault === null) return null
  await pause(fault)
  return apiFailure(true, fault.message)
}

/**
 * Lets a fault strike an answer after the effect. Nothing new happens when a kept answer is
 * replayed, so a replay can be cut or delayed like any other, but cannot fail inside Stripe.
 */
export async function strikeAfter(
  simulator: Simulator,
  call: ApiCall,
  answer: ApiAnswer,
  { refuse, isReplay }: { refuse: Refuse; isReplay: boolean },
): Promise<ApiAnswer> {
  const isPossible = ({ effect }: RequestFault): boolean => effect !== 'error' || !isReplay
  const fault = takeRequestFault(simulator, 'after', call, isPossible)
  if (fault === null) return answer
  // The failure is kept at once: whoever asks again during the delay already gets it.
  const spoiled = fault.effect === 'error' ? refuse(apiFailure(true, fault.message)) : answer
  await pause(fault)
  return isCut(fault.effect) ? { ...spoiled, cut: fault.effect } : spoiled
}

// Nobody is left to wait for it once the server has closed.
async function pause({ delay_ms }: RequestFault): Promise<void> {
  if (delay_ms > 0) await sleep(delay_ms, undefined, { ref: false })
}

function failureOf({ effect, message, reason }: RequestFault, call: ApiCall): ApiError {
  if (effect === 'rate_limit') return rateLimited(reason, message)
  if (effect === 'lock_timeout') return lockTimeout(message)
  if (effect !== 'conflict') return apiFailure(false, message)
  return keyInUse(String(call.headers['idempotency-key'] ?? ''), message)
}

function isCut(effect: RequestFault['effect']): effect is Cut {
  return effect === 'reset' || effect === 'truncate' || effect === 'hang'
}

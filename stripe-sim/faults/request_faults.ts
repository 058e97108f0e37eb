import { z } from 'zod'
import { realTime_ms } from '../state/settings.ts'
import type { Simulator } from '../state/simulator.ts'
import { validated } from '../state/validation.ts'
import { record, type FaultBook } from './book.ts'
import { fits, type FaultSubject } from './request_matching.ts'
import { newFault, selectionFields, takeFault } from './selection.ts'

/** What can go wrong with a request, and with which. */

/**
 * - `error`: 500; `after` the effect, or `instead` of it when the request had begun, it is kept
 *   under the idempotency key, as Stripe does
 * - `rate_limit`: 429 with `stripe-rate-limited-reason`, which the SDK does not repeat
 * - `lock_timeout`: 429 without a reason, as if the object were locked; the SDK repeats it
 * - `conflict`: 409, as if another request under the same idempotency key were under way
 * - `reset`: the connection is cut without an answer
 * - `truncate`: 200 and all headers, but the connection ends in the middle of the body
 * - `hang`: no answer at all until the client gives up
 * - `delay`: the answer is right, but comes `delay_ms` later
 */
const effects = [
  'error',
  'rate_limit',
  'lock_timeout',
  'conflict',
  'reset',
  'truncate',
  'hang',
  'delay',
] as const

/** Why Stripe says it limits requests, see https://docs.stripe.com/rate-limits. */
const rateLimitReasons = [
  'global-rate',
  'endpoint-rate',
  'global-concurrency',
  'endpoint-concurrency',
  'resource-specific',
] as const
export type RateLimitReason = (typeof rateLimitReasons)[number]

const schema = z
  .strictObject({
    /** The path without its query; `*` stands for anything, also within it. */
    path: z.string().regex(/^[/*]/, 'must begin with / or *'),
    method: z.enum(['*', 'GET', 'HEAD', 'POST', 'DELETE']).default('*'),
    effect: z.enum(effects),
    /** Before or after what the request asks for is done, or in its place. */
    when: z.enum(['before', 'instead', 'after']).optional(),
    /** How long it takes until the effect is felt, in real time. */
    delay_ms: realTime_ms.int().default(0),
    /** For `rate_limit`. */
    reason: z.enum(rateLimitReasons).optional(),
    /** The error's message, instead of Stripe's own. */
    message: z.string().min(1).optional(),
    ...selectionFields,
  })
  .superRefine((fault, context) => {
    const refuse = (field: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [field], message })
    }
    const { effect, when } = fault
    if (onlyBefore.has(effect) && when === 'after') refuse('when', `${effect} only strikes before`)
    if (effect !== 'error' && when === 'instead') refuse('when', 'only an error strikes instead')
    if (effect === 'truncate' && when === 'before') refuse('when', 'truncate only strikes after')
    if (effect === 'delay' && fault.delay_ms === 0) refuse('delay_ms', 'delay needs a time')
    if (fault.reason && effect !== 'rate_limit') refuse('reason', 'is only for rate_limit')
    if (fault.message && !answering.has(effect)) refuse('message', `${effect} brings no message`)
  })
  .transform((fault) => ({ ...fault, when: fault.when ?? momentOf(fault.effect) }))

type Effect = (typeof effects)[number]
const onlyBefore = new Set<Effect>(['rate_limit', 'lock_timeout', 'conflict'])
const answering = new Set<Effect>(['error', ...onlyBefore])

/** What is said to set a fault. */
export type RequestFaultOrder = z.input<typeof schema>
/** A fault on requests as it stands in the book. */
export type RequestFault = ReturnType<typeof newFault<z.output<typeof schema>>>

/** Sets a fault on requests. Throws one sentence that names every field that makes no sense. */
export function addRequestFault(faults: FaultBook, order: RequestFaultOrder): RequestFault {
  const fault = newFault(validated(schema, order, 'A fault'))
  faults.requests.push(fault)
  return fault
}

/**
 * The fault that strikes this request at this moment, if any; it is used up by one and logged.
 * `isPossible` leaves out effects that cannot strike here.
 */
export function takeRequestFault(
  { faults, clock, ledger }: Pick<Simulator, 'faults' | 'clock' | 'ledger'>,
  when: RequestFault['when'],
  request: FaultSubject,
  isPossible: (fault: RequestFault) => boolean = () => true,
): RequestFault | null {
  const fault = takeFault(
    faults.requests,
    (candidate) =>
      candidate.when === when && fits(candidate, request, ledger) && isPossible(candidate),
  )
  if (fault === null) return null
  const subject = `${request.method} ${request.path}`
  record(faults, clock, {
    fault: fault.id,
    effect: fault.effect,
    when,
    subject,
    id: request.requestId,
  })
  return fault
}

// A body can only be cut when there is one; everything else spares the effect unless told.
function momentOf(effect: Effect): 'before' | 'after' {
  return effect === 'truncate' ? 'after' : 'before'
}

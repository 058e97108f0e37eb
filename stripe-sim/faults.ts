import type { Clock } from './clock.ts'
import { matchesType } from './events.ts'
import type { Simulator } from './simulator.ts'

/**
 * Something that goes wrong with the next `times` requests to `method` and `path` (`*` stands for
 * anything, also within the path).
 * - `error`: 500; `after` the effect it is kept under the idempotency key, as Stripe does
 * - `rate_limit`: 429, before the effect only
 * - `reset`: the connection is cut without an answer
 * - `delay`: the answer waits `delay_ms`
 */
export type ApiFault = {
  method: string
  path: string
  effect: 'error' | 'rate_limit' | 'reset' | 'delay'
  when: 'before' | 'after'
  delay_ms: number
  times: number
}

/**
 * Something that happens to the deliveries of the next `times` events of a type (`*` at the end
 * stands for anything): never sent, sent `copies` times more, or held until released.
 */
export type WebhookFault = {
  type: string
  effect: 'drop' | 'duplicate' | 'hold'
  copies: number
  times: number
}

/** One line of the log: what was done to whom. */
export type InjectedFault = {
  at_ms: number
  effect: ApiFault['effect'] | WebhookFault['effect'] | 'processing'
  when: ApiFault['when'] | null
  /** `POST /v1/…`, an event's type or an intent's id. */
  subject: string
  /** The request's or the event's id. */
  id: string | null
}

export type FaultBook = {
  api: ApiFault[]
  webhooks: WebhookFault[]
  /** How many of the next successful charges stay `processing` until they are settled by hand. */
  heldPayments: number
  log: InjectedFault[]
}

// The log is for tests and people; a run that injects more than this forgets the oldest lines.
const logLengthMax = 10_000

/** A day on which nothing goes wrong. */
export function noFaults(): FaultBook {
  return { api: [], webhooks: [], heldPayments: 0, log: [] }
}

/** The fault that strikes this request at this moment, if any; it is used up by one and logged. */
export function takeApiFault(
  { faults, clock }: Pick<Simulator, 'faults' | 'clock'>,
  when: ApiFault['when'],
  request: { method: string; path: string; id: string },
): ApiFault | null {
  const fault = faults.api.find(
    (candidate) =>
      candidate.when === when &&
      (candidate.method === '*' || candidate.method === request.method) &&
      matchesPath(candidate.path, request.path),
  )
  if (fault === undefined) return null
  useUp(faults.api, fault)
  const subject = `${request.method} ${request.path}`
  record(faults, clock, { effect: fault.effect, when, subject, id: request.id })
  return fault
}

/** The fault that strikes the deliveries of this event, if any. */
export function takeWebhookFault(
  { faults, clock }: Pick<Simulator, 'faults' | 'clock'>,
  event: { id: string; type: string },
): WebhookFault | null {
  const fault = faults.webhooks.find((candidate) => matchesType(candidate.type, event.type))
  if (fault === undefined) return null
  useUp(faults.webhooks, fault)
  const line = { effect: fault.effect, when: null, subject: event.type, id: event.id }
  record(faults, clock, line)
  return fault
}

/** Whether this charge, which would succeed, is to stay `processing` for now. */
export function takePaymentHold({ faults, clock }: Simulator, intentId: string): boolean {
  if (faults.heldPayments === 0) return false
  faults.heldPayments -= 1
  record(faults, clock, { effect: 'processing', when: null, subject: intentId, id: intentId })
  return true
}

/** Sets a fault on requests. Throws when its effect and moment make no sense. */
export function addApiFault(
  faults: FaultBook,
  fault: Pick<ApiFault, 'path' | 'effect'> & Partial<ApiFault>,
): void {
  const whole = { method: '*', when: 'before' as const, delay_ms: 0, times: 1, ...fault }
  const known = ['error', 'rate_limit', 'reset', 'delay']
  if (!known.includes(whole.effect) || !['before', 'after'].includes(whole.when)) {
    throw new Error(`effect must be one of ${known.join(', ')}; when must be before or after.`)
  }
  if (whole.effect === 'rate_limit' && whole.when === 'after') {
    throw new Error('A rate limit can only strike before the effect.')
  }
  if (typeof whole.path !== 'string') throw new Error('A fault on requests needs a path.')
  faults.api.push(whole)
}

/** Forgets every fault that has not struck yet; the log stays. */
export function clearFaults(faults: FaultBook): void {
  Object.assign(faults, { api: [], webhooks: [], heldPayments: 0 })
}

function useUp<Fault extends { times: number }>(faults: Fault[], fault: Fault): void {
  fault.times -= 1
  if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1)
}

function record(faults: FaultBook, clock: Clock, line: Omit<InjectedFault, 'at_ms'>): void {
  faults.log.push({ at_ms: clock.now(), ...line })
  if (faults.log.length > logLengthMax) faults.log.shift()
}

function matchesPath(pattern: string, path: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(path)
}

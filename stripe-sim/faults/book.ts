import type { Clock } from '../state/clock.ts'
import type { RequestFault } from './request_faults.ts'
import type { WebhookFault } from './webhook_faults.ts'

/** One line of the log: what was done to whom. */
export type InjectedFault = {
  at_ms: number
  /** The fault's own id, as it was answered when it was set; null for a held payment. */
  fault: string | null
  effect: RequestFault['effect'] | WebhookFault['effect'] | 'processing'
  when: RequestFault['when'] | null
  /** `POST /v1/…`, an event's type or an intent's id. */
  subject: string
  /** The request's or the event's id. */
  id: string | null
}

/** What is set to go wrong, and everything that did. */
export type FaultBook = {
  requests: RequestFault[]
  webhooks: WebhookFault[]
  /** How many of the next successful charges stay `processing` until they are settled by hand. */
  heldPayments: number
  /** The same for one intent each. */
  heldIntents: Map<string, number>
  log: InjectedFault[]
}

// The log is for tests and people; a run that injects more than this forgets the oldest lines.
const logLengthMax = 10_000

/** A day on which nothing goes wrong. */
export function noFaults(): FaultBook {
  return { requests: [], webhooks: [], heldPayments: 0, heldIntents: new Map(), log: [] }
}

/** Writes into the log that a fault has struck just now. */
export function record(
  faults: FaultBook,
  clock: Pick<Clock, 'now'>,
  line: Omit<InjectedFault, 'at_ms'>,
): void {
  faults.log.push({ at_ms: clock.now(), ...line })
  // Cut in one piece: taking away one line at a time would move all others each time.
  if (faults.log.length >= logLengthMax * 2) faults.log.splice(0, logLengthMax)
}

/** The log, oldest line first. */
export function logOf(faults: FaultBook): InjectedFault[] {
  return faults.log.slice(-logLengthMax)
}

/** Forgets what has not struck yet: every fault, or the one with this id. The log stays. */
export function clearFaults(faults: FaultBook, id?: string): void {
  const stays = (fault: { id: string }): boolean => id !== undefined && fault.id !== id
  faults.requests = faults.requests.filter(stays)
  faults.webhooks = faults.webhooks.filter(stays)
  if (id !== undefined) return
  faults.heldPayments = 0
  faults.heldIntents.clear()
}

import type { FaultBook } from '../faults/book.ts'
import type { WebhookFault } from '../faults/webhook_faults.ts'
import type { Claims } from '../wire/idempotency.ts'
import type { KeyPair } from '../wire/keys.ts'
import type { Agenda } from './agenda.ts'
import type { Clock } from './clock.ts'
import type { Ledger } from './ledger.ts'
import type { Settings } from './settings.ts'
import type { Snapshots } from './snapshot.ts'

/** The API version that every object here has the shape of. */
export const apiVersion = '2026-10-28.endive'

/** What the parts of the simulator share: every request and delivery works on this one state. */
export type Simulator = {
  keys: KeyPair
  clock: Clock
  settings: Settings
  ledger: Ledger
  claims: Claims
  agenda: Agenda
  faults: FaultBook
  snapshots: Snapshots
  /** The simulator's own address, known once it listens. */
  origin(): string
  /** Puts a new event on its way to every endpoint that wants it, or what a fault makes of it. */
  dispatch(eventId: string, fault: WebhookFault | null): void
}

/** Which request an event came from, as `event.request` tells. */
export type Cause = { requestId: string | null; idempotencyKey: string | null }

/** The cause of what nobody asked for by API, such as a guest's answer to a challenge. */
export const noCause: Cause = { requestId: null, idempotencyKey: null }

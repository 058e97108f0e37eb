import type { AttemptHistory, AwaitingOrder, FailedOrder } from '../../../overview/index.ts'
import type { AsJson } from './as_json.ts'
import type { ActionOrder } from './desk_answers.ts'

/** Where the automatic retries of issuing an order's tickets stand. */
interface Retries {
  made: number
  of: number
  /** Null where none is planned. */
  next_at: string | null
}

/** An order that has money, or may have it in a moment, and nothing for it yet. */
export interface AwaitingRow
  extends Omit<AsJson<AwaitingOrder>, 'retries'>, AsJson<AttemptHistory> {
  retries: Retries
  actions: ActionOrder
}

/** An order whose guest has tried to pay, and has not succeeded. */
export interface FailedRow extends AsJson<FailedOrder>, AsJson<AttemptHistory> {
  actions: ActionOrder
}

/** How many stand in each part; `max` stands for itself and more. */
export interface PendingCounts {
  awaiting: number
  failed: number
  max: number
}

import type { NightWorth } from '../../../checkout/index.ts'
import type { CallOffFailure, CallOffProgress } from '../../../overview/index.ts'

/** A night, and what calling it off means, or how far that has come. */
export interface CallOffAnswer {
  night: {
    id: string
    slug: string
    title: string
    doors_at: string
    state: 'draft' | 'published' | 'cancelled'
    is_over: boolean
  }
  currency: string
  /** May whoever asks call it off, as it stands now? */
  can_call_off: boolean
  /** What would go back now; null once the night is called off. */
  worth: NightWorth | null
  cancellation: CancellationAnswer | null
}

export interface CancellationAnswer {
  by: string
  reason: string
  at: string
  /** What there was to call off at that moment. */
  orders: number
  money_minor: number
  reserved_minor: number
  progress: Omit<CallOffProgress, 'moved_at'>
  failures: CallOffFailure[]
  /** When all of it had been done; null while something is left. */
  finished_at: string | null
}

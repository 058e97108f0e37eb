import type { CallOffAnswer, CancellationAnswer } from '../../../dashboard/api/calloff_answers.ts'
import { useAnswer } from '../app/queries.ts'

/** A night's end before its time, live; of a night by its id, or the last part of its address. */
export const useCallOff = (nightId: string) =>
  useAnswer<CallOffAnswer>(`/nights/${encodeURIComponent(nightId)}/cancellation`, [
    'orders',
    'alerts',
  ])

/** All orders that were called off, or will be. */
export function ordersOf({ progress }: CancellationAnswer): number {
  const { done, waiting, to_go, disputed, failed } = progress
  return done + waiting + to_go + disputed + failed
}

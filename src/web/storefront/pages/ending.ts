import type { PartyView } from './party_view.ts'

export type Ending = 'cancelled' | 'released' | 'no_show'

/** How a party's evening has ended; undefined while it has not, and while nothing is booked. */
export function endingOf(party: Pick<PartyView, 'booking'> | null): Ending | undefined {
  const booking = party?.booking
  const isOver = booking === 'cancelled' || booking === 'released' || booking === 'no_show'
  return isOver ? booking : undefined
}

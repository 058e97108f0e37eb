import type { PartyView } from './party_view.ts'
import type { PurchaseView } from './views.ts'

export type Ending = 'cancelled' | 'released' | 'no_show'

/** How a party's evening has ended; undefined while it has not, and while nothing is booked. */
export function endingOf(party: Pick<PartyView, 'booking'> | null): Ending | undefined {
  const booking = party?.booking
  const isOver = booking === 'cancelled' || booking === 'released' || booking === 'no_show'
  return isOver ? booking : undefined
}

/** Is the party, or will it be when it has paid, awaited on a night that takes place? */
export function isAwaited({ order, night, party }: PurchaseView): boolean {
  const isSold = order.state === 'open' || order.state === 'paid' || order.state === 'fulfilled'
  return isSold && night.state !== 'cancelled' && !night.is_over && !endingOf(party)
}

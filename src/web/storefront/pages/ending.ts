import type { PartyView } from './party_view.ts'
import type { PurchaseView } from './views.ts'

export type Ending = 'cancelled' | 'released' | 'no_show'

/** How a party's evening has ended; undefined while it has not, and while nothing is booked. */
export function endingOf(party: Pick<PartyView, 'booking'> | null): Ending | undefined {
  const booking = party?.booking
  const isOver = booking === 'cancelled' || booking === 'released' || booking === 'no_show'
  return isOver ? booking : undefined
}

/** Does the evening take place? Else nothing is to be spent on it, and nothing of it is due. */
export function takesPlace({ night, party }: Pick<PurchaseView, 'night' | 'party'>): boolean {
  return night.state !== 'cancelled' && !endingOf(party)
}

/** Is the party, or will it be when it has paid, awaited on a night that takes place? */
export function isAwaited(view: PurchaseView): boolean {
  const { order, night } = view
  const isSold = order.state === 'open' || order.state === 'paid' || order.state === 'fulfilled'
  return isSold && !night.is_over && takesPlace(view)
}

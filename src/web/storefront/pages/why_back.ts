import { messagesFor } from '../../messages.ts'
import { endingOf } from './ending.ts'
import type { PurchaseView } from './views.ts'

/** A party's order whose money all goes back, or is let go. */
export type ClosedView = Pick<PurchaseView, 'night' | 'order' | 'party' | 'locale'>

/** What that meant: nothing was booked for it, it is over, or whoever is in stays. */
export function endOf({ order, party }: ClosedView): 'never' | 'over' | 'stays' {
  if (order.fulfilled_at === null) return 'never'
  return endingOf(party) ? 'over' : 'stays'
}

/**
 * The same in a sentence, by what is written down: why nothing was booked, how the booking has
 * ended, or whose passes still count.
 */
export function whyBack(view: ClosedView): string {
  const { night, order, party, locale } = view
  const { never, over, ...stays } = messagesFor(locale).bookingRefund
  const kind = order.kind === 'vip_guests' ? order.kind : 'vip'
  if (endOf(view) === 'never') {
    const reasons: Partial<Record<string, string>> = never[kind]
    return reasons[order.late_because ?? ''] ?? never[kind].unconfirmed
  }
  const ending = endingOf(party)
  if (ending === 'cancelled' && night.state === 'cancelled')
    return messagesFor(locale).calledOff.effect
  if (ending) return over[ending]
  if (kind === 'vip') return stays.partlyIn
  const isIn = party?.passes.some(({ admitted_at }) => admitted_at)
  return isIn ? stays.guestsPartlyIn : stays.guestsVoid
}

import { endingOf } from './ending.ts'
import type { OrderPageView } from './views.ts'

/** What an order means to its guest; the page has one heading and one sentence for each. */
export type OrderStage =
  | 'payable'
  /** More guests of a party that takes none now: nothing is to be paid. */
  | 'over'
  | 'lapsed'
  | 'checking'
  | 'preparing'
  | 'delayed'
  | 'ready'
  | 'expired'
  | 'expired_unsure'
  | 'refund_due'
  | 'refunded'
  /** The house has taken back what it gave. */
  | 'withdrawn'

type Facts = Pick<
  OrderPageView,
  | 'order'
  | 'party'
  | 'payment'
  | 'received_minor'
  | 'deposit'
  | 'refunds'
  | 'hold_expires_at'
  | 'now'
  | 'is_sure'
>

/**
 * The stage of an order from its state, its payment and its hold. "You were not charged" is said
 * only where the payment is cancelled or was never made, and nothing is on its way back; money in
 * doubt is never denied, as it is while Stripe has not been asked since the guest may have paid.
 */
export function orderStage(facts: Facts): OrderStage {
  const { order, party, payment, refunds, hold_expires_at, now, is_sure } = facts
  switch (order.state) {
    case 'fulfilled':
      return 'ready'
    case 'refund_due':
    case 'refunded':
    case 'withdrawn':
      return order.state
    case 'paid':
      return isLeftToPerson(facts) ? 'delayed' : 'preparing'
    case 'expired':
      if (payment === 'open' || refunds.length > 0) return 'expired_unsure'
      return payment === null || payment === 'cancelled' ? 'expired' : 'checking'
    case 'open':
      if (payment && ['processing', 'authorised', 'succeeded'].includes(payment)) return 'checking'
      if (hold_expires_at === null || hold_expires_at <= now) return 'lapsed'
      if (!is_sure) return 'checking'
      return takesNobody(party) ? 'over' : 'payable'
  }
}

/**
 * The retries are used up, or what was paid, or promised by the bank, is not what it costs, which
 * no retry mends (F48).
 */
function isLeftToPerson({ order, received_minor, deposit }: Facts): boolean {
  const money_minor = deposit?.state === 'authorised' ? deposit.amount_minor : received_minor
  return order.fulfilment === 'stuck' || money_minor !== order.total_minor
}

/** Can nobody be added to a party: is it over, or does a bank argue about its table? */
export function takesNobody(party: OrderPageView['party']): boolean {
  return endingOf(party) !== undefined || (party?.is_table_disputed ?? false)
}

/** May the page look different without the guest doing anything in it? They may pay in another. */
export function isFollowed(stage: OrderStage): boolean {
  return stage === 'payable' || isWaiting(stage)
}

/** Will the page look different soon without the guest doing anything? */
export function isWaiting(stage: OrderStage): boolean {
  return ['lapsed', 'checking', 'preparing', 'delayed'].includes(stage)
}

import { unsentOf } from '../../checkout/index.ts'
import type { Database } from '../../kernel/index.ts'
import { partyOrders, type Order } from '../../orders/index.ts'
import { disputesOf, livePaymentOf, refundsOf } from '../../payments/index.ts'
import type { Booking } from '../../tickets/index.ts'
import { addUp, moneyBack, type MoneyBack } from './pages/index.ts'
import { keptFor } from './party.ts'
import { refundViews } from './purchase.ts'

/** What a party has paid, for its table and for more guests, by what becomes of it. */
export interface MoneyOfParty {
  /** Neither gone back, nor on its way, nor to be sent again, nor in dispute. */
  kept_minor: number
  /** Of the orders that a bank argues about (F65): it decides whose this will be. */
  disputed_minor: number
  /** What banks have taken back for the guest. */
  lost_minor: number
  back: MoneyBack
}

/** Reads what has become of a party's money. */
export async function moneyOfParty(
  db: Database,
  first: Order,
  booking: Booking,
): Promise<MoneyOfParty> {
  const orders = await partyOrders(db, [first.id], [booking.id])
  const parts = await Promise.all(orders.map((order) => moneyOfOrder(db, order)))
  const all = (part: 'kept_minor' | 'disputed_minor' | 'lost_minor') =>
    parts.reduce((total, each) => total + each[part], 0)
  return {
    kept_minor: all('kept_minor'),
    disputed_minor: all('disputed_minor'),
    lost_minor: all('lost_minor'),
    back: addUp(parts.map(({ back }) => back)),
  }
}

/** The same of one order. */
export async function moneyOfOrder(
  db: Database,
  order: Pick<Order, 'id' | 'state'>,
): Promise<MoneyOfParty> {
  const [refunds, payment, disputes, there_minor] = await Promise.all([
    refundsOf(db, order.id),
    livePaymentOf(db, order.id),
    disputesOf(db, order.id),
    keptFor(db, [order.id]),
  ])
  const unsent = await unsentOf(db, order, payment, refunds)
  const back = moneyBack({ refunds: refundViews(refunds, payment), unsent })
  const ours = disputes.filter(({ payment_id }) => payment_id === payment?.id)
  const isOpen = ours.some(({ state }) => state === 'open')
  const lost = ours.filter(({ state }) => state === 'lost')
  // What a bank did not take is with the venue again, which does not keep it.
  const left_minor = Math.max(0, there_minor - back.unsent_minor)
  return {
    kept_minor: isOpen ? 0 : left_minor,
    disputed_minor: isOpen ? left_minor : 0,
    lost_minor: lost.reduce((sum, { amount_minor }) => sum + amount_minor, 0),
    back,
  }
}

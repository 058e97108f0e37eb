import type { Database } from '../../kernel/index.ts'
import { partyOrders, type Order } from '../../orders/index.ts'
import { livePaymentOf, refundsOf } from '../../payments/index.ts'
import type { Booking } from '../../tickets/index.ts'
import { addUp, moneyBack, type MoneyBack } from './pages/index.ts'
import { keptFor } from './party.ts'
import { refundViews } from './purchase.ts'

/** What a party has paid, for its table and for more guests, by what becomes of it. */
export interface MoneyOfParty {
  /** Neither gone back, nor on its way, nor to be sent again. */
  kept_minor: number
  back: MoneyBack
}

/** Reads what has become of a party's money. */
export async function moneyOfParty(
  db: Database,
  first: Order,
  booking: Booking,
): Promise<MoneyOfParty> {
  const orders = await partyOrders(db, [first.id], [booking.id])
  const ids = orders.map(({ id }) => id)
  const [there_minor, ...backs] = await Promise.all([
    keptFor(db, ids),
    ...ids.map((id) => moneyBackOf(db, id)),
  ])
  const back = addUp(backs)
  // What a bank did not take is with the venue again, which does not keep it.
  return { back, kept_minor: Math.max(0, there_minor - back.unsent_minor) }
}

async function moneyBackOf(db: Database, orderId: string): Promise<MoneyBack> {
  const [refunds, payment] = await Promise.all([refundsOf(db, orderId), livePaymentOf(db, orderId)])
  return moneyBack(refundViews(refunds, payment))
}

import { expire, retryFulfil, retryNow } from '../../src/checkout/index.ts'
import { bookDeposit } from '../deposits.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import type { House } from '../house.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'
import { buy, giveBack, keepOursBack, refundIs } from '../money_back.ts'
import { bookTable, keys, staffDo, type Booked } from '../staff.ts'
import { tillOf } from '../till.ts'
import { placeOf, vip, type Ware } from '../ware.ts'

/** One state of an order's page. */
export interface OrderState {
  name: string
  /** Makes an order that is in this state. */
  reach: (house: House, ware: Ware) => Promise<GuestOrder>
  /** The words by which its guest knows it, for tickets and for a VIP table where it can be. */
  shown: Partial<Record<Ware['name'], string>>
  /** The link that leads on, and where to. */
  way?: { words: Record<Ware['name'], string>; to: RegExp }
  /** The page has something that moves, for it looks again by itself. */
  isWaiting?: boolean
  /** Puts right what the order was made for, so that the books agree. */
  mend?: (house: House, order: GuestOrder) => Promise<unknown>
}

/**
 * The settings of a house in which these states stay as they are: nothing is tried again by itself.
 */
export const STILL_HOUSE = { ...keys, SWEEP_SECONDS_MAX: '0', FULFIL_RETRY_SECONDS: '3600' }

const both = (words: string) => ({ GA: words, VIP: words })
const READY = { GA: 'You’re in', VIP: 'Your table is booked' }
const AGAIN = { GA: 'Choose tickets again', VIP: 'Choose another table' }

/** Every state that the guest of an order may see. */
export const orderStates: OrderState[] = [
  {
    name: 'not paid yet',
    reach: (house, ware) => placeOf(ware, house, 2),
    shown: both('Not paid yet'),
    way: { words: both('Continue to payment'), to: /\/checkout$/ },
  },
  {
    name: 'with the bank',
    reach: payWithSlowBank,
    shown: both('One moment'),
    isWaiting: true,
    mend: async (house, order) => {
      await endPayment(house, order)
      await fulfilled(house, order, 2)
    },
  },
  {
    name: 'paid, and its tickets are made',
    reach: payWhileBroken,
    shown: { GA: 'Your tickets appear here', VIP: 'Your booking appears here' },
    isWaiting: true,
    mend: issueNow,
  },
  {
    name: 'paid, and looked after by a person',
    reach: async (house, ware) => {
      const order = await payWhileBroken(house, ware)
      await getStuck(house, order)
      return order
    },
    shown: both('looked after by a person'),
    isWaiting: true,
    mend: issueNow,
  },
  { name: 'booked', reach: (house, ware) => buy(house, ware, 2), shown: READY },
  {
    name: 'reserved on a card',
    reach: (house) => bookDeposit(house),
    shown: { VIP: READY.VIP },
  },
  {
    name: 'booked, and its table is sought',
    reach: async (house) => {
      const { id, order } = await bookOne(house)
      await staffDo(house, 'DELETE', `bookings/${id}/table`)
      return order
    },
    shown: { VIP: 'We are finding a table for you.' },
  },
  {
    name: 'cancelled by the house',
    reach: async (house) => {
      const { id, order } = await bookOne(house)
      await staffDo(house, 'POST', `bookings/${id}/cancellation`, { gives_back: 'nothing' })
      return order
    },
    shown: { VIP: 'Booking cancelled' },
  },
  {
    name: 'disputed',
    reach: async (house, ware) => {
      const order = await buy(house, ware, 2)
      await house.sim.control.createDispute({ payment_intent: order.intent })
      await house.sim.control.idle()
      return order
    },
    shown: both('do not open the door'),
  },
  {
    name: 'partly refunded',
    reach: (house, ware) => refunded(house, ware, { amount_minor: 500 }),
    shown: both('We have sent €5 back'),
  },
  {
    name: 'being refunded',
    reach: async (house, ware) => {
      const order = await buy(house, ware, 2)
      await keepOursBack(house, order)
      await giveBack(house, order, 'everything')
      return order
    },
    shown: both('Your money is coming back'),
    mend: ({ sim }) => sim.control.clearFaults({}),
  },
  {
    name: 'refunded',
    reach: (house, ware) => refunded(house, ware, 'everything'),
    shown: both('Refunded'),
  },
  {
    name: 'paid too late, when all was sold',
    reach: payTooLate,
    shown: { GA: 'We could not keep your tickets.', VIP: 'Your table was gone' },
  },
  {
    name: 'over, and being looked up',
    reach: async (house, ware) => {
      const order = await placeOf(ware, house, 2)
      await endHold(house, order)
      return order
    },
    shown: both('Your time has run out'),
    isWaiting: true,
    mend: (house, order) => expire(tillOf(house), order.order_id, 'expired'),
  },
  {
    name: 'expired, not charged',
    reach: async (house, ware) => {
      const order = await placeOf(ware, house, 2)
      await endHold(house, order)
      await expire(tillOf(house), order.order_id, 'expired')
      return order
    },
    shown: both('You were not charged.'),
    way: { words: AGAIN, to: /\/nights\// },
  },
]

/** Pays for two, and the bank takes its time. */
export async function payWithSlowBank(house: House, ware: Ware): Promise<GuestOrder> {
  const order = await placeOf(ware, house, 2)
  await house.sim.control.holdPayments()
  await pay(house, order)
  return order
}

/** Pays for two while their tickets or passes cannot be written; the next try is far off. */
async function payWhileBroken(house: House, ware: Ware): Promise<GuestOrder> {
  const order = await placeOf(ware, house, 2)
  await breakIssuing(house.db)
  await pay(house, order)
  await eventually('it is paid', async () => (await orderState(house, order)).state === 'paid')
  await mendIssuing(house.db)
  return order
}

/** The last retry fails, too: from now on a person is asked to look after the order. */
export async function getStuck(house: House, { order_id }: GuestOrder): Promise<void> {
  await breakIssuing(house.db)
  await retryFulfil(tillOf(house), { order_id, retry: 1 })
  await mendIssuing(house.db)
}

/** Somebody issues what is owed. */
export async function issueNow(house: House, order: GuestOrder): Promise<void> {
  await retryNow(tillOf(house), order.order_id)
  await fulfilled(house, order, 2)
}

/** The bank has decided: the money comes. */
export async function endPayment(house: House, order: GuestOrder): Promise<void> {
  const [intent] = await intentsAtStripe(house, order)
  await house.sim.control.settlePayment({ payment_intent: intent?.id ?? '', ending: 'succeed' })
}

/** The hold of an order is over; nobody has ended it yet. */
export async function endHold({ db }: House, { order_id }: GuestOrder): Promise<void> {
  await db.query({
    text: `update holds set expires_at = now() where order_id = $1`,
    values: [order_id],
  })
}

async function bookOne(house: House): Promise<Booked> {
  const { slug, wish } = await vip.open(house.db)
  const { table } = wish(2) as { table: { wished_id: string } }
  return bookTable(house, slug, table.wished_id)
}

async function refunded(house: House, ware: Ware, what: 'everything' | { amount_minor: number }) {
  const order = await buy(house, ware, 2)
  await refundIs(house, order, await giveBack(house, order, what), 'succeeded')
  return order
}

/** Somebody else has the last one by the time that the money comes. */
async function payTooLate(house: House, ware: Ware): Promise<GuestOrder> {
  const { slug, wish } = await ware.open(house.db, 1)
  const order = await placeOrder(house, slug, wish(1))
  const secret = await clientSecretOf(house, order)
  await expireInBooks(house, order)
  const other = await placeOrder(house, slug, wish(1))
  await pay(house, other)
  await fulfilled(house, other, 1)
  await confirmAtStripe(house, secret)
  await eventually('all has gone back', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
  return order
}

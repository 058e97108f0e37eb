import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expire } from '../../src/checkout/index.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import {
  clientSecretOf,
  eventually,
  orderState,
  placeOrder,
  tryToPlace,
  type GuestOrder,
} from '../guest.ts'
import { holdEnds, orderEnds, stockCount, without, type Guard } from '../guards.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'
import { tableGiven } from '../party_guards.ts'
import { tillOf } from '../till.ts'
import { ga, takenOf, wares, type Ware } from '../ware.ts'

// Races for stock. Their controls have a house of their own, whose books may be spoilt. The sweep,
// which would clear up after them, is off.

let house: House
let spoilt: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
  spoilt = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(async () => {
  await house.close()
  await spoilt.close()
})

const LATE = 5

/**
 * So many guests have held the last ticket, or the last table, one after the other, and let it go;
 * the money of all of them arrives in one moment. Returns them when each has it, or is owed a
 * refund.
 */
async function lateMoneyForTheLast(ware: Ware, place: House): Promise<GuestOrder[]> {
  const { db, sim } = place
  const night = await ware.open(db, 1)
  const orders: GuestOrder[] = []
  const secrets: string[] = []
  for (let n = 0; n < LATE; n += 1) {
    const order = await placeOrder(place, night.slug, night.wish(1))
    secrets.push(await clientSecretOf(place, order))
    await expireInBooks(place, order)
    orders.push(order)
  }
  await sim.control.failWebhooks({
    type: 'payment_intent.succeeded',
    effect: 'hold',
    times: LATE,
  })
  for (const secret of secrets) await confirmAtStripe(place, secret)
  await sim.control.releaseWebhooks()
  for (const order of orders) {
    await eventually('a ticket or a refund', async () => {
      return ['fulfilled', 'refund_due', 'refunded'].includes(
        (await orderState(place, order)).state,
      )
    })
  }
  return orders
}

const ticketsOf = async (place: House, orders: GuestOrder[]) => {
  let tickets = 0
  for (const order of orders) tickets += (await orderState(place, order)).tickets
  return tickets
}

/** What keeps one thing from being sold twice. */
const stockGuards = { GA: stockCount, VIP: tableGiven }

for (const ware of wares) {
  test(`F42, F43: late money of five races for the last ticket; one gets it, four their money, once (${ware.name})`, async () => {
    const orders = await lateMoneyForTheLast(ware, house)
    assert.equal(await ticketsOf(house, orders), 1)
    await eventually('four are refunded', async () => {
      const states = await Promise.all(orders.map((order) => orderState(house, order)))
      return states.filter(({ state }) => state === 'refunded').length === LATE - 1
    })
    await audit(house)
    const { refunds } = await house.sim.control.ledger()
    const ours = orders.map(
      ({ order_id }) => refunds.filter((one) => one.metadata?.['order_id'] === order_id).length,
    )
    assert.deepEqual(
      ours.toSorted((a, b) => a - b),
      [0, 1, 1, 1, 1],
    )
  })

  test(`control of F42, F43: without the count of the stock several get the last ticket (${ware.name})`, async () => {
    const orders = await without(spoilt.db, [stockGuards[ware.name]], () =>
      lateMoneyForTheLast(ware, spoilt),
    )
    assert.ok((await ticketsOf(spoilt, orders)) > 1, 'the race happens when nothing guards it')
  })
}

test('control of F38: without the count of the stock several can pay for the last ticket', async () => {
  const night = await addNight(spoilt.db, { types: [{ capacity: 1 }] })
  const answers = await without(spoilt.db, [stockCount], () =>
    Promise.all(
      Array.from({ length: 10 }, () => tryToPlace(spoilt, night.slug, { [night.types[0]!]: 1 })),
    ),
  )
  const placed = answers.filter(({ status }) => status === 201).length
  assert.ok(placed > 1, 'the race happens when nothing guards it')
})

const HELD_BY_OTHERS = 3

/** A guest's hold of two runs out, and ten jobs in two processes end it at once (F45). */
async function endTenTimes(
  ware: Ware,
  place: House,
): Promise<{ order: GuestOrder; taken: number }> {
  const night = await ware.open(place.db, 10)
  await placeOrder(place, night.slug, night.wish(HELD_BY_OTHERS))
  const order = await placeOrder(place, night.slug, night.wish(2))
  await clientSecretOf(place, order)
  await place.db.query({
    text: `update holds set expires_at = now() - interval '1 minute' where order_id = $1`,
    values: [order.order_id],
  })
  const tills = [tillOf(place), tillOf(place)] as const
  await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) => expire(tills[n % 2]!, order.order_id, 'expired')),
  )
  return { order, taken: await takenOf(place, night) }
}

for (const ware of wares) {
  test(`F45: a hold that ten jobs end at once gives its stock back once (${ware.name})`, async () => {
    const { order, taken } = await endTenTimes(ware, house)
    assert.equal((await orderState(house, order)).state, 'expired')
    assert.equal(taken, HELD_BY_OTHERS)
    await audit(house)
  })
}

// Tickets are counted; a table says itself whose it is, so that it can be given back once only.
const endGuards: Record<string, Guard> = {
  'the state of the order': orderEnds,
  'the state of the hold': holdEnds,
}

for (const [name, guard] of Object.entries(endGuards)) {
  test(`control of F45: with nothing but ${name} the stock returns once`, async () => {
    const others = Object.values(endGuards).filter((other) => other !== guard)
    const { taken } = await without(spoilt.db, others, () => endTenTimes(ga, spoilt))
    assert.equal(taken, HELD_BY_OTHERS)
  })
}

test('control of F45: without both the stock returns more than once', async () => {
  const guards = Object.values(endGuards)
  const { taken } = await without(spoilt.db, guards, () => endTenTimes(ga, spoilt))
  assert.ok(taken < HELD_BY_OTHERS, 'the race happens when nothing guards it')
})

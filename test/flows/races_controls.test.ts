import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { recordRefunds, requestRefund } from '../../src/checkout/index.ts'
import { isRefused, newId, transaction } from '../../src/kernel/index.ts'
import { addNight } from '../catalog.ts'
import {
  api,
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  pay,
  tryToPlace,
  type GuestOrder,
} from '../guest.ts'
import {
  onePayment,
  orderLock,
  refundCount,
  refundIds,
  states,
  ticketNumbers,
  webhookIds,
  without,
  type Guard,
} from '../guards.ts'
import { openHouse, type House } from '../house.ts'
import { buy, giveBack, refundAtStripe, refundsOf, type BookedRefund } from '../money_back.ts'
import { bookingOfOrder, bookingOfTable } from '../party_guards.ts'
import { lockWaits, tillOf } from '../till.ts'
import { entriesOf, ga, placeOf, wares, type Ware } from '../ware.ts'

// The controls of the race tests, on a database of their own: which guards hold each race, that
// each of them holds it alone, and that without them the race is lost. The sweep, which would clear
// up after it, is switched off.

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

/** How many tickets or passes an order ever got. */
const entriesEver = async (ware: Ware, order: GuestOrder) =>
  (await entriesOf(ware, house, order)).length

/** One event, many times at once (F21). */
async function manyDeliveries(ware: Ware, order: GuestOrder): Promise<void> {
  await house.sim.control.failWebhooks({
    type: 'payment_intent.succeeded',
    effect: 'duplicate',
    copies: 19,
  })
  await pay(house, order)
  await eventually('tickets are there', async () => (await entriesEver(ware, order)) > 0)
  await house.sim.control.idle()
}

/** Stripe's event and the page that the guest comes back to, at once (F23). */
async function eventAndPage(ware: Ware, order: GuestOrder): Promise<void> {
  await house.sim.control.failWebhooks({ type: 'payment_intent.succeeded', effect: 'hold' })
  await pay(house, order)
  const page = `${house.url}/orders/${order.order_id}/${order.secret}/state`
  await Promise.all([
    house.sim.control.releaseWebhooks(),
    ...Array.from({ length: 5 }, () => fetch(page)),
  ])
  await eventually('tickets are there', async () => (await entriesEver(ware, order)) > 0)
  await house.sim.control.idle()
}

const payingRaces = { F21: manyDeliveries, F23: eventAndPage }

/** What holds a race: for F23 the event's id guards nothing, since the page brings no event. */
const guardsOf = (row: string, ware: Ware): Record<string, Guard> => ({
  ...(row === 'F21' && { 'the id of the event': webhookIds }),
  'the states': states,
  ...{
    GA: { 'the number of the ticket': ticketNumbers },
    VIP: { 'the booking of the order': bookingOfOrder, 'the booking of the table': bookingOfTable },
  }[ware.name],
})

for (const ware of wares) {
  for (const [row, race] of Object.entries(payingRaces)) {
    const guards = guardsOf(row, ware)
    for (const [name, guard] of Object.entries(guards)) {
      test(`control of ${row}: with nothing but ${name} there is one set of tickets (${ware.name})`, async () => {
        const order = await placeOf(ware, house, 2)
        const others = Object.values(guards).filter((other) => other !== guard)
        await without(house.db, others, () => race(ware, order))
        assert.equal(await entriesEver(ware, order), 2)
      })
    }

    test(`control of ${row}: without any of its guards the tickets are doubled (${ware.name})`, async () => {
      const order = await placeOf(ware, house, 2)
      await without(house.db, Object.values(guards), () => race(ware, order))
      assert.ok((await entriesEver(ware, order)) > 2, 'the race happens when nothing guards it')
    })
  }
}

test('control of F24: clicks that do not share the id of the order place one each', async () => {
  const night = await addNight(house.db)
  const clicks = await Promise.all(
    Array.from({ length: 5 }, () => tryToPlace(house, night.slug, { [night.types[0]!]: 1 })),
  )
  const intents = await Promise.all(clicks.map(({ order }) => intentsAtStripe(house, order)))
  assert.equal(intents.flat().length, 5)
})

/**
 * Ten tabs want to pay for an order whose intent Stripe has cancelled (F25). Nobody can write a
 * payment until some of them are about to, or stand in line for their turn.
 */
async function manyTabs(order: GuestOrder): Promise<void> {
  const path = `/api/orders/${order.order_id}/payment`
  const client = await house.db.connect()
  await client.query('begin')
  await client.query('lock table payments in share mode')
  const tabs = Array.from({ length: 10 }, () => api(house, 'POST', path, {}, order))
  await lockWaits(house, 2, client)
  await client.query('commit')
  client.release()
  await Promise.all(tabs)
}

/** The payments of an order by which it could still be paid. */
async function paymentsOf({ order_id }: GuestOrder): Promise<number> {
  const { rows } = await house.db.query<{ payments: number }>({
    text: `select count(*)::int as payments from payments where order_id = $1 and state = 'open'`,
    values: [order_id],
  })
  return rows[0]?.payments ?? 0
}

const tabGuards = { 'the lock of the order': orderLock, 'the index of payments': onePayment }

for (const [name, guard] of [...Object.entries(tabGuards), ['', undefined] as const]) {
  const claim = name
    ? `with nothing but ${name} there is one payment`
    : 'without both there are more'
  test(`control of F25: ${claim}`, async () => {
    const order = await placeOf(ga, house, 1)
    const [intent] = (await clientSecretOf(house, order)).split('_secret_')
    await fetch(`${house.sim.url}/v1/payment_intents/${intent}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${house.sim.secretKey}` },
    })
    await eventually('the payment is over', async () => (await paymentsOf(order)) === 0)
    await house.sim.control.idle()
    const others = Object.values(tabGuards).filter((other) => other !== guard)
    const payments = await without(house.db, others, async () => {
      await manyTabs(order)
      return paymentsOf(order)
    })
    if (guard) assert.equal(payments, 1)
    else assert.ok(payments > 1, 'the race happens when nothing guards it')
  })
}

/** Ten people of the venue give most of an order's money back at once, by a click each. */
async function manyRefunds({ order_id }: GuestOrder): Promise<number> {
  const clicks = Array.from({ length: 10 }, () =>
    requestRefund(tillOf(house), {
      refund_id: newId('rfd'),
      order_id,
      what: { amount_minor: 2000 },
      requested_by: 'owner',
    }),
  )
  const done = await Promise.allSettled(clicks)
  return done.filter((one) => one.status === 'fulfilled' && !isRefused(one.value)).length
}

async function fulfilledOrder(): Promise<GuestOrder> {
  const order = await placeOf(ga, house, 1)
  await pay(house, order)
  await fulfilled(house, order, 1)
  return order
}

test('control of F58: the count of what went back holds it to one refund, also without the lock', async () => {
  const order = await fulfilledOrder()
  assert.equal(await without(house.db, [orderLock], () => manyRefunds(order)), 1)
})

test('control of F58: without that count more is asked for than came in, in spite of the lock', async () => {
  const order = await fulfilledOrder()
  const refunds = await without(house.db, [refundCount], () => manyRefunds(order))
  assert.ok(refunds > 1, 'the race happens when nothing guards it')
})

/**
 * The owner gives back 3,000 of 4,000, which Stripe does not take; somebody gives back 2,500 in its
 * dashboard, and ten processes hear of that at once. Nobody can write a refund down until all of
 * them are about to, or stand in line. Returns the refunds as the books have them then.
 */
async function manyTellings(order: GuestOrder & { intent: string }): Promise<BookedRefund[]> {
  const { control } = house.sim
  const metadata = { order_id: order.order_id }
  const fault = { path: '/v1/refunds', method: 'POST', effect: 'error', times: null } as const
  const { id } = await control.failRequests({ ...fault, metadata })
  await giveBack(house, order, { amount_minor: 3000 })
  // Its job has been refused, and does not come again for a second.
  await eventually('Stripe has not taken it', async () => {
    return (await control.faultLog()).some((line) => line.fault === id)
  })
  await control.failWebhooks({ type: 'refund.*', effect: 'suppress', times: null })
  const client = await house.db.connect()
  await client.query('begin')
  await client.query('lock table refunds in share mode')
  await refundAtStripe(house, order, 2500)
  const till = tillOf(house)
  const news = await till.gateway.refundsOf(order.intent)
  const tellings = Array.from({ length: 10 }, () =>
    transaction(house.db, (tx) => recordRefunds(till, tx, news)),
  )
  const told = Promise.allSettled(tellings)
  await lockWaits(house, tellings.length, client)
  await client.query('commit')
  client.release()
  await told
  const booked = await refundsOf(house, order)
  await control.clearFaults()
  return booked
}

const adopted = (refunds: BookedRefund[]) =>
  refunds.filter(({ reason }) => reason === 'stripe').length

const tellingGuards = {
  'the lock of the order': orderLock,
  'the id at Stripe': refundIds,
  'the count of what went back': refundCount,
}

for (const [name, guard] of Object.entries(tellingGuards)) {
  test(`control of F64: with nothing but ${name} the refund of the dashboard is booked once`, async () => {
    const order = await buy(house, ga, 2)
    const others = Object.values(tellingGuards).filter((other) => other !== guard)
    const refunds = await without(house.db, others, () => manyTellings(order))
    assert.equal(adopted(refunds), 1)
  })
}

test('control of F64: without any of its guards the refund of the dashboard is booked again and again', async () => {
  const order = await buy(house, ga, 2)
  const guards = Object.values(tellingGuards)
  const refunds = await without(house.db, guards, () => manyTellings(order))
  assert.ok(adopted(refunds) > 1, 'the race happens when nothing guards it')
})

test('F64: ten processes hear at once that the dashboard overtook ours; ours is superseded once', async () => {
  const refunds = await manyTellings(await buy(house, ga, 2))
  const seen = refunds.map(({ reason, amount }) => `${reason} ${amount}`)
  assert.deepEqual(seen.toSorted(), ['owner 3000', 'owner 500', 'stripe 2500'])
  assert.equal(refunds.find(({ amount }) => amount === 3000)?.state, 'failed')
})

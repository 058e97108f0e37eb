import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { requestRefund } from '../../src/checkout/index.ts'
import { newId } from '../../src/kernel/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import {
  bookDeposit,
  capturesOf,
  creditedOf,
  depositNight,
  inDashboard,
  openDoors,
  PARTY,
  paymentOf,
  placeDeposit,
  trailOf,
  type DepositOrder,
} from '../deposits.ts'
import { eventually, fulfilled, intentsAtStripe, orderState, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import {
  alertCleared,
  alertOpened,
  alertsOf,
  loseJobs,
  orderAtCheckout,
  payAtStripe,
  QUICK,
  roundsDone,
} from '../sweep.ts'
import { tillOf } from '../till.ts'

let house: House
before(async () => {
  house = await openHouse(QUICK)
})
after(() => auditAndClose(house))

/** Stripe tells nobody anything while `work` is done. */
async function unheard(work: () => Promise<void>): Promise<void> {
  await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
  await work()
  await house.sim.control.clearFaults()
}

const isNow = (order: DepositOrder, state: string) =>
  eventually(`the payment is ${state}`, async () => {
    return (await paymentOf(house, order)).state === state
  })

test('F50: no event of an authorisation ever comes, the guest is gone; the sweep confirms the table', async () => {
  await unheard(async () => {
    const order = await placeDeposit(house)
    await pay(house, order)
    await fulfilled(house, order, PARTY)
  })
  await audit(house)
})

test('F50: the alert about an authorisation that nobody asked for clears itself when it has ended', async () => {
  const order = await orderAtCheckout(house)
  await inDashboard(house, order.intent, '', { capture_method: 'manual' })
  await payAtStripe(house, order)
  await alertOpened(house, 'authorisation_unexpected')
  await inDashboard(house, order.intent, 'cancel')
  await alertCleared(house, 'authorisation_unexpected')
})

test('F53: deposits are captured when the doors open, once, and not before', async () => {
  const night = await depositNight(house, { tables: [{}, {}] })
  const order = await bookDeposit(house, night)
  const other = await bookDeposit(house)
  await roundsDone(house, 'capture_deposits')
  assert.equal((await paymentOf(house, order)).state, 'authorised')
  await openDoors(house, night)
  await isNow(order, 'succeeded')
  await roundsDone(house, 'capture_deposits', 2)
  assert.equal((await paymentOf(house, other)).state, 'authorised')
  await audit(house)
  assert.equal(await capturesOf(house, order.intent), 1)
  assert.deepEqual(await trailOf(house, await paymentOf(house, order)), [
    'deposit.captured by coatcheck',
  ])
})

test('F53: a night that is cancelled charges nobody', async () => {
  const order = await bookDeposit(house)
  await house.db.query({
    text: `update nights set state = 'cancelled' where id = $1`,
    values: [order.night.night_id],
  })
  await openDoors(house, order.night)
  await roundsDone(house, 'capture_deposits', 2)
  assert.equal((await paymentOf(house, order)).state, 'authorised')
})

test('F53: Stripe is away when the doors open; the deposit is captured when it is back', async () => {
  const order = await bookDeposit(house)
  const path = '/v1/payment_intents/*/capture'
  await house.sim.control.failRequests({ path, effect: 'rate_limit', times: null })
  await openDoors(house, order.night)
  await roundsFailed('capture_deposits')
  assert.equal((await paymentOf(house, order)).state, 'authorised')
  await house.sim.control.clearFaults()
  await isNow(order, 'succeeded')
  await audit(house)
})

test('F53: an intent that Stripe never answers for holds up no other deposit at the doors', async () => {
  const night = await depositNight(house, { tables: [{}, {}] })
  const orders = [await bookDeposit(house, night)]
  orders.push(await bookDeposit(house, { ...night, tables: night.tables.slice(1) }))
  const ids = new Map<DepositOrder, string>()
  for (const order of orders) ids.set(order, (await paymentOf(house, order)).id)
  // They are looked at in the order of their payments' ids.
  const [first, second] = orders.toSorted((a, b) => (ids.get(a)! < ids.get(b)! ? -1 : 1))
  const path = `/v1/payment_intents/${first!.intent}/capture`
  await house.sim.control.failRequests({ path, effect: 'error', when: 'before', times: null })
  // No round may have passed the first one when the doors open.
  await house.stopProduct()
  await openDoors(house, night)
  await house.restart()
  await isNow(second!, 'succeeded')
  await roundsFailed('capture_deposits')
  assert.equal((await paymentOf(house, first!)).state, 'authorised')
  await house.sim.control.clearFaults()
  await isNow(first!, 'succeeded')
  await audit(house)
})

test('F58: the refund that Stripe lists for a released authorisation is looked at no more', async () => {
  const order = await bookDeposit(house)
  const everything = { refund_id: newId('rfd'), what: 'everything', requested_by: 'Owner' } as const
  await requestRefund(tillOf(house), { ...everything, order_id: order.order_id })
  await isNow(order, 'cancelled')
  await audit(house)
  const path = `/v1/payment_intents/${order.intent}`
  await house.sim.control.failRequests({ path, effect: 'delay', delay_ms: 1, times: null })
  const asked = async () =>
    (await house.sim.control.faultLog()).filter(({ effect }) => effect === 'delay').length
  // News of the release may still be on its way, and whoever hears it looks once; no round does.
  await eventually('rounds that leave it alone', async () => {
    const known = await asked()
    await roundsDone(house, 'missed_refunds', 2)
    await roundsDone(house, 'changed_refunds', 2)
    return (await asked()) === known
  })
  await house.sim.control.clearFaults()
})

async function roundsFailed(chore: string): Promise<void> {
  await eventually(`a round of ${chore} has failed`, async () => {
    const { rows } = await house.db.query<{ failures: number }>({
      text: `select failures from chores where name = $1`,
      values: [chore],
    })
    return (rows[0]?.failures ?? 0) > 0
  })
}

test('F53: captured in the dashboard without a word, the sweep finds the money', async () => {
  const order = await bookDeposit(house)
  await unheard(async () => {
    await inDashboard(house, order.intent, 'capture')
    await isNow(order, 'succeeded')
  })
  await audit(house)
})

test('a release whose job was lost is sent by the sweep', async () => {
  const order = await bookDeposit(house)
  await house.stopProduct()
  const { order_id } = order
  const wanted = { refund_id: newId('rfd'), order_id, requested_by: 'Owner' }
  await requestRefund(tillOf(house), { ...wanted, what: 'everything' })
  const { id } = await paymentOf(house, order)
  assert.equal(await loseJobs(house, id), 1)
  await house.restart()
  await isNow(order, 'cancelled')
  assert.equal((await orderState(house, order)).state, 'refunded')
  await audit(house)
})

test('F54: an authorisation that ends before the doors open is told a day before, until captured', async () => {
  await house.sim.control.configure({ capture_window_s: 23 * 3600 })
  const order = await bookDeposit(house)
  const soon = await bookDeposit(house, await depositNight(house, { doors_in: '5 hours' }))
  const { subject_id, detail } = await alertOpened(house, 'authorisation_expiring')
  await roundsDone(house, 'expiring_authorisations', 2)
  const told = await alertsOf(house, 'authorisation_expiring')
  assert.equal(told.length, 1, 'the one whose doors open in time is not told')
  assert.equal(subject_id, (await paymentOf(house, order)).id)
  assert.equal(detail['order'], order.order_id)
  assert.match(String(detail['capture_before']), /^\d{4}-/)
  await openDoors(house, order.night)
  await alertCleared(house, 'authorisation_expiring')
  await isNow(order, 'succeeded')
  assert.equal((await paymentOf(house, soon)).state, 'authorised')
  await audit(house)
})

test('F54: it expires and Stripe tells nobody; the sweep finds it, and the booking is flagged', async () => {
  await house.sim.control.configure({ capture_window_s: 3600 })
  const order = await bookDeposit(house)
  await alertOpened(house, 'authorisation_expiring')
  await unheard(async () => {
    await house.sim.control.advanceClock({ seconds: 3660 })
    await alertOpened(house, 'authorisation_expired')
  })
  await alertCleared(house, 'authorisation_expiring')
  assert.equal(await creditedOf(house, order), 0)
  assert.equal((await intentsAtStripe(house, order))[0]?.status, 'canceled')
  await audit(house)
})

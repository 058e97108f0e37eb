import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit, auditAndClose } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { callOffFinished, callOffIs, callOffOf, mailsAbout, mustCallOff } from '../calloff.ts'
import { bookDeposit, DEPOSIT, depositNight, paymentOf } from '../deposits.ts'
import {
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { alertsAbout, giveBack, refundIs, refundsAtStripe, refundsOf } from '../money_back.ts'
import { moreFor, keys, staffDo, bookTable, passCodes, scanPass } from '../staff.ts'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { QUICK } from '../sweep.ts'
import { addVipNight } from '../vip_catalog.ts'

// A night with orders of all kinds is called off: each gets back what is left of its money, once.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1', FULFIL_RETRY_SECONDS: '0.1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

type Bought = GuestOrder & { email: string; intent: string }
const PRICE = 2450

/** A night with tickets and tables, and how something of it is bought. */
async function openNight(tables: number) {
  const table = { guests_max: 8 }
  const night = await addVipNight(house.db, {
    types: [{ capacity: 200 }],
    tables: Array.from({ length: tables }, () => table),
  })
  const wish = (heads: number) => ({ [night.types[0] ?? '']: heads })
  const place = (heads: number) => placeOrder(house, night.slug, wish(heads))
  const buy = async (heads: number): Promise<Bought> => {
    const order = await place(heads)
    await pay(house, order)
    await fulfilled(house, order, heads)
    return { ...order, intent: (await intentsAtStripe(house, order))[0]?.id ?? '' }
  }
  return { ...night, wish, place, buy }
}
type Night = Awaited<ReturnType<typeof openNight>>

const many = <T>(count: number, make: () => Promise<T>) =>
  Promise.all(Array.from({ length: count }, make))

async function dispute({ intent }: Bought): Promise<string> {
  const { id } = await house.sim.control.createDispute({ payment_intent: intent })
  await disputeIs(id, 'open')
  return id
}

const disputeIs = (id: string, state: string) =>
  eventually(`dispute ${id} is ${state}`, async () => {
    const { rowCount } = await house.db.query({
      text: `select from disputes where stripe_dispute_id = $1 and state = $2`,
      values: [id, state],
    })
    return rowCount === 1
  })

/** What has gone back of an order, and of how many refunds, by our books and by Stripe's. */
async function backOf(order: Bought): Promise<[number, number][]> {
  const sums = (amounts: number[]): [number, number] => [
    amounts.length,
    amounts.reduce((sum, one) => sum + one, 0),
  ]
  const ours = (await refundsOf(house, order)).filter(({ state }) => state === 'succeeded')
  const theirs = await refundsAtStripe(house, order)
  return [sums(ours.map(({ amount }) => amount)), sums(theirs.map(({ amount }) => amount))]
}

async function isBack(order: Bought, refunds: number, minor: number): Promise<void> {
  assert.deepEqual(await backOf(order), [
    [refunds, minor],
    [refunds, minor],
  ])
  const { state, tickets } = await orderState(house, order)
  assert.deepEqual([state, tickets], ['refunded', 0])
}

async function partsOf(night: Night) {
  const goodwill = await night.buy(2)
  await refundIs(
    house,
    goodwill,
    await giveBack(house, goodwill, { amount_minor: 900 }),
    'succeeded',
  )
  const oneTicket = await night.buy(3)
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from tickets where order_id = $1 order by ordinal limit 1`,
    values: [oneTicket.order_id],
  })
  const chosen = { ticket_ids: [rows[0]?.id ?? ''] }
  await refundIs(house, oneTicket, await giveBack(house, oneTicket, chosen), 'succeeded')
  const whole = await night.buy(1)
  await refundIs(house, whole, await giveBack(house, whole, 'everything'), 'succeeded')
  return { goodwill, oneTicket, whole }
}

async function stuckOf(night: Night): Promise<Bought> {
  const order = await night.place(2)
  await breakIssuing(house.db)
  await pay(house, order)
  await eventually('the order is stuck', async () => {
    return (await orderState(house, order)).fulfilment === 'stuck'
  })
  await mendIssuing(house.db)
  return { ...order, intent: (await intentsAtStripe(house, order))[0]?.id ?? '' }
}

async function partiesOf(night: Night) {
  const [first = '', second = '', third = ''] = night.tables
  const plain = await bookTable(house, night.slug, first, 4)
  const grown = await bookTable(house, night.slug, second, 4)
  // Called off last of all, when its money has long gone back together with its party's.
  const last = { order_id: `ord_${'z'.repeat(26)}`, secret: newSecret() }
  const more = await placeOrder(house, night.slug, moreFor(grown, 2), undefined, last)
  await pay(house, more)
  await fulfilled(house, more, 2)
  const paidAtDoor = await bookTable(house, night.slug, third, 4)
  const cash = { id: newId('dpy'), kind: 'cash', amount_minor: 5000 }
  await staffDo(house, 'POST', `bookings/${paidAtDoor.id}/door_payments`, cash)
  const withIntent = async (order: GuestOrder & { email: string }): Promise<Bought> => {
    return { ...order, intent: (await intentsAtStripe(house, order))[0]?.id ?? '' }
  }
  return {
    bookings: [plain, grown, paidAtDoor],
    orders: [await withIntent(plain.order), await withIntent(grown.order)],
    more: await withIntent(more),
    atDoor: await withIntent(paidAtDoor.order),
  }
}

/** What a night of all kinds has sold. */
async function sellAllKinds(night: Night) {
  const paid = await many(16, () => night.buy(1))
  const parts = await partsOf(night)
  const parties = await partiesOf(night)
  const stuck = await stuckOf(night)
  const [won, lost] = await many(2, () => night.buy(1))
  assert.ok(won && lost)
  const disputes = { won: await dispute(won), lost: await dispute(lost) }
  const held = await many(3, () => night.place(1))
  const late = await night.place(1)
  await house.sim.control.holdPayments()
  await pay(house, late)
  return { paid, ...parts, parties, stuck, won, lost, disputes, held, late }
}
type Sold = Awaited<ReturnType<typeof sellAllKinds>>

const TABLES_MINOR = 3 * 20_000 + 2 * 2_000
const MONEY_MINOR = 16 * PRICE + 2 * PRICE - 900 + 2 * PRICE + TABLES_MINOR + 2 * PRICE

/** Everybody but those about whom banks have to decide. */
async function allAreBack(sold: Sold): Promise<void> {
  const { paid, goodwill, oneTicket, whole, stuck, parties, held } = sold
  for (const order of paid) await isBack(order, 1, PRICE)
  await isBack(goodwill, 2, 2 * PRICE)
  await isBack(oneTicket, 2, 3 * PRICE)
  await isBack(whole, 1, PRICE)
  await isBack(stuck, 1, 2 * PRICE)
  for (const order of [...parties.orders, parties.atDoor]) await isBack(order, 1, 20_000)
  await isBack(parties.more, 1, 2 * 2_000)
  for (const order of held) assert.equal((await orderState(house, order)).state, 'expired')
  const told = (await alertsAbout(house, parties.atDoor)).map(({ kind, state }) => [kind, state])
  assert.deepEqual(told, [['door_money_kept', 'open']])
  for (const { id } of parties.bookings)
    assert.equal((await staffDo(house, 'GET', `bookings/${id}`)).state, 'cancelled')
}

/** The banks decide, and what they leave goes back. */
async function banksDecide(night: Night, { disputes, won, lost, late }: Sold): Promise<void> {
  await house.sim.control.closeDispute({ dispute: disputes.won, ending: 'won' })
  await house.sim.control.closeDispute({ dispute: disputes.lost, ending: 'lost' })
  const payment_intent = (await intentsAtStripe(house, late))[0]?.id ?? ''
  await house.sim.control.settlePayment({ payment_intent, ending: 'succeed' })
  await callOffFinished(house, owner, night)
  await isBack(won, 1, PRICE)
  assert.deepEqual(await backOf(lost), [
    [0, 0],
    [0, 0],
  ])
  await eventually('the late one is back', async () => {
    return (await orderState(house, late)).state === 'refunded'
  })
}

test('thirty orders of all kinds: each gets back what is left of its money, once', async () => {
  const night = await openNight(4)
  const sold = await sellAllKinds(night)
  const { paid, goodwill, oneTicket, stuck, won, lost, parties } = sold
  assert.deepEqual((await callOffOf(house, owner, night)).worth, {
    orders: 16 + 2 + 4 + 1 + 2,
    open_orders: 4,
    money_minor: MONEY_MINOR,
    reserved_minor: 0,
    disputed_orders: 2,
    disputed_minor: 2 * PRICE,
  })
  const codes = await passCodes(house, parties.bookings[0]?.id ?? '')
  await mustCallOff(house, owner, night)
  assert.equal((await scanPass(house, night.slug, codes[0] ?? '')).code, 'night_cancelled')
  const { progress } = await callOffIs(
    house,
    owner,
    night,
    'only banks have to decide',
    (one) => one.progress.waiting === 0 && one.progress.to_go === 1,
  )
  assert.deepEqual(
    [progress.done, progress.disputed, progress.failed, progress.back_minor],
    [16 + 2 + 4 + 1, 2, 0, MONEY_MINOR],
  )
  await allAreBack(sold)
  await audit(house)
  await banksDecide(night, sold)
  for (const order of [...paid, goodwill, oneTicket, stuck, won, lost])
    assert.equal((await mailsAbout(house, order.order_id))['night_cancelled'], 1)
  for (const order of parties.orders)
    assert.equal((await mailsAbout(house, order.order_id))['booking_cancelled'], 1)
  await audit(house)
})

test('deposits that are only reserved are let go, and nothing is charged', async () => {
  const night = await depositNight(house)
  const order = await bookDeposit(house, night)
  const { worth } = await callOffOf(house, owner, night)
  assert.deepEqual([worth?.orders, worth?.money_minor, worth?.reserved_minor], [1, 0, DEPOSIT])
  await mustCallOff(house, owner, night)
  const { progress } = await callOffFinished(house, owner, night)
  assert.deepEqual([progress.done, progress.released_minor, progress.back_minor], [1, DEPOSIT, 0])
  assert.equal((await paymentOf(house, order)).state, 'cancelled')
  assert.equal((await orderState(house, order)).state, 'refunded')
  const { status } = (await intentsAtStripe(house, order))[0] ?? {}
  assert.equal(status, 'canceled')
  assert.equal((await mailsAbout(house, order.order_id))['deposit_released'], 1)
  await audit(house)
})

test('a party whose money a bank argues about loses its table now, and gets what is won back', async () => {
  const night = await openNight(1)
  const { id, order } = await bookTable(house, night.slug, night.tables[0] ?? '', 4)
  const bought = { ...order, intent: (await intentsAtStripe(house, order))[0]?.id ?? '' }
  const argued = await dispute(bought)
  await mustCallOff(house, owner, night)
  await callOffIs(house, owner, night, 'in dispute', ({ progress }) => progress.disputed === 1)
  assert.equal((await staffDo(house, 'GET', `bookings/${id}`)).state, 'cancelled')
  assert.deepEqual(await refundsOf(house, order), [])
  await house.sim.control.closeDispute({ dispute: argued, ending: 'won' })
  await callOffFinished(house, owner, night)
  await isBack(bought, 1, 20_000)
  await audit(house)
})

test('a refund that fails is shown as failed, with its alert; refunded again, all is finished', async () => {
  const night = await openNight(1)
  const [fails, ...others] = await many(3, () => night.buy(1))
  assert.ok(fails)
  await mustCallOff(house, owner, night)
  await callOffFinished(house, owner, night)
  const [refund] = await refundsAtStripe(house, fails)
  await house.sim.control.settleRefund({ refund: refund?.id ?? '', ending: 'fail' })
  const { progress, failures, finished_at } = await callOffIs(
    house,
    owner,
    night,
    'one has failed',
    (one) => one.progress.failed === 1,
  )
  assert.equal(finished_at, null)
  assert.deepEqual([progress.done, progress.failed_minor], [2, PRICE])
  assert.deepEqual(
    failures.map(({ order_id, amount_minor }) => [order_id, amount_minor]),
    [[fails.order_id, PRICE]],
  )
  const open = (await alertsAbout(house, fails)).filter(({ state }) => state === 'open')
  assert.deepEqual(
    open.map(({ kind }) => kind),
    ['refund_failed'],
  )
  const again = await giveBack(house, fails, 'everything')
  await refundIs(house, fails, again, 'succeeded')
  await callOffFinished(house, owner, night)
  assert.equal((await refundsOf(house, fails)).length, 2)
  for (const order of others) await isBack(order, 1, PRICE)
  await audit(house)
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { requestRefund, type RefundWanted } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { audit, claimsAbout } from '../audit.ts'
import { eventually, orderState, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import {
  alertsAbout,
  buy,
  giveBack,
  keepOursBack,
  refundAtStripe,
  refundIs,
  refundsOf,
} from '../money_back.ts'
import { tillOf } from '../till.ts'
import { entriesOf, ga, vip } from '../ware.ts'

/** One of Stripe's dashboard has overtaken ours: the two share in what was wanted, and fail. */

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

type Half = 'dashboard' | 'rest'
/** How much of what was wanted each half brings; the rest is what is left of two tickets. */
const WANTED = ga.priceOf(2)
const AMOUNTS: Record<Half, number> = { dashboard: 2500, rest: WANTED - 2500 }

interface Shared {
  order: Awaited<ReturnType<typeof buy>>
  /** The two tickets that were refunded, of three. */
  ids: string[]
}

/** Two tickets of three are refunded here, and the dashboard overtakes that. */
async function share(card?: string): Promise<Shared> {
  const order = await buy(house, ga, 3, card)
  const ids = (await entriesOf(ga, house, order)).slice(0, 2).map(({ id }) => id)
  await overtake(order, { ticket_ids: ids })
  return { order, ids }
}

async function overtake(order: Shared['order'], what: RefundWanted['what']): Promise<void> {
  const letThrough = await keepOursBack(house, order)
  const ours = await giveBack(house, order, what)
  await refundAtStripe(house, order, AMOUNTS.dashboard)
  await refundIs(house, order, ours, 'failed')
  await letThrough()
  await eventually('Stripe has both halves', async () => {
    const sent = (await refundsOf(house, order)).filter((one) => one.stripe_refund_id !== null)
    return sent.length === 2
  })
}

/** What has become of a half at Stripe, which is waited for in our books. */
async function settles(order: GuestOrder, half: Half, ending: 'succeed' | 'fail'): Promise<void> {
  const state = ending === 'fail' ? 'failed' : 'succeeded'
  const all = await refundsOf(house, order)
  const one = all.find(
    ({ stripe_refund_id, reason, state: is }) =>
      stripe_refund_id && is !== 'failed' && (reason === 'stripe') === (half === 'dashboard'),
  )
  await house.sim.control.settleRefund({ refund: one?.stripe_refund_id ?? '', ending })
  await refundIs(house, order, one?.id ?? '', state)
}

/** One after the other, as long as an alert says that something is owed; tells what went back. */
async function refundAgain(order: GuestOrder, ...all: RefundWanted['what'][]): Promise<number> {
  for (const what of all) {
    if ((await openAlerts(order)).length === 0) break
    await refundIs(house, order, await giveBack(house, order, what), 'succeeded')
  }
  const refunds = await refundsOf(house, order)
  const back = refunds.filter(({ state }) => state === 'succeeded')
  return back.reduce((sum, { amount }) => sum + amount, 0)
}

const openAlerts = async (order: GuestOrder) =>
  (await alertsAbout(house, order)).flatMap(({ kind, state }) => (state === 'open' ? kind : []))

const ENDINGS: { name: string; failing: Half[] }[] = [
  { name: 'the rest', failing: ['rest'] },
  { name: "the dashboard's", failing: ['dashboard'] },
  { name: 'first the rest and then the other', failing: ['rest', 'dashboard'] },
  { name: "first the dashboard's and then the other", failing: ['dashboard', 'rest'] },
]

for (const { name, failing } of ENDINGS) {
  test(`F62, F64: of two refunds that share in two tickets ${name} fails; refunded again it is exactly what is due`, async () => {
    const owed_minor = failing.reduce((sum, half) => sum + AMOUNTS[half], 0)
    const ways: ((ids: string[]) => RefundWanted['what'][])[] = [
      (ids) => [{ ticket_ids: ids }],
      (ids) => [{ ticket_ids: ids.slice(0, 1) }, { ticket_ids: ids.slice(1) }],
      () => [{ amount_minor: owed_minor }],
      (ids) => [{ amount_minor: 100 }, { ticket_ids: ids }],
      () => ['everything'],
    ]
    const healsBy = async (way: (typeof ways)[number]) => {
      const { order, ids } = await share()
      for (const half of failing) await settles(order, half, 'fail')
      assert.equal((await openAlerts(order)).length, failing.length)
      assert.deepEqual(await claimsAbout(house, 'order', order.order_id), [])
      const wanted = way(ids)
      const back_minor = await refundAgain(order, ...wanted)
      assert.deepEqual(await openAlerts(order), [])
      const { state, tickets } = await orderState(house, order)
      if (wanted[0] === 'everything')
        assert.deepEqual([state, tickets, back_minor], ['refunded', 0, order.paid_minor])
      else assert.deepEqual([state, tickets, back_minor], ['fulfilled', 1, WANTED])
    }
    await Promise.all(ways.map((way) => healsBy(way)))
    await audit(house)
  })
}

test('F62, F64: a half fails while the other is on its way, and that one fails after the owner has refunded again', async () => {
  const { order, ids } = await share('pm_card_pendingRefund')
  await settles(order, 'dashboard', 'fail')
  const again = await giveBack(house, order, { ticket_ids: ids })
  await settles(order, 'rest', 'fail')
  assert.equal((await openAlerts(order)).length, 2)
  assert.deepEqual(await claimsAbout(house, 'order', order.order_id), [])
  const last = await giveBack(house, order, { ticket_ids: ids })
  for (const id of [again, last]) {
    const refund = await eventually('Stripe has it', async () => {
      return (await refundsOf(house, order)).find((one) => one.id === id)?.stripe_refund_id
    })
    await house.sim.control.settleRefund({ refund, ending: 'succeed' })
    await refundIs(house, order, id, 'succeeded')
  }
  const amounts = (await refundsOf(house, order)).filter(({ state }) => state === 'succeeded')
  assert.deepEqual(
    amounts.map(({ amount }) => amount),
    [AMOUNTS.dashboard, AMOUNTS.rest],
  )
  assert.deepEqual(await openAlerts(order), [])
  await audit(house)
})

test('F58, F62, F64: twenty people refund the tickets of a half that failed; one does, of what is due', async () => {
  const { order, ids } = await share()
  await settles(order, 'rest', 'fail')
  const { order_id } = order
  const asked = { order_id, what: { ticket_ids: ids }, requested_by: 'Owner' }
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => {
      return requestRefund(tillOf(house), { ...asked, refund_id: newId('rfd') + n })
    }),
  )
  const taken = answers.flatMap((answer) => (isRefused(answer) ? [] : [answer.amount_minor]))
  assert.deepEqual(taken, [AMOUNTS.rest])
  await eventually('the alert is over', async () => (await openAlerts(order)).length === 0)
  const { state, tickets } = await orderState(house, order)
  assert.deepEqual([state, tickets], ['fulfilled', 1])
  await audit(house)
})

test('F62, F64: both halves of an amount fail, and a party is credited with what is there at any time', async () => {
  const order = await buy(house, vip, 2)
  const wanted_minor = order.paid_minor - 1000
  const rest_minor = wanted_minor - AMOUNTS.dashboard
  await overtake(order, { amount_minor: wanted_minor })
  for (const half of ['rest', 'dashboard'] as const) {
    await settles(order, half, 'fail')
    assert.deepEqual(await claimsAbout(house, 'order', order.order_id), [])
  }
  const amounts = [{ amount_minor: rest_minor }, { amount_minor: AMOUNTS.dashboard }]
  assert.equal(await refundAgain(order, ...amounts), wanted_minor)
  assert.deepEqual(await openAlerts(order), [])
  await audit(house)
})

test('F62: a part of what a refund failed to give back leaves the alert open, until all parts are there (VIP)', async () => {
  const order = await buy(house, vip, 2)
  const all = await giveBack(house, order, 'everything')
  const { stripe_refund_id } = await refundIs(house, order, all, 'succeeded')
  await house.sim.control.settleRefund({ refund: stripe_refund_id ?? '', ending: 'fail' })
  await refundIs(house, order, all, 'failed')
  await refundAgain(order, { amount_minor: 1000 })
  assert.deepEqual(await openAlerts(order), ['refund_failed'])
  assert.equal(await refundAgain(order, 'everything'), order.paid_minor)
  assert.deepEqual(await openAlerts(order), [])
  await audit(house)
})

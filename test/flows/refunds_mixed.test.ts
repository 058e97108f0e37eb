import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sendRefund } from '../../src/checkout/index.ts'
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
  refundsAtStripe,
  refundsOf,
} from '../money_back.ts'
import { tillOf } from '../till.ts'
import { entriesOf, ga, wares } from '../ware.ts'

/** Refunds made here and refunds made in Stripe's own dashboard, of one order. */

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

const isState = (order: GuestOrder, state: string) =>
  eventually(`the order is ${state}`, async () => (await orderState(house, order)).state === state)

const ticketIds = async (order: GuestOrder) =>
  (await entriesOf(ga, house, order)).map(({ id }) => id)

for (const ware of wares) {
  test(`F64: all is asked for here while a part goes back in the dashboard; the rest follows by itself (${ware.name})`, async () => {
    const order = await buy(house, ware, 2)
    const letThrough = await keepOursBack(house, order)
    const id = await giveBack(house, order, 'everything')
    await refundAtStripe(house, order, 500)
    await refundIs(house, order, id, 'failed')
    await letThrough()
    await isState(order, 'refunded')
    const amounts = (await refundsAtStripe(house, order)).map(({ amount }) => amount)
    assert.deepEqual(
      amounts,
      [500, order.paid_minor - 500],
      'together it is what was paid, and no more',
    )
    const told = (await alertsAbout(house, order)).map(({ kind, state }) => `${kind} ${state}`)
    assert.deepEqual(told, ['refund_reduced resolved'], 'the owner was told what happened')
    await house.mailbox.waitFor(
      ({ subject, text }) =>
        subject.includes('only the rest is being sent by us') && !!text?.includes(order.order_id),
    )
    await audit(house)
  })
}

test('F64: two tickets are refunded here while less goes back in the dashboard; together it is the two', async () => {
  const order = await buy(house, ga, 3)
  const [first = '', second = ''] = await ticketIds(order)
  const letThrough = await keepOursBack(house, order)
  const id = await giveBack(house, order, { ticket_ids: [first, second] })
  await refundAtStripe(house, order, 2500)
  await refundIs(house, order, id, 'failed')
  await letThrough()
  await eventually('the rest is back', async () => {
    const done = (await refundsOf(house, order)).filter(({ state }) => state === 'succeeded')
    return done.reduce((sum, { amount }) => sum + amount, 0) === ga.priceOf(2)
  })
  const { state, tickets } = await orderState(house, order)
  assert.deepEqual([state, tickets], ['fulfilled', 1])
  await audit(house)
})

test('F64: a ticket is refunded here while more goes back in the dashboard; ours is not sent as well', async () => {
  const order = await buy(house, ga, 2)
  const [first = ''] = await ticketIds(order)
  const letThrough = await keepOursBack(house, order)
  const id = await giveBack(house, order, { ticket_ids: [first] })
  await refundAtStripe(house, order, 3000)
  await refundIs(house, order, id, 'failed')
  await letThrough()
  await audit(house)
  assert.equal((await refundsAtStripe(house, order)).length, 1)
  const { state, tickets } = await orderState(house, order)
  assert.deepEqual([state, tickets], ['fulfilled', 1], 'the other ticket counts')
  const told = (await alertsAbout(house, order)).map(({ kind, state: now }) => `${kind} ${now}`)
  assert.deepEqual(told, ['refund_outside open'])
})

for (const ware of wares) {
  test(`F64: the dashboard was first, and its event is lost; ours finds it and sends the rest (${ware.name})`, async () => {
    const order = await buy(house, ware, 2)
    await house.sim.control.failWebhooks({ type: 'refund.*', effect: 'suppress', times: null })
    await refundAtStripe(house, order, 500)
    await giveBack(house, order, 'everything')
    await isState(order, 'refunded')
    const amounts = (await refundsAtStripe(house, order)).map(({ amount }) => amount)
    assert.deepEqual(amounts, [500, order.paid_minor - 500])
    await house.sim.control.clearFaults()
    await audit(house)
  })

  test(`F64: a refund of the dashboard that is pending is never sent again by us (${ware.name})`, async () => {
    const order = await buy(house, ware, 2, 'pm_card_pendingRefund')
    const there = await refundAtStripe(house, order, 500)
    const booked = await eventually('it is booked', async () => (await refundsOf(house, order))[0])
    await sendRefund(tillOf(house), { refund_id: booked.id })
    assert.equal((await refundsAtStripe(house, order)).length, 1, 'the money goes back once')
    await house.sim.control.settleRefund({ refund: there, ending: 'succeed' })
    await refundIs(house, order, booked.id, 'succeeded')
    await audit(house)
  })

  test(`F62, F64: that ours has failed is never told; the refund of the dashboard in its place is booked all the same (${ware.name})`, async () => {
    const order = await buy(house, ware, 2)
    const ours = await giveBack(house, order, 'everything')
    const { stripe_refund_id } = await refundIs(house, order, ours, 'succeeded')
    await house.sim.control.idle()
    await house.sim.control.failWebhooks({ type: 'refund.*', effect: 'suppress', times: null })
    await house.sim.control.settleRefund({ refund: stripe_refund_id ?? '', ending: 'fail' })
    await house.sim.control.clearFaults()
    await refundAtStripe(house, order, order.paid_minor)
    await refundIs(house, order, ours, 'failed')
    await isState(order, 'refunded')
    await audit(house)
  })
}

test('F62: a failed refund of one ticket is named by the audit only once nobody looks after it', async () => {
  const order = await buy(house, ga, 2)
  const [first = ''] = await ticketIds(order)
  const id = await giveBack(house, order, { ticket_ids: [first] })
  const { stripe_refund_id } = await refundIs(house, order, id, 'succeeded')
  await house.sim.control.settleRefund({ refund: stripe_refund_id ?? '', ending: 'fail' })
  await refundIs(house, order, id, 'failed')
  assert.deepEqual(
    await claimsAbout(house, 'order', order.order_id),
    [],
    'an alert is open for exactly that',
  )
  const resolve = (state: string) =>
    house.db.query({
      text: `update alerts set state = $2, resolved_at = case when $2 = 'resolved' then now() end
              where subject_id = $1 and kind = 'refund_failed'`,
      values: [id, state],
    })
  await resolve('resolved')
  assert.notDeepEqual(
    await claimsAbout(house, 'order', order.order_id),
    [],
    'resolved, and not healed',
  )
  await resolve('open')
  const again = await giveBack(house, order, { ticket_ids: [first] })
  await refundIs(house, order, again, 'succeeded')
  const told = (await alertsAbout(house, order)).map(({ kind, state }) => `${kind} ${state}`)
  assert.deepEqual(told, ['refund_failed resolved'], 'the second try has made it good')
  await audit(house)
})

test('F62: a failed refund of one ticket that is made in the dashboard is made good by that', async () => {
  const order = await buy(house, ga, 2)
  const [first = ''] = await ticketIds(order)
  const id = await giveBack(house, order, { ticket_ids: [first] })
  const { stripe_refund_id } = await refundIs(house, order, id, 'succeeded')
  await house.sim.control.settleRefund({ refund: stripe_refund_id ?? '', ending: 'fail' })
  await refundIs(house, order, id, 'failed')
  await refundAtStripe(house, order, ga.priceOf(1))
  await eventually('the alert has cleared itself', async () => {
    return (await alertsAbout(house, order)).every(({ state }) => state === 'resolved')
  })
  await audit(house)
})

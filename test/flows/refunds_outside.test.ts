import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
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

/** Refunds that somebody makes in Stripe's own dashboard. */

let house: House
before(async () => {
  house = await openHouse()
})
after(async () => {
  await audit(house)
  await house.close()
})

async function buyTwo(): Promise<GuestOrder> {
  const { slug, types } = await addNight(house.db, { types: [{ price_minor: 2000 }] })
  const order = await placeOrder(house, slug, { [types[0] ?? '']: 2 })
  await pay(house, order)
  await fulfilled(house, order, 2)
  return order
}

async function refundAtStripe(order: GuestOrder, amountMinor: number): Promise<void> {
  const [intent] = await intentsAtStripe(house, order)
  const response = await fetch(`${house.sim.url}/v1/refunds`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.sim.secretKey}` },
    body: new URLSearchParams({ payment_intent: intent?.id ?? '', amount: String(amountMinor) }),
  })
  assert.equal(response.status, 200, await response.text())
}

async function refundsOf(order: GuestOrder) {
  const { rows } = await house.db.query<{ reason: string; state: string; amount: number }>({
    text: `select reason, state, amount_minor::float8 as amount from refunds where order_id = $1`,
    values: [order.order_id],
  })
  return rows
}

test('F64: all refunded in the dashboard: booked once, however often told; tickets void', async () => {
  const order = await buyTwo()
  await house.sim.control.failWebhooks({
    type: 'refund.*',
    effect: 'duplicate',
    copies: 5,
    times: 3,
  })
  await refundAtStripe(order, 4000)
  await eventually('the order is refunded', async () => {
    const { state, tickets } = await orderState(house, order)
    return state === 'refunded' && tickets === 0
  })
  await house.sim.control.idle()
  assert.deepEqual(await refundsOf(order), [{ reason: 'stripe', state: 'succeeded', amount: 4000 }])
})

test('F64: a part refunded in the dashboard leaves the tickets, and the owner is told', async () => {
  const order = await buyTwo()
  await refundAtStripe(order, 500)
  await eventually('the refund is booked', async () => {
    const [refund] = await refundsOf(order)
    return refund?.state === 'succeeded' && refund.amount === 500
  })
  const { state, tickets } = await orderState(house, order)
  assert.deepEqual([state, tickets], ['fulfilled', 2])
  const { rows } = await house.db.query({
    text: `select from alerts where kind = 'refund_outside' and detail ->> 'order' = $1`,
    values: [order.order_id],
  })
  assert.equal(rows.length, 1)
})

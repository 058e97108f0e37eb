import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { eventually, intentsAtStripe, orderState, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { endHold } from '../late_money.ts'
import { orderAtCheckout, QUICK } from '../sweep.ts'
import { wares, type Ware } from '../ware.ts'

/** Orders whose intent was made at Stripe, and whose process died before it was stored (F12). */

let house: House
before(async () => {
  house = await openHouse(QUICK)
})
after(() => house.close())

/** An order as such a death leaves it behind; its guest never comes back. */
async function orphan(ware: Ware): Promise<GuestOrder & { intent: string }> {
  const order = await orderAtCheckout(house, 1, ware)
  await house.db.query({
    text: `update payments set payment_intent_id = null where order_id = $1`,
    values: [order.order_id],
  })
  return order
}

const isExpired = (order: GuestOrder) =>
  eventually('the order expires', async () => {
    return (await orderState(house, order)).state === 'expired'
  })

for (const ware of wares) {
  test(`F12: an intent that nobody knows of is cancelled when the hold ends (${ware.name})`, async () => {
    const order = await orphan(ware)
    await endHold(house, order)
    await isExpired(order)
    const intents = await intentsAtStripe(house, order)
    assert.deepEqual(
      intents.map(({ id, status }) => [id, status]),
      [[order.intent, 'canceled']],
    )
    await audit(house)
  })

  test(`F12, F73: while Stripe cannot be asked the hold stays; then the intent is cancelled (${ware.name})`, async () => {
    const order = await orphan(ware)
    const down = {
      path: '/v1/payment_intents*',
      effect: 'error',
      when: 'before',
      times: null,
    } as const
    await house.sim.control.failRequests(down)
    await endHold(house, order)
    await eventually('it was tried', async () => {
      return (await house.sim.control.faultLog()).length > 0
    })
    assert.equal((await orderState(house, order)).state, 'open')
    await house.sim.control.clearFaults()
    await isExpired(order)
    assert.equal((await intentsAtStripe(house, order))[0]?.status, 'canceled')
    await audit(house)
  })
}

for (const ware of wares) {
  test(`F12, F28: Stripe has forgotten the key as well; the intent is found by its metadata (${ware.name})`, async () => {
    const order = await orphan(ware)
    await house.db.query({
      text: `update payments set created_at = created_at - interval '2 days' where order_id = $1`,
      values: [order.order_id],
    })
    await house.sim.control.advanceClock({ seconds: 2 * 24 * 3600 })
    await endHold(house, order)
    await isExpired(order)
    const intents = await intentsAtStripe(house, order)
    assert.deepEqual(
      intents.map(({ id, status }) => [id, status]),
      [[order.intent, 'canceled']],
      'and no other one was made',
    )
    await audit(house)
  })
}

for (const ware of wares) {
  test(`F12: where Stripe says that there can be none, the hold ends (${ware.name})`, async () => {
    const order = await orphan(ware)
    await house.sim.control.reset()
    await house.db.query({
      text: `update payments set currency = 'xxx' where order_id = $1`,
      values: [order.order_id],
    })
    await endHold(house, order)
    await isExpired(order)
    assert.deepEqual(await intentsAtStripe(house, order), [])
    await audit(house)
  })
}

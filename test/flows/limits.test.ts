import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { requestRefund } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import {
  api,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { endHold } from '../late_money.ts'
import { tillOf } from '../till.ts'
import { placeOf, takenOf, wares } from '../ware.ts'

// Stripe asks us to slow down (F67), or says that somebody else has the object in hand (F68): the
// SDK repeats the second by itself, twice, and the first not at all. Both go on for longer here.

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

/** How often each goes on: more than the SDK repeats, less than the queue waits long for. */
const limits = [
  ['F67', 'rate_limit', 2, 'Stripe answers 429'],
  ['F68', 'lock_timeout', 4, 'Stripe answers lock_timeout'],
] as const

type Effect = (typeof limits)[number][1]

/** Lets requests fail so from now on; returns how often they have. */
async function limit(method: 'GET' | 'POST', path: string, effect: Effect, times: number) {
  const fault = await house.sim.control.failRequests({ method, path, effect, times })
  return async () => {
    const log = await house.sim.control.faultLog()
    return log.filter((line) => line.fault === fault.id).length
  }
}

for (const ware of wares) {
  for (const [row, effect, times, what] of limits) {
    test(`${row}: ${what} while the intent is made; the order stands, and ends with one intent (${ware.name})`, async () => {
      const strikes = await limit('POST', '/v1/payment_intents', effect, times)
      const order = await placeOf(ware, house, 1)
      await eventually('checkout goes on', async () => {
        const path = `/api/orders/${order.order_id}/payment`
        const answer = await api<{ code?: string }>(house, 'POST', path, {}, order)
        if (answer.status !== 200) assert.equal(answer.body.code, 'stripe_unreachable')
        return answer.status === 200
      })
      assert.equal(await strikes(), times)
      await pay(house, order)
      await fulfilled(house, order, 1)
      assert.equal((await intentsAtStripe(house, order)).length, 1)
      await audit(house)
    })

    test(`${row}: ${what} while a hold ends; the stock goes back once, after the intent is cancelled (${ware.name})`, async () => {
      const strikes = await limit('POST', '/v1/payment_intents/*/cancel', effect, times)
      const night = await ware.open(house.db)
      const order = await placeOrder(house, night.slug, night.wish(2))
      await endHold(house, order)
      await eventually('the order expires', async () => {
        const { state } = await orderState(house, order)
        const taken = await takenOf(house, night)
        // Stripe is looked at last: what was true here before is still to be true of it.
        const [intent] = await intentsAtStripe(house, order)
        // Never before Stripe has taken the cancellation: until then it could still be paid.
        if (intent?.status !== 'canceled') assert.equal(taken, 2)
        if (state === 'expired') assert.equal(intent?.status, 'canceled')
        return state === 'expired'
      })
      assert.equal(await strikes(), times)
      assert.equal(await takenOf(house, night), 0)
      await audit(house)
    })

    test(`${row}: ${what} to a refund; the money goes back once, and is never called failed (${ware.name})`, async () => {
      const order = await placeOf(ware, house, 1)
      await pay(house, order)
      await fulfilled(house, order, 1)
      await house.sim.control.failWebhooks({ type: 'refund.*', effect: 'hold', times: null })
      const strikes = await limit('POST', '/v1/refunds', effect, times)
      const looks = await limit('GET', '/v1/refunds', effect, 1)
      const wanted = { refund_id: newId('rfd'), order_id: order.order_id, requested_by: 'owner' }
      assert.ok(!isRefused(await requestRefund(tillOf(house), { ...wanted, what: 'everything' })))
      await eventually('the refund has arrived', async () => {
        const { rows } = await house.db.query<{ state: string }>({
          text: `select state from refunds where id = $1`,
          values: [wanted.refund_id],
        })
        assert.notEqual(rows[0]?.state, 'failed')
        return rows[0]?.state === 'succeeded'
      })
      assert.deepEqual([await strikes(), await looks()], [times, 1])
      await house.sim.control.clearFaults()
      await house.sim.control.releaseWebhooks()
      await audit(house)
      const { refunds } = await house.sim.control.ledger()
      const ours = refunds.filter((one) => one.metadata?.['refund_id'] === wanted.refund_id)
      assert.equal(ours.length, 1)
    })

    test(`${row}: ${what} to the page that the guest returns to; it shows the tickets all the same (${ware.name})`, async () => {
      const order = await placeOf(ware, house, 1)
      const hold = { type: 'payment_intent.*', effect: 'hold', times: null } as const
      await house.sim.control.failWebhooks(hold)
      await pay(house, order)
      const strikes = await limit('GET', '/v1/payment_intents/*', effect, times)
      const page = `${house.url}/orders/${order.order_id}/${order.secret}`
      await eventually('the page finds the payment', async () => {
        const answer = await fetch(`${page}/state`)
        assert.equal(answer.status, 200)
        return ((await answer.json()) as { state: string }).state === 'fulfilled'
      })
      assert.equal(await strikes(), times)
      await house.sim.control.clearFaults()
      await house.sim.control.releaseWebhooks()
      await audit(house)
    })
  }
}

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose } from '../audit.ts'
import { eventually, orderState } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertsAbout, buy, giveBack, refundAtStripe, refundIs, refundsOf } from '../money_back.ts'
import { wares } from '../ware.ts'

/** Refunds that somebody makes in Stripe's own dashboard. */

let house: House
before(async () => {
  house = await openHouse()
})
after(() => auditAndClose(house))

for (const ware of wares) {
  test(`F64: all refunded in the dashboard: booked once, however often told; tickets void (${ware.name})`, async () => {
    const order = await buy(house, ware, 2)
    await house.sim.control.failWebhooks({
      type: 'refund.*',
      effect: 'duplicate',
      copies: 5,
      times: 3,
    })
    await refundAtStripe(house, order, order.paid_minor)
    await eventually('the order is refunded', async () => {
      const { state, tickets } = await orderState(house, order)
      return state === 'refunded' && tickets === 0
    })
    await house.sim.control.idle()
    const [refund, ...more] = await refundsOf(house, order)
    assert.equal(refund?.reason, 'stripe')
    assert.equal(refund.state, 'succeeded')
    assert.equal(refund.amount, order.paid_minor)
    assert.deepEqual(more, [])
  })

  test(`F64: a part refunded in the dashboard leaves the tickets, and the owner is told (${ware.name})`, async () => {
    const order = await buy(house, ware, 2)
    await refundAtStripe(house, order, 500)
    await eventually('the refund is booked', async () => {
      const [refund] = await refundsOf(house, order)
      return refund?.state === 'succeeded' && refund.amount === 500
    })
    const { state, tickets } = await orderState(house, order)
    assert.deepEqual([state, tickets], ['fulfilled', 2])
    const { rows } = await house.db.query({
      text: `select from alerts where kind = 'refund_outside' and detail ->> 'order' = $1`,
      values: [order.order_id],
    })
    assert.equal(rows.length, 1)
    const { text } = await house.mailbox.waitFor(
      (mail) =>
        mail.subject.includes('was refunded in Stripe') && !!mail.text?.includes(order.order_id),
    )
    assert.match(
      text ?? '',
      /refund the rest, too: that voids them/,
      'what can be done, and is enough',
    )
    await refundIs(house, order, await giveBack(house, order, 'everything'), 'succeeded')
    assert.equal((await orderState(house, order)).tickets, 0)
    assert.ok((await alertsAbout(house, order)).every((alert) => alert.state === 'resolved'))
  })
}

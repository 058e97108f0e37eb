import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { eventually, fulfilled, intentsAtStripe, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { giveBack, refundsAtStripe } from '../money_back.ts'

// A house sells in one currency. Each test makes it another one, which counts other digits.

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const cases = [
  { currency: 'jpy', price_minor: 500, two_read: /¥1,000/ },
  { currency: 'usd', price_minor: 500, two_read: /US\$10/ },
]

for (const { currency, price_minor, two_read } of cases) {
  test(`F52: two tickets at ${price_minor} ${currency} cost Stripe's minor units, on every page and back again`, async () => {
    const { slug, types } = await addNight(house.db, { types: [{ price_minor }] })
    await house.db.query({ text: `update venues set currency = $1`, values: [currency] })
    const order = await placeOrder(house, slug, { [types[0]!]: 2 })
    await pay(house, order)
    await fulfilled(house, order, 2)
    const [intent] = await intentsAtStripe(house, order)
    assert.deepEqual(
      [intent?.amount_received, intent?.currency],
      [2 * price_minor, currency],
      'what Stripe has received',
    )
    const page = await fetch(`${house.url}/orders/${order.order_id}/${order.secret}`)
    assert.match(await page.text(), two_read)
    const { text } = await house.mailbox.waitFor(({ to }) =>
      to.some(({ address }) => address === order.email),
    )
    assert.match(text ?? '', two_read)
    await giveBack(house, order, 'everything')
    await eventually('the money has gone back', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    const refunds = await refundsAtStripe(house, { intent: intent?.id ?? '' })
    assert.deepEqual(
      refunds.map((refund) => [refund.amount, refund.currency]),
      [[2 * price_minor, currency]],
    )
    await audit(house)
  })
}

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { eventually, fulfilled, intentsAtStripe, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { giveBack, refundsAtStripe } from '../money_back.ts'
import { wares } from '../ware.ts'

// A house sells in one currency. Each test makes it another one, which counts other digits.

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const currencies = [
  { currency: 'jpy', read: /¥(4,900|20,000)/ },
  { currency: 'usd', read: /US\$(49|200)/ },
]
const cases = currencies.flatMap((each) => wares.map((ware) => ({ ...each, ware })))

for (const { currency, read, ware } of cases) {
  test(`F52: two heads cost Stripe's minor units of ${currency}, on every page and back again (${ware.name})`, async () => {
    const price_minor = ware.priceOf(2)
    const { slug, wish } = await ware.open(house.db)
    await house.db.query({ text: `update venues set currency = $1`, values: [currency] })
    const order = await placeOrder(house, slug, wish(2))
    await pay(house, order)
    await fulfilled(house, order, 2)
    const [intent] = await intentsAtStripe(house, order)
    assert.deepEqual(
      [intent?.amount_received, intent?.currency],
      [price_minor, currency],
      'what Stripe has received',
    )
    const page = await fetch(`${house.url}/orders/${order.order_id}/${order.secret}`)
    assert.match(await page.text(), read)
    const { text } = await house.mailbox.waitFor(({ to }) =>
      to.some(({ address }) => address === order.email),
    )
    assert.match(text ?? '', read)
    await giveBack(house, order, 'everything')
    await eventually('the money has gone back', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    const refunds = await refundsAtStripe(house, { intent: intent?.id ?? '' })
    assert.deepEqual(
      refunds.map((refund) => [refund.amount, refund.currency]),
      [[price_minor, currency]],
    )
    await audit(house)
  })
}

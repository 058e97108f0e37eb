import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { clientSecretOf, eventually, fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { ga, vip } from '../ware.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const ORDERS = 50

test('F69: 50 webhooks of 50 orders, GA and VIP, in one burst are all answered 200, and all are fulfilled', async () => {
  const nights = [await ga.open(house.db, ORDERS / 2), await vip.open(house.db, ORDERS / 2)]
  const orders = await Promise.all(
    Array.from({ length: ORDERS }, (_, n) => {
      const { slug, wish } = nights[n % 2]!
      return placeOrder(house, slug, wish(1))
    }),
  )
  for (const order of orders) await clientSecretOf(house, order)
  const type = 'payment_intent.succeeded'
  await house.sim.control.failWebhooks({ type, effect: 'hold', times: ORDERS })
  for (const order of orders) assert.equal((await pay(house, order)).status, 200)
  await house.sim.control.releaseWebhooks()
  for (const order of orders) await fulfilled(house, order, 1)
  await audit(house)
  const { events } = await house.sim.control.ledger()
  const attempts = events
    .filter((event) => event.type === type)
    .map(({ deliveries }) => deliveries.flatMap((delivery) => delivery.attempts))
  assert.equal(attempts.length, ORDERS)
  for (const tries of attempts)
    assert.deepEqual(
      tries.map(({ status_code }) => status_code),
      [200],
    )
  const { rows } = await house.db.query({
    text: `select distinct object_id from webhooks where type = $1 and state = 'handled'`,
    values: [type],
  })
  assert.equal(rows.length, ORDERS)
  await eventually('every mail is sent', async () => {
    const queued = await house.db.query({ text: `select from mails where state = 'queued'` })
    return queued.rows.length === 0
  })
  const addresses = (await house.mailbox.mails()).map(({ to }) => to[0]?.address)
  assert.equal(addresses.length, ORDERS)
  assert.deepEqual(new Set(addresses), new Set(orders.map(({ email }) => email)))
})

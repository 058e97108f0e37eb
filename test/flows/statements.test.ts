import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { clientSecretOf, confirm, fulfilled, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { listenToStatements, transactionWith, turnsOf } from '../statements.ts'

// What a sale costs, in statements and in turns, which is how often one waits for the database.
// Most of the time of both goes into them (docs/performance.md): who adds one has to mean it.

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

test('a sale costs as many statements as it is known to cost, and not one more', async () => {
  const { slug, types } = await addNight(house.db, { types: [{ capacity: 10 }] })
  const heard = listenToStatements()
  const order = await placeOrder(house, slug, { [types[0] ?? '']: 1 })
  await confirm(house, order, await clientSecretOf(house, order))
  await fulfilled(house, order, 1)
  await house.mailbox.waitFor((mail) => JSON.stringify(mail.to).includes(order.email))
  heard.stop()
  const costOf = (name: string) => {
    const asked = transactionWith(heard.asked, name, order.order_id)
    return { statements: asked.length, turns: turnsOf(asked) }
  }
  assert.deepEqual(costOf('insert_order'), { statements: 15, turns: 7 }, 'placing')
  assert.deepEqual(
    costOf('mark_order_fulfilled'),
    { statements: 22, turns: 11 },
    'payment to tickets',
  )
  const naming = heard.asked.filter(({ name, values }) => name && values.includes(order.order_id))
  assert.ok(naming.length <= 38, naming.map(({ name }) => name).join(' '))
  await audit(house)
})

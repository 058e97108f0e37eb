import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose, audit } from '../audit.ts'
import { mailTo } from '../deposits.ts'
import { shownOrder } from '../desk.ts'
import { intentsAtStripe, orderState, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { standsAt } from '../move.ts'
import { offered, offersOf, stateIs } from '../move_link.ts'
import { pageOf, read } from '../party.ts'
import { keys } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { takenOf } from '../ware.ts'

// What another night costs more is asked for by a link first, and then the order moves.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

const titled = (night_id: string, title: string) =>
  house.db.query({ text: `update nights set title = $2 where id = $1`, values: [night_id, title] })

test('the guest pays the difference by a link, and the order moves in that moment, once', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  await titled(from.night_id, 'Concrete Garden')
  await titled(to.night_id, 'Velvet Static')
  // Nothing moves before: both nights keep the places.
  assert.equal((await standsAt(house, order)).night_id, from.night_id)
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [2, 2])
  const { codes } = await standsAt(house, order)
  const asked = await mailTo(house, order.email, 'Move to ')
  assert.match(asked.text ?? '', new RegExp(`/orders/${difference.order_id}/.+/checkout`))
  const [waiting] = await offersOf(house, owner, order)
  assert.deepEqual([waiting?.state, waiting?.amount_minor], ['waiting', 3000])
  assert.ok(waiting?.expires_at)
  const checkout = await read(`${pageOf(house, difference)}/checkout`)
  assert.match(checkout.text, /Your tickets move from Concrete Garden to Velvet Static: €30 more\./)
  assert.match((await read(pageOf(house, difference))).text, /your tickets move from/)
  await audit(house)
  await pay(house, difference)
  await stateIs(house, difference, 'fulfilled')
  assert.deepEqual(await standsAt(house, order), { night_id: to.night_id, heads: 2, codes })
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 2])
  assert.equal((await intentsAtStripe(house, difference))[0]?.amount_received, 3000)
  const moved = await mailTo(house, order.email, 'Now for Velvet Static')
  assert.match(moved.text ?? '', /€30 more: you have paid that/)
  assert.match((await read(pageOf(house, order))).text, /Velvet Static/)
  assert.match((await read(pageOf(house, difference))).text, /You have moved/)
  assert.equal((await offersOf(house, owner, order))[0]?.state, 'moved')
  assert.equal((await shownOrder(house, owner, difference)).offers[0]?.moved_order_id, order.order_id)
  const deeds = await deedsOf(house, order.order_id)
  assert.deepEqual(
    deeds.map(({ action }) => action),
    ['order.move_offered', 'order.moved'],
  )
  assert.equal((await orderState(house, order)).state, 'fulfilled')
  await audit(house)
})

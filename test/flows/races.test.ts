import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import {
  api,
  clientSecretOf,
  fulfilled,
  intentsAtStripe,
  pay,
  placeOrder,
  tryToPlace,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { placeOf, wares } from '../ware.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

/** So many orders are placed by several clicks each: a few of those meet where it matters. */
const MEETINGS = 30

const takenOf = async (type: string) => {
  const { rows } = await house.db.query<{ taken: number }>({
    text: `select taken from ticket_types where id = $1`,
    values: [type],
  })
  return rows[0]?.taken
}

/** How many heads an order's active holds are for. */
const heldOf = async (order: { order_id: string }) => {
  const { rows } = await house.db.query<{ held: number }>({
    text: `select sum(quantity)::int as held from holds where order_id = $1 and state = 'active'`,
    values: [order.order_id],
  })
  return rows[0]?.held
}

test('F38: 50 guests want the last ticket; one can pay, 49 are told before they pay', async () => {
  const night = await addNight(house.db, { types: [{ capacity: 1 }] })
  const type = night.types[0]!
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => tryToPlace(house, night.slug, { [type]: 1 })),
  )
  assert.equal(answers.filter((answer) => answer.status === 201).length, 1)
  assert.equal(answers.filter((answer) => answer.body['code'] === 'sold_out').length, 49)
  assert.equal(await takenOf(type), 1)
  await audit(house)
})

test('control of F38: without the guard the same race does oversell', async () => {
  const night = await addNight(house.db, { types: [{ capacity: 1 }] })
  const type = night.types[0]!
  await house.db.query({ text: 'alter table ticket_types drop constraint never_oversold' })
  const look = () =>
    house.db.query<{ left: number }>({
      text: `select capacity - taken as left from ticket_types where id = $1`,
      values: [type],
    })
  // All have looked before the first of them takes it.
  const looks = await Promise.all(Array.from({ length: 50 }, look))
  for (const { rows } of looks) {
    if ((rows[0]?.left ?? 0) < 1) continue
    await house.db.query({
      text: `update ticket_types set taken = taken + 1 where id = $1`,
      values: [type],
    })
  }
  assert.ok(Number(await takenOf(type)) > 1, 'the race happens when nothing guards it')
  await house.db.query({ text: `update ticket_types set taken = 0 where id = $1`, values: [type] })
  await house.db.query({
    text: 'alter table ticket_types add constraint never_oversold check (taken <= capacity)',
  })
})

test('the constraint alone refuses to oversell', async () => {
  const night = await addNight(house.db, { types: [{ capacity: 2 }] })
  await assert.rejects(
    house.db.query({
      text: `update ticket_types set taken = 3 where id = $1`,
      values: [night.types[0]],
    }),
    /never_oversold/,
  )
})

test('a guest who goes back and chooses otherwise gets the first choice out of the way', async () => {
  const night = await addNight(house.db, { types: [{ capacity: 3 }] })
  const type = night.types[0]!
  const form = { order_id: newId('ord'), order_secret: newSecret() }
  const post = async (quantity: string) => {
    const response = await fetch(`${house.url}/nights/${night.slug}/orders`, {
      method: 'POST',
      body: new URLSearchParams({ ...form, [`quantity_${type}`]: quantity }),
      redirect: 'manual',
    })
    return { status: response.status, to: response.headers.get('location') ?? '' }
  }
  const first = await post('2')
  assert.equal((await post('2')).to, first.to, 'a second click finds the first order')
  const second = await post('3')
  assert.equal(second.status, 303)
  assert.notEqual(second.to, first.to)
  assert.equal(await takenOf(type), 3)
  await audit(house)
})

test('a guest who chooses other tickets gives the held ones back first', async () => {
  const night = await addNight(house.db, { types: [{ capacity: 2 }] })
  const type = night.types[0]!
  const order = await placeOrder(house, night.slug, { [type]: 2 })
  const url = `${house.url}/orders/${order.order_id}/${order.secret}`
  const release = () => fetch(`${url}/release`, { method: 'POST', redirect: 'manual' })
  const wrong = await fetch(`${url.slice(0, -1)}/release`, { method: 'POST' })
  assert.equal(wrong.status, 404)
  assert.equal(await takenOf(type), 2)
  const released = await release()
  assert.equal(released.status, 303)
  assert.equal(released.headers.get('location'), `/nights/${night.slug}`)
  assert.equal(await takenOf(type), 0)
  const [intent] = await intentsAtStripe(house, order)
  assert.equal(intent?.status, 'canceled')
  assert.equal((await release()).headers.get('location'), new URL(url).pathname)
  await audit(house)
})

for (const ware of wares) {
  test(`F24: clicks that meet in the same moment are never a server's error (${ware.name})`, async () => {
    for (let order = 0; order < MEETINGS; order += 1) {
      const { slug, wish } = await ware.open(house.db)
      const same = { order_id: newId('ord'), secret: newSecret() }
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => tryToPlace(house, slug, wish(2), same)),
      )
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
    }
    await audit(house)
  })

  test(`F24: the same order posted 20 times at once is one order with one intent (${ware.name})`, async () => {
    const { slug, wish } = await ware.open(house.db)
    const order = { order_id: newId('ord'), secret: newSecret() }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => tryToPlace(house, slug, wish(2), order)),
    )
    for (const answer of answers) assert.equal(answer.status, 201, JSON.stringify(answer.body))
    assert.equal(await heldOf(order), 2)
    const ours = await intentsAtStripe(house, order)
    assert.equal(ours.length, 1)
    await audit(house)
  })

  test(`F25: two tabs that prepare to pay for one order get the same intent (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    const secrets = await Promise.all([clientSecretOf(house, order), clientSecretOf(house, order)])
    assert.equal(secrets[0], secrets[1])
    await pay(house, order)
    await fulfilled(house, order, 1)
    const again = await api(house, 'POST', `/api/orders/${order.order_id}/payment`, {}, order)
    assert.deepEqual(again.body, { state: 'paid' })
    await audit(house)
  })

  test(`F25, F56: ten tabs want to pay after Stripe has cancelled the intent; they get one new one (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    const [intent] = (await clientSecretOf(house, order)).split('_secret_')
    await fetch(`${house.sim.url}/v1/payment_intents/${intent}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${house.sim.secretKey}` },
    })
    const secrets = await Promise.all(
      Array.from({ length: 10 }, () => clientSecretOf(house, order)),
    )
    assert.equal(new Set(secrets).size, 1)
    assert.equal((await intentsAtStripe(house, order)).length, 2)
    await pay(house, order)
    await fulfilled(house, order, 1)
    await audit(house)
  })

  test(`a paid order is not given back (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
    await pay(house, order)
    const url = `${house.url}/orders/${order.order_id}/${order.secret}`
    await fetch(`${url}/release`, { method: 'POST', redirect: 'manual' })
    await house.sim.control.releaseWebhooks()
    await fulfilled(house, order, 1)
    await audit(house)
  })
}

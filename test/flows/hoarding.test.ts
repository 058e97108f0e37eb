import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import {
  api,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { addVipNight } from '../vip_catalog.ts'

// What one visitor may hold without paying for it. A proxy beside the product says where each
// request comes from, as in any house.

const PLACES_MAX = 6

let house: House
before(async () => {
  // The sweep would end the holds that are said to outlast their time.
  house = await openHouse({ UNPAID_PLACES_MAX: String(PLACES_MAX), SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

/** Addresses that nobody has (RFC 5737). */
let guests = 0
const newAddress = () => `203.0.113.${++guests}`

interface Answer {
  status: number
  code: string | undefined
  field: string | undefined
  message: string | undefined
  retry_after: number
  order: GuestOrder
}

/** Asks for `wish` from an address, as the proxy tells of it. */
async function placeFrom(
  forwarded: string,
  night: string,
  wish: object,
  order: GuestOrder = { order_id: newId('ord'), secret: newSecret() },
): Promise<Answer> {
  const response = await fetch(`${house.url}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
    body: JSON.stringify({ order_id: order.order_id, order_secret: order.secret, night, ...wish }),
  })
  const { code, errors } = (await response.json()) as {
    code?: string
    errors?: { field: string; message: string }[]
  }
  const retry_after = Number(response.headers.get('retry-after'))
  return { status: response.status, code, ...errors?.[0], retry_after, order } as Answer
}

const tickets = (ticket_type_id: string, quantity: number) => ({
  lines: [{ ticket_type_id, quantity }],
})

async function newNight(): Promise<{ slug: string; type: string; taken: () => Promise<number> }> {
  const { slug, types } = await addNight(house.db, { types: [{ capacity: 50 }] })
  const type = types[0]!
  const taken = async () => {
    const { rows } = await house.db.query<{ taken: number }>({
      text: `select taken from ticket_types where id = $1`,
      values: [type],
    })
    return rows[0]!.taken
  }
  return { slug, type, taken }
}

async function nameAndPay(order: GuestOrder, count: number): Promise<void> {
  const guest = { name: 'Ada', email: `${newSecret()}@guest.example` }
  await api(house, 'PUT', `/api/orders/${order.order_id}/guest`, guest, order)
  await pay(house, order)
  await fulfilled(house, order, count)
}

const statusOf = ({ status }: Answer) => status

test('F76: a script that places order after order holds a few places, and others can buy', async () => {
  const { slug, type, taken } = await newNight()
  const script = newAddress()
  const answers: Answer[] = []
  for (let n = 0; n < 10; n += 1) answers.push(await placeFrom(script, slug, tickets(type, 2)))
  assert.deepEqual(answers.map(statusOf), [201, 201, 201, 429, 429, 429, 429, 429, 429, 429])
  assert.equal(await taken(), PLACES_MAX)
  const refused = answers[3]!
  assert.deepEqual([refused.code, refused.field], ['too_many_unpaid', 'night'])
  assert.match(refused.message ?? '', /that nobody has paid for/)
  assert.ok(refused.retry_after > 500 && refused.retry_after <= 600, 'the end of the first hold')
  // Whatever a script claims to be a proxy for: the one that we trust has seen it.
  assert.equal((await placeFrom(`192.0.2.1, ${script}`, slug, tickets(type, 2))).status, 429)
  const { order, status } = await placeFrom(newAddress(), slug, tickets(type, 4))
  assert.equal(status, 201)
  await nameAndPay(order, 4)
  await audit(house)
})

test('F76: what is paid, dropped or over counts no more, and its address is forgotten', async () => {
  const { slug, type } = await newNight()
  const address = newAddress()
  const paid = await placeFrom(address, slug, tickets(type, 3))
  const dropped = await placeFrom(address, slug, tickets(type, 3))
  assert.equal((await placeFrom(address, slug, tickets(type, 1))).status, 429)
  const known = async ({ order }: Answer) => {
    const { rows } = await house.db.query<{ visitor: string }>({
      text: `select visitor from placements where order_id = $1`,
      values: [order.order_id],
    })
    return rows.map(({ visitor }) => visitor)
  }
  const [visitor = ''] = await known(paid)
  assert.match(visitor, /^[\w-]{43}$/)
  assert.deepEqual(await known(dropped), [visitor])
  await nameAndPay(paid.order, 3)
  assert.deepEqual(await known(paid), [])
  const changed = await placeFrom(address, slug, tickets(type, 2), dropped.order)
  assert.equal(changed.code, 'order_changed')
  await eventually('what was dropped is over', async () => (await known(dropped)).length === 0)
  for (const _ of [1, 2])
    assert.equal((await placeFrom(address, slug, tickets(type, 3))).status, 201)
  await audit(house)
})

test('F76: what the bank takes days for is not unpaid, and blocks nobody', async () => {
  const { slug, type } = await newNight()
  const address = newAddress()
  const { order } = await placeFrom(address, slug, tickets(type, PLACES_MAX))
  assert.equal((await placeFrom(address, slug, tickets(type, 1))).status, 429)
  await house.sim.control.holdPayments({ times: 1 })
  const guest = { name: 'Ada', email: `${newSecret()}@guest.example` }
  await api(house, 'PUT', `/api/orders/${order.order_id}/guest`, guest, order)
  await pay(house, order)
  await house.sim.control.idle()
  assert.equal((await orderState(house, order)).payment, 'processing')
  assert.equal((await placeFrom(address, slug, tickets(type, PLACES_MAX))).status, 201)
  const [intent] = await intentsAtStripe(house, order)
  await house.sim.control.settlePayment({ payment_intent: intent?.id ?? '', ending: 'succeed' })
  await fulfilled(house, order, PLACES_MAX)
  await audit(house)
})

test('F76: whoever waits for holds that outlast their time is asked to wait for some seconds', async () => {
  const { slug, type } = await newNight()
  const address = newAddress()
  const first = await placeFrom(address, slug, tickets(type, 3))
  await placeFrom(address, slug, tickets(type, 3))
  const waitAfter = async (text: string, ids: string[]) => {
    await house.db.query({ text, values: [ids] })
    const { status, retry_after } = await placeFrom(address, slug, tickets(type, 1))
    assert.equal(status, 429)
    return retry_after
  }
  const outlast = `update holds set expires_at = now() - interval '5 minutes' where order_id`
  const rest_s = await waitAfter(`${outlast} = any($1)`, [first.order.order_id])
  assert.ok(rest_s > 500 && rest_s <= 600, 'the end of the one that has not')
  const ofVisitor = `(select b.order_id from placements a join placements b using (visitor)
                       where a.order_id = any($1))`
  assert.equal(await waitAfter(`${outlast} in ${ofVisitor}`, [first.order.order_id]), 15)
  await audit(house)
})

test('F76: one order may be as large as its night allows, and clicking twice is one order', async () => {
  const { slug, type, taken } = await newNight()
  const address = newAddress()
  const order = { order_id: newId('ord'), secret: newSecret() }
  const clicks = [1, 2, 3].map(() => placeFrom(address, slug, tickets(type, 8), order))
  assert.deepEqual((await Promise.all(clicks)).map(statusOf), [201, 201, 201])
  assert.equal((await placeFrom(address, slug, tickets(type, 1))).status, 429)
  assert.equal(await taken(), 8)
  await audit(house)
})

test('F76: a VIP table counts as twenty places, however small the party says that it is', async () => {
  await house.restart({ UNPAID_PLACES_MAX: '40' })
  const { slug, tables } = await addVipNight(house.db, { tables: [{}, {}, {}, {}] })
  const address = newAddress()
  const wish = (id = '') => ({ table: { wished_id: id, party_size: 1, package_id: null } })
  const answers: Answer[] = []
  for (const id of tables) answers.push(await placeFrom(address, slug, wish(id)))
  assert.deepEqual(answers.map(statusOf), [201, 201, 429, 429])
  assert.equal((await placeFrom(newAddress(), slug, wish(tables[2]))).status, 201)
  await audit(house)
  await house.restart({ UNPAID_PLACES_MAX: String(PLACES_MAX) })
})

test('F76: a guest without a script reads why, and when to come back', async () => {
  const { slug, type } = await newNight()
  const address = newAddress()
  await placeFrom(address, slug, tickets(type, PLACES_MAX))
  const response = await fetch(`${house.url}/nights/${slug}/orders`, {
    method: 'POST',
    headers: { 'x-forwarded-for': address },
    body: new URLSearchParams({
      order_id: newId('ord'),
      order_secret: newSecret(),
      [`quantity_${type}`]: '1',
    }),
    redirect: 'manual',
  })
  assert.equal(response.status, 429)
  assert.ok(Number(response.headers.get('retry-after')) > 0)
  assert.match(await response.text(), /that nobody has paid for yet come from your internet/)
  await audit(house)
})

test('F76: who tries more often than anybody clicks is asked to wait for a minute', async () => {
  await house.restart({ PLACEMENTS_PER_MINUTE_MAX: '3' })
  const { slug, type } = await newNight()
  const address = newAddress()
  const tries = [1, 2, 3, 4].map(() => placeFrom(address, slug, tickets(type, 0)))
  const answers = await Promise.all(tries)
  assert.deepEqual(
    answers.map(statusOf).toSorted((a, b) => a - b),
    [422, 422, 422, 429],
  )
  const slowed = answers.find(({ status }) => status === 429)!
  assert.equal(slowed.code, 'rate_limited')
  assert.ok(slowed.retry_after > 0 && slowed.retry_after <= 60)
  assert.equal((await placeFrom(newAddress(), slug, tickets(type, 1))).status, 201)
  await audit(house)
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { api, fulfilled, pay, type GuestOrder, type TestWish } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { solve, type Challenge, type Proof } from '../proof.ts'
import { ga, wares, type OnSale } from '../ware.ts'

// A guest whose address is full of orders that nobody has paid for, by a script or by others.

const PLACES_MAX = 8
const WORKED_MAX = 40

let house: House
before(async () => {
  house = await openHouse({
    UNPAID_PLACES_MAX: String(PLACES_MAX),
    UNPAID_PLACES_WORKED_MAX: String(WORKED_MAX),
  })
})
after(() => house.close())

/** Addresses that nobody has (RFC 5737). */
let guests = 0
const newAddress = () => `198.51.100.${++guests}`
const newOrder = (): GuestOrder => ({ order_id: newId('ord'), secret: newSecret() })

interface Answer {
  status: number
  code?: string
  errors?: { message: string; detail?: { seconds?: number; challenge?: string } }[]
}

/** Asks for `wish` from an address, with or without the work that was done for it. */
async function placeFrom(
  address: string,
  { slug }: OnSale,
  wish: TestWish,
  { order = newOrder(), proof }: { order?: GuestOrder; proof?: Proof } = {},
): Promise<Answer> {
  const lines = Object.entries(wish).map(([ticket_type_id, quantity]) => {
    return { ticket_type_id, quantity: quantity as number }
  })
  const what =
    'table' in wish ? { table: { package_id: null, ...(wish.table as object) } } : { lines }
  const who = { order_id: order.order_id, order_secret: order.secret, night: slug }
  const response = await fetch(`${house.url}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ ...who, ...what, ...(proof && { proof }) }),
  })
  return { ...((await response.json()) as object), status: response.status }
}

/** An address whose unpaid places are used up by somebody else. */
async function fullAddress(): Promise<string> {
  const address = newAddress()
  const night = await ga.open(house.db)
  assert.equal((await placeFrom(address, night, night.wish(PLACES_MAX))).status, 201)
  return address
}

function challengeIn({ errors }: Answer): Challenge | undefined {
  const { challenge } = errors?.[0]?.detail ?? {}
  return challenge === undefined ? undefined : (JSON.parse(challenge) as Challenge)
}

for (const ware of wares)
  test(`F76: a guest whose address is full works for an order, places it and pays (${ware.name})`, async () => {
    const address = await fullAddress()
    const night = await ware.open(house.db)
    const order = newOrder()
    const refused = await placeFrom(address, night, night.wish(2), { order })
    assert.deepEqual([refused.status, refused.code], [429, 'too_many_unpaid'])
    assert.match(refused.errors?.[0]?.message ?? '', /that nobody has paid for/)
    const challenge = challengeIn(refused)
    assert.ok(challenge, 'what can be worked for')
    const proof = await solve(challenge)
    assert.equal((await placeFrom(address, night, night.wish(2), { order, proof })).status, 201)
    const guest = { name: 'Ada', email: `${newSecret()}@guest.example`, phone: '+49 30 1234567' }
    await api(house, 'PUT', `/api/orders/${order.order_id}/guest`, guest, order)
    await pay(house, order)
    await fulfilled(house, order, 2)
    await audit(house)
  })

test('F76: work is good for the order that it was done for, and not for a forger', async () => {
  const address = await fullAddress()
  const night = await ga.open(house.db)
  const order = newOrder()
  const challenge = challengeIn(await placeFrom(address, night, night.wish(2), { order }))
  const proof = await solve(challenge!)
  const cheaper = { ...challenge!, parameters: { ...challenge!.parameters, cost: 1 } }
  const others: { order: GuestOrder; proof: Proof }[] = [
    { order: newOrder(), proof },
    { order, proof: { ...proof, challenge: cheaper } },
    { order, proof: { ...proof, solution: { counter: 1, derivedKey: '00' } } },
  ]
  for (const other of others) {
    const answer = await placeFrom(address, night, night.wish(2), other)
    assert.deepEqual([answer.status, answer.code], [429, 'too_many_unpaid'])
    assert.equal(challengeIn(answer), undefined, 'whoever has tried is told when to come back')
    assert.ok((answer.errors?.[0]?.detail?.seconds ?? 0) > 500)
  }
  // Twice by a second click: it is the same order.
  const clicks = [1, 2].map(() => placeFrom(address, night, night.wish(2), { order, proof }))
  assert.deepEqual(
    (await Promise.all(clicks)).map(({ status }) => status),
    [201, 201],
  )
  await audit(house)
})

test('F76: a script that works for every order holds no night either', async () => {
  const address = await fullAddress()
  const night = await ga.open(house.db)
  const statuses: number[] = []
  for (let held = PLACES_MAX; held <= WORKED_MAX; held += 8) {
    const order = newOrder()
    const challenge = challengeIn(await placeFrom(address, night, night.wish(8), { order }))
    const proof = await solve(challenge!)
    statuses.push((await placeFrom(address, night, night.wish(8), { order, proof })).status)
  }
  assert.deepEqual(statuses, [201, 201, 201, 201, 429])
  assert.equal((await placeFrom(newAddress(), night, night.wish(8))).status, 201)
  await audit(house)
})

test('F76: where a house can spare no more for it, nobody is made to work', async () => {
  await house.restart({ UNPAID_PLACES_WORKED_MAX: String(PLACES_MAX) })
  const night = await ga.open(house.db)
  const answer = await placeFrom(await fullAddress(), night, night.wish(1))
  assert.deepEqual([answer.status, challengeIn(answer)], [429, undefined])
  await audit(house)
})

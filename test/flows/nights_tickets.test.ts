import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { api, fulfilled, pay, placeOrder, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { expireInBooks } from '../late_money.ts'
import { deedsOf, openBrowser, signedInAs } from '../member.ts'
import { assertRefused, dayIn, runnerOf, typeDetails, type Runner } from '../nights.ts'
import { addVipNight } from '../vip_catalog.ts'

let house: House
let owner: Runner
let manager: Runner
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  owner = runnerOf(house, await signedInAs(house, 'owner'))
  manager = runnerOf(house, await signedInAs(house, 'manager'))
})
after(() => auditAndClose(house))

const pageOf = async (slug: string) => (await openBrowser(house).get(`/nights/${slug}`)).text

/** A published night with these kinds of ticket. */
async function onSale(...types: object[]) {
  const id = await owner.draft()
  const made: string[] = []
  for (const type of types) made.push(await owner.addType(id, type))
  await owner.send('POST', `nights/${id}/publish`)
  const { slug } = (await owner.night(id)).night
  return { id, slug, types: made }
}

test('a kind of ticket is added once, however often it is sent, and stands behind the others', async () => {
  const { id, types } = await onSale({}, { name: 'Regular' })
  const sent = { id: types[0], ...typeDetails }
  assert.equal((await owner.send('POST', `nights/${id}/types`, sent)).status, 201)
  const names = (await owner.night(id)).types.map(({ name }) => name)
  assert.deepEqual(names, ['Early bird', 'Regular'])
  const other = await owner.draft()
  assertRefused(
    await owner.send('POST', `nights/${other}/types`, sent),
    'ticket_type_unknown',
    'id',
  )
})

test('a new price and a new name are for new orders; what is ordered keeps its own', async () => {
  const { id, slug, types } = await onSale({})
  const [type = ''] = types
  const early = await placeOrder(house, slug, { [type]: 2 })
  assert.equal((await owner.saveType(id, type, { price_minor: 9900, name: 'Late' })).status, 200)
  const { body } = await api<{ total_minor: number }>(
    house,
    'GET',
    `/api/orders/${early.order_id}`,
    undefined,
    early,
  )
  assert.equal(body.total_minor, 3000)
  await pay(house, early)
  await fulfilled(house, early, 2)
  const next = await tryToPlace(house, slug, { [type]: 1 })
  const { rows } = await house.db.query<{ total_minor: number }>({
    text: `select total_minor::float8 from orders where id = $1`,
    values: [next.order.order_id],
  })
  assert.equal(rows[0]?.total_minor, 9900)
})

test('a capacity cannot go below what is sold or held; the refusal says how many that is', async () => {
  const { id, slug, types } = await onSale({})
  const [type = ''] = types
  const held = await placeOrder(house, slug, { [type]: 3 })
  const bought = await placeOrder(house, slug, { [type]: 2 })
  await pay(house, bought)
  await fulfilled(house, bought, 2)
  const low = await owner.saveType(id, type, { capacity: 4 })
  assertRefused(low, 'capacity_below_taken', 'capacity')
  assert.match(JSON.stringify(low.body), /5 are sold or held/)
  assert.equal((await owner.saveType(id, type, { capacity: 5 })).status, 200)
  assert.equal((await owner.night(id)).types[0]?.taken, 5)
  assert.equal((await tryToPlace(house, slug, { [type]: 1 })).body['code'], 'sold_out')
  await expireInBooks(house, held)
  assert.equal((await owner.saveType(id, type, { capacity: 2 })).status, 200)
})

const wrong: [string, object, string][] = [
  ['name', { name: '' }, 'input_invalid'],
  ['price_minor', { price_minor: 0 }, 'input_invalid'],
  ['price_minor', { price_minor: 12.5 }, 'input_invalid'],
  ['capacity', { capacity: -1 }, 'input_invalid'],
  ['order_quantity_max', { order_quantity_max: 101 }, 'input_invalid'],
  ['opens_after', { opens_after: 'typ_nobody' }, 'ticket_type_unknown'],
  [
    'sales_end_at',
    { sales_start_at: '2027-01-02T10:00', sales_end_at: '2027-01-01T10:00' },
    'sale_ends_first',
  ],
  ['sales_start_at', { sales_start_at: '2027-03-28T02:30' }, 'time_skipped'],
]
for (const [field, change, code] of wrong)
  test(`a kind of ticket with ${JSON.stringify(change).slice(0, 50)} is refused`, async () => {
    const id = await owner.draft()
    const type = await owner.addType(id)
    assertRefused(await owner.saveType(id, type, change), code, field)
    assert.equal((await owner.night(id)).types[0]?.version, 1)
  })

test('of two who edit one kind of ticket the second hears what changed', async () => {
  const { id, types } = await onSale({})
  const [type = ''] = types
  assert.equal((await manager.saveType(id, type, { price_minor: 1800 })).status, 200)
  const late = await owner.saveType(id, type, { capacity: 80, price_minor: 1500 }, 1)
  assertRefused(late, 'changed_meanwhile', 'price_minor')
  assert.match(JSON.stringify(late.body), /Mateo Manager has changed this/)
  const [now] = (await owner.night(id)).types
  assert.deepEqual([now?.price_minor, now?.capacity], [1800, 100])
})

test('kinds of ticket are put in order, all of them or none', async () => {
  const { id, slug, types } = await onSale({}, { name: 'Regular' }, { name: 'Late' })
  const turned = types.toReversed()
  assert.equal((await owner.send('PUT', `nights/${id}/types`, { ids: turned })).status, 200)
  assert.deepEqual(
    (await owner.night(id)).types.map((one) => one.id),
    turned,
  )
  const page = await pageOf(slug)
  assert.ok(page.indexOf('Late') < page.indexOf('Early bird'))
  for (const ids of [types.slice(1), [...types.slice(1), types[1]], [...types, 'typ_x']])
    assertRefused(
      await owner.send('PUT', `nights/${id}/types`, { ids }),
      'changed_meanwhile',
      'ids',
    )
})

test('only what nobody has ever ordered is removed, and nothing that a release waits for', async () => {
  const { id, slug, types } = await onSale({}, { name: 'Regular' })
  const [early = '', regular = ''] = types
  const remove = (type: string) => owner.send('DELETE', `nights/${id}/types/${type}`)
  await owner.saveType(id, regular, { opens_after: early })
  assertRefused(await remove(early), 'release_follows', 'ticket_type')
  await owner.saveType(id, regular, { opens_after: null })
  const order = await placeOrder(house, slug, { [early]: 1 })
  await expireInBooks(house, order)
  assertRefused(await remove(early), 'ticket_type_ordered', 'ticket_type')
  const both = await Promise.all([remove(regular), remove(regular)])
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  )
  assert.equal((await deedsOf(house, regular)).at(-1)?.action, 'ticket_type.removed')
  assert.equal((await owner.night(id)).types.length, 1)
})

test('a release opens when the one before is sold out, and stays open when a hold comes back', async () => {
  const { id, slug, types } = await onSale({ capacity: 2 }, { name: 'Regular' })
  const [early = '', regular = ''] = types
  await owner.saveType(id, regular, { opens_after: early })
  assert.match(await pageOf(slug), /Opens when “Early bird” is sold out/)
  const soon = await tryToPlace(house, slug, { [regular]: 1 })
  assertRefused(soon as never, 'release_not_open', 'lines.0.quantity')
  assert.match(String(soon.body['detail']), /when “Early bird” is sold out/)
  const last = await placeOrder(house, slug, { [early]: 2 })
  assert.equal((await tryToPlace(house, slug, { [regular]: 1 })).status, 201)
  await expireInBooks(house, last)
  assert.equal((await tryToPlace(house, slug, { [regular]: 1 })).status, 201)
  assert.equal((await tryToPlace(house, slug, { [early]: 1 })).status, 201, 'and that one as well')
  assert.doesNotMatch(await pageOf(slug), /Opens when/)
})

test('a release opens at the latest at its own time, or when the sale of the one before ends', async () => {
  const { id, slug, types } = await onSale({}, { name: 'Regular' }, { name: 'Late' })
  const [early = '', regular = '', late = ''] = types
  await owner.saveType(id, regular, { opens_after: early, sales_start_at: `${dayIn(-1)}T10:00` })
  await owner.saveType(id, late, { opens_after: early, sales_start_at: `${dayIn(2)}T10:00` })
  assert.equal((await tryToPlace(house, slug, { [regular]: 1 })).status, 201)
  assert.equal((await tryToPlace(house, slug, { [late]: 1 })).body['code'], 'release_not_open')
  await owner.saveType(id, early, { sales_end_at: `${dayIn(-1)}T10:00` })
  assert.equal((await tryToPlace(house, slug, { [late]: 1 })).status, 201)
})

test('a capacity that is lowered to what is taken sells out, and opens the next release', async () => {
  const { id, slug, types } = await onSale({}, { name: 'Regular' })
  const [early = '', regular = ''] = types
  await owner.saveType(id, regular, { opens_after: early })
  await placeOrder(house, slug, { [early]: 3 })
  await owner.saveType(id, early, { capacity: 3 })
  assert.equal((await tryToPlace(house, slug, { [regular]: 1 })).status, 201)
})

test('releases that would wait for each other are refused, by the database as well', async () => {
  const { id, types } = await onSale({}, { name: 'Regular' }, { name: 'Late' })
  const [a = '', b = '', c = ''] = types
  await owner.saveType(id, b, { opens_after: a })
  await owner.saveType(id, c, { opens_after: b })
  for (const first of [a, b, c])
    assertRefused(
      await owner.saveType(id, a, { opens_after: first }),
      'release_in_circle',
      'opens_after',
    )
  await assert.rejects(
    house.db.query({
      text: `update ticket_types set opens_after = $2 where id = $1`,
      values: [a, c],
    }),
    /opens after itself/,
  )
  const other = await onSale({})
  await assert.rejects(
    house.db.query({
      text: `update ticket_types set opens_after = $2 where id = $1`,
      values: [a, other.types[0]],
    }),
    /opens_after_one_of_its_night/,
  )
})

test('no night has places for more than fit, GA and VIP together, and no house for fewer', async () => {
  const { night_id, types, tables } = await addVipNight(house.db, {
    types: [{ capacity: 100 }],
    tables: [{ guests_max: 8 }, { guests_max: 12 }],
  })
  const [type = ''] = types
  const settle = (hard_capacity: number | null, was: number | null) =>
    owner.send('PUT', 'house-capacity', { hard_capacity, was })
  const tooFew = await settle(90, null)
  assertRefused(tooFew, 'hard_capacity_below', 'hard_capacity')
  assert.equal((await owner.save(night_id, { hard_capacity: 150 })).status, 200)
  assertRefused(
    await owner.save(night_id, { hard_capacity: 119 }),
    'hard_capacity_below',
    'hard_capacity',
  )
  const many = await owner.saveType(night_id, type, { capacity: 131 })
  assertRefused(many, 'over_hard_capacity', 'capacity')
  assert.match(JSON.stringify(many.body), /room for 130 here/)
  assert.equal((await owner.saveType(night_id, type, { capacity: 130 })).status, 200)
  const more = { id: newId('typ'), ...typeDetails, capacity: 1 }
  assertRefused(
    await owner.send('POST', `nights/${night_id}/types`, more),
    'over_hard_capacity',
    'capacity',
  )
  const { night } = await owner.night(night_id)
  assert.deepEqual([night.places, night.hard_capacity], [150, 150])
  await house.db.query({
    text: `update vip_tables set capacity = 50 where id = $1`,
    values: [tables[0]],
  })
  await assert.rejects(
    house.db.query({
      text: `update table_offers set guests_max = 9 where vip_table_id = $1`,
      values: [tables[0]],
    }),
    /places for more than 150/,
  )
  assert.equal((await settle(600, null)).status, 200)
  assertRefused(await settle(700, null), 'changed_meanwhile', 'hard_capacity')
  assertRefused(await settle(149, 600), 'hard_capacity_below', 'hard_capacity')
  assert.equal((await owner.save(night_id, { hard_capacity: 900 })).status, 200)
  assertRefused(
    await owner.saveType(night_id, type, { capacity: 581 }),
    'over_hard_capacity',
    'capacity',
  )
  const spoilt = [
    `update ticket_types set capacity = 581 where night_id = $1`,
    `update nights set hard_capacity = 100 where id = $1`,
    `update venues set hard_capacity = 100 where $1 <> ''`,
  ]
  for (const text of spoilt)
    await assert.rejects(house.db.query({ text, values: [night_id] }), /places for more than/, text)
  assert.equal((await settle(null, 600)).status, 200)
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { fulfilled, pay, placeOrder, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { openBrowser, signedInAs } from '../member.ts'
import { assertRefused, runnerOf, type Runner } from '../nights.ts'
import { post, read } from '../party.ts'
import { bookTable, moreFor } from '../staff.ts'
import { savePackage, setTerms, tableOf, termsOf } from '../terms.ts'
import { addVipNight } from '../vip_catalog.ts'

// What is changed holds for who books from then on: who has booked, or pays, keeps their terms.

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

interface Kept {
  charged_minor: number
  worth_minor: number
  policy: string
  package_name: string | null
  package_price_minor: number
  package_includes: string[]
  extra_guest_price_minor: number
  guests_max: number
  capture: string
}

async function agreed(order_id: string): Promise<Kept> {
  const { rows } = await house.db.query<Kept>({
    text: `select charged_minor::float8, worth_minor::float8, policy, package_name,
                  package_price_minor::float8, package_includes, capture, guests_max,
                  extra_guest_price_minor::float8 from agreements where order_id = $1`,
    values: [order_id],
  })
  return rows[0] ?? assert.fail('the agreement')
}

/** Changes everything that a night's tables are sold for. */
async function changeAll(night: string, table: string, bottles: string): Promise<void> {
  const set = {
    table_price_minor: 10_000,
    minimum_spend_minor: 90_000,
    deposit_minor: 50_000,
    extra_guest_price_minor: 9_000,
    is_deposit_credited: false,
  }
  const saved = await setTerms(owner, night, [table], set)
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  const change = { name: 'One bottle', price_minor: 99_000, includes: ['Gin'], is_on_sale: false }
  assert.equal((await savePackage(owner, night, bottles, change)).status, 200)
  const { vip } = await owner.night(night)
  assert.ok(vip)
  const { sales_start_at, sales_end_at, arrive_by, version } = vip
  const times = { sales_start_at, sales_end_at, arrive_by, version }
  const policy = { ...times, policy: 'All is kept by the house.', capture: 'at_once' }
  assert.equal((await owner.send('PUT', `nights/${night}/vip`, policy)).status, 200)
}

const bill = async (order: { order_id: string; secret: string }) =>
  (await openBrowser(house).get(`/orders/${order.order_id}/${order.secret}`)).text

test('who has booked keeps price, deposit, package and policy; the next one agrees on the new ones', async () => {
  const night = await addVipNight(house.db, {
    tables: [{}, {}],
    packages: [{ price_minor: 70_000 }],
  })
  const [table = ''] = night.tables
  const [bottles = ''] = night.packages
  const wish = { table: { wished_id: table, party_size: 5, package_id: bottles } }
  const order = await placeOrder(house, night.slug, wish)
  await pay(house, order)
  await fulfilled(house, order, 5)
  const sold = await agreed(order.order_id)
  const page = await bill(order)
  assert.match(page, /Two bottles/)
  await changeAll(night.night_id, table, bottles)
  assert.deepEqual(await agreed(order.order_id), sold)
  assert.deepEqual(
    [sold.charged_minor, sold.worth_minor, sold.package_name, sold.package_price_minor],
    [20_000, 72_000, 'Two bottles', 70_000],
  )
  const later = await bill(order)
  assert.match(later, /Two bottles/)
  assert.doesNotMatch(later, /One bottle|€990|All is kept by the house/)
  await setTerms(owner, night.night_id, night.tables.slice(1), { deposit_minor: 50_000 })
  const gone = { table: { ...wish.table, wished_id: night.tables[1] ?? '' } }
  assert.equal((await tryToPlace(house, night.slug, gone)).body['code'], 'package_unknown')
  const { order: next, status } = await tryToPlace(house, night.slug, {
    table: { wished_id: night.tables[1] ?? '', party_size: 5 },
  })
  assert.equal(status, 201)
  const now = await agreed(next.order_id)
  assert.deepEqual([now.charged_minor, now.policy], [50_000, 'All is kept by the house.'])
})

test('who is paying pays what was agreed, and gets what was agreed', async () => {
  const night = await addVipNight(house.db, { packages: [{ price_minor: 70_000 }] })
  const [table = ''] = night.tables
  const [bottles = ''] = night.packages
  const wish = { table: { wished_id: table, party_size: 5, package_id: bottles } }
  const order = await placeOrder(house, night.slug, wish)
  const sold = await agreed(order.order_id)
  await changeAll(night.night_id, table, bottles)
  await pay(house, order)
  await fulfilled(house, order, 5)
  assert.deepEqual(await agreed(order.order_id), sold)
  const { rows } = await house.db.query<{ amount: number }>({
    text: `select amount_minor::float8 as amount from payments where order_id = $1`,
    values: [order.order_id],
  })
  assert.deepEqual(rows, [{ amount: 20_000 }])
})

test('a party that has booked brings more guests at the price of then, and as many as agreed', async () => {
  const night = await addVipNight(house.db)
  const [table = ''] = night.tables
  const booked = await bookTable(house, night.slug, table, 4)
  const raised = { extra_guest_price_minor: 9_000 }
  assert.equal((await setTerms(owner, night.night_id, [table], raised)).status, 200)
  const fewer = await setTerms(owner, night.night_id, [table], {
    guests_max: 6,
    guests_included: 2,
  })
  assertRefused(fewer, 'guests_promised', 'guests_max')
  const more = await tryToPlace(house, night.slug, moreFor(booked, 4))
  assert.equal(more.status, 201, JSON.stringify(more.body))
  const { rows } = await house.db.query<{ total: number }>({
    text: `select total_minor::float8 as total from orders where id = $1`,
    values: [more.order.order_id],
  })
  assert.deepEqual(rows, [{ total: 8_000 }])
})

test('a guest who has read other terms is told before anything is charged', async () => {
  const night = await addVipNight(house.db)
  const [table = ''] = night.tables
  const url = `${house.url}/nights/${night.slug}/tables/${table}`
  const { text } = await read(`${url}?party_size=4`)
  const terms = /name="terms" value="([^"]+)"/.exec(text)?.[1] ?? assert.fail('the terms')
  await setTerms(owner, night.night_id, [table], { deposit_minor: 30_000 })
  const ids = { order_id: newId('ord'), order_secret: newSecret() }
  const form = { ...ids, party_size: '4', package_id: '', terms }
  const refused = await post(url, form)
  assert.match(refused.text, /The table or its terms have changed/)
  assert.match(refused.text, /€300/)
  const [, again = ''] = /name="terms" value="([^"]+)"/.exec(refused.text) ?? []
  const fresh = { order_id: newId('ord'), order_secret: newSecret(), terms: again }
  assert.equal((await post(url, { ...form, ...fresh })).status, 303)
})

test('what is booked or being paid for is not taken off sale; what is free is, and keeps its terms', async () => {
  const night = await addVipNight(house.db, { tables: [{}, {}, {}, {}] })
  const [booked = '', held = '', free = '', blocked = ''] = night.tables
  await bookTable(house, night.slug, booked)
  const order = await placeOrder(house, night.slug, { table: { wished_id: held, party_size: 2 } })
  const block = `/api/staff/nights/${night.slug}/tables/${blocked}/block`
  const cookie = (await signedInAs(house, 'host')).cookie()
  const headers = { cookie, origin: house.url, 'content-type': 'application/json' }
  const body = JSON.stringify({ reason: 'Broken' })
  assert.equal((await fetch(house.url + block, { method: 'POST', headers, body })).status, 201)
  const off = { is_on_sale: false }
  const take = (...ids: string[]) => setTerms(owner, night.night_id, ids, off)
  assertRefused(await take(booked), 'table_stays_booked', 'is_on_sale')
  assertRefused(await take(held), 'table_stays_held', 'is_on_sale')
  assertRefused(await take(blocked), 'table_stays_blocked', 'is_on_sale')
  assertRefused(await take(free, held), 'table_stays_held', 'is_on_sale')
  assert.equal((await tableOf(owner, night.night_id, free)).is_on_sale, true, 'all or none')
  assert.equal((await take(free)).status, 200)
  const page = await openBrowser(house).get(`/nights/${night.slug}/tables`)
  assert.doesNotMatch(page.text, /Table 3, booth/)
  const gone = await tryToPlace(house, night.slug, { table: { wished_id: free, party_size: 2 } })
  assert.equal(gone.body['code'], 'table_unknown')
  await pay(house, order)
  await fulfilled(house, order, 2)
  const kept = await tableOf(owner, night.night_id, free)
  assert.deepEqual([kept.is_on_sale, kept.deposit_minor], [false, 20_000])
  assert.equal((await setTerms(manager, night.night_id, [free], { is_on_sale: true })).status, 200)
  await bookTable(house, night.slug, free)
})

test('a table that is off sale puts nobody into the house; back on sale it counts again', async () => {
  const night = await addVipNight(house.db, { tables: [{}, {}], types: [] })
  const [, second = ''] = night.tables
  assert.equal((await owner.night(night.night_id)).night.places, 16)
  await setTerms(owner, night.night_id, [second], { is_on_sale: false })
  assert.equal((await owner.night(night.night_id)).night.places, 8)
  assert.equal((await owner.save(night.night_id, { hard_capacity: 10 })).status, 200)
  const back = await setTerms(owner, night.night_id, [second], { is_on_sale: true })
  assertRefused(back, 'over_hard_capacity', 'guests_max')
  const fewer = { is_on_sale: true, guests_max: 2, guests_included: 2 }
  assert.equal((await setTerms(owner, night.night_id, [second], fewer)).status, 200)
})

test('terms are copied from another night by the tables’ names, with the packages that lack', async () => {
  const from = await addVipNight(house.db, {
    tables: [{ deposit_minor: 33_000 }, { minimum_spend_minor: 70_000 }],
    packages: [{ price_minor: 45_000 }],
  })
  const to = await addVipNight(house.db, { tables: [{}, { guests_max: 6 }, { name: 'Only here' }] })
  const [a = '', b = '', c = ''] = to.tables
  await bookTable(house, to.slug, b)
  const { tables } = await termsOf(owner, to.night_id)
  const seen = tables.map(({ vip_table_id: id, version }) => ({ id, version }))
  const path = `nights/${to.night_id}/tables/from-night`
  await house.db.query({
    text: `update vip_nights set policy = 'Nobody is seated after one.' where night_id = $1`,
    values: [from.night_id],
  })
  const copied = await owner.send('POST', path, { from: from.night_id, tables: seen })
  assert.deepEqual([copied.status, copied.body], [200, { tables: 2, packages: 1, policy: true }])
  assert.equal((await termsOf(owner, to.night_id)).vip?.policy, 'Nobody is seated after one.')
  assert.equal((await tableOf(owner, to.night_id, a)).deposit_minor, 33_000)
  const second = await tableOf(owner, to.night_id, b)
  assert.deepEqual([second.minimum_spend_minor, second.guests_max], [70_000, 6])
  assert.equal((await tableOf(owner, to.night_id, c)).version, 1)
  const again = await owner.send('POST', path, { from: from.night_id, tables: seen })
  assert.deepEqual(again.body, { tables: 0, packages: 0, policy: false }, 'sent twice it is once')
  const none = await owner.send('POST', path, { from: 'ngt_none', tables: seen })
  assertRefused(none, 'copy_source_unknown', 'from')
  const draft = await owner.draft('Takes all')
  const all = await owner.send('POST', `nights/${draft}/tables/from-night`, {
    from: from.night_id,
    tables: [],
  })
  assert.deepEqual(all.body, { tables: 2, packages: 1, policy: true })
  const { vip, plan } = await termsOf(owner, draft)
  assert.equal(vip?.policy, 'Nobody is seated after one.')
  assert.equal(plan?.is_kept, false)
})

test('from zone to zone each table gets the terms of the one that seats most alike', async () => {
  const night = await addVipNight(house.db, {
    tables: [
      { deposit_minor: 11_000, guests_max: 10 },
      { deposit_minor: 22_000, guests_max: 4 },
      { zone: 'Floor', guests_max: 5 },
      { zone: 'Floor', guests_max: 9 },
    ],
  })
  const { tables } = await termsOf(owner, night.night_id)
  const seen = tables.map(({ vip_table_id: id, version }) => ({ id, version }))
  const zones = { from: night.zones['Gallery'], to: night.zones['Floor'] }
  const path = `nights/${night.night_id}/tables/from-zone`
  const copied = await owner.send('POST', path, { ...zones, tables: seen })
  assert.deepEqual([copied.status, copied.body], [200, { tables: 2, packages: 0, policy: false }])
  const floor = (await termsOf(owner, night.night_id)).tables.slice(2)
  const facts = floor.map(({ deposit_minor, guests_max }) => [deposit_minor, guests_max])
  assert.deepEqual(facts, [
    [22_000, 4],
    [11_000, 9],
  ])
})

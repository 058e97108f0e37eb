import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { roles } from '../../src/identity/index.ts'
import { newId } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { fulfilled, orderState, pay, placeOrder, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, openBrowser, signedInAs } from '../member.ts'
import { assertRefused, dayIn, runnerOf, typeDetails, type Runner } from '../nights.ts'
import { addVipNight, type VipNightMade } from '../vip_catalog.ts'

let house: House
let owner: Runner
let manager: Runner
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = runnerOf(house, await signedInAs(house, 'owner'))
  manager = runnerOf(house, await signedInAs(house, 'manager'))
})
after(() => auditAndClose(house))

const read = async (path: string) => (await openBrowser(house).get(path)).text
const pause = (night: { night_id: string }, side: 'ga' | 'vip', paused: boolean, by = owner) =>
  by.send('POST', `nights/${night.night_id}/sales`, { side, paused })
const table = ({ tables }: VipNightMade) => ({
  table: { wished_id: tables[0] ?? '', party_size: 4 },
})

test('GA is paused with one press: nothing is sold, what is held may be paid, VIP goes on', async () => {
  const night = await addVipNight(house.db)
  const wish = { [night.types[0] ?? '']: 2 }
  const held = await placeOrder(house, night.slug, wish)
  assert.equal((await pause(night, 'ga', true)).status, 200)
  const refused = await tryToPlace(house, night.slug, wish)
  assertRefused(refused as never, 'sales_paused', 'night')
  const page = await read(`/nights/${night.slug}`)
  assert.match(page, /Sales are paused/)
  assert.doesNotMatch(page, /<select/)
  await pay(house, held)
  await fulfilled(house, held, 2)
  assert.equal((await tryToPlace(house, night.slug, table(night))).status, 201)
  assert.equal((await pause(night, 'ga', false)).status, 200)
  assert.equal((await tryToPlace(house, night.slug, wish)).status, 201)
  assert.match(await read(`/nights/${night.slug}`), /<select/)
})

test('VIP is paused apart: the night, the plan and the form say so, and more guests wait', async () => {
  const night = await addVipNight(house.db, { tables: [{}, {}] })
  const booked = await placeOrder(house, night.slug, table(night))
  await pay(house, booked)
  await fulfilled(house, booked, 4)
  assert.equal((await pause(night, 'vip', true)).status, 200)
  const wish = { table: { wished_id: night.tables[1] ?? '', party_size: 2 } }
  assertRefused(
    (await tryToPlace(house, night.slug, wish)) as never,
    'sales_paused',
    'table.wished_id',
  )
  const paths = ['', '/tables', `/tables/${night.tables[1]}`].map(
    (p) => `/nights/${night.slug}${p}`,
  )
  for (const path of paths) assert.match(await read(path), /paused at the moment/, path)
  const quote = await openBrowser(house).get(`${paths[2]}/quote?party_size=2`)
  assert.match(quote.text, /sales_paused/)
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from bookings where order_id = $1`,
    values: [booked.order_id],
  })
  const more = { booking_id: rows[0]?.id ?? '', booking_secret: booked.secret, guests: 1 }
  assertRefused(
    (await tryToPlace(house, night.slug, { more })) as never,
    'sales_paused',
    'more.guests',
  )
  const ga = await tryToPlace(house, night.slug, { [night.types[0] ?? '']: 1 })
  assert.equal(ga.status, 201)
  await pause(night, 'vip', false)
  assert.equal((await tryToPlace(house, night.slug, wish)).status, 201)
})

test('who pauses first counts, and who goes on; it is said by whom and since when', async () => {
  const night = await addNight(house.db)
  const both = await Promise.all([owner, manager].map((one) => pause(night, 'ga', true, one)))
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  )
  const shown = (await owner.night(night.night_id)).night
  const deeds = await deedsOf(house, night.night_id)
  assert.deepEqual(
    deeds.map(({ action, actor }) => [action, actor]),
    [['night.sales_paused', shown.ga_paused_by]],
  )
  assert.ok(shown.ga_paused_at)
  await Promise.all([owner, manager].map((one) => pause(night, 'ga', false, one)))
  assert.equal((await deedsOf(house, night.night_id)).length, 2)
  assert.equal((await owner.night(night.night_id)).night.ga_paused_at, null)
})

test('what holds for VIP tables is edited, for whoever books from now on', async () => {
  const { night_id, slug, tables } = await addVipNight(house.db, { tables: [{}, {}] })
  const { vip, night } = await owner.night(night_id)
  assert.ok(vip)
  const { tables: _tables, tables_taken: _taken, seats: _seats, ...known } = vip
  const save = (change: object) =>
    owner.send('PUT', `nights/${night_id}/vip`, { ...known, ...change })
  const saved = await save({ policy: 'Be on time.\n\nNo refunds.', capture: 'at_doors' })
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  assert.match(await read(`/nights/${slug}/tables/${tables[0]}`), /Be on time/)
  assertRefused(await save({ policy: 'Mine' }), 'changed_meanwhile', 'policy')
  const now = { version: known.version + 1 }
  assertRefused(
    await save({ ...now, arrive_by: `${dayIn(40)}T23:00` }),
    'arrive_by_outside',
    'arrive_by',
  )
  const window = { sales_start_at: night.ends_at, sales_end_at: night.doors_at }
  assertRefused(await save({ ...now, ...window }), 'sale_ends_first', 'sales_end_at')
  assertRefused(await save({ ...now, policy: ' ' }), 'input_invalid', 'policy')
  assert.equal((await save({ ...now, sales_end_at: `${dayIn(-1)}T10:00` })).status, 200)
  const wish = { table: { wished_id: tables[0] ?? '', party_size: 2 } }
  assert.equal((await tryToPlace(house, slug, wish)).body['code'], 'sale_ended')
  const ga = await addNight(house.db)
  const none = await owner.send('PUT', `nights/${ga.night_id}/vip`, known)
  assertRefused(none, 'vip_not_offered', 'vip')
})

test('owner and manager run nights; host and door, strangers and keys do not', async () => {
  const { night_id, types } = await addNight(house.db)
  const times = { doors_at: `${dayIn(5)}T23:00`, ends_at: `${dayIn(6)}T05:00` }
  const deeds: ['GET' | 'POST' | 'PUT' | 'DELETE', string, object][] = [
    ['GET', 'nights', {}],
    ['GET', `nights/${night_id}`, {}],
    ['POST', 'nights', { id: newId('ngt'), title: 'x', ...times }],
    ['POST', `nights/${night_id}/publish`, {}],
    ['POST', `nights/${night_id}/sales`, { side: 'ga', paused: true }],
    ['POST', `nights/${night_id}/types`, { id: newId('typ'), ...typeDetails }],
    ['DELETE', `nights/${night_id}/types/${types[0]}`, {}],
    ['PUT', 'house-capacity', { hard_capacity: 5, was: null }],
  ]
  for (const role of roles) {
    if (role === 'owner' || role === 'manager') continue
    const runner = runnerOf(house, await signedInAs(house, role))
    for (const [method, path, body] of deeds)
      assert.equal((await runner.send(method, path, body)).status, 403, `${role} ${method} ${path}`)
  }
  const stranger = runnerOf(house, openBrowser(house))
  assert.equal((await stranger.send('GET', 'nights')).status, 401)
  assert.deepEqual(await deedsOf(house, night_id), [])
})

test('a pause while guests place leaves each of them with an order or a reason', async () => {
  const night = await addNight(house.db)
  const wish = { [night.types[0] ?? '']: 1 }
  const [placed] = await Promise.all([
    Promise.all(Array.from({ length: 20 }, () => tryToPlace(house, night.slug, wish))),
    pause(night, 'ga', true),
  ])
  for (const { status, body } of placed)
    assert.ok(status === 201 || body['code'] === 'sales_paused', JSON.stringify(body))
  for (const { status, order } of placed) {
    if (status !== 201) continue
    assert.equal((await orderState(house, order)).state, 'open')
  }
  assert.equal((await tryToPlace(house, night.slug, wish)).body['code'], 'sales_paused')
})

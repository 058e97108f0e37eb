import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { dashboard } from '../dashboard.ts'
import { tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, openBrowser, signedInAs, type Browser } from '../member.ts'
import { assertRefused, dayIn, runnerOf, type Runner } from '../nights.ts'
import { addPlan, done, drawing, drawnTable, drawnZone, tableIds } from '../plan.ts'
import { bookTable, keys, passCodes, scanPass, staffDo } from '../staff.ts'
import { addPackage, packageDetails, savePackage, setTerms, tableOf, termsOf } from '../terms.ts'
import { addVipNight } from '../vip_catalog.ts'

// What a night's tables are sold for, by the dashboard alone.

let house: House
let browser: Browser
let owner: Runner
let manager: Runner
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0', ...keys })
  await addNight(house.db)
  browser = await signedInAs(house, 'owner')
  owner = runnerOf(house, browser)
  manager = runnerOf(house, await signedInAs(house, 'manager'))
})
after(() => auditAndClose(house))

const zones = [
  drawnZone({ tables: [drawnTable(), drawnTable({ name: 'Table 2', x: 260 })] }),
  drawnZone({
    name: 'Floor',
    x: 500,
    tables: [drawnTable({ name: 'Stand 1', x: 600, capacity: 4 })],
  }),
]
const deposit = {
  is_on_sale: true,
  charge: 'deposit',
  deposit_minor: 20_000,
  minimum_spend_minor: 60_000,
  guests_max: 8,
  guests_included: 4,
  extra_guest_price_minor: 2_000,
}

/** A draft whose VIP side has begun on a plan of its own; the ids of its tables by their names. */
async function begun(title: string, name = title) {
  const id = await owner.draft(title)
  const plan = done(await addPlan(house, browser, drawing({ name, zones })))
  const begin = { floor_plan_id: plan.id, arrive_by: `${dayIn(11)}T00:30`, policy: 'No refunds.' }
  const sent = await owner.send('POST', `nights/${id}/vip`, begin)
  assert.equal(sent.status, 201, JSON.stringify(sent.body))
  return { id, plan, begin, tables: await tableIds(house, plan.id) }
}

test('made from nothing by the dashboard, a night’s table is booked by a guest and seated', async () => {
  const { id, tables } = await begun('From nothing')
  const first = tables['Table 1'] ?? ''
  assert.equal((await setTerms(owner, id, [first], deposit)).status, 200)
  const bottles = await addPackage(owner, id)
  assert.equal((await owner.send('POST', `nights/${id}/publish`)).status, 200)
  const { slug } = (await owner.night(id)).night
  const page = await openBrowser(house).get(`/nights/${slug}/tables`)
  assert.match(page.text, /Table 1, booth, up to 8 guests, €600 minimum spend, €200 deposit/)
  assert.doesNotMatch(page.text, /Table 2, booth/, 'what is not on sale is not shown')
  const wish = { table: { wished_id: first, party_size: 5, package_id: bottles } }
  const other = { table: { ...wish.table, wished_id: tables['Table 2'] ?? '' } }
  assert.equal((await tryToPlace(house, slug, other)).body['code'], 'table_unknown')
  const { id: booking } = await bookTable(house, slug, first, 5)
  const [code = ''] = await passCodes(house, booking)
  assert.equal((await scanPass(house, slug, code)).status, 201)
  assert.equal((await staffDo(house, 'POST', `bookings/${booking}/seating`)).state, 'seated')
  const night = await tableOf(owner, id, first)
  assert.deepEqual([night.state, night.heads], ['booked', 5])
})

test('begun twice it is begun once; another plan may be chosen while nothing is ordered', async () => {
  const { id, begin, tables } = await begun('Twice begun')
  const again = await manager.send('POST', `nights/${id}/vip`, begin)
  assert.equal(again.status, 201)
  const begins = (await deedsOf(house, id)).filter(({ action }) => action === 'vip_night.begun')
  assert.equal(begins.length, 1)
  await setTerms(owner, id, [tables['Table 1'] ?? ''], deposit)
  const smaller = drawing({ name: 'Small floor', zones: [drawnZone()] })
  const other = done(await addPlan(house, browser, smaller)).id
  const begun2 = { ...begin, floor_plan_id: other }
  assertRefused(await owner.send('POST', `nights/${id}/vip`, begun2), 'vip_begun', 'floor_plan_id')
  const path = `nights/${id}/vip/plan`
  const moved = await owner.send('PUT', path, { floor_plan_id: other })
  assert.deepEqual([moved.status, moved.body], [200, { kept: 1, dropped: 0 }])
  const [table] = (await termsOf(owner, id)).tables
  assert.deepEqual([table?.name, table?.deposit_minor], ['Table 1', 20_000])
  await owner.send('POST', `nights/${id}/publish`)
  const { slug } = (await owner.night(id)).night
  await bookTable(house, slug, table?.vip_table_id ?? '')
  const back = await owner.send('PUT', path, { floor_plan_id: begin.floor_plan_id })
  assertRefused(back, 'plan_night_kept', 'floor_plan_id')
})

test('one field is set for several tables, and the others of each stay', async () => {
  const { id, tables } = await begun('Several')
  const [a = '', b = '', c = ''] = ['Table 1', 'Table 2', 'Stand 1'].map((name) => tables[name])
  await setTerms(owner, id, [a, b], deposit)
  await setTerms(owner, id, [c], { ...deposit, guests_max: 4, minimum_spend_minor: 30_000 })
  const all = await setTerms(owner, id, [a, b, c], { deposit_percent: 25, deposit_minor: null })
  assert.deepEqual([all.status, all.body.changed], [200, 3])
  const [one, , three] = (await termsOf(owner, id)).tables
  const facts = (table = one) => [
    table?.deposit_minor,
    table?.deposit_percent,
    table?.minimum_spend_minor,
    table?.guests_max,
  ]
  assert.deepEqual(facts(), [null, 25, 60_000, 8])
  assert.deepEqual(facts(three), [null, 25, 30_000, 4])
  const deeds = (await deedsOf(house, a)).map(({ action }) => action)
  assert.deepEqual(deeds, ['table.offered', 'table.terms_changed'])
  // Sent once more it is the same save.
  const again = await setTerms(owner, id, [a, b, c], { deposit_percent: 25 })
  assert.equal(again.body.changed, 0)
  assert.equal((await deedsOf(house, a)).length, 2)
})

const wrong: [string, object, string][] = [
  ['deposit_minor', { deposit_minor: 49 }, 'below_card_minimum'],
  ['deposit_minor', { deposit_minor: null }, 'deposit_missing'],
  ['deposit_minor', { deposit_minor: 0 }, 'input_invalid'],
  ['deposit_percent', { deposit_percent: 101 }, 'input_invalid'],
  ['deposit_percent', { deposit_percent: 1, minimum_spend_minor: 60 }, 'below_card_minimum'],
  ['minimum_spend_minor', { minimum_spend_minor: 0 }, 'worth_below_card_minimum'],
  ['minimum_spend_minor', { minimum_spend_minor: -1 }, 'input_invalid'],
  ['table_price_minor', { charge: 'full', table_price_minor: 49 }, 'below_card_minimum'],
  ['table_price_minor', { charge: 'full' }, 'below_card_minimum'],
  ['table_price_minor', { table_price_minor: 99_999_999 }, 'over_card_maximum'],
  ['table_price_minor', { table_price_minor: null }, 'input_invalid'],
  ['extra_guest_price_minor', { extra_guest_price_minor: 10 }, 'below_card_minimum'],
  ['guests_max', { guests_max: 9 }, 'guests_over_seats'],
  ['guests_max', { guests_max: 0 }, 'input_invalid'],
  ['guests_included', { guests_included: 8, guests_max: 6 }, 'included_over_max'],
  ['charge', { charge: 'sometimes' }, 'input_invalid'],
]
test('what no card can pay, or no table seats, is refused at its field, and nothing changes', async () => {
  const { id, tables } = await begun('Wrong terms')
  const [a = '', b = ''] = [tables['Table 1'], tables['Table 2']]
  await setTerms(owner, id, [a, b], deposit)
  const was = await termsOf(owner, id)
  for (const [field, set, code] of wrong)
    assertRefused(await setTerms(owner, id, [b, a], set), code, field)
  assertRefused(await setTerms(owner, id, [a, a], deposit), 'input_invalid', 'tables')
  assertRefused(await setTerms(owner, id, ['vtb_none'], deposit), 'table_unknown', 'tables')
  assert.deepEqual((await termsOf(owner, id)).tables, was.tables)
})

test('packages are made, changed, put in order, taken off and offered again', async () => {
  const { id } = await begun('Packages')
  const [a, b] = [await addPackage(owner, id), await addPackage(owner, id, { name: 'Magnum' })]
  const path = `nights/${id}/packages`
  const names = async () => (await termsOf(owner, id)).packages.map(({ name }) => name)
  assert.equal((await owner.send('POST', path, { ...packageDetails, id: a })).status, 201)
  assert.deepEqual(await names(), ['Two bottles', 'Magnum'], 'sent twice it is one')
  assertRefused(
    await savePackage(owner, id, b, { name: 'Two bottles' }),
    'package_name_taken',
    'name',
  )
  assertRefused(
    await savePackage(owner, id, b, { price_minor: 20 }),
    'below_card_minimum',
    'price_minor',
  )
  assertRefused(await savePackage(owner, id, b, { includes: [''] }), 'input_invalid', 'includes.0')
  assert.equal(
    (await savePackage(owner, id, b, { name: 'Jeroboam', includes: ['Moët'] })).status,
    200,
  )
  assertRefused(await savePackage(manager, id, b, { name: 'Mine' }, 1), 'changed_meanwhile', 'name')
  assert.equal((await owner.send('PUT', path, { ids: [b, a] })).status, 200)
  assert.deepEqual(await names(), ['Jeroboam', 'Two bottles'])
  assertRefused(await owner.send('PUT', path, { ids: [b] }), 'changed_meanwhile', 'ids')
  await savePackage(owner, id, a, { is_on_sale: false })
  assert.equal((await savePackage(owner, id, b, { name: 'Two bottles' })).status, 200, 'it is free')
  assertRefused(await savePackage(owner, id, a, { is_on_sale: true }), 'package_name_taken', 'name')
  const deeds = (await deedsOf(house, a, b, id)).map(({ action }) => action)
  assert.equal(deeds.filter((one) => one === 'package.changed').length, 3)
  assert.ok(deeds.includes('night.packages_ordered'))
})

test('owner and manager settle terms; host, door and nobody do not', async () => {
  const { night_id, tables } = await addVipNight(house.db)
  const [id = ''] = tables
  assert.equal((await setTerms(manager, night_id, [id], { guests_included: 3 })).status, 200)
  const path = `nights/${night_id}/tables`
  const body = { guests_included: 2, tables: [{ id, version: 2 }] }
  for (const role of ['host', 'door'] as const) {
    const who = await signedInAs(house, role)
    assert.equal((await dashboard(house, who, 'GET', path)).status, 403, role)
    assert.equal((await dashboard(house, who, 'PUT', path, body)).status, 403, role)
    assert.equal((await who.get(`/dashboard/${path}`)).status, 403, role)
    assert.equal((await who.get(`/dashboard/nights/${night_id}/preview/tables`)).status, 403)
  }
  const nobody = openBrowser(house)
  assert.equal((await dashboard(house, nobody, 'PUT', path, body)).status, 401)
  assert.match((await nobody.get(`/dashboard/${path}`)).location, /sign-in/)
  assert.equal((await tableOf(owner, night_id, id)).guests_included, 3)
  assertRefused(await owner.send('GET', 'nights/ngt_none/tables'), 'night_unknown', 'night')
  const unsold = await owner.draft('No tables')
  const empty = await owner.send('POST', `nights/${unsold}/packages`, {
    ...packageDetails,
    id: newId('pkg'),
  })
  assertRefused(empty, 'vip_not_offered', 'vip')
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit, auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import {
  api,
  clientSecretOf,
  confirm,
  fulfilled,
  pay,
  placeOrder,
  tryToPlace,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs } from '../member.ts'
import { assertRefused, runnerOf, type Runner } from '../nights.ts'
import { addPlan, done, drawing } from '../plan.ts'
import { savePackage, setTerms, tableOf, termsOf } from '../terms.ts'
import { addVipNight } from '../vip_catalog.ts'

// What two do at one moment: an editor and a guest who pays, or two editors.

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

const ROUNDS = 4
const guest = { name: 'Ada', email: 'ada@guest.example', phone: '+49 30 1234567' }

/** Pays for a table of two, and waits for its passes. */
async function payFor(order: GuestOrder): Promise<void> {
  await api(house, 'PUT', `/api/orders/${order.order_id}/guest`, guest, order)
  await pay(house, order)
  await fulfilled(house, order, 2)
}

test('a table is either taken off sale or given to the guest who asks at that moment', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const night = await addVipNight(house.db)
    const [table = ''] = night.tables
    const read = [{ id: table, version: 1 }]
    const off = { is_on_sale: false, tables: read }
    const [placed, taken] = await Promise.all([
      tryToPlace(house, night.slug, { table: { wished_id: table, party_size: 2 } }),
      owner.send('PUT', `nights/${night.night_id}/tables`, off),
    ])
    const now = await tableOf(owner, night.night_id, table)
    if (placed.status === 201) {
      assertRefused(taken, 'table_stays_held', 'is_on_sale')
      assert.deepEqual([now.is_on_sale, now.state], [true, 'held'])
      await payFor(placed.order)
    } else {
      assert.ok(['table_unknown', 'table_taken'].includes(String(placed.body['code'])))
      assert.equal(taken.status, 200)
      assert.deepEqual([now.is_on_sale, now.state], [false, 'free'])
    }
    await audit(house)
  }
})

test('terms that change while guests order are for each of them the old ones or the new ones', async () => {
  const tables = [{}, {}, {}, {}, {}, {}]
  const night = await addVipNight(house.db, { tables })
  const read = night.tables.map((id) => ({ id, version: 1 }))
  const set = { deposit_minor: 40_000, minimum_spend_minor: 80_000 }
  const [saved, ...placed] = await Promise.all([
    owner.send('PUT', `nights/${night.night_id}/tables`, { ...set, tables: read }),
    ...night.tables.map((wished_id) =>
      tryToPlace(house, night.slug, { table: { wished_id, party_size: 2 } }),
    ),
  ])
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  for (const { status, order } of placed) {
    assert.equal(status, 201)
    const { rows } = await house.db.query<{ charged: number; worth: number }>({
      text: `select charged_minor::float8 as charged, worth_minor::float8 as worth
               from agreements where order_id = $1`,
      values: [order.order_id],
    })
    const [{ charged, worth } = { charged: 0, worth: 0 }] = rows
    assert.ok(
      (charged === 20_000 && worth === 60_000) || (charged === 40_000 && worth === 80_000),
      `${charged} of ${worth}`,
    )
    // What is charged is what they have agreed on, whatever was set meanwhile.
    await payFor(order)
    const { rows: paid } = await house.db.query<{ received: number }>({
      text: `select received_minor::float8 as received from payments where order_id = $1`,
      values: [order.order_id],
    })
    assert.equal(paid[0]?.received, charged)
  }
  await audit(house)
})

test('of two editors of a table one wins, and the other is told who, and what', async () => {
  const night = await addVipNight(house.db, { tables: [{}, {}] })
  const [a = '', b = ''] = night.tables
  const path = `nights/${night.night_id}/tables`
  const read = [{ id: a, version: 1 }]
  const both = await Promise.all([
    owner.send('PUT', path, { deposit_minor: 30_000, tables: read }),
    manager.send('PUT', path, { deposit_minor: 10_000, minimum_spend_minor: 1_000, tables: read }),
  ])
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((one, other) => one - other),
    [200, 409],
  )
  const late = both.find(({ status }) => status === 409)
  assert.equal(late?.body.code, 'changed_meanwhile')
  assert.ok(late?.body.errors.some(({ field }) => field === 'deposit_minor'))
  const deeds = (await deedsOf(house, a)).filter(({ action }) => action === 'table.terms_changed')
  assert.equal(deeds.length, 1)
  // Who edits another table is not disturbed.
  const other = { deposit_minor: 25_000, tables: [{ id: b, version: 1 }] }
  assert.equal((await manager.send('PUT', path, other)).status, 200)
})

test('of two editors of a package one wins; two who add the same one make one', async () => {
  const night = await addVipNight(house.db, { packages: [{ price_minor: 45_000 }] })
  const [id = ''] = night.packages
  const both = await Promise.all([
    savePackage(owner, night.night_id, id, { price_minor: 50_000 }, 1),
    savePackage(manager, night.night_id, id, { price_minor: 60_000 }, 1),
  ])
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((one, other) => one - other),
    [200, 409],
  )
  assert.equal((await deedsOf(house, id)).length, 1)
})

test('a night’s plan, policy and terms changed at once, while guests pay for tickets, are all kept', async () => {
  const plan = done(await addPlan(house, await signedInAs(house, 'owner'), drawing())).id
  for (let round = 0; round < ROUNDS; round += 1) {
    const night = await addVipNight(house.db)
    const [table = ''] = night.tables
    const { vip } = await owner.night(night.night_id)
    assert.ok(vip)
    const { sales_start_at, sales_end_at, arrive_by, capture, version } = vip
    const policy = { sales_start_at, sales_end_at, arrive_by, capture, version, policy: 'New.' }
    const path = `nights/${night.night_id}`
    const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 1 })
    const client_secret = await clientSecretOf(house, order)
    const paying = confirm(house, order, client_secret)
    const answers = await Promise.all([
      owner.send('PUT', `${path}/vip`, policy),
      manager.send('PUT', `${path}/vip/plan`, { floor_plan_id: plan }),
      setTerms(owner, night.night_id, [table], { deposit_minor: 30_000 }),
    ])
    for (const { status, body } of answers)
      assert.ok(status === 200 || body.code === 'table_unknown', JSON.stringify(body))
    const now = await termsOf(owner, night.night_id)
    assert.deepEqual([now.vip?.policy, now.plan?.id], ['New.', plan])
    await paying
    await fulfilled(house, order, 1)
    await audit(house)
  }
})

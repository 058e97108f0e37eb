import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import type { NightsMovedAnswer } from '../../src/web/dashboard/api/plans_answers.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { dashboard } from '../dashboard.ts'
import { clientSecretOf, confirm, fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import {
  addPlan,
  assertPlanRefused,
  done,
  drawing,
  drawnTable,
  drawnZone,
  readPlan,
  savePlan,
  sellOn,
  tableIds,
} from '../plan.ts'
import { bookTable, keys, staffDo } from '../staff.ts'

// A night keeps the plan that it was sold with; one of which nothing was sold may have the new one.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
  await addNight(house.db)
})
after(async () => {
  await audit(house)
  await house.close()
})

const tables = [
  drawnTable(),
  drawnTable({ name: 'Table 2', x: 300 }),
  drawnTable({ name: 'Table 3', y: 220 }),
]
const drawnFirst = drawing({ zones: [drawnZone({ tables })] })
/** Table 1 is smaller and elsewhere, table 2 in another zone, table 3 is gone, table 4 is new. */
const drawnAnew = drawing({
  name: 'Rebuilt floor',
  zones: [
    drawnZone({
      tables: [
        drawnTable({ x: 200, capacity: 3 }),
        drawnTable({ name: 'Table 4', y: 220, rank: 2 }),
      ],
    }),
    drawnZone({ name: 'Terrace', x: 500, tables: [drawnTable({ name: 'Table 2', x: 700 })] }),
  ],
})

/** A plan, and a night that is sold on it. */
async function planWithNight() {
  const plan = done(await addPlan(house, owner, drawnFirst))
  const night = await addNight(house.db)
  await sellOn(house, night.night_id, plan.id)
  return { plan, night, ids: await tableIds(house, plan.id) }
}

const move = (planId: string, ...nights: string[]) =>
  dashboard<NightsMovedAnswer>(house, owner, 'POST', `plans/${planId}/nights`, { nights })

const floorPage = async (slug: string) => (await fetch(`${house.url}/nights/${slug}/tables`)).text()

/** What a night offers, table by table. */
async function offersOf(nightId: string) {
  const { rows } = await house.db.query({
    text: `select t.name, z.name as zone, o.minimum_spend_minor::integer as spend, o.guests_max,
                  o.guests_included, o.blocked_by
             from table_offers o join vip_tables t on t.id = o.vip_table_id
             join zones z on z.id = t.zone_id where o.night_id = $1 order by t.name`,
    values: [nightId],
  })
  return rows
}

test('a night that was sold draws its own version after the plan is changed', async () => {
  const { plan, night, ids } = await planWithNight()
  const { id: booking } = await bookTable(house, night.slug, ids['Table 3'] ?? '')
  const drawn = await floorPage(night.slug)
  assert.match(drawn, /Main floor/)
  assert.match(drawn, /translate\(120 220\)/)
  const saved = done(await savePlan(house, owner, plan, drawnAnew))
  assert.equal(saved.version, 2)
  assert.notEqual(saved.id, plan.id)
  const still = await floorPage(night.slug)
  assert.match(still, /Main floor/)
  assert.match(still, /translate\(120 220\)/)
  assert.doesNotMatch(still, /Rebuilt floor|Terrace/)
  assert.equal((await staffDo(house, 'GET', `bookings/${booking}`)).table?.id, ids['Table 3'])
  assert.deepEqual((await readPlan(house, owner, plan.id)).drawing, drawnFirst)
  const { nights } = await readPlan(house, owner, saved.id)
  assert.deepEqual(
    nights.map(({ id, version, keeps }) => [id, version, keeps]),
    [[night.night_id, 1, 'ordered']],
  )
})

test('a night of which nothing was sold moves, with its terms, to the tables of the same name', async () => {
  const { plan, night, ids } = await planWithNight()
  await house.db.query({
    text: `update table_offers set minimum_spend_minor = 70000, blocked_at = now(),
             blocked_by = 'Hana Host', block_reason = 'friends'
            where night_id = $1 and vip_table_id = $2`,
    values: [night.night_id, ids['Table 2']],
  })
  const saved = done(await savePlan(house, owner, plan, drawnAnew))
  assert.deepEqual(
    saved.nights.map(({ keeps }) => keeps),
    [null],
  )
  const { moved } = done(await move(saved.id, night.night_id))
  assert.deepEqual(moved, [{ night_id: night.night_id, kept: 2, dropped: 1 }])
  assert.deepEqual(await offersOf(night.night_id), [
    {
      name: 'Table 1',
      zone: 'Gallery',
      spend: 60_000,
      guests_max: 3,
      guests_included: 3,
      blocked_by: null,
    },
    {
      name: 'Table 2',
      zone: 'Terrace',
      spend: 70_000,
      guests_max: 8,
      guests_included: 4,
      blocked_by: 'Hana Host',
    },
  ])
  assert.match(await floorPage(night.slug), /Rebuilt floor/)
  assert.deepEqual(done(await move(saved.id, night.night_id)).moved[0]?.kept, 0, 'twice is once')
  assert.deepEqual(
    (await deedsOf(house, night.night_id)).map(({ action, actor }) => [action, actor]),
    [['night.plan_moved', 'Olga Owner']],
  )
  const now = await tableIds(house, saved.id)
  await bookTable(house, night.slug, now['Table 1'] ?? '')
  assertPlanRefused(await move(plan.id, night.night_id), 409, ['plan_night_kept', 'nights'])
})

test('a night with a hold keeps its plan, and is named; none of those beside it moves either', async () => {
  const { plan, night, ids } = await planWithNight()
  const other = await addNight(house.db)
  await sellOn(house, other.night_id, plan.id)
  const saved = done(await savePlan(house, owner, plan, drawnAnew))
  await placeOrder(house, night.slug, {
    table: { wished_id: ids['Table 1'] ?? '', party_size: 2 },
  })
  const refused = await move(saved.id, other.night_id, night.night_id)
  assertPlanRefused(refused, 409, ['plan_night_kept', 'nights'])
  const { rows } = await house.db.query({
    text: `select title from nights where id = $1`,
    values: [night.night_id],
  })
  assert.ok(JSON.stringify(refused.body).includes(rows[0]?.['title']), JSON.stringify(refused.body))
  for (const { night_id } of [night, other]) assert.equal((await offersOf(night_id)).length, 3)
  assert.equal(done(await move(saved.id, other.night_id)).moved.length, 1)
})

test('a night that is moved while a guest orders has one of both, and no table sold twice', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { plan, night, ids } = await planWithNight()
    const saved = done(await savePlan(house, owner, plan, drawnAnew))
    const table = { wished_id: ids['Table 1'] ?? '', party_size: 2 }
    const [moved, placed] = await Promise.all([
      move(saved.id, night.night_id),
      placeOrder(house, night.slug, { table }).catch((error: Error) => error),
    ])
    const isMoved = moved.status === 200
    assert.ok(isMoved || moved.status === 409, String(moved.status))
    assert.equal(placed instanceof Error, isMoved, `moved: ${moved.status}`)
    const { nights } = await readPlan(house, owner, saved.id)
    assert.deepEqual(
      nights.map(({ version, keeps }) => [version, keeps]),
      [isMoved ? [2, null] : [1, 'ordered']],
    )
    if (!(placed instanceof Error)) {
      await pay(house, placed)
      await fulfilled(house, placed, 2)
    }
    await audit(house)
  }
})

test('a night that is moved while its guests pay: who has a table keeps it and the plan, who has a ticket is let be', async () => {
  for (const hasTable of [true, false]) {
    const { plan, night, ids } = await planWithNight()
    const saved = done(await savePlan(house, owner, plan, drawnAnew))
    const table = { wished_id: ids['Table 1'] ?? '', party_size: 2 }
    const wish = hasTable ? { table } : { [night.types[0] ?? '']: 2 }
    const order = await placeOrder(house, night.slug, wish)
    const client_secret = await clientSecretOf(house, order)
    const [moved] = await Promise.all([
      move(saved.id, night.night_id),
      confirm(house, order, client_secret),
    ])
    await fulfilled(house, order, 2)
    if (hasTable) assertPlanRefused(moved, 409, ['plan_night_kept', 'nights'])
    else assert.equal(done(moved).moved[0]?.kept, 2)
    const { rows } = await house.db.query<{ vip_table_id: string }>({
      text: `select vip_table_id from bookings where order_id = $1`,
      values: [order.order_id],
    })
    assert.deepEqual(
      rows.map((one) => one.vip_table_id),
      hasTable ? [ids['Table 1']] : [],
    )
    await audit(house)
  }
})

test('what cannot move is refused: a stranger, a night of another plan, one that is over', async () => {
  const { plan, night } = await planWithNight()
  const other = await planWithNight()
  const saved = done(await savePlan(house, owner, plan, drawnAnew))
  const unknown: [string, string] = ['night_unknown', 'nights']
  assertPlanRefused(await move(saved.id, newId('ngt')), 404, unknown)
  assertPlanRefused(await move(saved.id, other.night.night_id), 404, unknown)
  assertPlanRefused(await move(newId('flr'), night.night_id), 404, ['plan_unknown', 'plan'])
  assertPlanRefused(await move(saved.id), 422, ['input_invalid', 'nights'])
  await house.db.query({
    text: `update nights set doors_at = now() - interval '9 hours', ends_at = now() - interval '1 hour'
            where id = $1`,
    values: [night.night_id],
  })
  assertPlanRefused(await move(saved.id, night.night_id), 410, ['night_over', 'nights'])
})

test('of two tables with one name none is guessed at', async () => {
  const twice = drawing({
    zones: [
      drawnZone({ name: 'Left', width: 200, tables: [drawnTable({ name: '1' })] }),
      drawnZone({ name: 'Right', x: 300, width: 200, tables: [drawnTable({ name: '1', x: 400 })] }),
    ],
  })
  const renamed = drawing({
    zones: [
      drawnZone({ name: 'Left', width: 200, tables: [drawnTable({ name: '1' })] }),
      drawnZone({ name: 'East', x: 300, width: 200, tables: [drawnTable({ name: '1', x: 400 })] }),
    ],
  })
  const plan = done(await addPlan(house, owner, twice))
  const night = await addNight(house.db)
  await sellOn(house, night.night_id, plan.id)
  const saved = done(await savePlan(house, owner, plan, renamed))
  const { moved } = done(await move(saved.id, night.night_id))
  assert.deepEqual(moved, [{ night_id: night.night_id, kept: 1, dropped: 1 }])
})

test('a night that fills the house moves all the same: no head counts twice on the way', async () => {
  const { plan, night } = await planWithNight()
  const { rows } = await house.db.query<{ places: number }>({
    text: `update nights set hard_capacity = places_of_night(id) where id = $1
           returning hard_capacity as places`,
    values: [night.night_id],
  })
  assert.ok((rows[0]?.places ?? 0) > 0)
  const saved = done(await savePlan(house, owner, plan, drawnAnew))
  const { status, body } = await move(saved.id, night.night_id)
  assert.equal(status, 200, JSON.stringify(body))
})

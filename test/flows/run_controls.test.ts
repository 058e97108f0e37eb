import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addNight } from '../catalog.ts'
import { without, type Guard } from '../guards.ts'
import { claimsAbout } from '../audit.ts'
import { api, fulfilled, pay, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { runnerOf, type Runner } from '../nights.ts'
import { addPlan, done, drawing, readPlan, savePlan } from '../plan.ts'
import {
  neverOversold,
  nightEditLock,
  nightLock,
  planLock,
  soldIsOnSale,
  typeLock,
} from '../table_guards.ts'
import { meetAt } from '../table_races.ts'
import { tableOf } from '../terms.ts'
import { lockWaits } from '../till.ts'
import { addVipNight } from '../vip_catalog.ts'

// The controls of the races of those who run a house (nights_races, terms_races, plans), on a
// database of their own: which guards hold each, and that without them the race is lost. The sweep,
// which would clear up after it, is switched off.

let house: House
let members: [Browser, Browser]
let runners: [Runner, Runner]
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  members = [await signedInAs(house, 'owner'), await signedInAs(house, 'manager')]
  runners = [runnerOf(house, members[0]), runnerOf(house, members[1])]
})
after(() => house.close())

type Started<T> = () => Promise<T>

/** Starts both so that they meet: the second one while the first has the row, or waits for it. */
async function meetAtRow<T, U>(
  table: 'ticket_types' | 'floor_plans',
  id: string,
  [first, second]: [Started<T>, Started<U>],
): Promise<[T, U]> {
  const { rows } = await house.db.query<{ relname: string }>({
    text: `select relname from pg_class where relkind = 'r' and relname in ($1::text, $1::text || '_behind')`,
    values: [table],
  })
  const client = await house.db.connect()
  await client.query('begin')
  await client.query(`select from ${rows[0]?.relname} where id = $1 for no key update`, [id])
  const one = first()
  await lockWaits(house, 1, client)
  const other = second()
  await lockWaits(house, 2, client)
  await client.query('commit')
  client.release()
  return Promise.all([one, other])
}

const guest = { name: 'Ada', email: 'ada@guest.example', phone: '+49 30 1234567' }
const EIGHT = 8

/** A guest orders eight of ten, and somebody lowers them to four at that moment. */
async function loweredWhileSold(off: Guard[]) {
  const { slug, night_id, types } = await addNight(house.db, { types: [{ capacity: 10 }] })
  const [type = ''] = types
  return without(house.db, off, async () => {
    const [placed, lowered] = await meetAtRow('ticket_types', type, [
      () => tryToPlace(house, slug, { [type]: EIGHT }),
      () => runners[0].saveType(night_id, type, { capacity: 4 }, 1),
    ])
    assert.equal(placed.status, 201)
    await api(house, 'PUT', `/api/orders/${placed.order.order_id}/guest`, guest, placed.order)
    await pay(house, placed.order)
    await fulfilled(house, placed.order, EIGHT)
    const { rows } = await house.db.query<{ taken: number; capacity: number }>({
      text: `select taken, capacity from ticket_types where id = $1`,
      values: [type],
    })
    const claims = await claimsAbout(house, 'ticket_type', type)
    return { lowered: lowered.status, ...rows[0], claims: claims.length }
  })
}

test('control: with the row of the kind of ticket alone what is sold is not taken back', async () => {
  const seen = await loweredWhileSold([neverOversold])
  assert.deepEqual(seen, { lowered: 409, taken: EIGHT, capacity: 10, claims: 0 })
})

test('control: with the constraint alone it is not, either, though nobody says why', async () => {
  const seen = await loweredWhileSold([typeLock])
  assert.deepEqual(seen, { lowered: 500, taken: EIGHT, capacity: 10, claims: 0 })
})

test('control: without both more is paid for than there is, and the audit says so', async () => {
  const seen = await loweredWhileSold([neverOversold, typeLock])
  assert.deepEqual(
    { ...seen, claims: seen.claims > 0 },
    {
      lowered: 200,
      taken: EIGHT,
      capacity: 4,
      claims: true,
    },
  )
})

/** Two editors save one plan, which both have read as it was. */
async function twoOnOnePlan(off: Guard[]) {
  const plan = done(await addPlan(house, members[0]))
  const answers = await without(house.db, off, () =>
    meetAtRow('floor_plans', plan.id, [
      () => savePlan(house, members[0], plan, drawing({ name: 'Mine' })),
      () => savePlan(house, members[1], plan, drawing({ name: 'Theirs' })),
    ]),
  )
  const { drawing: kept } = await readPlan(house, members[0], plan.id)
  return { statuses: answers.map(({ status }) => status), kept: kept.name }
}

test('control: with the lock of the plan the second editor is told, and overwrites nothing', async () => {
  assert.deepEqual(await twoOnOnePlan([]), { statuses: [200, 409], kept: 'Mine' })
})

test('control: without it both are told that it is saved, and one drawing is lost', async () => {
  assert.deepEqual(await twoOnOnePlan([planLock]), { statuses: [200, 200], kept: 'Theirs' })
})

/** Two editors set another deposit of one table, which both have read as it was. */
async function twoOnOneTable(off: Guard[]) {
  const { night_id, tables } = await addVipNight(house.db)
  const read = tables.map((id) => ({ id, version: 1 }))
  const answers = await without(house.db, off, () =>
    meetAt(
      house,
      { tables },
      [30_000, 10_000].map((deposit_minor, n) => () => {
        const runner = runners[n] ?? runners[0]
        return runner.send('PUT', `nights/${night_id}/tables`, { deposit_minor, tables: read })
      }),
    ),
  )
  const { deposit_minor } = await tableOf(runners[0], night_id, tables[0] ?? '')
  return { statuses: answers.map(({ status }) => status), deposit_minor }
}

for (const [name, off] of [
  ['the night', [nightLock]],
  ['its VIP side', [nightEditLock]],
] as const)
  test(`control: with the lock of ${name} alone the second editor of a table is told`, async () => {
    const seen = await twoOnOneTable([...off])
    assert.deepEqual(seen, { statuses: [200, 409], deposit_minor: 30_000 })
  })

test('control: without both locks two editors of a table are told yes, and one is overwritten', async () => {
  const seen = await twoOnOneTable([nightLock, nightEditLock])
  assert.deepEqual(seen, { statuses: [200, 200], deposit_minor: 10_000 })
})

/** A guest asks for a table, and somebody takes it off sale at that moment. */
async function offSaleWhilePaying(off: Guard[]) {
  const { night_id, slug, tables } = await addVipNight(house.db)
  const [table = ''] = tables
  const taken = { is_on_sale: false, tables: [{ id: table, version: 1 }] }
  return without(house.db, off, async () => {
    const wish = { table: { wished_id: table, party_size: 2 } }
    const [placed, withdrawn] = await meetAt<{ status: number }>(house, { tables }, [
      () => tryToPlace(house, slug, wish),
      () => runners[0].send('PUT', `nights/${night_id}/tables`, taken),
    ])
    const { is_on_sale, state } = await tableOf(runners[0], night_id, table)
    return [placed?.status, withdrawn?.status, state, is_on_sale]
  })
}

test('control: with the lock of the night alone a table stays on sale that a guest has', async () => {
  assert.deepEqual(await offSaleWhilePaying([soldIsOnSale]), [201, 409, 'held', true])
})

test('control: with the constraint alone it does, too, though nobody says why', async () => {
  assert.deepEqual(await offSaleWhilePaying([nightLock]), [201, 500, 'held', true])
})

test('control: without both it is off sale and held at once', async () => {
  assert.deepEqual(await offSaleWhilePaying([soldIsOnSale, nightLock]), [201, 200, 'held', false])
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PoolClient } from 'pg'
import { addNight } from '../catalog.ts'
import { without, type Guard } from '../guards.ts'
import { claimsAbout } from '../audit.ts'
import { api, fulfilled, pay, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { runnerOf, type Runner } from '../nights.ts'
import { addPlan, done, drawing, savePlan } from '../plan.ts'
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

/** Begun, and awaited later: should something else fail before, that is what is told. */
function begun<T>(work: () => Promise<T>): Promise<T> {
  const running = work()
  running.catch(() => {})
  return running
}

/** Whatever has failed, nobody goes on waiting for what this connection has locked. */
async function letGo(client: PoolClient): Promise<void> {
  // Does nothing where it is committed already.
  await client.query('rollback')
  client.release()
}

/**
 * A guest orders, and while the order is not committed, with its stock taken, somebody of the house
 * begins `edit`, which wants the same row: it waits for the guest, or does not.
 */
async function orderThen<T>(
  order: () => ReturnType<typeof tryToPlace>,
  edit: () => Promise<T>,
): Promise<[Awaited<ReturnType<typeof tryToPlace>>, T]> {
  const client = await house.db.connect()
  try {
    await client.query('begin')
    // Where an order is noted once it has its stock.
    await client.query('lock table order_origins in share mode')
    const placing = begun(order)
    await lockWaits(house, 1, client)
    const editing = begun(edit)
    await lockWaits(house, 2, client)
    await client.query('commit')
    return [await placing, await editing]
  } finally {
    await letGo(client)
  }
}

const guest = { name: 'Ada', email: 'ada@guest.example', phone: '+49 30 1234567' }
const EIGHT = 8

/** A guest orders eight of ten, and somebody lowers them to four at that moment. */
async function loweredWhileSold(off: Guard[]) {
  const { slug, night_id, types } = await addNight(house.db, { types: [{ capacity: 10 }] })
  const [type = ''] = types
  return without(house.db, off, async () => {
    const [placed, lowered] = await orderThen(
      () => tryToPlace(house, slug, { [type]: EIGHT }),
      () => runners[0].saveType(night_id, type, { capacity: 4 }, 1),
    )
    assert.equal(placed.status, 201, JSON.stringify(placed.body))
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

/** Two editors save one plan, which both have read as it was. How many were told yes? */
async function twoOnOnePlan(off: Guard[]): Promise<number> {
  const plan = done(await addPlan(house, members[0]))
  return without(house.db, off, async () => {
    const client = await house.db.connect()
    try {
      await client.query('begin')
      const behind = off.length > 0 ? 'floor_plans_behind' : 'floor_plans'
      await client.query(`select from ${behind} where id = $1 for no key update`, [plan.id])
      const saving = members.map((who, n) =>
        begun(() => savePlan(house, who, plan, drawing({ name: `Drawn by ${n}` }))),
      )
      await lockWaits(house, 2, client)
      await client.query('commit')
      return yes(await Promise.all(saving))
    } finally {
      await letGo(client)
    }
  })
}

const yes = (answers: { status: number }[]) => {
  for (const { status } of answers) assert.ok(status === 200 || status === 409, String(status))
  return answers.filter(({ status }) => status === 200).length
}

test('control: with the lock of the plan one editor saves it, and the other is told', async () => {
  assert.equal(await twoOnOnePlan([]), 1)
})

test('control: without it both are told that it is saved, and one drawing is lost', async () => {
  assert.equal(await twoOnOnePlan([planLock]), 2)
})

/** Two editors set another deposit of one table, which both have read as it was. */
async function twoOnOneTable(off: Guard[]): Promise<number> {
  const { night_id, tables } = await addVipNight(house.db)
  const read = tables.map((id) => ({ id, version: 1 }))
  const path = `nights/${night_id}/tables`
  return without(house.db, off, async () => {
    const [one, other] = runners
    const answers = await meetAt<{ status: number }>(house, { tables }, [
      () => one.send('PUT', path, { deposit_minor: 30_000, tables: read }),
      () => other.send('PUT', path, { deposit_minor: 10_000, tables: read }),
    ])
    return yes(answers)
  })
}

for (const [name, off] of [
  ['the night', nightLock],
  ['its VIP side', nightEditLock],
] as const)
  test(`control: with the lock of ${name} alone one of two editors of a table is told`, async () => {
    assert.equal(await twoOnOneTable([off]), 1)
  })

test('control: without both locks two editors of a table are told yes, and one is overwritten', async () => {
  assert.equal(await twoOnOneTable([nightLock, nightEditLock]), 2)
})

/** A guest asks for a table, and somebody takes it off sale at that moment. */
async function offSaleWhilePaying(off: Guard[]) {
  const { night_id, slug, tables } = await addVipNight(house.db)
  const [table = ''] = tables
  const taken = { is_on_sale: false, tables: [{ id: table, version: 1 }] }
  return without(house.db, off, async () => {
    const wish = { table: { wished_id: table, party_size: 2 } }
    const [placed, withdrawn] = await orderThen(
      () => tryToPlace(house, slug, wish),
      () => runners[0].send('PUT', `nights/${night_id}/tables`, taken),
    )
    const { is_on_sale, state } = await tableOf(runners[0], night_id, table)
    return [placed.status, withdrawn.status, state, is_on_sale]
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

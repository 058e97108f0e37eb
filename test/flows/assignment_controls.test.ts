import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { without, type Guard } from '../guards.ts'
import { tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { onePassPerHead } from '../party_guards.ts'
import { bookTable, keys, moreFor, passCodes, scanPass, staff, staffDo } from '../staff.ts'
import {
  bookingLock,
  endedIsOver,
  nightLock,
  oneClaim,
  oneParty,
  passLock,
  validGoesIn,
} from '../table_guards.ts'
import { askersOf, confusedParties, meetAt, nightOf, type Told } from '../table_races.ts'
import { lockWaits } from '../till.ts'
import { addVipNight } from '../vip_catalog.ts'

// The controls of the races for tables, on a database of their own: which guards hold each, and
// that without them the race is lost. The sweep, which would clear up after it, is switched off.

let house: House
let asks: ReturnType<typeof askersOf>
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0' })
  asks = askersOf(house)
})
after(() => house.close())

type Night = Awaited<ReturnType<typeof nightOf>>

/** Two who want one table, on a night of three tables, the first two of them booked. */
const RACES: Record<string, (night: Night) => { at: string; both: (() => Promise<Told>)[] }> = {
  'two of the staff assign one table': ({ tables: [, , c = ''], ids: [one = '', other = ''] }) => ({
    at: c,
    both: [asks.move(one, c), asks.move(other, c)],
  }),
  'a move and a hold': ({ slug, tables: [, , c = ''], ids: [one = ''] }) => ({
    at: c,
    both: [asks.move(one, c), asks.hold(slug, c)],
  }),
  'a block and a hold': ({ slug, tables: [, , c = ''] }) => ({
    at: c,
    both: [asks.block(slug, c), asks.hold(slug, c)],
  }),
  'a walk-in and a hold': ({ slug, tables: [, , c = ''] }) => ({
    at: c,
    both: [asks.walkIn(slug, c), asks.hold(slug, c)],
  }),
  'two who buy what was released': ({ slug, tables: [, , c = ''] }) => ({
    at: c,
    both: [asks.hold(slug, c), asks.hold(slug, c)],
  }),
}
const GUARDS: Record<string, Guard> = {
  'the lock of the night': nightLock,
  'the row of the table': oneParty,
  'the indexes of bookings and holds': oneClaim,
}
/** The indexes know nothing of a block, nor of a booking and a hold at once. */
const isGuarding = (race: string, guard: string) =>
  !guard.startsWith('the indexes') || race.startsWith('two')

/** Lets the two meet where guards are off. How many were told yes, and how many are confused? */
async function run(race: string, off: Guard[]): Promise<{ yes: number; confused: number }> {
  const night = await nightOf(house, 3, 2)
  if (race.endsWith('released')) await releaseLast(night)
  const { at, both } = RACES[race]!(night)
  return without(house.db, off, async () => {
    const told = await meetAt(house, { tables: [at] }, both)
    return {
      yes: told.filter(({ status }) => status < 300).length,
      confused: await confusedParties(house, night.night_id),
    }
  })
}

/** Somebody has had the third table before. */
async function releaseLast({ slug, tables }: Night): Promise<void> {
  const party = { party_name: 'Grace', party_size: 2, table: tables[2] ?? '' }
  const { id } = await staffDo(house, 'POST', `nights/${slug}/walk_ins`, party)
  await staffDo(house, 'POST', `bookings/${id}/release`)
}

for (const race of Object.keys(RACES)) {
  for (const [name, guard] of Object.entries(GUARDS)) {
    if (!isGuarding(race, name)) continue
    test(`control: ${race}: with nothing but ${name} one of them has it`, async () => {
      const others = Object.values(GUARDS).filter((other) => other !== guard)
      assert.deepEqual(await run(race, others), { yes: 1, confused: 0 })
    })
  }

  test(`control: ${race}: without any guard both have it`, async () => {
    const { yes, confused } = await run(race, Object.values(GUARDS))
    assert.equal(yes, 2, 'the race happens when nothing guards it')
    assert.ok(confused > 0)
  })
}

const ALL = [oneClaim, oneParty, nightLock, bookingLock]

test('control: without guards a swap and a move at once leave a party with two tables', async () => {
  for (const isMoveFirst of [true, false]) {
    const { night_id, tables, ids } = await nightOf(house, 3, 2)
    const [[a = '', , c = ''], [one = '', other = '']] = [tables, ids]
    const both = [asks.swap(one, other), asks.move(one, c)]
    const confused = await without(house.db, ALL, async () => {
      await meetAt(house, { tables: [a] }, isMoveFirst ? both.toReversed() : both)
      return confusedParties(house, night_id)
    })
    assert.ok(confused > 0, 'the race happens when nothing guards it')
  }
})

test('control: without guards two swaps at once are done once, though both are told yes', async () => {
  const { tables, ids } = await nightOf(house, 2, 2)
  const [[a = '', b = ''], [one = '', other = '']] = [tables, ids]
  await without(house.db, ALL, async () => {
    const told = await meetAt(house, { tables: [a, b] }, [
      asks.swap(one, other),
      asks.swap(one, other),
    ])
    assert.deepEqual(
      told.map(({ status }) => status),
      [201, 201],
    )
    assert.equal((await staffDo(house, 'GET', `bookings/${one}`)).table?.id, b, 'the race happens')
  })
})

test('control: without the lock of the night the table that is kept is sold too', async () => {
  const { slug, tables, ids } = await nightOf(house, 2, 1)
  const [a = '', b = ''] = tables
  await staffDo(house, 'DELETE', `bookings/${ids[0]}/table`)
  const both = [asks.hold(slug, a), asks.hold(slug, b)]
  const told = await without(house.db, [nightLock], () => meetAt(house, { tables }, both))
  for (const { status } of told) assert.equal(status, 201, 'the race happens')
})

test('control: without locks a pass that is being voided lets somebody in', async () => {
  const { slug, night_id, ids } = await nightOf(house, 1, 1)
  const [id = ''] = ids
  const [code = ''] = await passCodes(house, id)
  const told = await without(house.db, [validGoesIn, endedIsOver, bookingLock, passLock], () =>
    meetAt(house, { night_id }, [asks.cancel(id), () => scanPass(house, slug, code)]),
  )
  assert.deepEqual(
    told.map(({ status }) => status),
    [200, 201],
    'the race happens when nothing guards it',
  )
  assert.deepEqual(await passCodes(house, id), [])
})

test('control: without the lock of the booking a party is awaited of which somebody is in', async () => {
  const { slug, ids } = await nightOf(house, 1, 1)
  const [id = ''] = ids
  const [code = ''] = await passCodes(house, id)
  await staffDo(house, 'POST', `bookings/${id}/arrival`)
  const [undone, scanned] = await without(house.db, [bookingLock], async () => {
    // Nobody is in yet when it is looked; it is written down after somebody is.
    const client = await house.db.connect()
    await client.query('begin')
    await client.query('select from bookings_behind where id = $1 for update', [id])
    const undoing = staff(house, 'POST', `bookings/${id}/arrival/reversal`)
    await lockWaits(house, 1, client)
    const scan = await scanPass(house, slug, code)
    await client.query('commit')
    client.release()
    return [await undoing, scan]
  })
  assert.deepEqual([undone.status, undone.body.state, scanned.status], [200, 'confirmed', 201])
})

test('control: without guards a table is bought, and had again by a party that had left', async () => {
  const night = await nightOf(house, 1, 1)
  const [[table = ''], [id = '']] = [night.tables, night.ids]
  await staffDo(house, 'POST', `bookings/${id}/arrival`)
  await staffDo(house, 'POST', `bookings/${id}/release`)
  const undo = async (): Promise<Told> => {
    const { status, body } = await staff(house, 'POST', `bookings/${id}/release/reversal`)
    return { status, code: body.code }
  }
  const told = await without(house.db, ALL, () =>
    meetAt(house, { tables: [table] }, [asks.hold(night.slug, table), undo]),
  )
  for (const { status } of told) assert.ok(status < 300, 'the race happens when nothing guards it')
})

test('control: without the lock of the booking more is taken at the door than is due', async () => {
  const { ids } = await nightOf(house, 1, 1)
  const path = `bookings/${ids[0]}/door_payments`
  const taken = await without(house.db, [bookingLock], async () => {
    const client = await house.db.connect()
    await client.query('begin')
    await client.query('lock table door_payments in share mode')
    const answers = Array.from({ length: 5 }, () =>
      staff(house, 'POST', path, { id: newId('dpy'), kind: 'cash', amount_minor: 40_000 }),
    )
    await lockWaits(house, 2, client)
    await client.query('commit')
    client.release()
    return (await Promise.all(answers)).filter(({ status }) => status === 201).length
  })
  assert.ok(taken > 1, 'the race happens when nothing guards it')
})

test('control: without the locks of booking and night a table includes two guests in one place', async () => {
  const { slug, tables } = await addVipNight(house.db)
  const party = await bookTable(house, slug, tables[0] ?? '', 2)
  const ask = () => tryToPlace(house, slug, moreFor(party, 2))
  const answers = await without(house.db, [bookingLock, nightLock, onePassPerHead], () =>
    meetAt(house, { tables }, [ask, ask]),
  )
  for (const { body } of answers)
    assert.equal(body['state'], 'fulfilled', 'the race happens when nothing guards it')
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase, type Database } from '../../src/kernel/index.ts'
import {
  doorCount,
  doorEntrances,
  doorOrders,
  doorParties,
  wordsQuery,
} from '../../src/overview/index.ts'
import { addManyOrders } from '../many_orders.ts'
import { assertQuick, statementsOf } from '../plans.ts'
import { freshDatabase, type FreshDatabase } from '../postgres.ts'
import { addVipNight } from '../vip_catalog.ts'

// At the door of a night with far more than 100,000 tickets a name is found by an index, and the
// counter is counted in one.

const ORDERS = 60_000
const FOUND_MAX = 21

let database: FreshDatabase
let db: Database
let night_id: string
before(async () => {
  database = await freshDatabase('door')
  db = openDatabase(database.url, () => {})
  const night = await addVipNight(db)
  night_id = night.night_id
  await addManyOrders(db, { night_id, type_id: night.types[0] ?? '', orders: ORDERS })
  await db.query({ text: 'vacuum analyze' })
  const { rows } = await db.query<{ n: number }>({ text: 'select count(*)::int as n from tickets' })
  assert.ok((rows[0]?.n ?? 0) > 90_000, `${rows[0]?.n} tickets`)
})
after(async () => {
  await db.end()
  await database.drop()
})

for (const [what, typed] of [
  ['two letters that many names begin with', 'an'],
  ['a name that one in twenty has', 'Zoë'],
  ['two words', 'ada g'],
  ['a word that nobody has', 'xyzzy'],
  ['two letters that few names begin with', 'kl'],
] as const)
  test(`${what}: found by an index`, async () => {
    const words = wordsQuery(typed) ?? assert.fail(typed)
    const asked = [
      ...(await statementsOf(db, (to) => doorOrders(to, night_id, words, FOUND_MAX))),
      ...(await statementsOf(db, (to) => doorParties(to, night_id, words, FOUND_MAX))),
    ]
    for (const statement of asked)
      await assertQuick(db, statement, 'custom', { touchedMax: 6000, sortedMax: 4000 })
  })

test('the last entrances are read by an index of their night', async () => {
  for (const member of [null, 'mem_1']) {
    const [statement] = await statementsOf(db, (to) => doorEntrances(to, night_id, member, 10))
    const limits = { touchedMax: 100, sortedMax: 100 }
    await assertQuick(db, statement ?? assert.fail('a statement'), 'generic', limits)
  }
})

test('the counter reads no table as a whole', async () => {
  const [statement] = await statementsOf(db, (to) => doorCount(to, night_id))
  const limits = { touchedMax: 200_000, sortedMax: 100 }
  await assertQuick(db, statement ?? assert.fail('a statement'), 'generic', limits)
})

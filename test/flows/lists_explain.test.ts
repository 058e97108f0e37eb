import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase, type Database, type Queryable } from '../../src/kernel/index.ts'
import { awaitingQuery } from '../../src/overview/lists_awaiting.sql.ts'
import { historyQuery } from '../../src/overview/lists_attempts.sql.ts'
import { failedQuery, TRIES_LOOKED_AT } from '../../src/overview/lists_failed.sql.ts'
import { readCursor, type Cursor } from '../../src/overview/lists_cursor.ts'
import {
  orderStates,
  selectOrderList,
  type OrderFilter,
} from '../../src/overview/lists_orders.sql.ts'
import { readSearch } from '../../src/overview/lists_search.ts'
import { addNight } from '../catalog.ts'
import { addManyOrders, idOfMany } from '../many_orders.ts'
import { assertQuick, statementsOf } from '../plans.ts'
import { freshDatabase, type FreshDatabase } from '../postgres.ts'

// However many orders a night has, a page of a list is read by an index that has its rows in
// order, or by one that finds few. No list reads a table or a night as a whole.

const ORDERS = 100_000
const PAGE = 101

let database: FreshDatabase
let db: Database
let night_id: string
before(async () => {
  database = await freshDatabase('lists')
  db = openDatabase(database.url, () => {})
  const night = await addNight(db)
  night_id = night.night_id
  await addManyOrders(db, { night_id, type_id: night.types[0] ?? '', orders: ORDERS })
  // A later night with few orders, so that a night is something that narrows.
  const later = await addNight(db)
  await db.query({
    text: `insert into orders (id, night_id, secret, total_minor, currency)
           select 'ord_later' || n, $1, md5(n::text), 2450, 'eur' from generate_series(1, 50) n`,
    values: [later.night_id],
  })
  await db.query({ text: 'analyze nights, orders' })
})
after(async () => {
  await db.end()
  await database.drop()
})

/** The order in the middle of the night, as a cursor. */
async function middle(): Promise<Cursor> {
  const { rows } = await db.query<{ at: string }>({
    text: `select to_char(placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
             from orders where id = $1`,
    values: [idOfMany(ORDERS / 2)],
  })
  return { at: rows[0]?.at ?? assert.fail('the middle one'), id: idOfMany(ORDERS / 2) }
}

const AN_HOUR = { from: '-25 hours', to: '-24 hours' }

/** The moments of a span before now, as the API hands them on. */
async function span({ from, to }: { from: string; to: string }) {
  const { rows } = await db.query<{ from: string; to: string }>({
    text: `select (now() + $1::interval)::text as from, (now() + $2::interval)::text as to`,
    values: [from, to],
  })
  return rows[0] ?? assert.fail('a span')
}

/** Far below the night's 100,000 orders, and what its expired ones are among the index entries. */
const FEW = { touchedMax: 12_500, sortedMax: 6_000 }

async function assertListQuick(filter: OrderFilter): Promise<void> {
  for (const cursor of [undefined, await middle()]) {
    const list = (listening: Queryable) => selectOrderList(listening, filter, cursor, PAGE)
    for (const { text, values } of await statementsOf(db, list))
      await assertQuick(db, { name: 'Orders by any filter', text, values }, 'custom', FEW)
  }
}

test('every filter of the orders is answered from an index, on the first page and in the middle', async () => {
  for (const night of [undefined, night_id])
    for (const kind of [undefined, 'ga', 'vip', 'comp'] as const)
      for (const state of [undefined, ...orderStates])
        for (const time of [{}, await span(AN_HOUR)])
          await assertListQuick({ night_id: night, kind, state, ...time })
})

for (const [what, typed] of Object.entries({
  'an order': idOfMany(4711),
  'Stripe’s payment': `pi_${idOfMany(4711)}`,
  'a card': '7919',
  'a mail': 'guest4711@',
  'the beginning of many mails': 'guest47',
  'the beginning of all mails': 'guest',
  'a name that many have': 'zoe',
  'the beginning of many names': 'an',
  'a first name and the beginning of a last one': 'Ada k',
  'the beginning of few names': 'okc',
  'a name that nobody has': 'xyzzy plugh',
}))
  test(`a search for ${what} looks at few orders, within each filter`, async () => {
    const search = readSearch(typed)
    for (const night of [undefined, night_id])
      for (const state of [undefined, ...orderStates])
        await assertListQuick({ search, night_id: night, state })
    await assertListQuick({ search, kind: 'vip' })
  })

test('each search finds whom it is for', async () => {
  const found = async (typed: string, filter: OrderFilter = {}) =>
    (await selectOrderList(db, { ...filter, search: readSearch(typed) }, undefined, PAGE)).map(
      ({ id }) => id,
    )
  assert.deepEqual(await found(idOfMany(4711)), [idOfMany(4711)])
  assert.deepEqual(await found(`pi_${idOfMany(4711)}`), [idOfMany(4711)])
  assert.deepEqual(await found('GUEST4711@mail'), [idOfMany(4711)])
  // 7919 n = 7919 (mod 10,000): the first of every ten thousand that have tried to pay.
  assert.ok((await found('7919')).includes(idOfMany(1)))
  assert.equal((await found('zoe')).length, PAGE)
  assert.deepEqual(await found('zoe', { state: 'disputed' }), [])
  assert.deepEqual(await found('xyzzy'), [])
})

test('the pages of a list join without a gap, and nothing comes twice', async () => {
  const seen: string[] = []
  let end: Cursor | undefined
  do {
    const page = await selectOrderList(db, { state: 'refund_due', night_id }, end, 300)
    seen.push(...page.map(({ id }) => id))
    end = page.length === 300 ? readCursor(page.at(-1)?.cursor ?? '') : undefined
  } while (end)
  assert.equal(seen.length, ORDERS / 100)
  assert.deepEqual(seen, [...new Set(seen)].toSorted())
})

test('what is pending is read from indexes of its own, the first page and one in the middle', async () => {
  const { at, id } = await middle()
  const failedAt = readCursor(`${at}~att_${'z'.repeat(26)}`)
  for (const plan of ['custom', 'generic'] as const) {
    for (const values of [
      ['-infinity', '', PAGE, 'infinity', ''],
      [at, id, PAGE, 'infinity', ''],
    ])
      await assertQuick(db, { text: awaitingQuery, values }, plan, FEW)
    for (const values of [
      ['infinity', '', PAGE, TRIES_LOOKED_AT, '-infinity', ''],
      [failedAt?.at, failedAt?.id, PAGE, TRIES_LOOKED_AT, '-infinity', ''],
    ])
      await assertQuick(db, { text: failedQuery, values }, plan, FEW)
    const ids = Array.from({ length: PAGE }, (_, n) => idOfMany(n * 900 + 1))
    await assertQuick(db, { text: historyQuery, values: [ids, 20] }, plan, FEW)
  }
})

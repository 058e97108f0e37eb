import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase, type Database } from '../../src/kernel/index.ts'
import {
  auditActors,
  auditKinds,
  auditLog,
  readCursor,
  type AuditFilter,
} from '../../src/overview/index.ts'
import { auditLogQuery } from '../../src/overview/audit_log.sql.ts'
import { addNight } from '../catalog.ts'
import { addManyOrders, idOfMany } from '../many_orders.ts'
import { assertQuick } from '../plans.ts'
import { freshDatabase, type FreshDatabase } from '../postgres.ts'

/** A house that has been open for years. */
const ENTRIES = 100_000
const PAGE = 101
/** A page and what belongs to its entries, and nothing else. */
const FEW = { touchedMax: 3000, sortedMax: 3000 }

let database: FreshDatabase
let db: Database
before(async () => {
  database = await freshDatabase('audit_log')
  db = openDatabase(database.url, () => {})
  const { night_id, types } = await addNight(db)
  await addManyOrders(db, { night_id, type_id: types[0] ?? '', orders: 20_000 })
  await db.query({
    text: `insert into audit_entries (id, action, subject_id, actor, detail, at)
           select 'aud_' || lpad(n::text, 26, '0'),
                  case n % 10 when 0 then 'refund.requested' when 1 then 'mail.resent'
                    else 'booking.moved' end,
                  'x_' || n / 5, 'Member ' || case when n % 5000 = 0 then 'Rare' else n % 20 || '' end,
                  jsonb_build_object('order', 'ord_many' || lpad((n / 7)::text, 22, '0')),
                  now() - interval '1 minute' * n
             from generate_series(1, ${ENTRIES}) n`,
  })
  await db.query({ text: `analyze audit_entries` })
})
after(async () => {
  await db.end()
  await database.drop()
})

test('every filter is answered from an index, on the first page and in the middle', async () => {
  const [middle] = await auditLog(db, { to: await daysAgo(35) }, undefined, 1)
  const cursor = readCursor(middle?.cursor ?? '')
  assert.ok(cursor, 'an entry in the middle')
  const filters: AuditFilter[] = [
    {},
    { actor: 'Member 3' },
    { actor: 'Member Rare' },
    { actor: 'Nobody' },
    { kind: 'refund' },
    { kind: 'nothing' },
    { actor: 'Member 3', kind: 'mail' },
    { actor: 'Member Rare', kind: 'refund' },
    { from: await daysAgo(30), to: await daysAgo(29) },
    { actor: 'Member 3', kind: 'mail', from: await daysAgo(60), to: await daysAgo(20) },
    { subjects: { ids: ['x_7'], orders: [idOfMany(4)], nights: ['ngt_1'] } },
    { subjects: { ids: ['x'], orders: ['x'], nights: ['x'] } },
  ]
  for (const filter of filters)
    for (const start of [undefined, cursor])
      await assertQuick(db, auditLogQuery(filter, start, PAGE), 'custom', FEW)
})

test('the pages join without a gap, and nothing comes twice', async () => {
  const filter = { kind: 'mail', actor: 'Member 11' }
  const seen: string[] = []
  let last: Awaited<ReturnType<typeof auditLog>>[number] | undefined
  do {
    const page = await auditLog(db, filter, last && readCursor(last.cursor), 700)
    seen.push(...page.map(({ id }) => id))
    last = page.length === 700 ? page.at(-1) : undefined
  } while (last)
  assert.equal(seen.length, ENTRIES / 20)
  assert.equal(new Set(seen).size, seen.length)
})

test('the choices are read by jumping from one name to the next', async () => {
  assert.equal((await auditActors(db)).length, 21)
  assert.deepEqual(await auditKinds(db), ['booking', 'mail', 'refund'])
})

async function daysAgo(days: number): Promise<string> {
  const { rows } = await db.query<{ at: string }>({
    text: `select (now() - interval '1 day' * $1::int)::text as at`,
    values: [days],
  })
  return rows[0]?.at ?? ''
}

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freshDatabase, type FreshDatabase } from '../../test/postgres.ts'
import { openDatabase, type Database } from './index.ts'

let database: FreshDatabase
let db: Database
before(async () => {
  database = await freshDatabase('indexes')
  db = openDatabase(database.url, () => {})
})
after(async () => {
  await db.end()
  await database.drop()
})

/** By what tables that grow without end are asked on the way of a guest, a door or a story. */
const ASKED_BY = [
  ['holds', 'booking_id'],
  ['disputes', 'payment_id'],
  ['mails', 'subject_id'],
] as const

for (const [table, column] of ASKED_BY)
  test(`${table} are found by their ${column}, however many there are`, async () => {
    const { rows } = await db.query({
      text: `select from pg_index i
               join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
              where i.indrelid = $1::regclass and a.attname = $2`,
      values: [table, column],
    })
    assert.ok(rows.length > 0, 'an index begins with it')
  })

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freshDatabase, type FreshDatabase } from '../../test/postgres.ts'
import { openDatabase, type Database } from './database.ts'

let database: FreshDatabase
let db: Database
before(async () => {
  database = await freshDatabase('timeouts')
  db = openDatabase(database.url, () => {})
})
after(async () => {
  await db.end()
  await database.drop()
})

const LIMITS = { statement_timeout: '15s', idle_in_transaction: '10s', lock_timeout: '8s' }

test('each connection of a process has its limits before its first statement', async () => {
  const clients = await Promise.all(Array.from({ length: 3 }, () => db.connect()))
  try {
    for (const client of clients) {
      const { rows } = await client.query(
        `select current_setting('statement_timeout') as statement_timeout,
                current_setting('idle_in_transaction_session_timeout') as idle_in_transaction,
                current_setting('lock_timeout') as lock_timeout`,
      )
      assert.deepEqual(rows, [LIMITS])
    }
  } finally {
    for (const client of clients) client.release()
  }
})

test('none of them is a setting of the server, and none is told at the start of a connection', async () => {
  const { rows } = await db.query<{ source: string }>({
    text: `select distinct source from pg_settings
            where name in ('statement_timeout', 'idle_in_transaction_session_timeout',
                           'lock_timeout')`,
  })
  // PgBouncer refuses a client that brings such a setting along ('client').
  assert.deepEqual(rows, [{ source: 'session' }])
})

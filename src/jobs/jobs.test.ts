import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '../../test/guest.ts'
import { freshDatabase, type FreshDatabase } from '../../test/postgres.ts'
import { openDatabase, openLog, transaction, type Database } from '../kernel/index.ts'
import { enqueue } from './enqueue.ts'
import { startJobs } from './jobs.ts'

let database: FreshDatabase
let db: Database

before(async () => {
  database = await freshDatabase('jobs')
  db = openDatabase(database.url, () => {})
})
after(async () => {
  await db.end()
  await database.drop()
})

test('F67: jobs of a queue with a pace begin one after the other, however many wait', async () => {
  const begun_ms: number[] = []
  const queue = {
    name: 'paced',
    handle: async () => {
      begun_ms.push(performance.now())
    },
    betweenMs: 100,
    retries: 0,
    retryDelaySeconds: 1,
    retryDelaySecondsMax: 1,
  }
  const jobs = await startJobs(db, database.url, [queue], openLog('silent'))
  await transaction(db, async (tx) => {
    for (let n = 0; n < 15; n += 1) await enqueue(tx, 'paced', { n })
  })
  await eventually('all are done', async () => begun_ms.length === 15)
  await jobs.stop()
  const took_ms = (begun_ms.at(-1) ?? 0) - (begun_ms[0] ?? 0)
  // A timer may ring a millisecond early.
  assert.ok(took_ms > 14 * 100 - 15, `${took_ms} ms`)
})

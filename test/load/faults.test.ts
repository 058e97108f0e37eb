import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { playBusyNight } from './busy_night.ts'
import { startOwnDatabase, type OwnDatabase } from './own_database.ts'
import { newOutage } from './outage.ts'
import { SEEN } from './result.ts'

// The short version of `npm run load -- --faults`: nothing in here is about speed.

/** A server and a database are started again and again, which takes long on a busy machine. */
const LONG = { timeout: 600_000 }

let folder: string
let database: OwnDatabase
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coatcheck-faults-'))
  database = await startOwnDatabase(join(folder, 'database'))
  // The premises of this file are made on it, and not on the server that all tests share.
  process.env['TEST_POSTGRES_URL'] = database.url
})
after(async () => {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

test('a failure is excused until the house has answered again, and by nothing that comes later', async () => {
  const healed = Promise.withResolvers<void>()
  const outage = newOutage(() => healed.promise)
  const before_it = Date.now()
  assert.equal(outage.wasDown(before_it), false, 'nothing was wrong yet')
  const fault = outage.during(() => Promise.resolve())
  await new Promise(setImmediate)
  assert.equal(outage.wasDown(Date.now()), true, 'it is done, and not healed')
  healed.resolve()
  await fault
  assert.equal(outage.wasDown(before_it), true, 'asked before it was healed')
  assert.equal(outage.wasDown(Date.now() + 1), false, 'asked afterwards')
})

test('whatever is killed, cut or restarted: each has what was paid for, once', LONG, async (t) => {
  const result = await playBusyNight({
    buyers: 8,
    seconds: 21,
    vip: 0.2,
    seed: 5,
    restarts: 0,
    faulty: database,
    log: join(folder, 'server.log'),
  })
  const { faults, differences, disturbances, left_out, bought, steps } = result
  assert.deepEqual({ faults, differences }, { faults: [], differences: [] })
  const names = new Set(disturbances.map(({ name }) => name))
  const full = 'the disk of the database is full'
  // Where nothing may be mounted, a disk that is everybody's cannot be filled.
  assert.deepEqual(left_out, database.fillDisk ? [] : [full])
  for (const name of left_out) t.diagnostic(`left out: ${name}`)
  const expected = [
    'the connections to the database are cut',
    'Stripe cannot be reached',
    'the database is restarted',
    'the database cannot be reached',
    'the connections to Stripe are cut',
    'the server is killed',
    ...(database.fillDisk ? [full] : []),
  ]
  assert.deepEqual([...names].toSorted(), expected.toSorted())
  assert.ok(bought > 0)
  assert.equal(steps.find(({ name }) => name === SEEN)?.count, bought)
})

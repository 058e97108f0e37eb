import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { playBusyNight } from './busy_night.ts'
import { startOwnDatabase, type OwnDatabase } from './own_database.ts'
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

test(
  'whatever is killed, cut, restarted or full: each has what was paid for, once',
  LONG,
  async () => {
    const result = await playBusyNight({
      buyers: 8,
      seconds: 21,
      vip: 0.2,
      seed: 5,
      restarts: 0,
      faulty: database,
      log: join(folder, 'server.log'),
    })
    const { faults, differences, disturbances, bought, steps } = result
    assert.deepEqual({ faults, differences }, { faults: [], differences: [] })
    const names = disturbances.map(({ name }) => name)
    for (const name of [
      'the connections to the database are cut',
      'Stripe cannot be reached',
      'the database is restarted',
      'the database cannot be reached',
      'the connections to Stripe are cut',
      'the server is killed',
    ])
      assert.ok(names.includes(name), `${name}: ${names.join(', ')}`)
    assert.equal(names.includes('the disk of the database is full'), !!database.fillDisk)
    assert.ok(bought > 0)
    assert.equal(steps.find(({ name }) => name === SEEN)?.count, bought)
  },
)

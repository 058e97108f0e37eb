import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { SEEN } from '../load/result.ts'
import { playFleetNight } from './fleet_night.ts'
import { startPair, type Pair } from './replica.ts'

// The short version of `npm run fleet -- --failover` (docs/scaling.md). PgBouncer does not come
// with npm, so the way through it is tried by the command alone.

/** Four processes and two databases are started, which takes long where much else is running. */
const LONG = { timeout: 900_000 }

let folder: string
let pair: Pair
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coatcheck-fleet-'))
  pair = await startPair(folder)
  // The premises of this file are made on it, and not on the server that all tests share.
  process.env['TEST_POSTGRES_URL'] = pair.url
})
after(async () => {
  await pair.stop()
  await rm(folder, { recursive: true, force: true })
})

test(
  'a server, a worker and the database are killed, and a replica takes over: nothing paid is lost',
  LONG,
  async () => {
    let took_ms = 0
    const result = await playFleetNight({
      way: 'with a synchronous replica',
      reach: { databasePids: () => pair.pids(), isFaulty: true },
      failOver: async () => (took_ms = await pair.failOver()),
      buyers: 6,
      seconds: 6,
      vip: 0.2,
      seed: 3,
      log: join(folder, 'fleet.log'),
    })
    const { faults, differences, disturbances, bought, steps } = result
    assert.deepEqual({ faults, differences }, { faults: [], differences: [] })
    assert.deepEqual(
      disturbances.map(({ name }) => name),
      [
        'a server is killed',
        'a worker is killed',
        'the database is killed, and its replica promoted',
      ],
    )
    assert.ok(took_ms > 0)
    assert.ok(bought > 0)
    assert.equal(steps.find(({ name }) => name === SEEN)?.count, bought)
  },
)

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { playBusyNight, type BusyNight } from './busy_night.ts'
import { pageOf } from './page.ts'
import { SEEN } from './result.ts'
import { playRush } from './rush.ts'

// The short version of `npm run load` (docs/performance.md): nothing in here is about speed.

/** A server is started twice, which takes long where much else is running. */
const LONG = { timeout: 600_000 }

let folder: string
let night: BusyNight
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coatcheck-load-'))
  const log = join(folder, 'server.log')
  night = { buyers: 50, seconds: 8, vip: 0.2, seed: 11, restarts: 1, log }
})
after(() => rm(folder, { recursive: true, force: true }))

test(
  '50 at once pay for tickets and tables over a restart: each has what was paid for, once',
  LONG,
  async () => {
    const result = await playBusyNight(night)
    const { faults, differences, restarts_ms, counts, orders } = result
    assert.deepEqual({ faults, differences }, { faults: [], differences: [] })
    assert.equal(restarts_ms.length, 1)
    // Each of them pays at least once, but those who go away.
    assert.ok(result.bought >= night.buyers / 2, JSON.stringify({ counts, orders }))
    const seen = result.steps.find(({ name }) => name === SEEN)
    assert.equal(seen?.count, result.bought)
    const issued = orders.find(({ state }) => state === 'ga fulfilled')
    assert.ok(issued && orders.some(({ state }) => state === 'vip fulfilled'))
    assert.match(pageOf(result), /Every payment has its tickets/)
  },
)

test(
  'a rush for few tickets and tables sells them exactly, and tells all others',
  LONG,
  async () => {
    const { log, seed } = night
    const rush = { guests: 150, tickets: 40, tables: 5, seed, log }
    const { faults, differences, bought, counts } = await playRush(rush)
    assert.deepEqual({ faults, differences }, { faults: [], differences: [] })
    assert.equal(bought, rush.tickets + rush.tables)
    assert.equal(counts['sold_out'], rush.guests - bought)
  },
)

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freshDatabase, type FreshDatabase } from '../../test/postgres.ts'
import { eventually } from '../../test/guest.ts'
import { openDatabase, openLog, type Database } from '../kernel/index.ts'
import { startChores, type Chore, type Round } from './chores.ts'
import { claimTurn } from './chore.sql.ts'

let database: FreshDatabase
let db: Database
const log = openLog('silent')

before(async () => {
  database = await freshDatabase('chores')
  db = openDatabase(database.url, () => {})
})
after(async () => {
  await db.end()
  await database.drop()
})

const chore = (name: string, round: Chore['round'], pause_seconds = 0.05): Chore => ({
  name,
  pause_seconds,
  round,
})

async function row(name: string) {
  const { rows } = await db.query<{ failures: number; claimed: boolean; note: object }>({
    text: `select failures, claimed_at is not null as claimed, note from chores where name = $1`,
    values: [name],
  })
  assert.ok(rows[0])
  return rows[0]
}

test('each round goes on from where the one before left off, also in another process', async () => {
  const seen: number[] = []
  const count = chore('count', async ({ at = 0 }): Promise<Round> => {
    seen.push(Number(at))
    return { note: { at: Number(at) + 1 } }
  })
  const one = startChores(db, [count], log, 0.1)
  await eventually('three rounds', async () => seen.length >= 3)
  await one.stop()
  const other = startChores(db, [count], log, 0.1)
  await eventually('six rounds', async () => seen.length >= 6)
  await other.stop()
  assert.deepEqual(seen, [...seen.keys()])
})

test('a round without a note leaves the note as it was; unfinished, the next one comes at once', async () => {
  let rounds = 0
  const unfinished = chore(
    'unfinished',
    async (): Promise<Round | void> => {
      rounds += 1
      if (rounds === 1) return { note: { kept: true }, isUnfinished: true }
    },
    3600,
  )
  const chores = startChores(db, [unfinished], log, 3600)
  await eventually('the second round', async () => rounds === 2)
  await chores.stop()
  assert.deepEqual(await row('unfinished'), { failures: 0, claimed: false, note: { kept: true } })
})

test('a round that fails keeps its note and is repeated after a pause that grows', async () => {
  const begun_ms: number[] = []
  const failing = chore('failing', async () => {
    begun_ms.push(Date.now())
    throw new Error('not today')
  })
  const chores = startChores(db, [failing], log, 0.1)
  await eventually('three failures', async () => begun_ms.length === 3)
  await chores.stop()
  const [first = 0, second = 0, third = 0] = begun_ms
  assert.ok(second - first >= 900, `${second - first} ms`)
  assert.ok(third - second >= 1900, `${third - second} ms`)
  assert.deepEqual(await row('failing'), { failures: 3, claimed: false, note: {} })
})

test('a round of which a part has failed counts as failed, and the next one goes on behind it', async () => {
  const seen: number[] = []
  const half = chore('half', async ({ at = 0 }): Promise<Round> => {
    seen.push(Number(at))
    return { note: { at: Number(at) + 1 }, isUnfinished: true, failure: new Error('not all') }
  })
  const chores = startChores(db, [half], log, 0.1)
  await eventually('three rounds', async () => seen.length === 3)
  await chores.stop()
  assert.deepEqual(seen, [0, 1, 2])
  assert.deepEqual(await row('half'), { failures: 3, claimed: false, note: { at: 3 } })
})

test('a round that outlasts its lease is not begun by anybody else while its process lives', async () => {
  let running = 0
  let rounds = 0
  let most = 0
  const long = chore(
    'long',
    async (_note, signal) => {
      rounds += 1
      running += 1
      most = Math.max(most, running)
      // Longer than the lease of six seconds.
      await sleep(8_000, undefined, { signal }).catch(() => {})
      running -= 1
    },
    3600,
  )
  const offices = [startChores(db, [long], log, 0.1), startChores(db, [long], log, 0.1)]
  await eventually('the round has ended', async () => rounds > 0 && running === 0)
  await Promise.all(offices.map((office) => office.stop()))
  assert.equal(most, 1)
})

test('what a believed-dead process says of its round does not overwrite the next one', async () => {
  let wake: (() => void) | undefined
  const dead = chore('revenant', async (): Promise<Round> => {
    await new Promise<void>((resolve) => (wake = resolve))
    return { note: { by: 'dead' } }
  })
  const one = startChores(db, [dead], log, 0.1)
  const wakeUp = await eventually('its round has begun', async () => wake)
  // As if the process had been frozen for longer than its lease, and another one had taken over.
  await db.query({
    text: `update chores set claimed_at = null, note = '{"by": "living"}',
                  due_at = now() + interval '1 hour' where name = 'revenant'`,
  })
  wakeUp()
  await one.stop()
  assert.deepEqual(await row('revenant'), { failures: 0, claimed: false, note: { by: 'living' } })
})

test('stopping waits for the round under way, which hears of it', async () => {
  let heard = false
  let ended = false
  const patient = chore('patient', async (_note, signal) => {
    await sleep(60_000, undefined, { signal }).catch(() => (heard = true))
    await sleep(50)
    ended = true
  })
  const chores = startChores(db, [patient], log, 0.1)
  await eventually('it runs', async () => (await row('patient').catch(() => null))?.claimed)
  await chores.stop()
  assert.deepEqual([heard, ended], [true, true])
  assert.equal((await row('patient')).claimed, false)
})

test('a turn is taken by one of many who want it at once, and again when its time has passed', async () => {
  const wanted = Array.from({ length: 20 }, () => claimTurn(db, 'a_turn', 60))
  const taken = await Promise.all(wanted)
  assert.equal(taken.filter((rows) => rows === 1).length, 1)
  await db.query({ text: `update chores set due_at = now() where name = 'a_turn'` })
  assert.equal(await claimTurn(db, 'a_turn', 60), 1)
  assert.equal(await claimTurn(db, 'a_turn', 60), 0)
})

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openLimit } from './limit.ts'
import { goalsOf, inLines, medianOf, type Measured } from './result.ts'
import { playRounds, startAsker } from './rounds.ts'
import { openStand } from './stand.ts'

// The benchmark measures what it says (docs/performance.md); nothing in here is about speed.

const one = (what: Measured['what'], tickets: number | null, per_second: number): Measured => ({
  what,
  at: 50,
  tickets,
  rounds: [per_second],
  per_second,
  each: null,
  cpu_ms: null,
})

test('a median is a value that was seen', () => {
  assert.equal(medianOf([3, 1, 2]), 2)
  assert.equal(medianOf([4, 1, 2, 3]), 3)
  assert.equal(medianOf([]), 0)
})

test('goals are shares of the limit, and the cost of a full database against an empty one', () => {
  const measured = [
    one('limit', null, 1000),
    one('webhooks', 0, 600),
    one('webhooks', 1000, 480),
    one('purchases', 0, 149),
    one('pages', 0, 3000),
  ]
  const goals = goalsOf(measured)
  const told = goals.map(({ value, isReached }) => [Number(value.toFixed(3)), isReached])
  assert.deepEqual(told, [
    [0.6, true],
    [0.149, false],
    [3000, true],
    [1.25, false],
  ])
  const result = { began_at: '', processors: 2, limit_by: null, seconds: 1, measured, goals }
  const lines = inLines({ ...result, costs: [] }).join('\n')
  assert.match(lines, /MISSED {3}purchases at 50, share of the limit: 0\.15, goal 0\.15/)
})

/** A server is started, which takes long where much else is running. */
const LONG = { timeout: 600_000 }

test('a short run brings events, buys and looks, and counts its tickets', LONG, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'coatcheck-bench-'))
  const stand = await openStand(2_000, { log: join(folder, 'server.log') })
  const limit = await openLimit()
  const asker = startAsker()
  try {
    const plan = { parts: ['webhooks', 'purchases', 'pages'] as const, rounds: 1, seconds: 1 }
    const measured = await playRounds(
      { ...plan, parts: [...plan.parts], at: [2], say: () => {} },
      limit,
      [stand],
      asker,
    )
    const told = measured.map(({ what, per_second }) => [what, per_second > 0])
    assert.deepEqual(told, [
      ['limit', true],
      ['webhooks', true],
      ['purchases', true],
      ['pages', true],
    ])
    const { rows } = await stand.premises.db.query<{ state: string; misses: number }>({
      text: `select o.state, count(*) filter (where
                      (select count(*) from tickets t where t.order_id = o.id) is distinct from
                      (select sum(l.quantity) from order_lines l where l.order_id = o.id))::int
                      as misses
               from orders o group by 1`,
    })
    assert.deepEqual(rows, [{ state: 'fulfilled', misses: 0 }], 'each has as many as were paid for')
  } finally {
    asker.stop()
    await limit.close()
    await stand.close()
    await rm(folder, { recursive: true, force: true })
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onceInARow } from './once_in_a_row.ts'

test('a code is taken once while it stays in sight, and again when it comes back', () => {
  const taken: string[] = []
  let now_ms = 0
  const see = onceInARow(
    (code) => taken.push(code),
    () => now_ms,
  )
  const seen: [string, number][] = [
    ['A', 0],
    ['A', 100],
    ['A', 2500],
    ['A', 4900],
    ['B', 5000],
    ['A', 5100],
    ['A', 5200],
    ['A', 7800],
  ]
  for (const [code, at_ms] of seen) {
    now_ms = at_ms
    see(code)
  }
  assert.deepEqual(taken, ['A', 'B', 'A', 'A'])
})

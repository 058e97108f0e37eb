import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planGuest } from './plan.ts'

const GUESTS = 200
const plansOf = (seed: number) => Array.from({ length: GUESTS }, (_, n) => planGuest(seed, n))

test('a seed plans the same guests again, and another seed plans others', () => {
  assert.deepEqual(plansOf(7), plansOf(7))
  assert.notDeepEqual(plansOf(7), plansOf(8))
})

test('no two guests share an order, within a night or between two', () => {
  const ids = [7, 8].flatMap((seed) =>
    plansOf(seed).flatMap(({ orders }) => orders.map(({ order_id }) => order_id)),
  )
  assert.equal(new Set(ids).size, ids.length)
})

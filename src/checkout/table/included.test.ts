import assert from 'node:assert/strict'
import { test } from 'node:test'
import { includedOf } from './included.ts'

const agreed = { guests_included: 6, extra_guest_price_minor: 2_000 }

const sums: [guests: number, heads: number, included: number][] = [
  [2, 4, 2],
  [3, 4, 2],
  [1, 4, 1],
  [2, 6, 0],
  [2, 7, 0],
]
test('a guest is included as long as the table is promised to fewer than its price includes', () => {
  for (const [guests, heads, included] of sums)
    assert.equal(includedOf(guests, heads, agreed), included, `${guests} more than ${heads}`)
})

test('where an extra guest costs nothing all of them are included', () => {
  assert.equal(includedOf(3, 8, { ...agreed, extra_guest_price_minor: 0 }), 3)
})

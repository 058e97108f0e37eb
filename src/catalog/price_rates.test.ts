import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharesOf } from './price_rates.ts'

const rates = (vat_bp: number, fee_bp = 0) => ({ vat_bp, fee_bp })

test('VAT is what is in the price, rounded half up to the smallest unit', () => {
  assert.equal(sharesOf(11_900, rates(1900)).vat_minor, 1900)
  assert.equal(sharesOf(2450, rates(1900)).vat_minor, 391)
  // 2450 x 7 / 107 = 160.28, 21 x 5 / 105 = 1, 105 x 100 / 10100 = 1.04
  assert.equal(sharesOf(2450, rates(700)).vat_minor, 160)
  assert.equal(sharesOf(1, rates(5000)).vat_minor, 0)
  // Half of a unit counts as one: 3 x 5000 / 15000 is 1, and 9 x 2000 / 12000 is 1.5.
  assert.equal(sharesOf(9, rates(2000)).vat_minor, 2)
  assert.equal(sharesOf(0, rates(1900)).vat_minor, 0)
})

test('fees are a share of the price itself; the parts are never more than the whole', () => {
  assert.deepEqual(sharesOf(2450, rates(1900, 500)), { vat_minor: 391, fee_minor: 123 })
  for (const amount of [1, 7, 99_999_999]) {
    const { vat_minor, fee_minor } = sharesOf(amount, rates(5000, 5000))
    assert.ok(vat_minor + fee_minor <= amount + 1, String(amount))
  }
})

test('the largest amount is computed exactly', () => {
  for (const vat_bp of [1, 1900, 4999, 5000]) {
    const exact =
      (2n * 99_999_999n * BigInt(vat_bp) + BigInt(10_000 + vat_bp)) / (2n * BigInt(10_000 + vat_bp))
    assert.equal(BigInt(sharesOf(99_999_999, rates(vat_bp)).vat_minor), exact)
  }
})

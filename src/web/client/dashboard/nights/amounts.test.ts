import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typedAmount, typedNumber } from './amounts.ts'

test('an amount is written as somebody would type it, in the currency’s own parts', () => {
  assert.equal(typedAmount(1250, 'eur'), '12.50')
  assert.equal(typedAmount(1250, 'jpy'), '1250')
})

test('an empty field is nothing, and not zero', () => {
  assert.equal(typedNumber(' '), null)
  assert.equal(typedNumber(undefined), null)
  assert.equal(typedNumber('0'), 0)
  assert.ok(Number.isNaN(typedNumber('many')))
})

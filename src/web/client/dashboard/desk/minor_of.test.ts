import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minorOf } from './minor_of.ts'

test('an amount is read with a point or a comma, in the smallest unit of its currency', () => {
  assert.equal(minorOf('12.50', 'eur'), 1250)
  assert.equal(minorOf(' 12,5 ', 'eur'), 1250)
  assert.equal(minorOf('24', 'eur'), 2400)
  assert.equal(minorOf('500', 'jpy'), 500)
})

test('what is no amount is none: nothing, words, a sign, a part finer than the currency', () => {
  for (const text of ['', '0', '0.00', 'all', '-5', '1.234,50', '1e3'])
    assert.equal(minorOf(text, 'eur'), undefined, text)
  assert.equal(minorOf('12.505', 'eur'), undefined)
  assert.equal(minorOf('5.5', 'jpy'), undefined)
})

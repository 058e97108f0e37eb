import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decimalMoney, formatMoney, minorDigits } from './money.ts'

test('F52: currencies without cents, with two and with three digits are told apart', () => {
  assert.equal(minorDigits('jpy'), 0)
  assert.equal(minorDigits('eur'), 2)
  assert.equal(minorDigits('kwd'), 3)
  assert.equal(minorDigits('isk'), 2)
})

test('F52: 500 JPY is 500, 500 cents are 5, 500 fils are half a dinar', () => {
  assert.equal(formatMoney({ amount_minor: 500, currency: 'jpy' }, 'en-GB'), 'JP¥500')
  assert.equal(formatMoney({ amount_minor: 500, currency: 'eur' }, 'en-GB'), '€5')
  assert.equal(formatMoney({ amount_minor: 2450, currency: 'eur' }, 'en-GB'), '€24.50')
  assert.equal(decimalMoney({ amount_minor: 500, currency: 'jpy' }), '500')
  assert.equal(decimalMoney({ amount_minor: 2450, currency: 'eur' }), '24.50')
  assert.equal(decimalMoney({ amount_minor: 500, currency: 'kwd' }), '0.500')
})

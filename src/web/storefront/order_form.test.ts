import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefused, newId, newSecret } from '../../kernel/index.ts'
import { readChosen, readOrderForm } from './order_form.ts'

const ids = { order_id: newId('ord'), order_secret: newSecret() }

test('quantities are read as whole numbers, and what is none of them as NaN', () => {
  const texts = { a: '2', b: '', c: '-1', d: '1.5', e: 'a', f: '1e9', g: ' 1', h: '9'.repeat(30) }
  const fields = Object.entries(texts).map(([id, text]) => [`quantity_${id}`, text])
  const form = readOrderForm({ ...ids, ...Object.fromEntries(fields) })
  assert.ok(!isRefused(form))
  assert.deepEqual(
    form.choices.map((choice) => choice.quantity),
    [2, 0, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN],
  )
  assert.equal(readChosen(Object.fromEntries(fields))['d'], '1.5')
})

test('a quantity that comes twice is none', () => {
  const form = readOrderForm({ ...ids, quantity_a: ['1', '2'] })
  assert.ok(!isRefused(form))
  assert.deepEqual(form.choices, [{ ticket_type_id: 'a', quantity: Number.NaN }])
})

test('a form without a proper id or secret, or with endless fields, is refused by name', () => {
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`quantity_${i}`, '1']))
  const cases = [
    [undefined, 'order_id'],
    ['text', 'order_id'],
    [{ ...ids, order_id: 'ord_1' }, 'order_id'],
    [{ ...ids, order_id: ['x'] }, 'order_id'],
    [{ ...ids, order_secret: 'short' }, 'order_secret'],
    [{ ...ids, ...many }, 'quantity_'],
  ] as const
  for (const [body, field] of cases) {
    const form = readOrderForm(body)
    assert.ok(isRefused(form))
    assert.equal(form.field, field)
  }
})

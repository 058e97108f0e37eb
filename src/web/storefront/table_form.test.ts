import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefused, newId, newSecret } from '../../kernel/index.ts'
import { readParty, readTableForm } from './table_form.ts'

const ids = { order_id: newId('ord'), order_secret: newSecret(), terms: 'v1' }

test('a party size is read as a whole number, and what is none of them as NaN', () => {
  const sizes = { '4': 4, '0': 0, '1000000000': 1e9 }
  for (const [text, size] of Object.entries(sizes))
    assert.equal(readParty({ party_size: text }).party_size, size)
  for (const text of ['', '-1', '1.5', 'a', '1e9', ' 4', '9'.repeat(30), ['4', '5'], undefined])
    assert.ok(Number.isNaN(readParty({ party_size: text }).party_size), String(text))
  for (const nothing of [undefined, null, 'text']) assert.equal(readParty(nothing).package_id, null)
})

test('no package is none, and one that comes twice is refused as unknown', () => {
  assert.equal(readParty({ package_id: '' }).package_id, null)
  assert.equal(readParty({ package_id: 'pkg_1' }).package_id, 'pkg_1')
  assert.equal(readParty({ package_id: ['pkg_1', 'pkg_2'] }).package_id, 'none')
})

test('a form is read with what was wished for and the terms that were seen', () => {
  const form = readTableForm('vtb_1', { ...ids, party_size: '4', package_id: '', step: 'show' })
  assert.ok(!isRefused(form))
  const wish = { wished_id: 'vtb_1', party_size: 4, package_id: null, terms: 'v1' }
  assert.deepEqual(form.wish, wish)
  assert.ok(form.isQuestion)
})

test('a form without a proper id, secret or version of the terms is refused by name', () => {
  const cases = [
    [undefined, 'order_id'],
    [{ ...ids, order_id: 'ord_1' }, 'order_id'],
    [{ ...ids, order_id: ['x'] }, 'order_id'],
    [{ ...ids, order_secret: 'short' }, 'order_secret'],
    [{ ...ids, terms: undefined }, 'terms'],
    [{ ...ids, terms: 'x'.repeat(101) }, 'terms'],
  ] as const
  for (const [body, field] of cases) {
    const form = readTableForm('vtb_1', body)
    assert.ok(isRefused(form))
    assert.equal(form.field, field)
  }
})

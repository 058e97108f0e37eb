import assert from 'node:assert/strict'
import { test } from 'node:test'
import { previousAttributes } from './previous_attributes.ts'

test('of a hash only what has changed is told, with null for what was not there', () => {
  const before = { metadata: { order: 'ord_1', seat: '7' } }
  const after = { metadata: { order: 'ord_1', seat: '8', row: 'B' } }
  assert.deepEqual(previousAttributes(before, after), { metadata: { seat: '7', row: null } })
})

test('hashes within hashes are told in the same way, lists and plain values as they were', () => {
  const before = { details: { card: { brand: 'visa', last4: '4242' } }, lines: [1], status: 'a' }
  const after = { details: { card: { brand: 'visa', last4: '0000' } }, lines: [1, 2], status: 'b' }
  assert.deepEqual(previousAttributes(before, after), {
    details: { card: { last4: '4242' } },
    lines: [1],
    status: 'a',
  })
})

test('a hash that was null, or has become null, is told whole', () => {
  const address = { city: 'Berlin' }
  assert.deepEqual(previousAttributes({ address: null }, { address }), { address: null })
  assert.deepEqual(previousAttributes({ address }, { address: null }), { address })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEmail } from './invitation.ts'
import { readName } from './member.ts'

test('a name is one that the audit trail gives to nobody else', () => {
  assert.equal(readName('  Olga Ø '), 'Olga Ø')
  for (const none of ['', '   ', 'x'.repeat(101), 'coatcheck', ' Guest', 'STRIPE'])
    assert.equal(readName(none), undefined, none)
})

test('an address has one form, and is one', () => {
  assert.equal(readEmail(' Olga@House.example '), 'olga@house.example')
  for (const none of ['', 'olga', 'olga@', '@house.example', `${'o'.repeat(200)}@house.example`])
    assert.equal(readEmail(none), undefined, none)
})

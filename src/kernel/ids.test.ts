import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isId,
  isSameSecret,
  isSecret,
  newId,
  newSecret,
  newTicketCode,
  readTicketCode,
} from './ids.ts'

test('an id has its prefix, sorts by time, and never comes twice', () => {
  const ids = Array.from({ length: 1000 }, () => newId('ord'))
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(ids.every((id) => isId('ord', id) && !isId('tkt', id)))
  const [early, late] = [ids[0] ?? '', newId('ord')]
  assert.ok(early.slice(0, 12) <= late.slice(0, 12))
})

test('what is no id is told from one', () => {
  for (const text of ['', 'ord_', 'ord_1', `${newId('ord')}x`, newId('ord').toUpperCase()])
    assert.equal(isId('ord', text), false, text)
})

test('a secret has 160 bits and is compared whole', () => {
  const secret = newSecret()
  assert.ok(isSecret(secret))
  assert.ok(isSameSecret(secret, secret))
  assert.equal(isSameSecret(secret, newSecret()), false)
  assert.equal(isSameSecret(secret, secret.slice(1)), false)
  assert.equal(isSameSecret(secret, ''), false)
})

test('a ticket code fits the compact alphabet of a QR code', () => {
  assert.match(newTicketCode(), /^[0-9A-Z]{26}$/)
})

test('a ticket code is read as people type it, and no two codes are taken for one', () => {
  const code = '7K3M9QXATB2D4FGH5JNPRSVWY0'
  for (const typed of [
    code,
    code.toLowerCase(),
    '7K3M 9QXA TB2D 4FGH 5JNP RSVW Y0',
    ' 7k3m-9qxa–tb2d_4fgh.5jnp/rsvw yO',
  ])
    assert.equal(readTicketCode(typed), code, typed)
  assert.equal(readTicketCode('iIlLoO'), '111100')
  assert.equal(readTicketCode(' – '), '')
  for (let n = 0; n < 100; n += 1) {
    const made = newTicketCode()
    assert.equal(readTicketCode(made), made)
  }
})

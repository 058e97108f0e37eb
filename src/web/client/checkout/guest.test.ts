import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishCheckout } from '../../messages/checkout.ts'
import { guestFaults, trimGuest } from './guest.ts'

const messages = englishCheckout

test('spaces at the ends of what the guest types are not the guest', () => {
  assert.deepEqual(trimGuest({ name: ' Ada  ', email: ' ada@example.com ' }), {
    name: 'Ada',
    email: 'ada@example.com',
  })
})

test('real names and addresses pass', () => {
  const addresses = ['ada@example.com', 'a+b@mail.example.co.uk', 'ö@bücher.example', "o'x@e.io"]
  for (const email of addresses) assert.deepEqual(guestFaults({ name: '李', email }, messages), [])
})

test('what is surely wrong is named at its field', () => {
  const addresses = ['', 'ada', 'ada@', '@example.com', 'ada@example', 'a b@example.com', 'a@b..c']
  for (const email of addresses) {
    assert.deepEqual(
      guestFaults({ name: 'Ada', email }, messages),
      [{ field: 'email', message: messages.email_invalid }],
      email,
    )
  }
  for (const name of ['', '   ', 'A'.repeat(201)]) {
    assert.deepEqual(guestFaults({ name, email: 'ada@example.com' }, messages), [
      { field: 'name', message: messages.name_invalid },
    ])
  }
})

test('a phone number is looked at where it is asked for, and tidied', () => {
  const guest = { name: 'Ada', email: 'ada@example.com' }
  for (const phone of ['+49 30 1234567', '030/1234567', '(030) 123-45.67', ' 112233 '])
    assert.deepEqual(guestFaults({ ...guest, phone }, messages), [], phone)
  for (const phone of ['', '12', 'call me', '+49 30 1234567 ext 1', '1'.repeat(16)]) {
    const fault = { field: 'phone' as const, message: messages.phone_invalid }
    assert.deepEqual(guestFaults({ ...guest, phone }, messages), [fault], phone)
  }
  assert.deepEqual(trimGuest({ ...guest, phone: ' 112233 ' }), { ...guest, phone: '112233' })
})

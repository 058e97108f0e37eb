import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseForm } from './form.ts'

test('brackets become hashes and arrays, as the SDK writes them', () => {
  const text =
    'amount=1099&metadata[order]=ord_1&expand[0]=latest_charge&types[]=a&types[]=b&' +
    'payment_method_data[card][number]=4242&note=a%20b%2B%C3%A4+c'
  assert.deepEqual(plain(parseForm(text)), {
    amount: '1099',
    metadata: { order: 'ord_1' },
    expand: ['latest_charge'],
    types: ['a', 'b'],
    payment_method_data: { card: { number: '4242' } },
    note: 'a b+ä c',
  })
})

test('a parameter named like a part of every object is nothing but a name', () => {
  const form = parseForm('__proto__[polluted]=1&constructor=2')
  assert.deepEqual(Object.keys(form), ['__proto__', 'constructor'])
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
})

for (const text of ['a=1&a[b]=2', 'a[b]=2&a=1', 'a=1&a=2', 'a[b=1', 'a[[b]]=1']) {
  test(`the contradiction ${text} is refused with 400`, () => {
    assert.throws(() => parseForm(text), { name: 'ApiError', status: 400 })
  })
}

test('a thousand parameters are read, one more is refused', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `k${index}=1`).join('&')
  assert.equal(Object.keys(parseForm(many)).length, 1000)
  assert.throws(() => parseForm(`${many}&k1000=1`), { status: 400 })
})

test('nesting beyond eight levels is refused', () => {
  assert.throws(() => parseForm(`a${'[b]'.repeat(8)}=1`), { status: 400 })
})

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

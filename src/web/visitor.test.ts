import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visitorOf } from './visitor.ts'

const KEY = 'sk_test_key'
const isSame = (a: string, b: string) => visitorOf(a, KEY) === visitorOf(b, KEY)

test('F76: all addresses of one IPv6 network are one visitor, however they are written', () => {
  for (const [a, b] of [
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9'],
    ['2001:0DB8:0001:0002:0:0:0:1', '2001:db8:1:2::'],
    ['2001:db8::1', '2001:db8:0:0:5::'],
    ['::1', '::2'],
    ['fe80::1%eth0', 'fe80::2'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:FFFF:C000:0207', '192.0.2.7'],
    ['::ffff:0:7', '0.0.0.7'],
  ] as const)
    assert.ok(isSame(a, b), `${a} and ${b}`)
})

test('F76: other networks, and other IPv4 addresses, are other visitors', () => {
  for (const [a, b] of [
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['2001:db8::1', '2001:db8:0:1::1'],
    ['192.0.2.7', '192.0.2.8'],
    ['::ffff:192.0.2.7', '::ffff:192.0.2.8'],
    ['::ffff:c000:207', '::ffff:c000:208'],
  ] as const)
    assert.ok(!isSame(a, b), `${a} and ${b}`)
})

test('a visitor is known by nothing that leads back to the address', () => {
  const visitor = visitorOf('192.0.2.7', KEY)
  assert.match(visitor, /^[\w-]{43}$/)
  assert.notEqual(visitor, visitorOf('192.0.2.7', 'sk_test_other'))
  assert.match(visitorOf('whatever a proxy may say', KEY), /^[\w-]{43}$/)
})

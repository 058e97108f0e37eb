import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sdkFor, startForTest } from '../testing/with_simulator.ts'
import { parseForm } from './form.ts'
import { mergedMetadata } from './metadata.ts'
import { readParameters, type ParameterSchema } from './parameters.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)

const schema = {
  text: 'string',
  note: 'emptyable',
  count: 'integer',
  wanted: 'boolean',
  names: 'strings',
  metadata: 'metadata',
  created: 'range',
  raw: 'hash',
  usage: ['on_session', 'off_session'],
  exempt: ['', 'none', 'reverse'],
  address: ['', { city: 'emptyable' }],
  fields: ['', [{ name: 'string', value: 'integer' }]],
  card: { exp_month: 'integer', networks: { preferred: 'string' } },
  later: 'unsupported',
} as const satisfies ParameterSchema

test('every kind of parameter becomes what it stands for', () => {
  const form = parseForm(
    'text=a&note=&count=-3&wanted=true&names[]=a&names[]=b&metadata[k]=v&metadata[0]=w&' +
      'created[gte]=5&raw[a][b]=c&usage=off_session&exempt=&address=&fields[0][name]=x&' +
      'fields[0][value]=1&fields[1][name]=y&card[networks][preferred]=visa',
  )
  assert.deepEqual(plain(readParameters(form, schema)), {
    text: 'a',
    note: '',
    count: -3,
    wanted: true,
    names: ['a', 'b'],
    metadata: { k: 'v', 0: 'w' },
    created: { gte: 5 },
    raw: { a: { b: 'c' } },
    usage: 'off_session',
    exempt: '',
    address: '',
    fields: [{ name: 'x', value: 1 }, { name: 'y' }],
    card: { networks: { preferred: 'visa' } },
  })
  const other = readParameters(parseForm('created=7&address[city]=Hamburg&fields='), schema)
  assert.deepEqual(plain(other), { created: 7, address: { city: 'Hamburg' }, fields: '' })
})

const wrong: [string, string, string, string | undefined][] = [
  ['texts=a', 'texts', 'Received unknown parameter: texts', 'parameter_unknown'],
  ['card[cvv]=1', 'card[cvv]', 'Received unknown parameter: card[cvv]', 'parameter_unknown'],
  ['count=1.5', 'count', 'Invalid integer: 1.5', 'parameter_invalid_integer'],
  ['count=1e3', 'count', 'Invalid integer: 1e3', 'parameter_invalid_integer'],
  ['count=9999999999999999', 'count', 'Invalid integer: 9', 'parameter_invalid_integer'],
  ['created[gt]=a', 'created[gt]', 'Invalid integer: a', 'parameter_invalid_integer'],
  ['created[after]=1', 'created[after]', 'Received unknown', 'parameter_unknown'],
  ['wanted=yes', 'wanted', 'Invalid boolean: yes', undefined],
  ['text=', 'text', "You passed an empty string for 'text'", 'parameter_invalid_empty'],
  ['usage=', 'usage', "You passed an empty string for 'usage'", 'parameter_invalid_empty'],
  ['text[a]=1', 'text', 'Invalid string: {"a":"1"}', undefined],
  ['text[]=1', 'text', 'Invalid string: {"0":"1"}', undefined],
  ['names=a', 'names', 'Invalid array', undefined],
  ['names[0][a]=b', 'names[0]', 'Invalid string: {"a":"b"}', undefined],
  ['card=a', 'card', 'Invalid object', undefined],
  ['address[town]=a', 'address[town]', 'Received unknown', 'parameter_unknown'],
  ['fields[0]=a', 'fields[0]', 'Invalid object', undefined],
  ['fields[a]=1', 'fields', 'Invalid array', undefined],
  ['usage=x', 'usage', 'Invalid usage: must be one of on_session or off_session', undefined],
  ['exempt=x', 'exempt', 'Invalid exempt: must be one of none or reverse', undefined],
  ['later=1', 'later', 'The simulator does not have the parameter later yet.', undefined],
]
for (const [text, param, message, code] of wrong) {
  test(`${text} is refused, and ${param} named`, () => {
    assert.throws(
      () => readParameters(parseForm(text), schema),
      (error: unknown) => {
        const { status, fields } = error as { status: number; fields: Record<string, unknown> }
        assert.deepEqual([status, fields['param'], fields['code']], [400, param, code])
        assert.ok(String(fields['message']).startsWith(message), String(fields['message']))
        return true
      },
    )
  })
}

test('a text of 5,000 letters is read, one more is refused without being repeated', () => {
  const read = (length: number) => readParameters(parseForm(`text=${'x'.repeat(length)}`), schema)
  assert.equal(read(5_000).text?.length, 5_000)
  const message = 'Invalid string: xxxx...xxxx; must be at most 5000 characters'
  assert.throws(() => read(5_001), { message })
})

test('metadata keeps to 50 keys, keys of 40 letters and values of 500', () => {
  const read = (key: string, value: string): unknown =>
    readParameters({ metadata: { [key]: value } }, { metadata: 'metadata' })
  assert.deepEqual(read('k'.repeat(40), 'v'.repeat(500)), {
    metadata: { ['k'.repeat(40)]: 'v'.repeat(500) },
  })
  assert.throws(() => read('k'.repeat(41), 'v'), /up to 40 characters/)
  assert.throws(() => read('k', 'v'.repeat(501)), /you passed in a value that is 501 characters/)
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, '1']))
  assert.equal(Object.keys(mergedMetadata(many(30), many(50))).length, 50)
  assert.throws(() => mergedMetadata({ another: '1' }, many(50)), { status: 400 })
  assert.throws(() => readParameters({ metadata: many(51) }, { metadata: 'metadata' }))
})

const bad: [string, Record<string, unknown>, { code?: string; param: string }][] = [
  ['no amount', { currency: 'eur' }, { code: 'parameter_missing', param: 'amount' }],
  ['no currency', { amount: 2000 }, { code: 'parameter_missing', param: 'currency' }],
  ['amount "a"', { amount: 'a' }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['amount 0', { amount: 0 }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['amount -1', { amount: -1 }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['amount 49', { amount: 49 }, { code: 'amount_too_small', param: 'amount' }],
  ['amount 10⁸', { amount: 100_000_000 }, { code: 'amount_too_large', param: 'amount' }],
  ['amount ""', { amount: '' }, { code: 'parameter_invalid_empty', param: 'amount' }],
  ['currency "xxx"', { currency: 'xxx' }, { param: 'currency' }],
  ['an unknown parameter', { ammount: 1 }, { code: 'parameter_unknown', param: 'ammount' }],
  [
    'an unknown nested parameter',
    { automatic_payment_methods: { enabld: true } },
    { code: 'parameter_unknown', param: 'automatic_payment_methods[enabld]' },
  ],
  ['an unknown customer', { customer: 'cus_1' }, { code: 'resource_missing', param: 'customer' }],
]
for (const [what, parameters, expected] of bad) {
  test(`an intent with ${what} is answered 400 and not made`, async () => {
    const before = await simulator.control.ledger()
    const base = what.startsWith('no ') ? {} : { amount: 2000, currency: 'eur' }
    const create = stripe.rawRequest('POST', '/v1/payment_intents', { ...base, ...parameters })
    await assert.rejects(create, {
      statusCode: 400,
      rawType: 'invalid_request_error',
      ...expected,
    })
    assert.deepEqual(await simulator.control.ledger(), before)
  })
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

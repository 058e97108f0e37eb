import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseQuery, type Clause, type SearchQuery } from './search_query.ts'

const plain = { key: null, operator: ':', isNegated: false } as const
const email = { ...plain, field: 'email', value: 'amy@rocketrides.io' } satisfies Clause
const metadata = { ...plain, field: 'metadata', key: 'key', value: 'value' } satisfies Clause

const read: [string, Clause[], 'AND' | 'OR'][] = [
  [`email:"amy@rocketrides.io"`, [email], 'AND'],
  [`  email:'amy@rocketrides.io' `, [email], 'AND'],
  [`email:"amy@rocketrides.io" metadata["key"]:"value"`, [email, metadata], 'AND'],
  [`email:"amy@rocketrides.io" AND metadata['key']:'value'`, [email, metadata], 'AND'],
  [`email:"amy@rocketrides.io" or metadata["key"]:"value"`, [email, metadata], 'OR'],
  [`-email:"amy@rocketrides.io"`, [{ ...email, isNegated: true }], 'AND'],
  [`amount>=1000`, [{ ...plain, field: 'amount', operator: '>=', value: '1000' }], 'AND'],
  [`amount<"10"`, [{ ...plain, field: 'amount', operator: '<', value: '10' }], 'AND'],
  [`-metadata["key"]:NULL`, [{ ...metadata, value: null, isNegated: true }], 'AND'],
  [`name:"null"`, [{ ...plain, field: 'name', value: 'null' }], 'AND'],
  [
    `name:"\\"The Sky\\" \\\\ sea"`,
    [{ ...plain, field: 'name', value: '"The Sky" \\ sea' }],
    'AND',
  ],
  [
    `payment_method_details.card.last4:4242`,
    [{ ...plain, field: 'payment_method_details.card.last4', value: '4242' }],
    'AND',
  ],
]
for (const [text, clauses, joinedBy] of read) {
  test(`${text} is read`, () => {
    assert.deepEqual(parseQuery(text), { clauses, joinedBy })
  })
}

const unreadable = [
  '',
  '  ',
  'asdf',
  'email',
  'email:',
  ':"a"',
  'email:amy',
  'email:"amy',
  `email:"amy'`,
  'email=amy',
  'amount=5',
  'amount:5x',
  'amount > 5',
  'email:"a"name:"b"',
  'email:"a" AND',
  'AND email:"a"',
  'email:"a" AND AND name:"b"',
  '--email:"a"',
  '(email:"a")',
  'metadata[key]:"value"',
  'metadata["key"',
  'status:nullable',
]
for (const text of unreadable) {
  test(`${text || 'nothing'} is no query`, () => {
    const message = /^We were unable to parse your search query\./
    assert.throws(() => parseQuery(text), { status: 400, message })
  })
}

test('AND and OR are not mixed, nor is OR with what is merely put side by side', () => {
  for (const text of ['a:1 AND b:2 OR c:3', 'a:1 b:2 OR c:3']) {
    assert.throws(() => parseQuery(text), { status: 400, message: /AND and OR/ })
  }
})

test('ten clauses are read, eleven refused', () => {
  const many = (count: number): string =>
    Array.from({ length: count }, (_, index) => `amount>${index}`).join(' ')
  assert.equal(parseQuery(many(10)).clauses.length, 10)
  assert.throws(() => parseQuery(many(11)), { status: 400, message: /up to 10/ })
})

test('every query that can be written is read as it was meant, however it is quoted', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}(\.[a-z0-9_]{1,4}){0,2}$/)
  const text = fc.string({ unit: 'grapheme', maxLength: 12 })
  const clause: fc.Arbitrary<Clause> = fc
    .record({
      field: name,
      key: fc.option(text, { nil: null }),
      operator: fc.constantFrom(':', '~', '>', '<', '>=', '<='),
      value: fc.option(text, { nil: null }),
      isNegated: fc.boolean(),
    })
    .map(({ field, ...one }) => ({ ...one, field: one.key === null ? field : 'metadata' }))
  const query = fc.record({
    clauses: fc.array(clause, { minLength: 1, maxLength: 10 }),
    joinedBy: fc.constantFrom('AND' as const, 'OR' as const),
    quote: fc.constantFrom('"', "'"),
  })
  const run = ({ quote, ...meant }: SearchQuery & { quote: string }): void => {
    const joinedBy = meant.clauses.length === 1 ? 'AND' : meant.joinedBy
    assert.deepEqual(parseQuery(written(meant, quote)), { ...meant, joinedBy })
  }
  fc.assert(fc.property(query, run))
})

test('no text whatever is more than read or refused', () => {
  const piece = fc.constantFrom('a', ':', '"', "'", '\\', ' ', '-', '[', ']', '.', '>', 'AND', '1')
  const run = (pieces: string[]): void => {
    try {
      assert.ok(parseQuery(pieces.join('')).clauses.length > 0)
    } catch (error) {
      assert.equal((error as { status?: number }).status, 400)
    }
  }
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), run), { numRuns: 2_000 })
})

function written({ clauses, joinedBy }: SearchQuery, quote: string): string {
  const quoted = (text: string): string =>
    quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote
  const texts = clauses.map(({ field, key, operator, value, isNegated }) => {
    const name = key === null ? field : `metadata[${quoted(key)}]`
    return `${isNegated ? '-' : ''}${name}${operator}${value === null ? 'null' : quoted(value)}`
  })
  return texts.join(` ${joinedBy} `)
}

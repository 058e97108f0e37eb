import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unexcused, type Exception } from './exceptions.ts'
import { differencesFromFixtures, readFixtures, type Fixtures } from './fixtures.ts'

const fixtures: Fixtures = {
  drink: {
    object: 'drink',
    name: 'Water',
    price: { amount: 300, currency: 'eur' },
    garnish: null,
    metadata: {},
    ingredients: [{ name: 'ice' }],
    glass: 'glass_1',
  },
  glass: { object: 'glass', size_ml: 200 },
  deleted_drink: { object: 'drink', deleted: true },
}
const water = { ...fixtures['drink'], metadata: { order: 'ord_1' } }

test('an object like its fixture passes; null goes with any kind, an id with the object', () => {
  assert.deepEqual(differencesFromFixtures(fixtures, water), [])
  const tonic = { ...water, price: null, garnish: { name: 'lime' }, ingredients: [] }
  assert.deepEqual(differencesFromFixtures(fixtures, tonic), [])
  const glass = { object: 'glass', size_ml: 250 }
  assert.deepEqual(differencesFromFixtures(fixtures, { ...water, glass }), [])
  assert.deepEqual(differencesFromFixtures(fixtures, { object: 'drink', deleted: true }), [])
  assert.deepEqual(differencesFromFixtures(fixtures, { object: 'person' }), [])
})

test('where there are no fixtures there is nothing to hold against', () => {
  assert.equal(readFixtures('/nowhere/fixtures3.json'), null)
})

const wrong: [string, object, string, string][] = [
  ['a name too many', { warm: true }, 'drink.warm', 'not in the fixture'],
  [
    'a name too few in a hash',
    { price: { amount: 1 } },
    'drink.price.currency',
    'only in the fixture',
  ],
  ['another kind', { name: 7 }, 'drink.name', 'is number, in the fixture string'],
  ['a hash for a list', { ingredients: {} }, 'drink.ingredients', 'is object, in the fixture list'],
  ['a wrong list item', { ingredients: [{}] }, 'drink.ingredients.0.name', 'only in the fixture'],
  [
    'a wrong expanded object',
    { glass: { object: 'glass' } },
    'glass.size_ml',
    'only in the fixture',
  ],
]
for (const [what, change, path, problem] of wrong) {
  test(`${what} is found, also in a list in an answer`, () => {
    const drink = { ...water, ...change }
    assert.deepEqual(differencesFromFixtures(fixtures, drink), [{ path, problem }])
    const list = { object: 'list', data: [water, drink] }
    assert.deepEqual(differencesFromFixtures(fixtures, list), [{ path, problem }])
  })
}

test('an exception excuses its own problem at its own place, and is noted as used', () => {
  const found = [
    { path: 'drink.price.tax', problem: 'not in the fixture' },
    { path: 'drink.price.tax', problem: 'missing' },
    { path: 'glass.tax', problem: 'not in the fixture' },
  ]
  const tax = { at: 'price.*', problem: /^not in/, reason: 'Taxes differ.' } satisfies Exception
  const idle = { ...tax, at: 'bottle.*' }
  const used = new Set<Exception>()
  assert.deepEqual(unexcused(found, [idle, tax], used), [found[1], found[2]])
  assert.deepEqual([...used], [tax])
})

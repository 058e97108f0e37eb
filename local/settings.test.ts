import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planStart } from './settings.ts'

const environmentOf = (given: Record<string, string>) =>
  planStart(given, '/somewhere').env['APP_ENV']

test('a start shows the demo, unless live keys or somebody say otherwise', () => {
  assert.equal(environmentOf({}), 'demo')
  assert.equal(environmentOf({ STRIPE_SECRET_KEY: 'sk_test_abc' }), 'demo')
  assert.equal(environmentOf({ STRIPE_SECRET_KEY: 'sk_live_abc' }), 'production')
  assert.equal(environmentOf({ STRIPE_SECRET_KEY: 'rk_live_abc' }), 'production')
  assert.equal(environmentOf({ APP_ENV: 'staging' }), 'staging')
  assert.equal(environmentOf({ APP_ENV: '' }), 'demo')
})

test('who still says DEMO is understood by the product, and nothing is put beside it', () => {
  assert.equal(environmentOf({ DEMO: '0' }), undefined)
  assert.equal(environmentOf({ DEMO: '1' }), undefined)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripeLocale } from './locale.ts'

test('Stripe.js is told a language that it knows, also where it does not know the region', () => {
  const told = ['en', 'en-GB', 'en-US', 'es', 'es-ES', 'es-MX', 'de-DE', ''].map(stripeLocale)
  assert.deepEqual(told, ['en', 'en-GB', 'en', 'es', 'es-ES', 'es', 'auto', 'auto'])
})

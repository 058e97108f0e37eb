import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../kernel/index.ts'
import { bareHeaders, checkoutHelmet } from './security.ts'

const config = readConfig({
  PUBLIC_URL: 'https://tickets.example.com/',
  DATABASE_URL: 'postgresql://app@/coatcheck?host=%2Frun',
  STRIPE_SECRET_KEY: 'sk_live_abc',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_abc',
  STRIPE_WEBHOOK_SECRET: 'whsec_abc',
  SMTP_URL: 'smtp://localhost:2525',
  MAIL_FROM: 'Basement Nine <tickets@example.com>',
  OWNER_EMAIL: 'owner@example.com',
  AUTH_SECRET: 'only-thirty-two-signs-or-more-are-well',
})

test('at checkout Stripe and its wallet Link are let in, by what each needs; nowhere else', () => {
  const policy = checkoutHelmet(config).contentSecurityPolicy
  assert.ok(policy && typeof policy === 'object')
  const { directives = {} } = policy
  const stripe = ['https://js.stripe.com', 'https://*.js.stripe.com']
  const link = ['https://link.com', 'https://*.link.com']
  assert.deepEqual(directives['default-src'], ["'none'"])
  assert.deepEqual(directives['script-src'], ["'self'", ...stripe])
  assert.deepEqual(directives['frame-src'], [...stripe, 'https://hooks.stripe.com', ...link])
  assert.deepEqual(directives['connect-src'], ["'self'", 'https://api.stripe.com', ...link])
  assert.deepEqual(directives['img-src'], ["'self'", 'data:', 'https://*.link.com'])
  assert.doesNotMatch(bareHeaders(config)['content-security-policy'] ?? '', /stripe|link/)
})

test('a page without a route is kept to TLS as all others are, where there is TLS', () => {
  const kept = 'strict-transport-security'
  assert.equal(bareHeaders(config)[kept], 'max-age=31536000; includeSubDomains')
  const plain = { ...config, publicUrl: 'http://localhost:3000' }
  assert.equal(bareHeaders(plain)[kept], undefined)
})

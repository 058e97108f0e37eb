import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, readConfig } from './config.ts'
import { isMailAllowed } from './mail_allowed.ts'

const base = {
  PUBLIC_URL: 'https://tickets.example.com',
  DATABASE_URL: 'postgresql://app@/coatcheck?host=%2Frun',
  STRIPE_SECRET_KEY: 'sk_test_abc',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_abc',
  STRIPE_WEBHOOK_SECRET: 'whsec_abc',
  SMTP_URL: 'smtp://localhost:2525',
  MAIL_FROM: 'Basement Nine <tickets@example.com>',
  OWNER_EMAIL: 'owner@example.com',
  AUTH_SECRET: 'only-thirty-two-signs-or-more-are-well',
}
const staging = { ...base, APP_ENV: 'staging', MAIL_ALLOWED: 'ada@example.com' }
const liveKeys = { STRIPE_SECRET_KEY: 'sk_live_abc', STRIPE_PUBLISHABLE_KEY: 'pk_live_abc' }

function faultsOf(env: Record<string, string | undefined>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.faults
  }
  return []
}

test('a copy is production unless it says otherwise; the former name of a demo is understood', () => {
  assert.equal(readConfig({ ...base, ...liveKeys }).environment, 'production')
  assert.equal(readConfig({ ...base, APP_ENV: 'demo' }).environment, 'demo')
  assert.equal(readConfig({ ...base, DEMO: '1' }).environment, 'demo')
  assert.equal(readConfig({ ...base, ...liveKeys, DEMO: '0' }).environment, 'production')
  assert.equal(readConfig(staging).environment, 'staging')
  assert.match(
    faultsOf({ ...base, APP_ENV: 'prod' }).join(),
    /APP_ENV must be one of demo, staging/,
  )
  assert.match(faultsOf({ ...base, APP_ENV: 'demo', DEMO: '0' }).join(), /contradict each other/)
  assert.match(faultsOf({ ...staging, DEMO: '1' }).join(), /contradict each other/)
  assert.match(faultsOf({ ...base, DEMO: 'yes' }).join(), /DEMO must be 0 or 1/)
})

test('live keys belong to production, and Stripe’s test keys do not', () => {
  for (const APP_ENV of ['demo', 'staging'])
    assert.match(
      faultsOf({ ...staging, ...liveKeys, APP_ENV }).join(),
      new RegExp(`APP_ENV must not be ${APP_ENV} with live keys, which move real money`),
    )
  assert.match(faultsOf(base).join(), /APP_ENV is production, and Stripe’s test keys take no money/)
})

test('a stand-in for Stripe on this computer rehearses production, one elsewhere does not', () => {
  const at = (STRIPE_API_URL: string) => faultsOf({ ...base, STRIPE_API_URL })
  for (const host of ['localhost', '127.0.0.1', '[::1]'])
    assert.deepEqual(at(`http://${host}:4242`), [])
  assert.match(at('http://stripe.example.com').join(), /APP_ENV is production/)
})

test('staging names who may get mails, and nothing else does', () => {
  const allowedBy = (MAIL_ALLOWED: string) => readConfig({ ...staging, MAIL_ALLOWED }).mailAllowed
  assert.equal(readConfig({ ...base, APP_ENV: 'demo' }).mailAllowed, null)
  assert.deepEqual(allowedBy('Ada@Example.com, @club.example'), ['ada@example.com', 'club.example'])
  assert.deepEqual(allowedBy('none'), [])
  assert.match(faultsOf({ ...staging, MAIL_ALLOWED: '' }).join(), /MAIL_ALLOWED is not set/)
  for (const MAIL_ALLOWED of ['*', 'ada@', 'ada@example.com none', 'localhost', 'a.example,'])
    assert.match(faultsOf({ ...staging, MAIL_ALLOWED }).join(), /^MAIL_ALLOWED must be mail addre/)
  const live = { ...base, ...liveKeys, MAIL_ALLOWED: 'club.example' }
  assert.match(faultsOf(live).join(), /MAIL_ALLOWED must not be set but with APP_ENV=staging/)
})

test('an allowed domain stands for its own addresses, in any case, and for no other', () => {
  const allowed = ['ada@example.com', 'club.example']
  for (const address of ['ADA@example.com', 'anybody@Club.example'])
    assert.ok(isMailAllowed(allowed, address), address)
  for (const address of [
    'bob@example.com',
    'x@sub.club.example',
    'x@notclub.example',
    'club.example@evil.example',
  ])
    assert.ok(!isMailAllowed(allowed, address), address)
  assert.ok(isMailAllowed(null, 'anybody@anywhere.example'))
  assert.ok(!isMailAllowed([], 'ada@example.com'))
})

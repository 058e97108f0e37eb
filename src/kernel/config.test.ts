import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, readConfig } from './config.ts'

const good = {
  PUBLIC_URL: 'https://tickets.example.com/',
  DATABASE_URL: 'postgresql://app@/coatcheck?host=%2Frun',
  STRIPE_SECRET_KEY: 'sk_test_abc',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_abc',
  STRIPE_WEBHOOK_SECRET: 'whsec_old, whsec_new',
  SMTP_URL: 'smtp://localhost:2525',
  MAIL_FROM: 'Basement Nine <tickets@example.com>',
  OWNER_EMAIL: 'owner@example.com',
  AUTH_SECRET: 'only-thirty-two-signs-or-more-are-well',
  APP_ENV: 'demo',
}
const live = {
  ...good,
  APP_ENV: 'production',
  STRIPE_SECRET_KEY: 'sk_live_abc',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_abc',
}

function faultsOf(env: Record<string, string | undefined>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.faults
  }
  return []
}

test('a whole configuration is read, with its defaults', () => {
  const config = readConfig(good)
  assert.equal(config.publicUrl, 'https://tickets.example.com')
  assert.equal(config.port, 3000)
  assert.equal(config.holdSeconds, 600)
  assert.equal(config.holdExtensionSeconds, 300)
  assert.deepEqual(config.stripe.webhookSecrets, ['whsec_old', 'whsec_new'])
  assert.equal(config.stripe.jsUrl, 'https://js.stripe.com/endive/stripe.js')
  assert.equal(readConfig(live).stripe.secretKey, 'sk_live_abc')
})

test('every fault is named at once, and no value is repeated', () => {
  const faults = faultsOf({
    ...good,
    PORT: 'abc',
    DATABASE_URL: 'mysql://somewhere',
    STRIPE_SECRET_KEY: 'sk_wrong_hunter2',
    SMTP_URL: '',
    HOLD_MINUTES: '-1',
  })
  for (const name of ['PORT', 'DATABASE_URL', 'STRIPE_SECRET_KEY', 'SMTP_URL', 'HOLD_MINUTES'])
    assert.ok(
      faults.some((fault) => fault.startsWith(`${name} `)),
      name,
    )
  assert.ok(faults.includes('SMTP_URL is not set'))
  assert.ok(!faults.join().includes('hunter2'))
})

test('the secret of the accounts is asked for by its name, and must be long', () => {
  assert.equal(readConfig(good).authSecret, good.AUTH_SECRET)
  assert.deepEqual(faultsOf({ ...good, AUTH_SECRET: '' }), ['AUTH_SECRET is not set'])
  const [fault = ''] = faultsOf({ ...good, AUTH_SECRET: 'hunter2' })
  assert.match(fault, /^AUTH_SECRET must have 32/)
  assert.ok(!fault.includes('hunter2'))
})

test('keys of different modes are refused', () => {
  assert.deepEqual(faultsOf({ ...live, STRIPE_SECRET_KEY: 'sk_test_abc' }), [
    'STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY are of different modes',
  ])
})

test('live keys with a stand-in for Stripe, or without HTTPS are refused', () => {
  const cases = {
    STRIPE_API_URL: 'http://127.0.0.1:4242',
    STRIPE_JS_URL: 'http://127.0.0.1:4242/v3/stripe.js',
    PUBLIC_URL: 'http://tickets.example.com',
    SWEEP_SECONDS_MAX: '0',
    DIE_AT: 'settle.committed',
  }
  for (const [name, value] of Object.entries(cases)) {
    const faults = faultsOf({ ...live, [name]: value })
    assert.equal(faults.length, 1, faults.join())
    assert.ok(faults[0]?.startsWith(name))
    assert.deepEqual(faultsOf({ ...good, [name]: value }), [])
  }
})

for (const [name, setting] of [
  ['DOOR_KEY', 'doorKey'],
  ['STAFF_KEY', 'staffKey'],
] as const) {
  test(`${name} is optional, long enough not to be guessed, and never repeated`, () => {
    assert.equal(readConfig(good)[setting], undefined)
    assert.equal(readConfig({ ...good, [name]: '' })[setting], undefined)
    assert.equal(readConfig({ ...good, [name]: 'k'.repeat(24) })[setting], 'k'.repeat(24))
    for (const key of ['k'.repeat(23), `${'k'.repeat(24)} k`, 'ü'.repeat(24)]) {
      const [fault] = faultsOf({ ...good, [name]: key })
      assert.ok(fault?.startsWith(`${name} must have 24 to 200 letters`), fault)
      assert.ok(!fault?.includes(key))
    }
  })
}

test('issuing is tried again five times, after pauses that can be set', () => {
  const pausesOf = (FULFIL_RETRY_SECONDS: string) =>
    readConfig({ ...good, FULFIL_RETRY_SECONDS }).fulfilRetrySeconds
  assert.deepEqual(pausesOf(''), [5, 20, 60, 300, 900])
  assert.deepEqual(pausesOf('0.1, 2'), [0.1, 2])
  for (const FULFIL_RETRY_SECONDS of ['5,soon', '5,,20', '-1', '86401', '1,'.repeat(20) + '1'])
    assert.match(
      faultsOf({ ...good, FULFIL_RETRY_SECONDS }).join(),
      /^FULFIL_RETRY_SECONDS must be/,
    )
})

test('what one address may hold, try and have declined is a whole number, and a proxy is trusted by its network', () => {
  const { placing, freeDeclinesMax, trustedProxies } = readConfig(good)
  assert.equal(freeDeclinesMax, 20)
  assert.deepEqual(placing, { triesPerMinuteMax: 120, unpaidPlacesMax: 80, workedPlacesMax: 240 })
  assert.deepEqual(trustedProxies, ['loopback', 'linklocal', 'uniquelocal'])
  const trusted = (TRUSTED_PROXIES: string) =>
    readConfig({ ...good, TRUSTED_PROXIES }).trustedProxies
  assert.deepEqual(trusted('none'), [])
  const networks = ['loopback', '203.0.113.0/24', '192.0.2.1', '2001:db8::/32']
  assert.deepEqual(trusted(networks.join(', ')), networks)
  for (const TRUSTED_PROXIES of ['everybody', '203.0.113.0/33', '203.0.113', 'none,loopback', ','])
    assert.match(faultsOf({ ...good, TRUSTED_PROXIES }).join(), /^TRUSTED_PROXIES must be/)
  const counts = ['UNPAID_PLACES_MAX', 'UNPAID_PLACES_WORKED_MAX', 'PLACEMENTS_PER_MINUTE_MAX']
  for (const name of [...counts, 'FREE_DECLINES_MAX'])
    for (const value of ['0', '1.5', 'many'])
      assert.match(faultsOf({ ...good, [name]: value }).join(), new RegExp(`^${name} must be`))
})

test('how a process is watched and ends is set, each thing within its bounds', () => {
  const { watch } = readConfig(good)
  assert.deepEqual(watch, {
    metricsToken: undefined,
    traces: undefined,
    drainSeconds: 0,
    stopSecondsMax: 25,
  })
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://localhost:4318/'
  const { traces } = readConfig({ ...good, OTEL_EXPORTER_OTLP_ENDPOINT }).watch
  assert.deepEqual(traces, { endpoint: 'http://localhost:4318', share: 1 })
  const wrong = {
    METRICS_TOKEN: 'short',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318',
    OTEL_TRACES_SAMPLER_ARG: '2',
    DRAIN_SECONDS: '25',
    STOP_SECONDS_MAX: '0',
  }
  for (const [name, value] of Object.entries(wrong)) {
    const faults = faultsOf({ ...good, [name]: value })
    assert.ok(faults[0]?.startsWith(`${name} must`), faults.join())
    assert.ok(!faults.join().includes('short'))
  }
})

test('a process dies at a step that exists, the first or the n-th time, and nowhere else', () => {
  assert.equal(readConfig(good).dieAt, undefined)
  for (const DIE_AT of ['settle.committed', 'settle.committed#2'])
    assert.equal(readConfig({ ...good, DIE_AT }).dieAt, DIE_AT)
  for (const DIE_AT of ['settle.commited', 'settle.committed#0', 'settle.committed#x', '#1'])
    assert.deepEqual(faultsOf({ ...good, DIE_AT }), ['DIE_AT must be a step of src/kernel/step.ts'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { settingsDefault, type Settings } from '../state/settings.ts'
import { newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'
import { newTraffic } from './traffic.ts'

test('half of the waits are longer than the median, one in a hundred than the p99', () => {
  const waits_ms = draws({ latency: { median_ms: 80, p99_ms: 900, seed: 1 } }, 20_000)
  const share = (limit_ms: number): number =>
    waits_ms.filter((wait_ms) => wait_ms > limit_ms).length / waits_ms.length
  assert.ok(Math.abs(share(80) - 0.5) < 0.015, String(share(80)))
  assert.ok(Math.abs(share(900) - 0.01) < 0.003, String(share(900)))
})

test('the same seed makes the same waits, another seed others', () => {
  const latency = { median_ms: 80, p99_ms: 900, seed: 5 }
  assert.deepEqual(draws({ latency }, 100), draws({ latency }, 100))
  assert.notDeepEqual(draws({ latency: { ...latency, seed: 6 } }, 100), draws({ latency }, 100))
})

test('without a spread every wait is the median, and without a latency there is none', () => {
  const latency = { median_ms: 30, p99_ms: 30, seed: 1 }
  assert.ok(draws({ latency }, 100).every((wait_ms) => Math.abs(wait_ms - 30) < 1e-9))
  const nothing = { median_ms: 0, p99_ms: 10, seed: 1 }
  assert.deepEqual(new Set(draws({ latency: nothing }, 100)), new Set([0]))
  assert.deepEqual(new Set(draws({ latency: null }, 100)), new Set([0]))
})

test('a second may have so many requests and no more, wherever it begins', () => {
  let now_ms = 0
  const settings = { ...settingsDefault, requests_per_second_max: 3 }
  const traffic = newTraffic(
    () => settings,
    () => now_ms,
  )
  const refusedAt = (time_ms: number): boolean => {
    now_ms = time_ms
    return traffic.isOneTooMany()
  }
  assert.deepEqual([0, 400, 800, 999].map(refusedAt), [false, false, false, true])
  // The first is more than a second ago; the refused one does not count.
  assert.deepEqual([1000, 1001, 1400, 1799].map(refusedAt), [false, true, false, true])
  settings.requests_per_second_max = 1
  assert.deepEqual([1800, 2799, 2800].map(refusedAt), [false, true, false])
})

const simulator = await startForTest({ settings: { requests_per_second_max: 2 } })
const ASKED = 20

test('one request too many in a second is answered 429, with its reason, and logged', async () => {
  const stripe = sdkFor(simulator, { retries: 2 })
  // More than enough: however slow the machine is, three of them come within a second.
  const requests = Array.from({ length: ASKED }, async () => newIntent(stripe))
  const asked = await Promise.allSettled(requests)
  const refused = asked.filter((one) => one.status === 'rejected').map(({ reason }) => reason)
  assert.ok(refused.length > 0)
  for (const error of refused as Stripe.errors.StripeError[]) {
    assert.ok(error instanceof Stripe.errors.StripeRateLimitError)
    assert.equal(error.headers?.['stripe-rate-limited-reason'], 'global-rate')
  }
  const { payment_intents } = await simulator.control.ledger()
  assert.equal(payment_intents.length, ASKED - refused.length)
  const log = await simulator.control.faultLog()
  const subject = 'POST /v1/payment_intents'
  assert.deepEqual(
    new Set(log.map(({ id }) => id)),
    new Set(refused.map(({ requestId }: Stripe.errors.StripeError) => requestId)),
  )
  for (const line of log) assert.deepEqual([line.effect, line.subject], ['rate_limit', subject])
})

test('a configured latency is waited for in real time', async () => {
  const latency = { median_ms: 60, p99_ms: 60 }
  await simulator.control.configure({ latency, requests_per_second_max: null })
  const started_ms = performance.now()
  await newIntent(sdkFor(simulator))
  // A timer may be a moment early.
  assert.ok(performance.now() - started_ms > 55)
})

function draws(changes: Partial<Settings>, count: number): number[] {
  const settings = { ...settingsDefault, ...changes }
  const traffic = newTraffic(() => settings)
  return Array.from({ length: count }, () => traffic.wait_ms())
}

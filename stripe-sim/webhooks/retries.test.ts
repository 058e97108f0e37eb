import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import type { Delivery, Settings, StripeSim } from '../index.ts'
import { newIntent, sdkFor, startEndpoint, startForTest } from '../testing/with_simulator.ts'

const secret = 'whsec_retries'
const minute_s = 60
const hour_s = 60 * minute_s
const day_s = 24 * hour_s

test('live: an event that is never taken is tried for three days, then it has failed', async () => {
  const { simulator, endpoint, first } = await failingAtFirst({ webhook_retries: 'live' })
  endpoint.answers = [301, ...Array.from({ length: 20 }, () => 500)]
  await simulator.control.advanceClock({ seconds: 3 * day_s })
  const { status, attempts, next_attempt_ms } = await first()
  assert.deepEqual([status, next_attempt_ms], ['failed', null])
  assert.deepEqual(
    attempts.map(({ status_code }) => status_code),
    [500, 301, ...Array.from({ length: 8 }, () => 500)],
  )
  const minutes = [0, 5, 35, 155, 455, 1055, 1775, 2495, 3215, 3935]
  assert.deepEqual(afterFirst_minutes(attempts), minutes)
  assert.ok(attempts.every(({ error, duration_ms }) => error === null && duration_ms >= 0))
  assert.equal(endpoint.received.length, 10)
})

test('test: three more tries over a few hours', async () => {
  const { simulator, endpoint, first } = await failingAtFirst({ webhook_retries: 'test' })
  endpoint.answers = [500, 500, 500]
  await simulator.control.advanceClock({ seconds: day_s })
  const { status, attempts } = await first()
  assert.equal(status, 'failed')
  const minutes = [0, 10, 70, 250]
  assert.deepEqual(afterFirst_minutes(attempts), minutes)
})

test('own waits: the attempt after the endpoint is back delivers, and no more come', async () => {
  const { simulator, endpoint, first } = await failingAtFirst({
    webhook_retries: [1, 2, 4, 8].map((minutes) => minutes * minute_s * 1000),
  })
  endpoint.answers = [503, 503]
  await simulator.control.advanceClock({ seconds: hour_s })
  const { status, attempts } = await first()
  assert.equal(status, 'succeeded')
  assert.deepEqual(afterFirst_minutes(attempts), [0, 1, 3, 7])
  assert.equal(endpoint.received.length, 4)
})

test('an endpoint that does not answer in time has failed that attempt', async () => {
  let requests = 0
  const server = createServer((_request, response) => {
    requests += 1
    if (requests > 2) response.end()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const { control, ...simulator } = await startForTest({
    webhookEndpoints: [{ url, secret }],
    settings: { webhook_timeout_ms: 2_000, webhook_retries: [5, 5, 5, 5] },
  })
  await newIntent(sdkFor(simulator as StripeSim))
  const [delivery] = await control.waitForDeliveries()
  assert.deepEqual(
    delivery?.attempts.map(({ status_code, error }) => status_code ?? error),
    ['webhook timeout', 'webhook timeout', 200],
  )
  assert.ok(Number(delivery?.attempts[0]?.duration_ms) >= 1_999)
})

test('an endpoint at which everything fails for three days is disabled', async () => {
  const { simulator, stripe, endpoint, first } = await failingAtFirst({ webhook_retries: 'live' })
  const { control } = simulator
  endpoint.answers = Array.from({ length: 100 }, () => 500)
  await control.advanceClock({ seconds: 2.5 * day_s })
  assert.equal(await statusOf(simulator), 'enabled')
  await newIntent(stripe)
  await control.advanceClock({ seconds: day_s })
  assert.equal(await statusOf(simulator), 'disabled')
  assert.equal((await first()).status, 'failed')
  const tries = endpoint.received.length
  await newIntent(stripe)
  await control.advanceClock({ seconds: day_s })
  assert.equal(endpoint.received.length, tries, 'nothing new is sent to it')
  const newest = await stripe.events.list({ limit: 1 })
  assert.equal(newest.data[0]?.pending_webhooks, 0)
  const [, second, ...others] = await control.waitForDeliveries({ status: 'failed' })
  assert.ok(second && second.attempts.length < 10, 'its retries ended before their time')
  assert.equal(others.length, 0)
  endpoint.answers = []
  const { data } = await stripe.webhookEndpoints.list()
  const enabled = await stripe.webhookEndpoints.update(String(data[0]?.id), { disabled: false })
  assert.equal(enabled.status, 'enabled')
  await newIntent(stripe)
  await control.idle()
  assert.equal(endpoint.received.length, tries + 1)
})

test('one success in between, and an endpoint is not disabled', async () => {
  const { simulator, stripe, endpoint } = await failingAtFirst({ webhook_retries: [day_s * 1000] })
  const { control } = simulator
  endpoint.answers = [500]
  await control.advanceClock({ seconds: 2 * day_s })
  await newIntent(stripe)
  await control.idle()
  endpoint.answers = [500, 500]
  await newIntent(stripe)
  await control.advanceClock({ seconds: 2 * day_s })
  assert.equal(await statusOf(simulator), 'enabled')
})

test('disabled by hand and enabled in time, an endpoint still gets the retry', async () => {
  const waits = { webhook_retries: [hour_s * 1000, hour_s * 1000] }
  const { simulator, stripe, endpoint, first } = await failingAtFirst(waits)
  const { control } = simulator
  const { data } = await stripe.webhookEndpoints.list()
  const id = String(data[0]?.id)
  await stripe.webhookEndpoints.update(id, { disabled: true })
  await control.advanceClock({ seconds: minute_s })
  await stripe.webhookEndpoints.update(id, { disabled: false })
  await control.advanceClock({ seconds: hour_s })
  assert.equal((await first()).status, 'succeeded')
  endpoint.answers = [500]
  await newIntent(stripe)
  await control.advanceClock({ seconds: minute_s })
  await stripe.webhookEndpoints.update(id, { disabled: true })
  await control.advanceClock({ seconds: hour_s })
  const [ended] = await control.waitForDeliveries({ status: 'failed' })
  assert.equal(ended?.attempts.length, 1)
})

test('deleted, an endpoint gets no retry', async () => {
  const { simulator, stripe, first } = await failingAtFirst({ webhook_retries: [hour_s * 1000] })
  const { data } = await stripe.webhookEndpoints.list()
  await stripe.webhookEndpoints.del(String(data[0]?.id))
  await simulator.control.advanceClock({ seconds: hour_s })
  const { status, attempts } = await first()
  assert.deepEqual([status, attempts.length], ['failed', 1])
})

test('nobody listens: the attempt says why', async () => {
  for (const host of ['127.0.0.1', 'localhost']) {
    const { control, ...simulator } = await startForTest({
      webhookEndpoints: [{ url: `http://${host}:9/`, secret }],
      settings: { webhook_retries: [] },
    })
    await newIntent(sdkFor(simulator as StripeSim))
    const [delivery] = await control.waitForDeliveries({ status: 'failed' })
    assert.match(String(delivery?.attempts[0]?.error), /ECONNREFUSED/)
  }
})

/** A simulator whose one endpoint has just refused its first event. */
async function failingAtFirst(settings: Partial<Settings>) {
  const endpoint = await startEndpoint()
  const webhookEndpoints = [{ url: endpoint.url, secret }]
  const simulator = await startForTest({ webhookEndpoints, settings })
  const stripe = sdkFor(simulator)
  endpoint.answers = [500]
  await newIntent(stripe)
  await simulator.control.advanceClock({ seconds: 0 })
  const first = async (): Promise<Delivery> => {
    const { events } = await simulator.control.ledger()
    const delivery = events[0]?.deliveries[0]
    assert.ok(delivery)
    return delivery
  }
  return { simulator, stripe, endpoint, first }
}

/** Far from each other in Stripe's time, which a slow machine moves on by seconds. */
function afterFirst_minutes(attempts: Delivery['attempts']): number[] {
  const start_ms = attempts[0]?.started_ms ?? 0
  return attempts.map(({ started_ms }) => Math.round((started_ms - start_ms) / 60_000))
}

async function statusOf(simulator: StripeSim): Promise<string | undefined> {
  return (await simulator.control.ledger()).webhook_endpoints[0]?.status
}

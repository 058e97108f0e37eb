import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  newIntent,
  sdkFor,
  startEndpoint,
  startForTest,
  type Received,
} from '../testing/with_simulator.ts'

const [first, second, third] = ['whsec_first', 'whsec_second', 'whsec_third']
const minute_s = 60
const endpoint = await startEndpoint()
const simulator = await startForTest({ webhookEndpoints: [{ url: endpoint.url, secret: first }] })
const stripe = sdkFor(simulator)
const { control } = simulator

test('test mode: a fake signature of an unknown scheme stands beside the true one', async () => {
  const received = await nextEvent()
  assert.match(signatureOf(received), /^t=\d{10},v1=[0-9a-f]{64},v0=[0-9a-f]{64}$/)
  assert.ok(isAccepted(received, first))
})

test('a rolled secret signs along until it expires by Stripe’s time', async () => {
  await control.setWebhookEndpoint({ url: endpoint.url, secret: first })
  const rolled = await control.rollWebhookSecret({ secret: second, expires_in_s: 3600 })
  assert.deepEqual(rolled, { secret: second })
  const both = await nextEvent()
  assert.ok(isAccepted(both, first) && isAccepted(both, second))
  assert.equal(signatureOf(both).match(/v1=/g)?.length, 2)
  // Stripe's time goes on by itself meanwhile.
  await control.advanceClock({ seconds: 3600 - minute_s })
  assert.ok(isAccepted(await nextEvent(), first))
  await control.advanceClock({ seconds: minute_s })
  const one = await nextEvent()
  assert.ok(isAccepted(one, second) && !isAccepted(one, first))
})

test('rolled without more words: a new random secret, the old one for 24 hours', async () => {
  await control.setWebhookEndpoint({ url: endpoint.url, secret: first })
  const { secret } = await control.rollWebhookSecret()
  assert.match(secret, /^whsec_\w{32}$/)
  await control.advanceClock({ seconds: 24 * 3600 - minute_s })
  const before = await nextEvent()
  assert.ok(isAccepted(before, first) && isAccepted(before, secret))
  await control.advanceClock({ seconds: minute_s })
  const after = await nextEvent()
  assert.ok(!isAccepted(after, first) && isAccepted(after, secret))
})

test('rolled twice, three sign; rolled at once, one does', async () => {
  await control.setWebhookEndpoint({ url: endpoint.url, secret: first })
  await control.rollWebhookSecret({ secret: second })
  await control.rollWebhookSecret({ secret: third })
  const all = await nextEvent()
  assert.ok([first, second, third].every((secret) => isAccepted(all, secret)))
  await control.rollWebhookSecret({ secret: 'whsec_fourth', expires_in_s: 0 })
  const one = await nextEvent()
  assert.deepEqual(
    [first, second, third, 'whsec_fourth'].map((secret) => isAccepted(one, secret)),
    [false, false, false, true],
  )
})

test('an endpoint made by API is rolled by its id', async () => {
  const other = await startEndpoint()
  const made = await stripe.webhookEndpoints.create({ url: other.url, enabled_events: ['*'] })
  const { secret } = await control.rollWebhookSecret({ endpoint: made.id })
  await newIntent(stripe)
  await control.idle()
  const [received] = other.received
  assert.ok(received && isAccepted(received, secret) && isAccepted(received, String(made.secret)))
  await stripe.webhookEndpoints.del(made.id)
  const nobody = control.rollWebhookSecret({ endpoint: made.id })
  await assert.rejects(nobody, /No endpoint is/)
})

test('the time in a signature is the receiver’s, however far Stripe’s has been moved', async () => {
  await control.setWebhookEndpoint({ url: endpoint.url, secret: first })
  await control.advanceClock({ seconds: 30 * 24 * 3600 })
  assert.ok(isAccepted(await nextEvent(), first))
})

async function nextEvent(): Promise<Received> {
  endpoint.received.length = 0
  await newIntent(stripe)
  await control.idle()
  const [received] = endpoint.received
  assert.ok(received)
  return received
}

function isAccepted(received: Received, secret: string): boolean {
  try {
    stripe.webhooks.constructEvent(received.body, signatureOf(received), secret)
    return true
  } catch {
    return false
  }
}

function signatureOf({ headers }: Received): string {
  return String(headers['stripe-signature'])
}

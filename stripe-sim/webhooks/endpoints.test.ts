import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { apiVersion } from '../index.ts'
import { newIntent, sdkFor, startEndpoint, startForTest } from '../testing/with_simulator.ts'
import { allEventNames } from './event_names.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator
const url = 'https://venue.example/webhooks'

test('an endpoint made by API shows its secret once and gets only what it asked for', async () => {
  const other = await startEndpoint()
  const made = await stripe.webhookEndpoints.create({
    url: other.url,
    enabled_events: ['payment_intent.canceled', 'payout.paid'],
  })
  assert.match(String(made.secret), /^whsec_/)
  assert.equal('secret' in (await stripe.webhookEndpoints.retrieve(made.id)), false)
  const listed = (await stripe.webhookEndpoints.list()).data.find(({ id }) => id === made.id)
  assert.ok(listed && !('secret' in listed))
  await stripe.paymentIntents.cancel((await newIntent(stripe)).id)
  await control.idle()
  const [received, ...more] = other.received
  assert.equal(more.length, 0)
  const signature = String(received?.headers['stripe-signature'])
  const secret = String(made.secret)
  const event = stripe.webhooks.constructEvent(String(received?.body), signature, secret)
  assert.equal(event.type, 'payment_intent.canceled')
  await stripe.webhookEndpoints.del(made.id)
  const again = stripe.webhookEndpoints.retrieve(made.id)
  await assert.rejects(again, { code: 'resource_missing', param: 'webhook_endpoint' })
})

test('an update changes what it names, merges metadata and never shows the secret', async () => {
  const made = await stripe.webhookEndpoints.create({
    url,
    enabled_events: ['*'],
    description: 'door',
    metadata: { venue: 'cellar', floor: '-1' },
  })
  const changed = await stripe.webhookEndpoints.update(made.id, {
    url: `${url}/two`,
    enabled_events: ['charge.failed', 'charge.refunded'],
    metadata: { floor: '', room: 'b' },
    disabled: true,
  })
  const { secret, ...shown } = made
  assert.ok(secret)
  assert.deepEqual(plain(changed), {
    ...plain(shown),
    url: `${url}/two`,
    enabled_events: ['charge.failed', 'charge.refunded'],
    metadata: { venue: 'cellar', room: 'b' },
    status: 'disabled',
  })
  const emptied = await stripe.webhookEndpoints.update(made.id, { description: '', metadata: '' })
  assert.deepEqual([emptied.description, emptied.metadata], [null, {}])
  assert.equal(emptied.status, 'disabled')
  await stripe.webhookEndpoints.del(made.id)
})

test('an endpoint has the version that it was made with, or none of its own', async () => {
  for (const [given, expected] of [
    [{}, null],
    [{ api_version: apiVersion }, apiVersion],
  ] as const) {
    const made = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'], ...given })
    assert.equal(made.api_version, expected)
    await stripe.webhookEndpoints.del(made.id)
  }
  const older = { url, enabled_events: ['*' as const], api_version: '2020-08-27' as const }
  await assert.rejects(stripe.webhookEndpoints.create(older), { param: 'api_version' })
})

const refusals: [string, Record<string, unknown>, { code?: string; param: string }][] = [
  ['no url', { enabled_events: ['*'] }, { code: 'parameter_missing', param: 'url' }],
  ['no events', { url }, { code: 'parameter_missing', param: 'enabled_events' }],
  ['an unknown event', { url, enabled_events: ['*', 'a.b'] }, { param: 'enabled_events[1]' }],
  ['a group of events', { url, enabled_events: ['charge.*'] }, { param: 'enabled_events[0]' }],
  ['a url without scheme', with_url('venue.example'), { code: 'url_invalid', param: 'url' }],
  ['a url that is no address', with_url('mailto:a@b.c'), { code: 'url_invalid', param: 'url' }],
  [
    'an unknown name',
    { ...with_url(url), colour: '1' },
    { code: 'parameter_unknown', param: 'colour' },
  ],
]
for (const [what, parameters, expected] of refusals) {
  test(`refused when made: ${what}`, async () => {
    const creation = stripe.webhookEndpoints.create(parameters as never)
    await assert.rejects(creation, { statusCode: 400, ...expected })
  })
}

test('what is refused when made is refused when changed, and then nothing changes', async () => {
  const made = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
  for (const changes of [
    { url: `${url}/2`, enabled_events: ['charge.paid'] },
    { enabled_events: ['charge.failed'], url: 'venue' },
    { url: `${url}/2`, api_version: apiVersion },
  ]) {
    const update = stripe.webhookEndpoints.update(made.id, changes as never)
    await assert.rejects(update, { statusCode: 400 })
  }
  const now = await stripe.webhookEndpoints.retrieve(made.id)
  assert.deepEqual([now.url, now.enabled_events], [url, ['*']])
  await stripe.webhookEndpoints.del(made.id)
  const gone = stripe.webhookEndpoints.update(made.id, { url })
  await assert.rejects(gone, { statusCode: 404, code: 'resource_missing' })
})

test('an account has at most 16 endpoints', async () => {
  const create = async () => stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
  const made = await Promise.all(Array.from({ length: 16 }, create))
  await assert.rejects(create(), {
    statusCode: 400,
    type: 'StripeInvalidRequestError',
    message: 'You have reached the maximum of 16 test webhook endpoints.',
  })
  await Promise.all(made.map(async ({ id }) => stripe.webhookEndpoints.del(id)))
})

test('the names of events are those that the SDK declares', () => {
  const declarations = new URL(
    '../../node_modules/stripe/esm/resources/WebhookEndpoints.d.ts',
    import.meta.url,
  )
  const [, union = ''] =
    /type EnabledEvent = (.*?);/s.exec(readFileSync(declarations, 'utf8')) ?? []
  const declared = [...union.matchAll(/'([^']+)'/g)].map(([, name]) => name)
  assert.ok(declared.length > 200)
  assert.deepEqual(new Set([...allEventNames(), '*']), new Set(declared))
})

function with_url(given: string): Record<string, unknown> {
  return { url: given, enabled_events: ['*'] }
}

function plain(object: object): object {
  return JSON.parse(JSON.stringify(object)) as object
}

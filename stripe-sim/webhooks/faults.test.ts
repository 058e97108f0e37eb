import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectControl } from '../index.ts'
import {
  confirmWith,
  newIntent,
  sdkFor,
  startEndpoint,
  startForTest,
  type Received,
} from '../testing/with_simulator.ts'

const secret = 'whsec_faults'
const endpoint = await startEndpoint()
const simulator = await startForTest({
  webhookEndpoints: [{ url: endpoint.url, secret }],
  settings: { webhook_retries: [20, 20] },
})
const stripe = sdkFor(simulator)
// The same functions over HTTP, as another process would call them.
const control = connectControl(simulator.url)
const created = 'payment_intent.created'

test('drop: never sent; the API has the event, as one that was not delivered', async () => {
  await begin()
  await control.failWebhooks({ type: created, effect: 'drop' })
  const { id } = await newIntent(stripe)
  await stripe.paymentIntents.cancel(id)
  await control.idle()
  assert.deepEqual(typesReceived(), ['payment_intent.canceled'])
  const { data } = await stripe.events.list({ delivery_success: false, limit: 1 })
  assert.deepEqual([data[0]?.type, data[0]?.pending_webhooks], [created, 1])
  await assertLogged('drop', [String(data[0]?.id)])
})

test('duplicate: the same event comes several times more', async () => {
  await begin()
  await control.failWebhooks({ type: 'payment_intent.*', effect: 'duplicate', copies: 49 })
  await newIntent(stripe)
  await control.idle()
  assert.equal(endpoint.received.length, 50)
  const [id, ...others] = new Set(idsReceived())
  assert.equal(others.length, 0)
  assert.equal(new Set(endpoint.received.map(({ body }) => body)).size, 1)
  assert.equal((await stripe.events.retrieve(String(id))).pending_webhooks, 0)
  await assertLogged('duplicate', [String(id)])
})

test('hold: every event of a type waits until it is released, then come later ones', async () => {
  await begin()
  await control.failWebhooks({ type: 'charge.succeeded', effect: 'hold' })
  await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
  await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
  await control.idle()
  assert.ok(!typesReceived().includes('charge.succeeded'))
  assert.equal(await control.releaseWebhooks({ type: 'charge.*' }), 2)
  await control.idle()
  assert.deepEqual(typesReceived().slice(-2), ['charge.succeeded', 'charge.succeeded'])
  endpoint.received.length = 0
  await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
  await control.idle()
  assert.ok(typesReceived().includes('charge.succeeded'), 'nothing is held any more')
})

test('hold a number of times: the others pass', async () => {
  await begin()
  await control.failWebhooks({ type: created, effect: 'hold', times: 1 })
  const [held, passed] = [await newIntent(stripe), await newIntent(stripe)]
  await control.idle()
  assert.deepEqual(objectsReceived(), [passed.id])
  await control.releaseWebhooks()
  await control.idle()
  assert.deepEqual(objectsReceived(), [passed.id, held.id])
})

test('delay: first tried when the time has come by Stripe’s clock', async () => {
  await begin()
  const delay_ms = 6 * 60 * 60 * 1000
  await control.failWebhooks({ type: created, effect: 'delay', delay_ms })
  const { id } = await newIntent(stripe)
  await control.advanceClock({ seconds: 5.9 * 3600 })
  assert.deepEqual(objectsReceived(), [])
  await control.advanceClock({ seconds: 0.1 * 3600 })
  assert.deepEqual(objectsReceived(), [id])
  await assertLogged('delay', idsReceived())
})

test('reorder: a group comes in another order, the same one for the same seed', async () => {
  const orders: number[][] = []
  for (const seed of [7, 7, 8]) {
    await begin()
    await control.failWebhooks({ type: created, effect: 'reorder', count: 6, seed })
    const sent: string[] = []
    for (let number = 0; number < 6; number += 1) {
      assert.deepEqual(objectsReceived(), [], 'nothing comes before the group is whole')
      sent.push((await newIntent(stripe)).id)
    }
    await control.idle()
    orders.push(objectsReceived().map((id) => sent.indexOf(id)))
  }
  const [first, again, other] = orders
  assert.deepEqual(first?.toSorted(), [0, 1, 2, 3, 4, 5])
  assert.notDeepEqual(first, [0, 1, 2, 3, 4, 5])
  assert.deepEqual(again, first)
  assert.notDeepEqual(other, first)
})

test('reorder: two change places, every time, and what is left over is released', async () => {
  await begin()
  await control.failWebhooks({ type: created, effect: 'reorder', times: null })
  const ids: string[] = []
  for (let number = 0; number < 5; number += 1) ids.push((await newIntent(stripe)).id)
  await control.idle()
  const [a, b, c, d, e] = ids
  assert.deepEqual(new Set(objectsReceived()), new Set([a, b, c, d]))
  const places = Object.fromEntries(objectsReceived().map((id, place) => [id, place]))
  assert.ok(Number(places[String(b)]) < Number(places[String(a)]))
  assert.ok(Number(places[String(d)]) < Number(places[String(c)]))
  assert.equal(await control.releaseWebhooks(), 1)
  await control.idle()
  assert.equal(objectsReceived().at(-1), e)
  await newIntent(stripe)
  await control.idle()
  assert.equal(endpoint.received.length, 6, 'nothing is collected any more')
  assert.equal((await struck('reorder')).length, 5)
})

test('reorder: a failure among them keeps up none of the others', async () => {
  await begin()
  endpoint.answers = [500]
  await control.failWebhooks({ type: created, effect: 'reorder', count: 3 })
  for (let number = 0; number < 3; number += 1) await newIntent(stripe)
  await control.idle()
  assert.equal(new Set(idsReceived()).size, 3)
  assert.equal(endpoint.received.length, 4)
})

test('second_event: two events with ids of their own tell of one change', async () => {
  await begin()
  await control.failWebhooks({ type: created, effect: 'second_event' })
  const { id } = await newIntent(stripe)
  await control.idle()
  assert.deepEqual(objectsReceived(), [id, id])
  assert.equal(new Set(idsReceived()).size, 2)
  const [one, two] = endpoint.received.map(({ event }) => ({ ...event, id: '' }))
  assert.deepEqual(one, two)
  for (const eventId of idsReceived()) await stripe.events.retrieve(eventId)
  await assertLogged('second_event', idsReceived().slice(0, 1))
})

test('suppress: the event is not to be had anywhere, but the change has happened', async () => {
  await begin()
  await control.failWebhooks({ type: 'payment_intent.succeeded', effect: 'suppress' })
  const intent = await newIntent(stripe)
  const paid = await confirmWith(stripe, intent, 'pm_card_visa')
  await control.idle()
  assert.equal(paid.status, 'succeeded')
  assert.ok(!typesReceived().includes('payment_intent.succeeded'))
  const { data } = await stripe.events.list({ type: 'payment_intent.succeeded', limit: 100 })
  assert.ok(data.every((event) => (event.data.object as { id?: string }).id !== intent.id))
  const [line, ...more] = await struck('suppress')
  assert.equal(more.length, 0)
  assert.match(String(line?.id), /^evt_/)
  await assert.rejects(stripe.events.retrieve(String(line?.id)), { code: 'resource_missing' })
})

test('suppress strikes also where there is no endpoint, drop does not', async () => {
  const alone = await startForTest()
  await alone.control.failWebhooks({ type: created, effect: 'drop' })
  await newIntent(sdkFor(alone))
  await alone.control.failWebhooks({ type: created, effect: 'suppress' })
  await newIntent(sdkFor(alone))
  const log = await alone.control.faultLog()
  assert.deepEqual(
    log.map(({ effect }) => effect),
    ['suppress'],
  )
  assert.equal((await sdkFor(alone).events.list()).data.length, 1)
})

test('wrong_signature: the secret fits no attempt; sent again, it does', async () => {
  await begin()
  endpoint.answers = [400]
  await control.failWebhooks({ type: created, effect: 'wrong_signature' })
  await newIntent(stripe)
  await control.idle()
  assert.equal(endpoint.received.length, 2)
  for (const received of endpoint.received) {
    assert.throws(() => read(received), /No signatures found matching the expected signature/)
  }
  await assertLogged('wrong_signature', idsReceived().slice(0, 1))
  await control.resendEvent({ event: String(idsReceived()[0]) })
  await control.idle()
  read(endpoint.received.at(-1))
})

test('stale_signature: rightly signed, but past every tolerance', async () => {
  await begin()
  await control.failWebhooks({ type: created, effect: 'stale_signature' })
  await newIntent(stripe)
  await control.idle()
  const [received] = endpoint.received
  assert.throws(() => read(received), /Timestamp outside the tolerance zone/)
  const { body, headers } = received as Received
  const header = String(headers['stripe-signature'])
  stripe.webhooks.constructEvent(body, header, secret, 3600)
  await assertLogged('stale_signature', idsReceived())
})

test('an object: only its events are struck, and those of its charges', async () => {
  await begin()
  const [one, two] = [await newIntent(stripe), await newIntent(stripe)]
  await control.idle()
  endpoint.received.length = 0
  await control.failWebhooks({ type: '*', effect: 'drop', object: one.id, times: null })
  await confirmWith(stripe, one, 'pm_card_visa')
  await confirmWith(stripe, two, 'pm_card_visa')
  await control.idle()
  assert.ok(endpoint.received.length > 0)
  assert.ok(endpoint.received.every(({ body }) => !body.includes(one.id)))
  assert.ok((await struck('drop')).some(({ subject }) => subject === 'charge.succeeded'))
})

test('metadata: only events about an object that has it are struck', async () => {
  await begin()
  const order = { metadata: { order: 'ord_1' } }
  await control.failWebhooks({ type: created, effect: 'drop', ...order })
  const passed = await newIntent(stripe, { metadata: { order: 'ord_2' } })
  await newIntent(stripe, order)
  await control.idle()
  assert.deepEqual(objectsReceived(), [passed.id])
})

test('a probability strikes some, and the same seed strikes the same again', async () => {
  const runs: number[][] = []
  for (const seed of [3, 3, 4]) {
    await begin()
    const chance = { times: null, probability: 0.5, seed }
    await control.failWebhooks({ type: created, effect: 'drop', ...chance })
    const sent: string[] = []
    for (let number = 0; number < 20; number += 1) sent.push((await newIntent(stripe)).id)
    await control.idle()
    runs.push(
      objectsReceived()
        .map((id) => sent.indexOf(id))
        .toSorted((a, b) => a - b),
    )
  }
  const [first, again, other] = runs
  assert.ok(first && first.length > 2 && first.length < 18)
  assert.deepEqual(again, first)
  assert.notDeepEqual(other, first)
})

test('a fault strikes as often as it says and is cleared by its id', async () => {
  await begin()
  const [kept, cleared] = [
    await control.failWebhooks({ type: created, effect: 'drop', times: 2 }),
    await control.failWebhooks({ type: 'charge.*', effect: 'drop', times: null }),
  ]
  await control.clearFaults({ fault: cleared.id })
  for (let number = 0; number < 3; number += 1) await newIntent(stripe)
  await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
  await control.idle()
  assert.equal(typesReceived().filter((type) => type === created).length, 2)
  assert.ok(typesReceived().includes('charge.succeeded'))
  assert.deepEqual(
    (await struck('drop')).map(({ fault }) => fault),
    [kept.id, kept.id],
  )
})

const nonsense: [string, Record<string, unknown>, RegExp][] = [
  ['an event that does not exist', { type: 'payment_intent.suceeded', effect: 'drop' }, /type: no/],
  ['an effect that does not exist', { type: '*', effect: 'dropp' }, /effect/],
  ['a field that does not exist', { type: '*', effect: 'drop', time: 2 }, /time/],
  ['no times at all', { type: '*', effect: 'drop', times: 0 }, /times/],
  ['copies of what is dropped', { type: '*', effect: 'drop', copies: 2 }, /only for duplicate/],
  ['a delay without a time', { type: '*', effect: 'delay' }, /delay needs a time/],
  ['an order of one', { type: '*', effect: 'reorder', count: 1 }, /count/],
  ['a probability above 1', { type: '*', effect: 'drop', probability: 2 }, /probability/],
]
for (const [what, order, message] of nonsense) {
  test(`refused: ${what}`, async () => {
    await begin()
    await assert.rejects(control.failWebhooks(order as never), message)
    assert.deepEqual((await control.faults()).webhooks, [])
  })
}

async function begin(): Promise<void> {
  await control.clearFaults()
  await control.releaseWebhooks()
  await control.idle()
  await control.reset()
  endpoint.received.length = 0
  endpoint.answers = []
}

async function struck(effect: string) {
  return (await control.faultLog()).filter((line) => line.effect === effect)
}

async function assertLogged(effect: string, ids: string[]): Promise<void> {
  assert.deepEqual(
    (await struck(effect)).map(({ id }) => id),
    ids,
  )
}

function read(received: Received | undefined): void {
  const header = String(received?.headers['stripe-signature'])
  stripe.webhooks.constructEvent(String(received?.body), header, secret)
}

function idsReceived(): string[] {
  return endpoint.received.map(({ event }) => event.id)
}

function typesReceived(): string[] {
  return endpoint.received.map(({ event }) => event.type)
}

function objectsReceived(): string[] {
  return endpoint.received.map(({ event }) => String((event.data.object as { id?: string }).id))
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectControl, type Control } from '../index.ts'
import {
  confirmWith,
  newIntent,
  sdkFor,
  startEndpoint,
  startForTest,
} from '../testing/with_simulator.ts'

/** Every control function, called in-process and over HTTP as from another process. */

const endpoint = await startEndpoint()
const secret = 'whsec_control'
const simulator = await startForTest({ webhookEndpoints: [{ url: endpoint.url, secret }] })
const stripe = sdkFor(simulator)
const faces: [string, Control][] = [
  ['in-process', simulator.control],
  ['over HTTP', connectControl(simulator.url)],
]

const calls: Record<keyof Control, (control: Control) => Promise<void>> = {
  async advanceClock(control) {
    const { now_s } = await control.advanceClock({ seconds: 60 })
    const later = await control.advanceClock({ seconds: 60 })
    assert.ok(later.now_s >= now_s + 60)
  },
  async configure(control) {
    assert.equal((await control.configure({ confirmations_max: 7 })).confirmations_max, 7)
  },
  async settings(control) {
    await control.configure({ search_lag_s: 3 })
    assert.equal((await control.settings()).search_lag_s, 3)
  },
  async ledger(control) {
    const { id } = await newIntent(stripe)
    const { payment_intents } = await control.ledger()
    assert.equal(payment_intents.at(-1)?.id, id)
  },
  async reset(control) {
    const hour_ms = 60 * 60 * 1000
    const type = 'payment_intent.created'
    await control.failWebhooks({ type, effect: 'delay', delay_ms: hour_ms })
    await newIntent(stripe)
    const idle = control.idle()
    await control.waitForDeliveries({ status: 'pending' })
    await control.failRequests({ path: '*', effect: 'error' })
    await control.reset()
    await idle
    const { payment_intents, events, webhook_endpoints } = await control.ledger()
    assert.deepEqual([payment_intents, events, webhook_endpoints.length], [[], [], 1])
    assert.deepEqual((await control.faults()).requests, [])
  },
  async failRequests(control) {
    await control.failRequests({ path: '/v1/account', effect: 'error' })
    await assert.rejects(stripe.accounts.retrieve(null), { statusCode: 500 })
  },
  async faults(control) {
    const { id } = await control.failRequests({ path: '/nowhere', effect: 'error' })
    assert.ok((await control.faults()).requests.some((fault) => fault.id === id))
  },
  async clearFaults(control) {
    await control.failRequests({ path: '/v1/account', effect: 'error' })
    await control.clearFaults()
    await stripe.accounts.retrieve(null)
  },
  async faultLog(control) {
    const { id } = await control.failRequests({ path: '/v1/account', effect: 'error' })
    await assert.rejects(stripe.accounts.retrieve(null))
    assert.equal((await control.faultLog()).at(-1)?.fault, id)
  },
  async setWebhookEndpoint(control) {
    const { url } = await control.setWebhookEndpoint({ url: endpoint.url, secret })
    assert.equal(url, endpoint.url)
  },
  async rollWebhookSecret(control) {
    assert.notEqual((await control.rollWebhookSecret()).secret, secret)
  },
  async failWebhooks(control) {
    const { id } = await control.failWebhooks({ type: 'payment_intent.created', effect: 'drop' })
    await newIntent(stripe)
    assert.equal((await control.faultLog()).at(-1)?.fault, id)
  },
  async releaseWebhooks(control) {
    await control.failWebhooks({ type: 'payment_intent.created', effect: 'hold' })
    await newIntent(stripe)
    assert.equal(await control.releaseWebhooks(), 1)
  },
  async resendEvent(control) {
    await newIntent(stripe)
    await control.idle()
    const [event] = (await stripe.events.list({ limit: 1 })).data
    const before = endpoint.received.length
    await control.resendEvent({ event: event?.id ?? '' })
    await control.idle()
    assert.equal(endpoint.received.length, before + 1)
  },
  async idle(control) {
    await newIntent(stripe)
    await control.idle()
    const { events } = await control.ledger()
    const deliveries = events.flatMap((event) => event.deliveries)
    assert.ok(deliveries.every(({ status }) => status !== 'pending'))
  },
  async waitForDeliveries(control) {
    await newIntent(stripe)
    const [delivery] = await control.waitForDeliveries({ type: 'payment_intent.created' })
    assert.equal(delivery?.status, 'succeeded')
  },
  async holdPayments(control) {
    await control.holdPayments()
    assert.equal((await paid()).status, 'processing')
  },
  async settlePayment(control) {
    await control.holdPayments({ times: 1 })
    const { id: payment_intent } = await paid()
    const settled = await control.settlePayment({ payment_intent, ending: 'succeed' })
    assert.equal(settled.status, 'succeeded')
  },
  async authenticate(control) {
    const { id } = await paid('pm_card_threeDSecure2Required')
    const answered = await control.authenticate({ payment_intent: id, answer: 'complete' })
    assert.equal(answered.status, 'succeeded')
  },
  async settleRefund(control) {
    const { id: payment_intent } = await paid()
    const refund = await stripe.refunds.create({ payment_intent })
    const settled = await control.settleRefund({ refund: refund.id, ending: 'fail' })
    assert.equal(settled.status, 'failed')
  },
  async createDispute(control) {
    const { id: payment_intent } = await paid()
    const dispute = await control.createDispute({ payment_intent })
    assert.equal(dispute.payment_intent, payment_intent)
  },
  async closeDispute(control) {
    const { id: payment_intent } = await paid()
    const { id } = await control.createDispute({ payment_intent })
    assert.equal((await control.closeDispute({ dispute: id, ending: 'lost' })).status, 'lost')
  },
  async createFraudWarning(control) {
    const { id: payment_intent } = await paid()
    const warning = await control.createFraudWarning({ payment_intent })
    assert.equal(warning.payment_intent, payment_intent)
  },
}

test('the table of this test names every control function', () => {
  assert.deepEqual(Object.keys(calls).toSorted(), Object.keys(simulator.control).toSorted())
})

for (const [face, control] of faces) {
  for (const name of Object.keys(calls) as (keyof Control)[]) {
    test(`${name} does its work ${face}`, async () => {
      await calls[name](control)
      await control.clearFaults()
    })
    test(`${name} refuses, ${face}, an argument that nobody knows, and names it`, async () => {
      const call = control[name] as (argument: object) => Promise<unknown>
      await assert.rejects(call({ misspelt: 1 }), /misspelt/)
    })
  }
}

async function paid(payment_method = 'pm_card_visa') {
  return confirmWith(stripe, await newIntent(stripe), payment_method)
}

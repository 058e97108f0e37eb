import assert from 'node:assert/strict'
import { test } from 'node:test'
import { confirmWith, newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'
import type { RequestFaultOrder } from './request_faults.ts'

/** Which requests a fault strikes, and which it leaves alone. */

const simulator = await startForTest()
const { control } = simulator
const stripe = sdkFor(simulator)
const failure = { statusCode: 500 }

test('a path is matched with * anywhere in it, and as a whole', async () => {
  const intent = await newIntent(stripe)
  const retrieve = async (): Promise<unknown> => stripe.paymentIntents.retrieve(intent.id)
  const hits = ['*', '/v1/*', `/v1/payment_intents/${intent.id}`, '/v1/*_intents/*', '*/pi_*']
  for (const path of hits) await strikes({ path }, retrieve)
  const misses = ['/v1/payment_intents', '/v1/payment_intents/*/confirm', '/v1/*/pi', '*charges*']
  for (const path of misses) await spares({ path }, retrieve)
})

test('a method is matched alone', async () => {
  await spares({ path: '*', method: 'GET' }, async () => newIntent(stripe))
  await strikes({ path: '*', method: 'POST' }, async () => newIntent(stripe))
})

test('an object is found in path, query, form and the object that the path names', async () => {
  const intent = await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
  const fault = { path: '*', object: intent.id }
  await strikes(fault, async () => stripe.paymentIntents.retrieve(intent.id))
  await strikes(fault, async () => stripe.charges.list({ payment_intent: intent.id }))
  await strikes(fault, async () => stripe.refunds.create({ payment_intent: intent.id }))
  await strikes(fault, async () => stripe.charges.retrieve(intent.latest_charge as string))
  await spares(fault, async () => newIntent(stripe))
  await spares(fault, async () => stripe.paymentIntents.list({ limit: 1 }))
})

test('metadata is found in the request and at the object that the path names', async () => {
  const metadata = { order: 'ord_7', seat: '1' }
  const fault = { path: '*', metadata: { order: 'ord_7' } }
  await strikes(fault, async () => newIntent(stripe, { metadata }))
  await spares(fault, async () => newIntent(stripe, { metadata: { order: 'ord_8' } }))
  const intent = await newIntent(stripe, { metadata })
  await strikes(fault, async () => stripe.paymentIntents.cancel(intent.id))
  const both = { path: '*', metadata: { order: 'ord_7', seat: '2' } }
  await spares(both, async () => stripe.paymentIntents.cancel(intent.id))
})

test('a probability strikes the same requests with the same seed', async () => {
  const strikesOf = async (seed: number): Promise<boolean[]> => {
    const path = '/v1/account'
    await control.failRequests({ path, effect: 'error', times: null, probability: 0.5, seed })
    const found: boolean[] = []
    for (let count = 0; count < 20; count += 1) {
      found.push(await isStruck(async () => stripe.accounts.retrieve(null)))
    }
    await control.clearFaults()
    return found
  }
  const first = await strikesOf(1)
  assert.deepEqual(await strikesOf(1), first)
  assert.notDeepEqual(await strikesOf(2), first)
  assert.ok(first.includes(true) && first.includes(false))
})

test('a fault can be seen while it waits, and be taken back alone', async () => {
  const path = '/v1/account'
  const kept = await control.failRequests({ path, effect: 'error', times: 2 })
  const other = await control.failRequests({ path, effect: 'reset' })
  await control.clearFaults({ fault: other.id })
  const { requests } = await control.faults()
  assert.deepEqual(
    requests.map(({ id, times }) => [id, times]),
    [[kept.id, 2]],
  )
  await control.clearFaults()
  assert.deepEqual(await control.faults(), { requests: [], webhooks: [], held_payments: 0 })
  await stripe.accounts.retrieve(null)
})

const wrong: [string, object, RegExp][] = [
  ['an unknown effect', { effect: 'explode' }, /effect: /],
  ['no effect', { effect: undefined }, /effect: /],
  ['a path without its beginning', { path: 'v1/charges' }, /path: must begin with/],
  ['a misspelt field', { tiems: 2 }, /tiems/],
  ['an unknown method', { method: 'get' }, /method: /],
  ['no time', { times: 0 }, /times: /],
  ['a chance above one', { probability: 2 }, /probability: /],
  ['a limit after the effect', { effect: 'rate_limit', when: 'after' }, /when: /],
  ['a conflict after the effect', { effect: 'conflict', when: 'after' }, /when: /],
  ['half an answer before the effect', { effect: 'truncate', when: 'before' }, /when: /],
  ['a delay of no length', { effect: 'delay' }, /delay_ms: /],
  ['a reason for something else', { reason: 'global-rate' }, /reason: /],
  ['an unknown reason', { effect: 'rate_limit', reason: 'tired' }, /reason: /],
  ['a message without an answer', { effect: 'reset', message: 'no' }, /message: /],
  ['metadata that is no text', { metadata: { order: 7 } }, /metadata.order: /],
]
for (const [what, given, sentence] of wrong) {
  test(`a fault with ${what} is refused, and nothing is set`, async () => {
    const order = { path: '*', effect: 'error', ...given } as RequestFaultOrder
    await assert.rejects(control.failRequests(order), sentence)
    assert.deepEqual((await control.faults()).requests, [])
  })
}

async function strikes(
  fault: Omit<RequestFaultOrder, 'effect'>,
  ask: () => Promise<unknown>,
): Promise<void> {
  await control.failRequests({ effect: 'error', ...fault })
  await assert.rejects(ask, failure, fault.path)
}

async function spares(
  fault: Omit<RequestFaultOrder, 'effect'>,
  ask: () => Promise<unknown>,
): Promise<void> {
  await control.failRequests({ effect: 'error', ...fault })
  await ask()
  await control.clearFaults()
}

async function isStruck(ask: () => Promise<unknown>): Promise<boolean> {
  return ask().then(
    () => false,
    () => true,
  )
}

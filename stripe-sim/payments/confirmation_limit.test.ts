import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Stripe } from 'stripe'
import { eventTypesOf } from '../testing/intents.ts'
import {
  browserCall,
  cardFields,
  confirmWith,
  newIntent,
  sdkFor,
  startForTest,
} from '../testing/with_simulator.ts'

const folder = mkdtempSync(join(tmpdir(), 'stripe-sim-'))
after(() => rmSync(folder, { recursive: true }))
const settings = { confirmations_max: 3 }

async function declined(stripe: Stripe, intent: { id: string }): Promise<void> {
  await assert.rejects(confirmWith(stripe, intent, 'pm_card_visa_chargeDeclined'), {
    code: 'card_declined',
  })
}

test('confirmed as often as may be, an intent can still be paid by the last one', async () => {
  const stripe = sdkFor(await startForTest({ settings }))
  const intent = await newIntent(stripe)
  await declined(stripe, intent)
  await declined(stripe, intent)
  assert.equal((await confirmWith(stripe, intent, 'pm_card_visa')).status, 'succeeded')
})

test('one confirmation more cancels the intent and is refused, also from a browser', async () => {
  const simulator = await startForTest({ settings })
  const stripe = sdkFor(simulator)
  const intent = await newIntent(stripe, { metadata: { order: 'ord_1' } })
  for (let round = 0; round < 3; round += 1) await declined(stripe, intent)
  const fields = cardFields('4242424242424242', String(intent.client_secret))
  const path = `/v1/payment_intents/${intent.id}/confirm`
  const { status, body } = await browserCall(simulator, path, fields)
  assert.deepEqual([status, body.error?.code], [400, 'payment_intent_unexpected_state'])
  const shown = body.error?.payment_intent as Stripe.PaymentIntent
  assert.deepEqual([shown.status, shown.cancellation_reason], ['canceled', 'automatic'])
  assert.equal(shown.metadata, undefined)
  const { status: now, cancellation_reason } = await stripe.paymentIntents.retrieve(intent.id)
  assert.deepEqual([now, cancellation_reason], ['canceled', 'automatic'])
  const types = await eventTypesOf(simulator.control, intent.id)
  assert.equal(types.at(-1), 'payment_intent.canceled')
  assert.equal((await stripe.charges.list({ payment_intent: intent.id })).data.length, 3)
})

test('a challenge counts, a refused confirmation does not', async () => {
  const { control, ...simulator } = await startForTest({ settings })
  const stripe = sdkFor({ control, ...simulator })
  const intent = await newIntent(stripe)
  for (let round = 0; round < 5; round += 1) {
    await assert.rejects(confirmWith(stripe, intent, 'pm_nobody'), { code: 'resource_missing' })
  }
  for (let round = 0; round < 3; round += 1) {
    await confirmWith(stripe, intent, 'pm_card_threeDSecure2Required')
  }
  await assert.rejects(confirmWith(stripe, intent, 'pm_card_visa'), (error: unknown) => {
    assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError)
    assert.equal(error.payment_intent?.status, 'canceled')
    return true
  })
})

test('the count survives a restart, and the limit may change at any time', async () => {
  const stateFile = join(folder, 'state.json')
  const first = await startForTest({ stateFile, settings })
  const intent = await newIntent(sdkFor(first))
  await declined(sdkFor(first), intent)
  await declined(sdkFor(first), intent)
  await first.close()
  const second = await startForTest({ stateFile, settings })
  await declined(sdkFor(second), intent)
  await second.control.configure({ confirmations_max: 4 })
  await declined(sdkFor(second), intent)
  await assert.rejects(confirmWith(sdkFor(second), intent, 'pm_card_visa'), {
    code: 'payment_intent_unexpected_state',
  })
})

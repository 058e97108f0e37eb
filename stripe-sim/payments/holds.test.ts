import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { idOf } from '../state/ledger.ts'
import { eventTypesOf, latestChargeOf, payingWith } from '../testing/intents.ts'
import { refusalOf, watchEvents } from '../testing/money.ts'
import { confirmWith, newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator
const day_s = 24 * 60 * 60

async function held(parameters: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const intent = await newIntent(stripe, { capture_method: 'manual', ...parameters })
  return confirmWith(stripe, intent, 'pm_card_visa')
}

test('with manual capture a confirmation holds the money and takes none', async () => {
  const intent = await held()
  assert.deepEqual(
    [intent.status, intent.amount_capturable, intent.amount_received],
    ['requires_capture', 2000, 0],
  )
  const charge = await latestChargeOf(stripe, intent)
  assert.deepEqual(
    [charge.status, charge.paid, charge.captured, charge.amount_captured],
    ['succeeded', true, false, 0],
  )
  assert.equal(charge.balance_transaction, null)
  assert.equal(charge.payment_method_details?.card?.capture_before, charge.created + 7 * day_s)
  assert.deepEqual(await eventTypesOf(control, intent.id), [
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.amount_capturable_updated',
  ])
})

test('captured in full, the hold is paid', async () => {
  const { id } = await held()
  const whatCame = await watchEvents(control)
  const paid = await stripe.paymentIntents.capture(id)
  assert.deepEqual(
    [paid.status, paid.amount_capturable, paid.amount_received],
    ['succeeded', 0, 2000],
  )
  const charge = await latestChargeOf(stripe, paid)
  assert.deepEqual([charge.captured, charge.amount_captured], [true, 2000])
  assert.ok(charge.balance_transaction)
  assert.deepEqual(await whatCame(), [
    ['charge.captured', { amount_captured: 0, balance_transaction: null, captured: false }],
    ['payment_intent.succeeded'],
  ])
})

test('captured in part, the rest is released and can never be captured', async () => {
  const { id } = await held()
  const paid = await stripe.paymentIntents.capture(id, {
    amount_to_capture: 1500,
    final_capture: true,
    metadata: { night: '7' },
    statement_descriptor_suffix: 'CELLAR',
  })
  assert.deepEqual([paid.amount, paid.amount_received, paid.amount_capturable], [2000, 1500, 0])
  assert.deepEqual(paid.metadata, { night: '7' })
  const charge = await latestChargeOf(stripe, paid)
  assert.deepEqual([charge.amount, charge.amount_captured, charge.amount_refunded], [2000, 1500, 0])
  assert.equal(charge.calculated_statement_descriptor, 'COATCHECK* CELLAR')
  const again = await refusalOf(stripe.paymentIntents.capture(id, { amount_to_capture: 500 }))
  assert.equal(again['code'], 'payment_intent_unexpected_state')
  assert.match(String(again['message']), /remainder of the authorized amount has been released/)
})

type Refusal = [what: string, Stripe.PaymentIntentCaptureParams, Record<string, unknown>]
const refusals: Refusal[] = [
  ['more than is held', { amount_to_capture: 2001 }, { code: 'amount_too_large' }],
  ['nothing', { amount_to_capture: 0 }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['less than nothing', { amount_to_capture: -1 }, { param: 'amount_to_capture' }],
  ['a part of it, and later more', { final_capture: false }, { param: 'final_capture' }],
  [
    'under a name of its own',
    { statement_descriptor: 'CELLAR' },
    { param: 'statement_descriptor' },
  ],
]
for (const [what, parameters, expected] of refusals) {
  test(`to capture ${what} is refused, and the hold stays`, async () => {
    const { id } = await held()
    const refusal = await refusalOf(stripe.paymentIntents.capture(id, parameters))
    const { type: _, message: __, ...told } = refusal
    assert.deepEqual(told, { status: 400, ...expected })
    assert.equal((await stripe.paymentIntents.retrieve(id)).status, 'requires_capture')
  })
}

test('cancelled, the hold is released like a refund of money that was never taken', async () => {
  const { id } = await held()
  const whatCame = await watchEvents(control)
  const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' })
  assert.deepEqual(
    [canceled.status, canceled.amount_capturable, canceled.cancellation_reason],
    ['canceled', 0, 'abandoned'],
  )
  const charge = await latestChargeOf(stripe, canceled)
  assert.deepEqual(
    [charge.status, charge.captured, charge.refunded, charge.amount_refunded],
    ['succeeded', false, true, 2000],
  )
  assert.equal(charge.balance_transaction, null)
  const [refund] = (await stripe.refunds.list({ charge: charge.id })).data
  assert.deepEqual(
    [refund?.amount, refund?.status, refund?.balance_transaction, refund?.reason],
    [2000, 'succeeded', null, null],
  )
  assert.deepEqual(await whatCame(), [
    ['charge.refunded', { amount_refunded: 0, refunded: false }],
    ['payment_intent.canceled'],
  ])
})

test('a card can be held first while all other methods are not', async () => {
  const payment_method_options = { card: { capture_method: 'manual' } } as const
  const intent = await newIntent(stripe, { payment_method_options })
  assert.equal(intent.capture_method, 'automatic_async')
  const waiting = await confirmWith(stripe, intent, 'pm_card_visa')
  assert.equal(waiting.status, 'requires_capture')
})

test('how it is captured can be said as late as at the confirmation', async () => {
  const late = await newIntent(stripe)
  const manual = { ...payingWith('visa'), capture_method: 'manual' } as const
  assert.equal((await stripe.paymentIntents.confirm(late.id, manual)).status, 'requires_capture')
  const changed = await newIntent(stripe, { capture_method: 'manual' })
  await stripe.paymentIntents.update(changed.id, { capture_method: 'automatic_async' })
  assert.equal((await confirmWith(stripe, changed, 'pm_card_visa')).status, 'succeeded')
})

test('a challenge and a wait in `processing` lead to a hold, too', async () => {
  const challenged = await newIntent(stripe, { capture_method: 'manual' })
  await confirmWith(stripe, challenged, 'pm_card_threeDSecure2Required')
  const answer = { payment_intent: challenged.id, answer: 'complete' } as const
  assert.equal((await control.authenticate(answer)).status, 'requires_capture')
  const waiting = await newIntent(stripe, { capture_method: 'manual' })
  await control.holdPayments({ payment_intent: waiting.id })
  assert.equal((await confirmWith(stripe, waiting, 'pm_card_visa')).status, 'processing')
  const settled = { payment_intent: waiting.id, ending: 'succeed' } as const
  const after = await control.settlePayment(settled)
  assert.equal(after.status, 'requires_capture')
  const charge = await latestChargeOf(stripe, after)
  assert.ok(charge.payment_method_details?.card?.capture_before)
})

test('a hold nobody captures expires after seven days, a captured one does not', async () => {
  const [lapsing, captured, canceled] = [await held(), await held(), await held()]
  await stripe.paymentIntents.capture(captured.id)
  await stripe.paymentIntents.cancel(canceled.id)
  await control.advanceClock({ seconds: 7 * day_s - 60 })
  assert.equal((await stripe.paymentIntents.retrieve(lapsing.id)).status, 'requires_capture')
  await control.advanceClock({ seconds: 120 })
  const expired = await stripe.paymentIntents.retrieve(lapsing.id)
  assert.deepEqual(
    [expired.status, expired.cancellation_reason, expired.amount_capturable],
    ['canceled', 'automatic', 0],
  )
  const charge = await latestChargeOf(stripe, expired)
  assert.deepEqual([charge.captured, charge.refunded], [false, true])
  const [refund] = (await stripe.refunds.list({ charge: charge.id })).data
  assert.equal(refund?.reason, 'expired_uncaptured_charge')
  const mine = (await eventTypesOf(control, lapsing.id)).slice(-2)
  assert.deepEqual(mine, ['charge.expired', 'payment_intent.canceled'])
  for (const { id } of [captured, canceled]) {
    assert.ok(!(await eventTypesOf(control, id)).includes('charge.expired'))
  }
  assert.equal((await stripe.paymentIntents.retrieve(captured.id)).status, 'succeeded')
})

test('a charge is captured through its intent, and says so', async () => {
  const waiting = await latestChargeOf(stripe, await held())
  const asked = await refusalOf(stripe.charges.capture(waiting.id))
  assert.match(String(asked['message']), /You must capture the PaymentIntent instead/)
  const paid = await stripe.paymentIntents.capture(idOf(waiting.payment_intent))
  const twice = await refusalOf(stripe.charges.capture((await latestChargeOf(stripe, paid)).id))
  assert.equal(twice['code'], 'charge_already_captured')
  const gone = await latestChargeOf(stripe, await held())
  await control.advanceClock({ seconds: 8 * day_s })
  const late = await refusalOf(stripe.charges.capture(gone.id))
  assert.equal(late['code'], 'charge_expired_for_capture')
})

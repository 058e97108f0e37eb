import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { paid, refusalOf, watchEvents } from '../testing/money.ts'
import { confirmWith, newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator

test('a whole refund gives everything back, and the events tell so in order', async () => {
  const { payment_intent, charge: id } = await paid(stripe)
  const events = await watchEvents(control)
  const refund = await stripe.refunds.create({
    payment_intent,
    reason: 'requested_by_customer',
    metadata: { order: 'ord_1' },
    expand: ['balance_transaction', 'charge', 'payment_intent', 'payment_method'],
  })
  const charge = refund.charge as Stripe.Charge
  assert.deepEqual(
    [refund.amount, refund.currency, refund.status, refund.reason, refund.metadata],
    [2000, 'eur', 'succeeded', 'requested_by_customer', { order: 'ord_1' }],
  )
  assert.deepEqual([charge.id, charge.amount_refunded, charge.refunded], [id, 2000, true])
  assert.equal((refund.payment_intent as Stripe.PaymentIntent).status, 'succeeded')
  assert.equal((refund.payment_method as Stripe.PaymentMethod).card?.last4, '4242')
  assert.deepEqual(refund.destination_details, {
    card: {
      reference_status: 'pending',
      reference_type: 'acquirer_reference_number',
      type: 'refund',
    },
    type: 'card',
  })
  const booked = refund.balance_transaction as Stripe.BalanceTransaction
  assert.deepEqual([booked.amount, booked.fee, booked.net], [-2000, 0, -2000])
  assert.deepEqual([booked.type, booked.source], ['refund', refund.id])
  assert.deepEqual(await events(), [
    ['refund.created'],
    ['charge.refunded', { amount_refunded: 0, refunded: false }],
  ])
})

test('refunds in parts add up, and only the last one makes the charge refunded', async () => {
  const { charge } = await paid(stripe)
  const events = await watchEvents(control)
  for (const amount of [500, 700]) await stripe.refunds.create({ charge, amount })
  const partly = await stripe.charges.retrieve(charge)
  assert.deepEqual([partly.amount_refunded, partly.refunded], [1200, false])
  assert.equal((await stripe.refunds.create({ charge })).amount, 800)
  const whole = await stripe.charges.retrieve(charge, { expand: ['refunds'] })
  assert.deepEqual([whole.amount_refunded, whole.refunded], [2000, true])
  assert.deepEqual(
    whole.refunds?.data.map(({ amount }) => amount),
    [800, 700, 500],
  )
  const changes = (await events()).filter(([type]) => type === 'charge.refunded')
  assert.deepEqual(
    changes.map(([, previous]) => previous),
    [{ amount_refunded: 0 }, { amount_refunded: 500 }, { amount_refunded: 1200, refunded: false }],
  )
})

const invalid = { status: 400, type: 'invalid_request_error' }

test('more than is left cannot be refunded, and nothing of what is refunded already', async () => {
  const { charge } = await paid(stripe)
  const first = await refusalOf(stripe.refunds.create({ charge, amount: 2001 }))
  const whole = 'Refund amount (€20.01) is greater than charge amount (€20.00)'
  assert.deepEqual(first, { ...invalid, param: 'amount', message: whole })
  await stripe.refunds.create({ charge, amount: 500 })
  const second = await refusalOf(stripe.refunds.create({ charge, amount: 2000 }))
  const rest = 'Refund amount (€20.00) is greater than unrefunded amount on charge (€15.00)'
  assert.deepEqual(second, { ...invalid, param: 'amount', message: rest })
  await stripe.refunds.create({ charge })
  const again = await refusalOf(stripe.refunds.create({ charge, amount: 1 }))
  const message = `Charge ${charge} has already been refunded.`
  assert.deepEqual(again, { ...invalid, code: 'charge_already_refunded', message })
  assert.equal((await stripe.charges.retrieve(charge)).amount_refunded, 2000)
})

test('what has not succeeded cannot be refunded: open, failed, or still processing', async () => {
  const open = await newIntent(stripe)
  const nothing = (id: string) =>
    `This PaymentIntent (${id}) does not have a successful charge to refund.`
  const ofOpen = await refusalOf(stripe.refunds.create({ payment_intent: open.id }))
  assert.deepEqual(ofOpen, { ...invalid, message: nothing(open.id) })
  await assert.rejects(confirmWith(stripe, open, 'pm_card_visa_chargeDeclined'))
  const [failed] = (await stripe.charges.list({ payment_intent: open.id })).data
  for (const parameters of [{ payment_intent: open.id }, { charge: String(failed?.id) }]) {
    const refusal = await refusalOf(stripe.refunds.create(parameters))
    assert.deepEqual(refusal, { ...invalid, message: nothing(open.id) })
  }
  await control.holdPayments()
  const { payment_intent } = await paid(stripe)
  const ofHeld = await refusalOf(stripe.refunds.create({ payment_intent }))
  assert.deepEqual(ofHeld, { ...invalid, message: nothing(payment_intent) })
})

test('money that is only held cannot be refunded, nor more than was captured of it', async () => {
  const { payment_intent, charge } = await paid(stripe, 'pm_card_visa', {
    capture_method: 'manual',
  })
  for (const parameters of [{ payment_intent }, { charge, amount: 100 }]) {
    const { message, ...rest } = await refusalOf(stripe.refunds.create(parameters))
    assert.deepEqual(rest, invalid)
    assert.match(
      String(message),
      new RegExp(`PaymentIntent \\(${payment_intent}\\)\\. You must cancel`),
    )
  }
  await stripe.paymentIntents.capture(payment_intent, { amount_to_capture: 1200 })
  const refusal = await refusalOf(stripe.refunds.create({ charge, amount: 1201 }))
  const message = 'Refund amount (€12.01) is greater than charge amount (€12.00)'
  assert.deepEqual(refusal, { ...invalid, param: 'amount', message })
  assert.equal((await stripe.refunds.create({ charge })).amount, 1200)
  assert.equal((await stripe.charges.retrieve(charge)).refunded, true)
})

test('a disputed charge cannot be refunded', async () => {
  const { charge } = await paid(stripe)
  await control.createDispute({ charge })
  const message = `Charge ${charge} has been charged back; cannot issue a refund.`
  const refusal = await refusalOf(stripe.refunds.create({ charge }))
  assert.deepEqual(refusal, { ...invalid, code: 'charge_disputed', message })
})

const missing = { status: 404, type: 'invalid_request_error', code: 'resource_missing' }
const malformed: [string, Stripe.RefundCreateParams, Record<string, unknown>][] = [
  [
    'neither a charge nor an intent',
    { amount: 100 },
    {
      ...invalid,
      message:
        'One of the following params should be provided for this request: payment_intent or ' +
        'charge.',
    },
  ],
  [
    'both a charge and an intent',
    { charge: 'ch_1', payment_intent: 'pi_1' },
    {
      ...invalid,
      code: 'parameters_exclusive',
      param: 'charge',
      message: 'You may only specify one of these parameters: charge, payment_intent.',
    },
  ],
  [
    'an unknown charge',
    { charge: 'ch_nobody' },
    { ...missing, param: 'id', message: "No such charge: 'ch_nobody'" },
  ],
  [
    'an unknown intent',
    { payment_intent: 'pi_nobody' },
    { ...missing, param: 'payment_intent', message: "No such payment_intent: 'pi_nobody'" },
  ],
  [
    'a reason that only Stripe itself gives',
    { charge: 'ch_1', reason: 'expired_uncaptured_charge' },
    {
      ...invalid,
      param: 'reason',
      message: 'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer',
    },
  ],
  ...[0, -5].map((amount): [string, Stripe.RefundCreateParams, Record<string, unknown>] => [
    `the amount ${amount}`,
    { charge: 'ch_1', amount },
    {
      ...invalid,
      code: 'parameter_invalid_integer',
      param: 'amount',
      message: 'This value must be greater than or equal to 1.',
    },
  ]),
]
for (const [what, parameters, expected] of malformed) {
  test(`a refund with ${what} is refused`, async () => {
    assert.deepEqual(await refusalOf(stripe.refunds.create(parameters)), expected)
  })
}

for (const [what, ask] of Object.entries({
  retrieved: async () => stripe.refunds.retrieve('re_nobody'),
  updated: async () => stripe.refunds.update('re_nobody', { metadata: { a: '1' } }),
  canceled: async () => stripe.refunds.cancel('re_nobody'),
})) {
  test(`an unknown refund cannot be ${what}`, async () => {
    const message = "No such refund: 're_nobody'"
    assert.deepEqual(await refusalOf(ask()), { ...missing, param: 'refund', message })
  })
}

for (const method of ['pm_card_visa', 'pm_card_pendingRefund']) {
  test(`a refund to ${method} cannot be canceled, for it never waits for the guest`, async () => {
    const { id, status } = await stripe.refunds.create(await intentPaidWith(method))
    const message = 'Canceling this refund is unsupported.'
    assert.deepEqual(await refusalOf(stripe.refunds.cancel(id)), { ...invalid, message })
    assert.equal((await stripe.refunds.retrieve(id)).status, status)
  })
}

test('metadata alone can be changed, and both events of a changed refund tell so', async () => {
  const { charge } = await paid(stripe)
  const { id } = await stripe.refunds.create({ charge, metadata: { order: 'ord_1' } })
  const events = await watchEvents(control)
  const { metadata } = await stripe.refunds.update(id, { metadata: { by: 'ada' } })
  assert.deepEqual(metadata, { order: 'ord_1', by: 'ada' })
  const previous = { metadata: { by: null } }
  assert.deepEqual(await events(), [
    ['refund.updated', previous],
    ['charge.refund.updated', previous],
  ])
  const amount = { amount: 1 } as Stripe.RefundUpdateParams
  const refusal = await refusalOf(stripe.refunds.update(id, amount))
  assert.deepEqual([refusal['code'], refusal['param']], ['parameter_unknown', 'amount'])
})

test('refunds are listed by charge, by intent and by time, newest first', async () => {
  const one = await paid(stripe)
  const two = await paid(stripe)
  const first = await stripe.refunds.create({ charge: one.charge, amount: 100 })
  await stripe.refunds.create({ charge: two.charge, amount: 100 })
  const second = await stripe.refunds.create({ charge: one.charge, amount: 100 })
  const expected = [second.id, first.id]
  assert.deepEqual(await idsOf(stripe.refunds.list({ charge: one.charge })), expected)
  assert.deepEqual(
    await idsOf(stripe.refunds.list({ payment_intent: one.payment_intent })),
    expected,
  )
  const contradiction = { charge: one.charge, payment_intent: two.payment_intent }
  assert.deepEqual(await idsOf(stripe.refunds.list(contradiction)), [])
  await control.advanceClock({ seconds: 60 })
  const late = await stripe.refunds.create({ charge: one.charge, amount: 100 })
  assert.deepEqual(await idsOf(stripe.refunds.list({ created: { gte: late.created } })), [late.id])
})

test('the same request under one idempotency key refunds once, and a refusal is kept', async () => {
  const { charge } = await paid(stripe)
  const options = { idempotencyKey: `refund of ${charge}` }
  const first = await stripe.refunds.create({ charge, amount: 1500 }, options)
  const again = await stripe.refunds.create({ charge, amount: 1500 }, options)
  assert.equal(again.id, first.id)
  const kept = { idempotencyKey: `too much of ${charge}` }
  const refused = async () => refusalOf(stripe.refunds.create({ charge, amount: 1500 }, kept))
  const refusal = await refused()
  await control.settleRefund({ refund: first.id, ending: 'fail' })
  assert.deepEqual(await refused(), refusal)
})

async function intentPaidWith(method: string): Promise<{ payment_intent: string }> {
  const { payment_intent } = await paid(stripe, method)
  return { payment_intent }
}

async function idsOf(list: PromiseLike<{ data: { id: string }[] }>): Promise<string[]> {
  return (await list).data.map(({ id }) => id)
}

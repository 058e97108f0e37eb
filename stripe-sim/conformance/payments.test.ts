import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { intentOf20, later, openSubject, refusalOf, returnUrl } from './subject.ts'

const subject = await openSubject()
const { stripe } = subject

test('an intent begins open, and its confirmation charges the card', async () => {
  const open = await intentOf20(subject, undefined, { metadata: { order_id: 'ord_1' } })
  assert.equal(open.status, 'requires_payment_method')
  assert.equal(open.latest_charge, null)
  assert.ok(open.client_secret?.startsWith(`${open.id}_secret_`))
  const paid = await stripe.paymentIntents.confirm(open.id, {
    payment_method: 'pm_card_visa',
    return_url: returnUrl,
    expand: ['latest_charge', 'payment_method'],
  })
  const charge = paid.latest_charge as Stripe.Charge
  assert.deepEqual([paid.status, paid.amount_received], ['succeeded', 2000])
  assert.deepEqual([charge.paid, charge.captured, charge.amount], [true, true, 2000])
  assert.equal(charge.payment_method_details?.card?.last4, '4242')
  assert.equal((paid.payment_method as Stripe.PaymentMethod).card?.brand, 'visa')
  assert.deepEqual(paid.metadata, { order_id: 'ord_1' })
})

const declines = [
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
  ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', undefined],
  ['pm_card_chargeDeclinedProcessingError', 'processing_error', undefined],
  ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'card_declined', 'card_velocity_exceeded'],
  ['pm_card_radarBlock', 'card_declined', 'fraudulent'],
] as const

for (const [method, code, declineCode] of declines) {
  test(`${method} is declined as ${code}, and the next card pays the same intent`, async () => {
    const intent = await intentOf20(subject)
    const confirm = async (payment_method: string) =>
      stripe.paymentIntents.confirm(intent.id, { payment_method, return_url: returnUrl })
    const refusal = await refusalOf(async () => confirm(method))
    assert.deepEqual(
      [refusal.type, refusal.statusCode, refusal.code],
      ['StripeCardError', 402, code],
    )
    if (declineCode !== undefined) assert.equal(refusal.decline_code, declineCode)
    const declined = await stripe.paymentIntents.retrieve(intent.id)
    assert.equal(declined.status, 'requires_payment_method')
    assert.equal(declined.last_payment_error?.code, code)
    assert.equal((await confirm('pm_card_mastercard')).status, 'succeeded')
  })
}

test('3-D Secure: the intent waits for the guest and says where to send them', async () => {
  const waiting = await intentOf20(subject, 'pm_card_threeDSecure2Required')
  assert.equal(waiting.status, 'requires_action')
  assert.equal(waiting.next_action?.type, 'redirect_to_url')
  assert.ok(URL.canParse(waiting.next_action?.redirect_to_url?.url ?? ''))
  assert.equal((await stripe.paymentIntents.cancel(waiting.id)).status, 'canceled')
})

test('what is over can be neither confirmed, nor cancelled, nor made dearer', async () => {
  const paid = await intentOf20(subject, 'pm_card_visa')
  const cancelled = await intentOf20(subject)
  await stripe.paymentIntents.cancel(cancelled.id, { cancellation_reason: 'abandoned' })
  for (const { id } of [paid, cancelled]) {
    const confirmation = { payment_method: 'pm_card_visa', return_url: returnUrl }
    for (const forbidden of [
      async () => stripe.paymentIntents.confirm(id, confirmation),
      async () => stripe.paymentIntents.cancel(id),
      async () => stripe.paymentIntents.update(id, { amount: 2500 }),
      async () => stripe.paymentIntents.capture(id),
    ]) {
      const refusal = await refusalOf(forbidden)
      const { type, statusCode, code } = refusal
      assert.deepEqual(
        [type, statusCode, code],
        ['StripeInvalidRequestError', 400, 'payment_intent_unexpected_state'],
      )
    }
  }
})

test('an open intent can change its amount and lays changes over its metadata', async () => {
  const intent = await intentOf20(subject, undefined, { metadata: { kept: '1', gone: '1' } })
  const changed = await stripe.paymentIntents.update(intent.id, {
    amount: 2500,
    metadata: { gone: '', added: '1' },
  })
  assert.deepEqual([changed.amount, changed.metadata], [2500, { kept: '1', added: '1' }])
})

test('captured by hand: the money is held, then taken in part; or let go', async () => {
  const manual = { capture_method: 'manual' } as const
  const held = await intentOf20(subject, 'pm_card_visa', manual)
  assert.deepEqual([held.status, held.amount_capturable], ['requires_capture', 2000])
  const tooMuch = await refusalOf(async () =>
    stripe.paymentIntents.capture(held.id, { amount_to_capture: 2001 }),
  )
  assert.equal(tooMuch.type, 'StripeInvalidRequestError')
  const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1500 })
  assert.deepEqual(
    [taken.status, taken.amount_received, taken.amount_capturable],
    ['succeeded', 1500, 0],
  )
  const other = await intentOf20(subject, 'pm_card_visa', manual)
  assert.equal((await stripe.paymentIntents.cancel(other.id)).status, 'canceled')
})

const refused = [
  ['no amount', { currency: 'eur' }, 'parameter_missing', 'amount'],
  ['a broken amount', { amount: 20.5, currency: 'eur' }, 'parameter_invalid_integer', 'amount'],
  ['too little', { amount: 1, currency: 'eur' }, 'amount_too_small', 'amount'],
  ['too much', { amount: 100_000_000, currency: 'eur' }, 'amount_too_large', 'amount'],
  ['an unknown name', { amount: 2000, currency: 'eur', tip: 1 }, 'parameter_unknown', 'tip'],
  [
    'an unknown PaymentMethod',
    { amount: 2000, currency: 'eur', payment_method: 'pm_none' },
    'resource_missing',
    'payment_method',
  ],
] as const
for (const [what, parameters, code, param] of refused) {
  test(`${what} is refused as ${code}, naming ${param}`, async () => {
    const { type, ...refusal } = await refusalOf(async () =>
      stripe.paymentIntents.create(parameters as unknown as Stripe.PaymentIntentCreateParams),
    )
    assert.equal(type, 'StripeInvalidRequestError')
    assert.deepEqual([refusal.statusCode, refusal.code, refusal.param], [400, code, param])
  })
}

test('payment_method_types is refused in this version of the API', async () => {
  const { type, param } = await refusalOf(async () =>
    intentOf20(subject, undefined, { payment_method_types: ['card'] } as object),
  )
  assert.deepEqual([type, param], ['StripeInvalidRequestError', 'payment_method_types'])
})

test('an unknown intent is resource_missing, and a wrong key 401', async () => {
  const missing = await refusalOf(async () => stripe.paymentIntents.retrieve('pi_none'))
  assert.deepEqual([missing.statusCode, missing.code], [404, 'resource_missing'])
  const { simulator } = subject
  const address = simulator && {
    host: '127.0.0.1',
    port: simulator.port,
    protocol: 'http' as const,
  }
  const stranger = new Stripe('sk_test_wrong', { telemetry: false, ...address })
  const unknown = await refusalOf(async () => stranger.paymentIntents.retrieve('pi_none'))
  assert.deepEqual([unknown.type, unknown.statusCode], ['StripeAuthenticationError', 401])
})

test("lists go newest first, by cursor both ways, within a customer's intents", async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Ada' })
  const ids: string[] = []
  for (let number = 0; number < 3; number += 1) {
    ids.unshift((await intentOf20(subject, undefined, { customer })).id)
  }
  const first = await stripe.paymentIntents.list({ customer, limit: 2 })
  assert.deepEqual([first.data.map(({ id }) => id), first.has_more], [ids.slice(0, 2), true])
  const rest = await stripe.paymentIntents.list({ customer, starting_after: ids[1] ?? '' })
  assert.deepEqual([rest.data.map(({ id }) => id), rest.has_more], [ids.slice(2), false])
  const back = await stripe.paymentIntents.list({ customer, ending_before: ids[2] ?? '' })
  assert.deepEqual([back.data.map(({ id }) => id), back.has_more], [ids.slice(0, 2), false])
  const all: string[] = []
  for await (const { id } of stripe.paymentIntents.list({ customer, limit: 1 })) all.push(id)
  assert.deepEqual(all, ids)
})

test('search finds a payment by its metadata, sooner or later', async () => {
  const order = `ord_${crypto.randomUUID()}`
  const { id } = await intentOf20(subject, 'pm_card_visa', { metadata: { order_id: order } })
  const query = `status:'succeeded' AND metadata['order_id']:'${order}'`
  const found = await later('the search index', async () => {
    const { data } = await stripe.paymentIntents.search({ query })
    return data.length > 0 && data
  })
  assert.deepEqual(
    found.map((intent) => intent.id),
    [id],
  )
})

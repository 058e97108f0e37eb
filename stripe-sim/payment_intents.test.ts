import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { idOf } from './ledger.ts'
import {
  browserCall,
  cardFields,
  confirmWith,
  newIntent,
  sdkFor,
  startForTest,
} from './with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator

test('a good card is charged in full, and the events tell so in order', async () => {
  const { id } = await newIntent(stripe, { metadata: { order: 'ord_1' } })
  const paid = await confirmWith(stripe, { id }, 'pm_card_visa')
  assert.equal(paid.status, 'succeeded')
  assert.equal(paid.amount_received, 2000)
  const charge = await stripe.charges.retrieve(idOf(paid.latest_charge))
  assert.deepEqual(
    [charge.status, charge.amount_captured, charge.paid, charge.metadata],
    ['succeeded', 2000, true, { order: 'ord_1' }],
  )
  assert.deepEqual(await eventTypes(id), [
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
  ])
})

const declines: [string, string, string, string | undefined][] = [
  ['visa_chargeDeclined', '4000000000000002', 'card_declined', 'generic_decline'],
  [
    'visa_chargeDeclinedInsufficientFunds',
    '4000000000009995',
    'card_declined',
    'insufficient_funds',
  ],
  ['visa_chargeDeclinedLostCard', '4000000000009987', 'card_declined', 'lost_card'],
  ['visa_chargeDeclinedStolenCard', '4000000000009979', 'card_declined', 'stolen_card'],
  ['chargeDeclinedExpiredCard', '4000000000000069', 'expired_card', undefined],
  ['chargeDeclinedIncorrectCvc', '4000000000000127', 'incorrect_cvc', undefined],
  ['chargeDeclinedProcessingError', '4000000000000119', 'processing_error', undefined],
  [
    'visa_chargeDeclinedVelocityLimitExceeded',
    '4000000000006975',
    'card_declined',
    'card_velocity_exceeded',
  ],
  ['radarBlock', '4100000000000019', 'card_declined', 'fraudulent'],
  ['threeDSecureRequiredProcessingError', '4000008400001280', 'card_declined', 'generic_decline'],
]
for (const [method, number, code, declineCode] of declines) {
  test(`${number} is declined with ${code} / ${declineCode ?? '–'}, from both sides`, async () => {
    const intent = await newIntent(stripe)
    await assert.rejects(confirmWith(stripe, intent, `pm_card_${method}`), (error: unknown) => {
      assert.ok(error instanceof Stripe.errors.StripeCardError)
      assert.deepEqual([error.statusCode, error.code], [402, code])
      // The SDK writes an absent decline code as an empty text.
      assert.equal(error.decline_code || undefined, declineCode)
      assert.equal(error.payment_intent?.status, 'requires_payment_method')
      assert.ok(error.advice_code && error.charge && error.doc_url && error.message)
      return true
    })
    const after = await stripe.paymentIntents.retrieve(intent.id)
    assert.equal(after.last_payment_error?.code, code)
    assert.equal(after.payment_method, null)
    const fields = cardFields(number, String(intent.client_secret))
    const path = `/v1/payment_intents/${intent.id}/confirm`
    const { status, body } = await browserCall(simulator, path, fields)
    assert.deepEqual([status, body.error?.code], [402, code])
    assert.equal(body.error?.decline_code, declineCode)
    const charges = await stripe.charges.list({ payment_intent: intent.id })
    assert.deepEqual(
      charges.data.map((charge) => charge.status),
      ['failed', 'failed'],
    )
  })
}

test('a blocked charge never went to the bank', async () => {
  const intent = await newIntent(stripe)
  await assert.rejects(confirmWith(stripe, intent, 'pm_card_radarBlock'))
  const [charge] = (await stripe.charges.list({ payment_intent: intent.id })).data
  assert.equal(charge?.outcome?.type, 'blocked')
  assert.equal(charge?.outcome?.network_status, 'not_sent_to_network')
})

test('after a decline the same intent is paid with another card', async () => {
  const intent = await newIntent(stripe)
  await assert.rejects(confirmWith(stripe, intent, 'pm_card_visa_chargeDeclined'))
  const paid = await confirmWith(stripe, intent, 'pm_card_mastercard')
  assert.equal(paid.status, 'succeeded')
  assert.equal(paid.last_payment_error, null)
  assert.deepEqual(await eventTypes(intent.id), [
    'payment_intent.created',
    'charge.failed',
    'payment_intent.payment_failed',
    'charge.succeeded',
    'payment_intent.succeeded',
  ])
})

const wrongDetails: [string, Record<string, string>, string][] = [
  ['a mistyped number', { number: '4242424242424241' }, 'incorrect_number'],
  ['month 13', { exp_month: '13' }, 'invalid_expiry_month'],
  ['a year in the past', { exp_year: '21' }, 'invalid_expiry_year'],
  ['a CVC of two digits', { cvc: '12' }, 'invalid_cvc'],
]
for (const [what, wrong, code] of wrongDetails) {
  test(`${what} is answered 402 ${code} and books no charge`, async () => {
    const { id, client_secret } = await newIntent(stripe)
    const fields = cardFields('4242424242424242', String(client_secret))
    for (const [name, value] of Object.entries(wrong)) {
      fields[`payment_method_data[card][${name}]`] = value
    }
    const path = `/v1/payment_intents/${id}/confirm`
    const { status, body } = await browserCall(simulator, path, fields)
    assert.deepEqual([status, body.error?.code], [402, code])
    assert.equal((await stripe.charges.list({ payment_intent: id })).data.length, 0)
  })
}

test('a number that is no test card is declined as a live card', async () => {
  const { id, client_secret } = await newIntent(stripe)
  const fields = cardFields('4111111111111111', String(client_secret))
  const { body } = await browserCall(simulator, `/v1/payment_intents/${id}/confirm`, fields)
  assert.equal(body.error?.decline_code, 'test_mode_live_card')
})

test('3-D Secure: completed, the intent is charged', async () => {
  const intent = await newIntent(stripe)
  const asked = await confirmWith(stripe, intent, 'pm_card_threeDSecure2Required')
  assert.equal(asked.status, 'requires_action')
  assert.equal(asked.latest_charge, null)
  assert.equal(asked.next_action?.redirect_to_url?.return_url, 'https://venue.test/return')
  const paid = await control.authenticate({ payment_intent: intent.id, answer: 'complete' })
  assert.equal(paid.status, 'succeeded')
  const charge = await stripe.charges.retrieve(idOf(paid.latest_charge))
  assert.equal(charge.payment_method_details?.card?.three_d_secure?.result, 'authenticated')
  assert.deepEqual(await eventTypes(intent.id), [
    'payment_intent.created',
    'payment_intent.requires_action',
    'charge.succeeded',
    'payment_intent.succeeded',
  ])
})

test('3-D Secure: failed, the intent can be paid anew and nothing was charged', async () => {
  const intent = await newIntent(stripe)
  await confirmWith(stripe, intent, 'pm_card_threeDSecure2Required')
  const failed = await control.authenticate({ payment_intent: intent.id, answer: 'fail' })
  assert.equal(failed.status, 'requires_payment_method')
  assert.equal(failed.last_payment_error?.code, 'payment_intent_authentication_failure')
  assert.equal((await stripe.charges.list({ payment_intent: intent.id })).data.length, 0)
  assert.equal((await confirmWith(stripe, intent, 'pm_card_visa')).status, 'succeeded')
})

const challengedThenDeclined = [
  ['threeDSecureRequiredChargeDeclined', 'generic_decline'],
  ['authenticationRequiredChargeDeclinedInsufficientFunds', 'insufficient_funds'],
] as const
for (const [method, declineCode] of challengedThenDeclined) {
  test(`3-D Secure: completed with ${method}, the charge is declined all the same`, async () => {
    const intent = await newIntent(stripe)
    const asked = await confirmWith(stripe, intent, `pm_card_${method}`)
    assert.equal(asked.status, 'requires_action')
    const after = await control.authenticate({ payment_intent: intent.id, answer: 'complete' })
    assert.equal(after.status, 'requires_payment_method')
    assert.equal(after.last_payment_error?.decline_code, declineCode)
  })
}

test('3-D Secure by redirect: the page leads back to return_url with the outcome', async () => {
  const intent = await newIntent(stripe)
  const asked = await confirmWith(stripe, intent, 'pm_card_threeDSecure2Required')
  const url = String(asked.next_action?.redirect_to_url?.url)
  assert.match(await (await fetch(url)).text(), /id="test-source-authorize-3ds"/)
  const source = String(new URL(url).searchParams.get('source'))
  const body = new URLSearchParams({ answer: 'complete', source })
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  const back = new URL(String(answer.headers.get('location')))
  assert.equal(answer.status, 303)
  assert.equal(back.searchParams.get('redirect_status'), 'succeeded')
  assert.equal(back.searchParams.get('payment_intent'), intent.id)
  const again = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  assert.equal(again.status, 409)
})

test('a payment can be held in processing and then succeed or fail', async () => {
  for (const ending of ['succeed', 'fail'] as const) {
    await control.holdPayments()
    const intent = await newIntent(stripe)
    const held = await confirmWith(stripe, intent, 'pm_card_visa')
    assert.equal(held.status, 'processing')
    const after = await control.settlePayment({ payment_intent: intent.id, ending })
    assert.equal(after.status, ending === 'succeed' ? 'succeeded' : 'requires_payment_method')
    assert.ok((await eventTypes(intent.id)).includes('payment_intent.processing'))
  }
})

test('a server without return_url is told that some methods redirect', async () => {
  const { id } = await newIntent(stripe)
  const confirm = stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })
  await assert.rejects(confirm, { statusCode: 400, message: /must provide a `return_url`/ })
  const automatic_payment_methods = { enabled: true, allow_redirects: 'never' } as const
  const other = await newIntent(stripe, { automatic_payment_methods })
  const paid = await stripe.paymentIntents.confirm(other.id, { payment_method: 'pm_card_visa' })
  assert.equal(paid.status, 'succeeded')
})

test('Elements drawn for another amount than the intent has are refused', async () => {
  const { id, client_secret } = await newIntent(stripe)
  const fields = cardFields('4242424242424242', String(client_secret))
  fields['client_context[amount]'] = '1999'
  const { status } = await browserCall(simulator, `/v1/payment_intents/${id}/confirm`, fields)
  assert.equal(status, 400)
})

type State =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'succeeded'
  | 'canceled'

const reach: Record<State, () => Promise<string>> = {
  requires_payment_method: async () => (await newIntent(stripe)).id,
  requires_confirmation: async () =>
    (await newIntent(stripe, { payment_method: 'pm_card_visa' })).id,
  requires_action: async () =>
    (await confirmWith(stripe, await newIntent(stripe), 'pm_card_threeDSecure2Required')).id,
  async processing() {
    await control.holdPayments()
    return (await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')).id
  },
  succeeded: async () => (await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')).id,
  canceled: async () => (await stripe.paymentIntents.cancel((await newIntent(stripe)).id)).id,
}
const actions: Record<string, (id: string) => Promise<Stripe.PaymentIntent>> = {
  confirm: async (id) => confirmWith(stripe, { id }, 'pm_card_visa'),
  cancel: async (id) => stripe.paymentIntents.cancel(id),
  'change the amount of': async (id) => stripe.paymentIntents.update(id, { amount: 3000 }),
}
const open = new Set<State>(['requires_payment_method', 'requires_confirmation', 'requires_action'])
for (const [state, make] of Object.entries(reach) as [State, () => Promise<string>][]) {
  for (const [name, act] of Object.entries(actions)) {
    const legal = open.has(state)
    test(`to ${name} an intent in ${state} is ${legal ? 'legal' : 'refused'}`, async () => {
      const id = await make()
      if (legal) return void (await act(id))
      await assert.rejects(act(id), (error: unknown) => {
        assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError)
        assert.equal(error.code, 'payment_intent_unexpected_state')
        assert.equal(error.payment_intent?.status, state)
        return true
      })
      assert.equal((await stripe.paymentIntents.retrieve(id)).status, state)
    })
  }
}

async function eventTypes(intentId: string): Promise<string[]> {
  const { events } = await control.ledger()
  const mine = events.filter(({ data }) => {
    const object = data.object as { id: string; payment_intent?: string }
    return object.id === intentId || object.payment_intent === intentId
  })
  return mine.map(({ type }) => type)
}

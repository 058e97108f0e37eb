import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { eventTypesOf, latestChargeOf, payingWith } from '../testing/intents.ts'
import { watchEvents } from '../testing/money.ts'
import {
  browserCall,
  cardFields,
  confirmWith,
  newIntent,
  sdkFor,
  startForTest,
} from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator

test('a good card is charged in full, and the events tell so in order', async () => {
  const { id } = await newIntent(stripe, { metadata: { order: 'ord_1' } })
  const paid = await confirmWith(stripe, { id }, 'pm_card_visa')
  assert.equal(paid.status, 'succeeded')
  assert.equal(paid.amount_received, 2000)
  const charge = await latestChargeOf(stripe, paid)
  assert.deepEqual(
    [charge.status, charge.amount_captured, charge.paid, charge.metadata],
    ['succeeded', 2000, true, { order: 'ord_1' }],
  )
  assert.equal(charge.outcome?.type, 'authorized')
  assert.deepEqual(await eventTypesOf(control, id), [
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
    'charge.updated',
  ])
})

test('captured at once, a charge is told with its balance transaction', async () => {
  const whatCame = await watchEvents(control)
  const intent = await newIntent(stripe, { capture_method: 'automatic' })
  const paid = await confirmWith(stripe, intent, 'pm_card_visa')
  assert.ok((await latestChargeOf(stripe, paid)).balance_transaction)
  const types = (await whatCame()).map(([type]) => type)
  assert.deepEqual(types, [
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
  ])
})

test('created with `confirm`, an intent is charged by the one request', async () => {
  const paid = await newIntent(stripe, { ...payingWith('visa'), confirm: true })
  assert.equal(paid.status, 'succeeded')
  const { data } = await stripe.charges.list({ payment_intent: paid.id })
  assert.equal(data.length, 1)
})

type Case = [
  method: string,
  number: string,
  code: string,
  decline: string | undefined,
  advice: string,
  network: string | undefined,
]
const declines: Case[] = [
  ['visa_chargeDeclined', '0002', 'card_declined', 'generic_decline', 'try_again_later', '01'],
  [
    'visa_chargeDeclinedInsufficientFunds',
    '9995',
    'card_declined',
    'insufficient_funds',
    'try_again_later',
    '51',
  ],
  ['visa_chargeDeclinedLostCard', '9987', 'card_declined', 'lost_card', 'do_not_try_again', '41'],
  [
    'visa_chargeDeclinedStolenCard',
    '9979',
    'card_declined',
    'stolen_card',
    'do_not_try_again',
    '43',
  ],
  ['chargeDeclinedExpiredCard', '0069', 'expired_card', undefined, 'confirm_card_data', '54'],
  ['chargeDeclinedIncorrectCvc', '0127', 'incorrect_cvc', undefined, 'confirm_card_data', 'N7'],
  [
    'chargeDeclinedProcessingError',
    '0119',
    'processing_error',
    undefined,
    'try_again_later',
    undefined,
  ],
  [
    'visa_chargeDeclinedVelocityLimitExceeded',
    '6975',
    'card_declined',
    'card_velocity_exceeded',
    'try_again_later',
    '65',
  ],
  ['radarBlock', '4100000000000019', 'card_declined', 'fraudulent', 'do_not_try_again', undefined],
  [
    'threeDSecureRequiredProcessingError',
    '4000008400001280',
    'card_declined',
    'generic_decline',
    'try_again_later',
    '01',
  ],
]
for (const [method, ending, code, decline_code, advice_code, network_decline_code] of declines) {
  const number = ending.padStart(16, '4000000000000000')
  const told = { code, decline_code, advice_code, network_decline_code }
  test(`${number} is declined with ${code} / ${decline_code ?? '–'}, from both sides`, async () => {
    const intent = await newIntent(stripe)
    await assert.rejects(confirmWith(stripe, intent, `pm_card_${method}`), (error: unknown) => {
      assert.ok(error instanceof Stripe.errors.StripeCardError)
      assert.equal(error.statusCode, 402)
      assert.equal(error.payment_intent?.status, 'requires_payment_method')
      assert.ok(error.charge && error.doc_url && error.message && error.payment_method)
      assert.deepEqual(fieldsOf(error.raw), told)
      return true
    })
    const after = await stripe.paymentIntents.retrieve(intent.id)
    assert.deepEqual(fieldsOf(after.last_payment_error), told)
    assert.equal(after.payment_method, null)
    const fields = cardFields(number, String(intent.client_secret))
    const path = `/v1/payment_intents/${intent.id}/confirm`
    const { status, body } = await browserCall(simulator, path, fields)
    assert.equal(status, 402)
    assert.deepEqual(fieldsOf(body.error), told)
    const { data } = await stripe.charges.list({ payment_intent: intent.id })
    assert.deepEqual(
      data.map(({ status: ended, outcome }) => [ended, outcome?.advice_code]),
      [
        ['failed', advice_code],
        ['failed', advice_code],
      ],
    )
  })
}

test('the outcome of a charge tells who said no, and what', async () => {
  const approved = await outcomeOf('visa')
  assert.equal(approved?.seller_message, 'Payment complete.')
  const generic = await outcomeOf('visa_chargeDeclined')
  assert.equal(generic?.network_status, 'declined_by_network')
  assert.equal(generic.reason, 'generic_decline')
  assert.match(String(generic.seller_message), /did not return any further details/)
  const expired = await outcomeOf('chargeDeclinedExpiredCard')
  assert.deepEqual([expired?.reason, expired?.network_decline_code], ['expired_card', '54'])
  assert.match(String(expired?.seller_message), /the decline code `expired_card`/)
  const blocked = await outcomeOf('radarBlock')
  assert.deepEqual(
    [blocked?.type, blocked?.network_status, blocked?.reason, blocked?.network_decline_code],
    ['blocked', 'not_sent_to_network', 'highest_risk_level', null],
  )
})

test('what fails about a charge stands in it, too: the wrong CVC, the fraud', async () => {
  const cvc = await chargeAfter('chargeDeclinedIncorrectCvc')
  assert.equal(cvc.payment_method_details?.card?.checks?.cvc_check, 'fail')
  const blocked = await chargeAfter('radarBlock')
  assert.deepEqual(blocked.fraud_details, { stripe_report: 'fraudulent' })
  const lookup = await chargeAfter('threeDSecureRequiredProcessingError')
  assert.equal(lookup.payment_method_details?.card?.three_d_secure?.result, 'processing_error')
})

test('after a decline the same intent is paid with another card', async () => {
  const intent = await newIntent(stripe)
  await assert.rejects(confirmWith(stripe, intent, 'pm_card_visa_chargeDeclined'))
  const paid = await confirmWith(stripe, intent, 'pm_card_mastercard')
  assert.equal(paid.status, 'succeeded')
  assert.equal(paid.last_payment_error, null)
  assert.deepEqual(await eventTypesOf(control, intent.id), [
    'payment_intent.created',
    'charge.failed',
    'payment_intent.payment_failed',
    'charge.succeeded',
    'payment_intent.succeeded',
    'charge.updated',
  ])
})

const wrongDetails: [string, Record<string, string>, string][] = [
  ['a mistyped number', { number: '4242424242424241' }, 'incorrect_number'],
  ['month 13', { exp_month: '13' }, 'invalid_expiry_month'],
  ['a year in the past', { exp_year: '21' }, 'invalid_expiry_year'],
  ['a CVC of two digits', { cvc: '12' }, 'invalid_cvc'],
]
for (const [what, wrong, code] of wrongDetails) {
  test(`${what} is answered 402 ${code}: a failed payment without a charge`, async () => {
    const { id, client_secret } = await newIntent(stripe)
    const fields = cardFields('4242424242424242', String(client_secret))
    for (const [name, value] of Object.entries(wrong)) {
      fields[`payment_method_data[card][${name}]`] = value
    }
    const path = `/v1/payment_intents/${id}/confirm`
    const { status, body } = await browserCall(simulator, path, fields)
    assert.deepEqual([status, body.error?.code], [402, code])
    assert.equal((await stripe.charges.list({ payment_intent: id })).data.length, 0)
    const after = await stripe.paymentIntents.retrieve(id)
    assert.equal(after.last_payment_error?.code, code)
    assert.equal((await eventTypesOf(control, id)).at(-1), 'payment_intent.payment_failed')
  })
}

test('a number that is no test card is declined as a live card, before it goes on', async () => {
  const { id, client_secret } = await newIntent(stripe)
  const fields = cardFields('4111111111111111', String(client_secret))
  const { body } = await browserCall(simulator, `/v1/payment_intents/${id}/confirm`, fields)
  assert.equal(body.error?.decline_code, 'test_mode_live_card')
  const [charge] = (await stripe.charges.list({ payment_intent: id })).data
  assert.equal(charge?.outcome?.type, 'invalid')
})

function fieldsOf(error: unknown) {
  const told = error as Record<string, string | undefined>
  const { code, decline_code, advice_code, network_decline_code } = told
  return { code, decline_code, advice_code, network_decline_code }
}

async function chargeAfter(method: string): Promise<Stripe.Charge> {
  const intent = await newIntent(stripe)
  await confirmWith(stripe, intent, `pm_card_${method}`).catch(() => null)
  const [charge] = (await stripe.charges.list({ payment_intent: intent.id })).data
  assert.ok(charge)
  return charge
}

async function outcomeOf(method: string): Promise<Stripe.Charge.Outcome | null> {
  return (await chargeAfter(method)).outcome
}

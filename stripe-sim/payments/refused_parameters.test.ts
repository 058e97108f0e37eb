import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { latestChargeOf, payingWith } from '../testing/intents.ts'
import { refusalOf } from '../testing/money.ts'
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

type Fields = Record<string, unknown>
type Case = [what: string, parameters: Fields, expected: Fields]

const creations: Case[] = [
  ['no amount', { amount: undefined }, { code: 'parameter_missing', param: 'amount' }],
  ['no currency', { currency: undefined }, { code: 'parameter_missing', param: 'currency' }],
  ['an amount of 0', { amount: 0 }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['an amount below 0', { amount: -5 }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['half a cent', { amount: 20.5 }, { code: 'parameter_invalid_integer', param: 'amount' }],
  ['49 cents', { amount: 49 }, { code: 'amount_too_small', param: 'amount' }],
  ['a million euros', { amount: 100_000_000 }, { code: 'amount_too_large', param: 'amount' }],
  ['an unknown currency', { currency: 'xyz' }, { param: 'currency' }],
  ['an unknown parameter', { tip: 5 }, { code: 'parameter_unknown', param: 'tip' }],
  ['an empty currency', { currency: '' }, { code: 'parameter_invalid_empty', param: 'currency' }],
  ['an unknown card', { payment_method: 'pm_nobody' }, missing('payment_method')],
  ['an unknown customer', { customer: 'cus_nobody' }, missing('customer')],
  [
    'an e-mail that is none',
    { receipt_email: 'ada' },
    { code: 'email_invalid', param: 'receipt_email' },
  ],
  ['a capture method that is none', { capture_method: 'never' }, { param: 'capture_method' }],
  [
    'a confirmation method that is none',
    { confirmation_method: 'x' },
    { param: 'confirmation_method' },
  ],
  [
    'payment_method_types',
    { payment_method_types: ['card'] },
    { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
  ],
  ['no types but cards, and no cards', { excluded_payment_method_types: ['card'] }, {}],
  [
    'allowed and excluded types at once',
    { allowed_payment_method_types: ['card'], excluded_payment_method_types: ['klarna'] },
    { code: 'parameters_exclusive', param: 'allowed_payment_method_types' },
  ],
  [
    'a whole descriptor for a card',
    { statement_descriptor: 'CELLAR' },
    { param: 'statement_descriptor' },
  ],
  [
    'a suffix of 23 letters',
    { statement_descriptor_suffix: 'A'.repeat(23) },
    { param: 'statement_descriptor_suffix' },
  ],
  [
    'a suffix without a letter',
    { statement_descriptor_suffix: '42' },
    { param: 'statement_descriptor_suffix' },
  ],
  [
    'a sending to nowhere',
    { shipping: { name: 'Ada' } },
    { code: 'parameter_missing', param: 'shipping[address]' },
  ],
  [
    'a sending to nobody',
    { shipping: { address: { line1: 'Am Keller 1' } } },
    { code: 'parameter_missing', param: 'shipping[name]' },
  ],
  [
    'a half-said automatic_payment_methods',
    { automatic_payment_methods: { allow_redirects: 'never' } },
    { code: 'parameter_missing', param: 'automatic_payment_methods[enabled]' },
  ],
  [
    'no automatic_payment_methods',
    { automatic_payment_methods: { enabled: false } },
    { param: 'automatic_payment_methods[enabled]' },
  ],
  [
    '3-D Secure of another kind',
    { payment_method_options: { card: { request_three_d_secure: 'never' } } },
    { param: 'payment_method_options[card][request_three_d_secure]' },
  ],
  ['a transfer', { transfer_data: { destination: 'acct_1' } }, { param: 'transfer_data' }],
  ['a fee of an application', { application_fee_amount: 5 }, { param: 'application_fee_amount' }],
  ['another merchant', { on_behalf_of: 'acct_1' }, { param: 'on_behalf_of' }],
  [
    'raw card numbers',
    {
      payment_method_data: {
        type: 'card',
        card: { number: '4242424242424242', exp_month: 12, exp_year: 34 },
      },
    },
    {},
  ],
  ['off_session without confirm', { off_session: true }, { param: 'off_session' }],
  ['return_url without confirm', { return_url: 'https://venue.test/' }, { param: 'return_url' }],
]
for (const [what, parameters, expected] of creations) {
  test(`an intent with ${what} is refused, and none is made`, async () => {
    const before = (await control.ledger()).payment_intents.length
    const refusal = await refusalOf(newIntent(stripe, parameters))
    assertTold(refusal, { status: 400, ...expected })
    assert.equal((await control.ledger()).payment_intents.length, before)
  })
}

test('created and confirmed at once, what cannot be confirmed is not made either', async () => {
  const before = (await control.ledger()).payment_intents.length
  const withoutCard = await refusalOf(
    newIntent(stripe, { confirm: true, return_url: 'https://v.test' }),
  )
  assert.equal(withoutCard['code'], 'payment_intent_unexpected_state')
  const withoutUrl = { confirm: true, payment_method: 'pm_card_visa' }
  assert.equal((await refusalOf(newIntent(stripe, withoutUrl)))['status'], 400)
  assert.equal((await control.ledger()).payment_intents.length, before)
})

const confirmations: Case[] = [
  ['an unknown card', { payment_method: 'pm_nobody' }, missing('payment_method')],
  ['another amount', { amount_to_confirm: 1999 }, { param: 'amount_to_confirm' }],
  ['a customer', { customer: 'cus_1' }, { code: 'parameter_unknown', param: 'customer' }],
  ['a mandate', { mandate: 'mandate_1' }, { param: 'mandate' }],
  ['off_session of another kind', { off_session: 'perhaps' }, { param: 'off_session' }],
]
for (const [what, parameters, expected] of confirmations) {
  test(`a confirmation with ${what} is refused and changes nothing`, async () => {
    const { id } = await newIntent(stripe)
    const all = { ...payingWith('visa'), ...parameters }
    assertTold(await refusalOf(stripe.paymentIntents.confirm(id, all)), {
      status: 400,
      ...expected,
    })
    const after = await stripe.paymentIntents.retrieve(id)
    assert.deepEqual([after.status, after.payment_method], ['requires_payment_method', null])
  })
}

test('a confirmation without a card says what is missing, and with whom', async () => {
  const { id } = await newIntent(stripe)
  const { return_url } = payingWith('visa')
  const refusal = await refusalOf(stripe.paymentIntents.confirm(id, { return_url }))
  assert.equal(refusal['code'], 'payment_intent_unexpected_state')
  assert.match(String(refusal['message']), /missing a payment method. You can either update/)
  const customer = (await stripe.customers.create({ email: 'ada@example.test' })).id
  const hers = await newIntent(stripe, { customer })
  const named = await refusalOf(stripe.paymentIntents.confirm(hers.id, { return_url }))
  assert.match(
    String(named['message']),
    new RegExp(`To confirm the PaymentIntent with ${customer}`),
  )
})

test('Elements drawn for another amount than the intent has are refused', async () => {
  const { id, client_secret } = await newIntent(stripe, { metadata: { order: 'ord_1' } })
  const fields = cardFields('4242424242424242', String(client_secret))
  fields['client_context[amount]'] = '1999'
  const path = `/v1/payment_intents/${id}/confirm`
  const { status, body } = await browserCall(simulator, path, fields)
  assert.equal(status, 400)
  const shown = body.error?.payment_intent as Stripe.PaymentIntent
  assert.equal(shown.metadata, undefined)
})

test('an unknown intent or charge in a path is 404, an unknown list customer 400', async () => {
  const { paymentIntents, charges } = stripe
  const id = 'pi_nobody'
  for (const request of [
    paymentIntents.retrieve(id),
    paymentIntents.update(id, { amount: 3000 }),
    paymentIntents.confirm(id, payingWith('visa')),
    paymentIntents.capture(id),
    paymentIntents.cancel(id),
  ]) {
    assertTold(await refusalOf(request), { status: 404, code: 'resource_missing', param: 'intent' })
  }
  for (const request of [
    charges.retrieve('ch_nobody'),
    charges.update('ch_nobody', { description: 'x' }),
    charges.capture('ch_nobody'),
  ]) {
    assertTold(await refusalOf(request), { status: 404, code: 'resource_missing', param: 'id' })
  }
  const customer = 'cus_nobody'
  assertTold(await refusalOf(paymentIntents.list({ customer })), {
    status: 400,
    ...missing('customer'),
  })
})

test('a charge takes new words, and nothing else', async () => {
  const charge = await latestChargeOf(
    stripe,
    await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa'),
  )
  const { id } = charge
  const changes: Case[] = [
    ['', { amount: 5 }, { code: 'parameter_unknown', param: 'amount' }],
    ['', { customer: 'cus_nobody' }, missing('customer')],
    ['', { fraud_details: { user_report: 'odd' } }, { param: 'fraud_details[user_report]' }],
    ['', { transfer_group: 'x' }, { param: 'transfer_group' }],
  ]
  for (const [, parameters, expected] of changes) {
    assertTold(await refusalOf(stripe.charges.update(id, parameters)), { status: 400, ...expected })
  }
  const after = await stripe.charges.retrieve(id)
  assert.equal(JSON.stringify(after), JSON.stringify(charge))
})

function missing(param: string): Fields {
  return { code: 'resource_missing', param }
}

function assertTold(refusal: Fields, expected: Fields): void {
  const { message, type, ...told } = refusal
  assert.ok(message)
  assert.equal(type, 'invalid_request_error')
  assert.deepEqual(told, expected)
}

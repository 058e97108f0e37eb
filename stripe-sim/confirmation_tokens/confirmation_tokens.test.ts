import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { idOf } from '../state/ledger.ts'
import { browserCall, sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const helpers = stripe.testHelpers.confirmationTokens
const path = '/v1/confirmation_tokens'

const fields = {
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': '4242424242424242',
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '34',
  'payment_method_data[card][cvc]': '123',
  'payment_method_data[billing_details][email]': 'ada@example.test',
  'client_context[amount]': '2000',
  'client_context[currency]': 'eur',
  'client_context[mode]': 'payment',
  return_url: 'https://venue.test/return',
  setup_future_usage: 'off_session',
  'shipping[name]': 'Ada',
  'shipping[address][country]': 'DE',
}

test('a browser makes a token of a card; it previews the card and pays nothing', async () => {
  const { status, body } = await browserCall(simulator, path, fields)
  assert.equal(status, 200)
  const made = body as unknown as Stripe.ConfirmationToken
  const token = await stripe.confirmationTokens.retrieve(made.id)
  assert.deepEqual({ ...token }, made)
  const { payment_method_preview: preview, expires_at, created } = token
  assert.deepEqual([preview?.type, preview?.card?.last4], ['card', '4242'])
  assert.equal(preview?.billing_details.email, 'ada@example.test')
  assert.equal(Number(expires_at) - created, 12 * 60 * 60)
  assert.equal(token.return_url, 'https://venue.test/return')
  assert.equal(token.setup_future_usage, 'off_session')
  assert.equal(token.shipping?.address.country, 'DE')
  assert.deepEqual([token.payment_intent, token.setup_intent], [null, null])
  const { payment_methods } = await simulator.control.ledger()
  assert.deepEqual(payment_methods, [])
})

test('a wrong card makes no token', async () => {
  const wrong = { ...fields, 'payment_method_data[card][number]': '4242424242424241' }
  const { status, body } = await browserCall(simulator, path, wrong)
  assert.deepEqual([status, body.error?.code], [402, 'incorrect_number'])
})

test('a browser makes tokens and a server looks at them, never the other way round', async () => {
  const { id } = await helpers.create({ payment_method: 'pm_card_visa' })
  const query = `key=${simulator.publishableKey}`
  const looked = await fetch(`${simulator.url}${path}/${id}?${query}`)
  assert.equal(looked.status, 401)
  const made = stripe.rawRequest('POST', path, { payment_method: 'pm_card_visa' })
  await assert.rejects(made, { statusCode: 401, message: /cannot be made with a secret API key/ })
})

test('in a test a server makes one of a test name, a test token or a saved method', async () => {
  const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_mastercard' })
  const [saved] = (await stripe.customers.listPaymentMethods(customer)).data
  const amex = { type: 'card' as const, card: { token: 'tok_amex' } }
  const tokens = [
    await helpers.create({ payment_method: 'pm_card_visa' }),
    // The SDK does not declare a test token here, and sends it all the same.
    await helpers.create({ payment_method_data: amex }),
    await helpers.create({ payment_method: String(saved?.id), return_url: 'https://a.test' }),
  ]
  assert.deepEqual(
    tokens.map(({ payment_method_preview: preview }) => [preview?.card?.brand, preview?.customer]),
    [
      ['visa', null],
      ['amex', null],
      ['mastercard', customer],
    ],
  )
})

const wrong: [string, object, object][] = [
  ['nothing to pay with', {}, { code: 'parameter_missing', param: 'payment_method' }],
  ['an unknown method', { payment_method: 'pm_none' }, { code: 'resource_missing' }],
  [
    'two things to pay with',
    { payment_method: 'pm_card_visa', payment_method_data: { type: 'card' } },
    { message: /only specify one of/ },
  ],
  [
    'a raw card number',
    { payment_method_data: { type: 'card', card: { number: '4242424242424242' } } },
    { message: /generally unsafe/ },
  ],
  ['an odd purpose', { setup_future_usage: 'someday' }, { param: 'setup_future_usage' }],
]
for (const [what, parameters, expected] of wrong) {
  test(`a token of ${what} is refused with 400`, async () => {
    const make = stripe.rawRequest('POST', '/v1/test_helpers/confirmation_tokens', parameters)
    await assert.rejects(make, { statusCode: 400, ...expected })
  })
}

test('an unknown token is answered 404', async () => {
  const missing = { statusCode: 404, code: 'resource_missing', param: 'confirmation_token' }
  await assert.rejects(stripe.confirmationTokens.retrieve('ctoken_none'), missing)
})

test('a token pays one intent, and says which; its card is charged as the preview says', async () => {
  const { body } = await browserCall(simulator, path, fields)
  const id = String(body.id)
  const paid = await payWith(id, { metadata: { order: 'ord_1' } })
  assert.equal(paid.status, 'succeeded')
  assert.equal(paid.shipping?.name, 'Ada')
  const method = await stripe.paymentMethods.retrieve(idOf(paid.payment_method))
  assert.deepEqual([method.card?.last4, method.billing_details.email], ['4242', 'ada@example.test'])
  assert.equal((await stripe.confirmationTokens.retrieve(id)).payment_intent, paid.id)
  const used = { statusCode: 400, code: 'token_already_used', param: 'confirmation_token' }
  await assert.rejects(payWith(id), used)
})

test('a token of a saved method pays with that very method', async () => {
  const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_visa' })
  const [saved] = (await stripe.customers.listPaymentMethods(customer)).data
  const token = await helpers.create({ payment_method: String(saved?.id) })
  const paid = await payWith(token.id, { customer, return_url: 'https://venue.test/return' })
  assert.equal(paid.payment_method, saved?.id)
})

test('a declined card uses its token up, an intent that is refused does not', async () => {
  const payment_method = 'pm_card_visa_chargeDeclined'
  const return_url = 'https://venue.test/return'
  const { id } = await helpers.create({ payment_method, return_url })
  await assert.rejects(payWith(id, { amount: 1 }), { code: 'amount_too_small' })
  assert.equal((await stripe.confirmationTokens.retrieve(id)).payment_intent, null)
  await assert.rejects(payWith(id), { statusCode: 402, decline_code: 'generic_decline' })
  await assert.rejects(payWith(id), { statusCode: 400, code: 'token_already_used' })
})

test('an unknown token is refused, and one that is twelve hours old', async () => {
  const unknown = { statusCode: 400, code: 'resource_missing', param: 'confirmation_token' }
  await assert.rejects(payWith('ctoken_none'), unknown)
  const { id } = await helpers.create({ payment_method: 'pm_card_visa' })
  await simulator.control.advanceClock({ seconds: 12 * 60 * 60 })
  await assert.rejects(payWith(id), { statusCode: 400, message: /has expired/ })
})

async function payWith(
  confirmation_token: string,
  parameters: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> {
  const common = { amount: 2000, currency: 'eur', confirm: true, confirmation_token }
  return stripe.paymentIntents.create({ ...common, ...parameters })
}

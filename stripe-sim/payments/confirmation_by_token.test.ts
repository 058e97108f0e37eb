import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { idOf } from '../state/ledger.ts'
import { returnUrl } from '../testing/intents.ts'
import { refusalOf } from '../testing/money.ts'
import {
  browserCall,
  cardFields,
  newIntent,
  sdkFor,
  startForTest,
} from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { paymentIntents } = stripe
const { confirmationTokens: helper } = stripe.testHelpers

async function tokenOf(number: string, more: Record<string, string> = {}): Promise<string> {
  const { client_secret: _, ...fields } = cardFields(number, '')
  const answer = await browserCall(simulator, '/v1/confirmation_tokens', {
    ...fields,
    return_url: returnUrl,
    ...more,
  })
  return String(answer.body.id)
}

test('a token brings card, address, future usage and return_url to the confirmation', async () => {
  const confirmation_token = await tokenOf('4242424242424242', {
    setup_future_usage: 'off_session',
    'shipping[name]': 'Ada',
    'shipping[address][country]': 'DE',
  })
  const intent = await newIntent(stripe)
  const paid = await paymentIntents.confirm(intent.id, { confirmation_token })
  assert.equal(paid.status, 'succeeded')
  assert.equal(paid.setup_future_usage, 'off_session')
  assert.deepEqual([paid.shipping?.name, paid.shipping?.address?.country], ['Ada', 'DE'])
  const token = await stripe.confirmationTokens.retrieve(confirmation_token)
  assert.equal(token.payment_intent, intent.id)
})

test('what the request says goes before what the token says', async () => {
  const confirmation_token = await tokenOf('4242424242424242', {
    setup_future_usage: 'off_session',
  })
  const paid = await newIntent(stripe, {
    confirm: true,
    confirmation_token,
    setup_future_usage: 'on_session',
  })
  assert.deepEqual([paid.status, paid.setup_future_usage], ['succeeded', 'on_session'])
})

test('a challenge of a token is left to Stripe.js, unless the server says otherwise', async () => {
  const byBrowser = await paymentIntents.confirm((await newIntent(stripe)).id, {
    confirmation_token: await tokenOf('4000000000003220'),
  })
  assert.equal(byBrowser.next_action?.type, 'use_stripe_sdk')
  const byServer = await paymentIntents.confirm((await newIntent(stripe)).id, {
    confirmation_token: await tokenOf('4000000000003220'),
    use_stripe_sdk: false,
  })
  assert.equal(byServer.next_action?.redirect_to_url?.return_url, returnUrl)
})

test('a declined token is used up; the intent takes another', async () => {
  const { id } = await newIntent(stripe)
  const confirmation_token = await tokenOf('4000000000000002')
  const declined = await refusalOf(paymentIntents.confirm(id, { confirmation_token }))
  assert.equal(declined['code'], 'card_declined')
  const again = await refusalOf(paymentIntents.confirm(id, { confirmation_token }))
  assert.equal(again['code'], 'token_already_used')
  const next = { confirmation_token: await tokenOf('4242424242424242') }
  assert.equal((await paymentIntents.confirm(id, next)).status, 'succeeded')
})

test('a confirmation that is refused leaves the token as it was', async () => {
  const drawnFor1999 = { 'client_context[amount]': '1999' }
  const confirmation_token = await tokenOf('4242424242424242', drawnFor1999)
  const { id } = await newIntent(stripe)
  const wrong = await refusalOf(paymentIntents.confirm(id, { confirmation_token }))
  assert.equal(wrong['param'], 'confirmation_token')
  await paymentIntents.update(id, { amount: 1999 })
  assert.equal((await paymentIntents.confirm(id, { confirmation_token })).status, 'succeeded')
  const withoutUrl = await helper.create({ payment_method: 'pm_card_visa' })
  const other = await newIntent(stripe)
  const nowhere = { confirmation_token: withoutUrl.id }
  const refusal = await refusalOf(paymentIntents.confirm(other.id, nowhere))
  assert.match(String(refusal['message']), /must provide a `return_url`/)
  const paid = await paymentIntents.confirm(other.id, { ...nowhere, return_url: returnUrl })
  assert.equal(paid.status, 'succeeded')
})

test("a token of a customer's saved card pays that customer's intents alone", async () => {
  const { id: customer } = await stripe.customers.create({ email: 'ada@example.test' })
  const saved = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  const token = await helper.create({ payment_method: saved.id, return_url: returnUrl })
  const confirmation_token = token.id
  const nobodys = await newIntent(stripe)
  await assert.rejects(paymentIntents.confirm(nobodys.id, { confirmation_token }), (error) => {
    assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError)
    assert.equal(error.param, 'source')
    return true
  })
  const hers = await newIntent(stripe, { customer })
  const paid = await paymentIntents.confirm(hers.id, { confirmation_token })
  assert.deepEqual([paid.status, idOf(paid.payment_method)], ['succeeded', saved.id])
})

test('an unknown token is no such token', async () => {
  const { id } = await newIntent(stripe)
  const unknown = { confirmation_token: 'ctoken_nobody', return_url: returnUrl }
  const refusal = await refusalOf(paymentIntents.confirm(id, unknown))
  assert.deepEqual([refusal['status'], refusal['code']], [400, 'resource_missing'])
})

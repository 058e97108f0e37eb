import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { idOf } from '../state/ledger.ts'
import { latestChargeOf, payingWith } from '../testing/intents.ts'
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

const shipping = {
  address: { city: 'Berlin', country: 'DE', line1: 'Am Keller 1', postal_code: '10115' },
  name: 'Ada',
  phone: '+49 30 1',
}

test('without automatic_payment_methods they are enabled, redirects included', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'eur' })
  assert.deepEqual(intent.automatic_payment_methods, { allow_redirects: 'always', enabled: true })
  assert.deepEqual(intent.payment_method_types, ['card'])
  assert.deepEqual(
    [intent.capture_method, intent.confirmation_method],
    ['automatic_async', 'automatic'],
  )
})

test('everything said at creation stands in the intent, and then in the charge', async () => {
  const customer = (await stripe.customers.create({ email: 'ada@example.test' })).id
  const intent = await newIntent(stripe, {
    customer,
    description: 'Two tickets',
    excluded_payment_method_types: ['klarna'],
    receipt_email: 'ada@example.test',
    shipping,
    statement_descriptor_suffix: 'CELLAR',
  })
  assert.deepEqual(
    [intent.customer, intent.description, intent.receipt_email],
    [customer, 'Two tickets', 'ada@example.test'],
  )
  assert.deepEqual(intent.excluded_payment_method_types, ['klarna'])
  assert.equal(intent.shipping?.address?.line1, 'Am Keller 1')
  assert.equal(intent.shipping.address.state, null)
  const charge = await latestChargeOf(stripe, await confirmWith(stripe, intent, 'pm_card_visa'))
  assert.deepEqual(
    [charge.customer, charge.description, charge.receipt_email, charge.shipping?.name],
    [customer, 'Two tickets', 'ada@example.test', 'Ada'],
  )
  assert.equal(charge.calculated_statement_descriptor, 'COATCHECK* CELLAR')
})

test('what was said can be changed, and taken back with an empty text', async () => {
  const { id } = await newIntent(stripe, {
    description: 'Two tickets',
    receipt_email: 'ada@example.test',
    setup_future_usage: 'on_session',
    shipping,
  })
  const changed = await stripe.paymentIntents.update(id, {
    shipping: { ...shipping, name: 'Grace' },
    setup_future_usage: 'off_session',
  })
  assert.deepEqual([changed.shipping?.name, changed.setup_future_usage], ['Grace', 'off_session'])
  const empty = await stripe.paymentIntents.update(id, {
    description: '',
    receipt_email: '',
    setup_future_usage: '',
    shipping: '',
  })
  assert.deepEqual(
    [empty.description, empty.receipt_email, empty.setup_future_usage, empty.shipping],
    [null, null, null, null],
  )
})

test('a card can be named, named anew and taken away before it is confirmed', async () => {
  const intent = await newIntent(stripe, { payment_method: 'pm_card_visa' })
  assert.equal(intent.status, 'requires_confirmation')
  const { id } = intent
  const other = await stripe.paymentIntents.update(id, { payment_method: 'pm_card_mastercard' })
  assert.notEqual(other.payment_method, intent.payment_method)
  const without = await stripe.paymentIntents.update(id, { payment_method: '' })
  assert.deepEqual([without.status, without.payment_method], ['requires_payment_method', null])
})

test('any change clears the last error', async () => {
  const { id } = await newIntent(stripe)
  await assert.rejects(confirmWith(stripe, { id }, 'pm_card_visa_chargeDeclined'))
  const changed = await stripe.paymentIntents.update(id, { metadata: { order: 'ord_1' } })
  assert.equal(changed.last_payment_error, null)
})

test('the options of the card are laid over each other, and an empty one goes', async () => {
  const manual = { card: { capture_method: 'manual', request_three_d_secure: 'any' } } as const
  const intent = await newIntent(stripe, { payment_method_options: manual })
  const card = { capture_method: '', request_multicapture: 'if_available' } as const
  const { payment_method_options } = await stripe.paymentIntents.update(intent.id, {
    payment_method_options: { card },
  })
  assert.deepEqual(payment_method_options?.card, {
    installments: null,
    mandate_options: null,
    network: null,
    request_three_d_secure: 'any',
    request_multicapture: 'if_available',
  })
})

test('setup_future_usage attaches the card to the customer when the payment succeeds', async () => {
  const customer = (await stripe.customers.create({ email: 'ada@example.test' })).id
  const intent = await newIntent(stripe, { customer, setup_future_usage: 'on_session' })
  await assert.rejects(confirmWith(stripe, intent, 'pm_card_visa_chargeDeclined'))
  const none = await stripe.paymentMethods.list({ customer })
  assert.equal(none.data.length, 0)
  const whatCame = await watchEvents(control)
  const paid = await confirmWith(stripe, intent, 'pm_card_visa')
  const saved = await stripe.paymentMethods.list({ customer })
  assert.deepEqual(
    saved.data.map(({ id }) => id),
    [paid.payment_method],
  )
  const types = (await whatCame()).map(([type]) => type)
  assert.ok(types.includes('payment_method.attached'))
  const payment_method = idOf(paid.payment_method)
  const again = await newIntent(stripe, { customer, payment_method, confirm: true, ...back })
  assert.equal(again.status, 'succeeded')
})
const { return_url } = payingWith('visa')
const back = { return_url }

test('without it a card that has paid cannot pay again', async () => {
  const customer = (await stripe.customers.create({ email: 'ada@example.test' })).id
  const paid = await confirmWith(stripe, await newIntent(stripe, { customer }), 'pm_card_visa')
  assert.equal((await stripe.paymentMethods.list({ customer })).data.length, 0)
  const next = await newIntent(stripe, { customer })
  await assert.rejects(confirmWith(stripe, next, idOf(paid.payment_method)), {
    message: /It may not be used again/,
  })
})

test("a customer's card pays that customer's intents alone", async () => {
  const [ada, grace] = await Promise.all([
    stripe.customers.create({ email: 'ada@example.test' }),
    stripe.customers.create({ email: 'grace@example.test' }),
  ])
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: ada.id })
  const nobodys = await newIntent(stripe)
  await assert.rejects(confirmWith(stripe, nobodys, card.id), (error: unknown) => {
    assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError)
    assert.deepEqual([error.code, error.param], ['parameter_missing', 'source'])
    assert.equal(error.payment_intent?.id, nobodys.id)
    return true
  })
  const graces = await newIntent(stripe, { customer: grace.id })
  await assert.rejects(confirmWith(stripe, graces, card.id), { param: 'payment_method' })
  await assert.rejects(newIntent(stripe, { payment_method: card.id }), { param: 'source' })
  const adas = await newIntent(stripe, { customer: ada.id, payment_method: card.id })
  assert.equal((await stripe.paymentIntents.confirm(adas.id, back)).status, 'succeeded')
})

test('the intents and the charges of a customer are listed by themselves', async () => {
  const customer = (await stripe.customers.create({ email: 'ada@example.test' })).id
  const first = await newIntent(stripe, { customer })
  await confirmWith(stripe, first, 'pm_card_visa')
  const second = await newIntent(stripe)
  await stripe.paymentIntents.update(second.id, { customer })
  const intents = await stripe.paymentIntents.list({ customer, created: { gte: 1 } })
  assert.deepEqual(
    intents.data.map(({ id }) => id),
    [second.id, first.id],
  )
  assert.equal((await stripe.paymentIntents.list({ customer, created: { lt: 1 } })).data.length, 0)
  const charges = await stripe.charges.list({ customer })
  assert.deepEqual(
    charges.data.map(({ payment_intent }) => payment_intent),
    [first.id],
  )
  const both = { customer, payment_intent: second.id }
  assert.equal((await stripe.charges.list(both)).data.length, 0)
})

test('what only a confirmation says: the browser session, and intent properties', async () => {
  const { id } = await newIntent(stripe)
  const paid = await stripe.paymentIntents.confirm(id, {
    ...payingWith('visa'),
    amount_to_confirm: 2000,
    radar_options: { session: 'rse_1' },
    receipt_email: 'ada@example.test',
    shipping,
  })
  assert.deepEqual([paid.receipt_email, paid.shipping?.name], ['ada@example.test', 'Ada'])
  const charge = await latestChargeOf(stripe, paid)
  assert.deepEqual(charge.radar_options, { session: 'rse_1' })
})

test('a browser gives the data of a card, a server a test token', async () => {
  const fromServer = await newIntent(stripe, {
    payment_method_data: { type: 'card', card: { token: 'tok_visa' } } as object as {
      type: 'card'
    },
  })
  assert.equal(fromServer.status, 'requires_confirmation')
  const { id, client_secret } = await newIntent(stripe)
  const fields = cardFields('4242424242424242', String(client_secret))
  const { status } = await browserCall(simulator, `/v1/payment_intents/${id}/confirm`, fields)
  assert.equal(status, 200)
})

test('a server without return_url is told that some methods redirect', async () => {
  const { id } = await newIntent(stripe)
  const confirm = stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })
  await assert.rejects(confirm, (error: unknown) => {
    assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError)
    assert.match(error.message, /must provide a `return_url`/)
    assert.equal(error.payment_intent?.id, id)
    return true
  })
  const automatic_payment_methods = { enabled: true, allow_redirects: 'never' } as const
  const other = await newIntent(stripe, { automatic_payment_methods })
  const paid = await stripe.paymentIntents.confirm(other.id, { payment_method: 'pm_card_visa' })
  assert.equal(paid.status, 'succeeded')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { browserCall, sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { id: customer } = await stripe.customers.create({ name: 'Ada' })
const { id: stranger } = await stripe.customers.create({ name: 'Grace' })

test('a test name makes a new payment method each time that it is used', async () => {
  const first = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  const second = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  assert.notEqual(first.id, second.id)
  assert.equal(first.card?.fingerprint, second.card?.fingerprint)
  assert.deepEqual(
    (await stripe.customers.listPaymentMethods(customer)).data.map(({ id }) => id),
    [second.id, first.id],
  )
})

test('a server makes one of a test token, and never of a card number', async () => {
  const made = await stripe.paymentMethods.create({
    type: 'card',
    card: { token: 'tok_mastercard' },
    billing_details: { email: 'ada@example.test', address: { country: 'DE' } },
    metadata: { order: 'ord_1' },
  })
  assert.deepEqual([made.card?.brand, made.card?.last4], ['mastercard', '4444'])
  assert.deepEqual([made.customer, made.metadata], [null, { order: 'ord_1' }])
  assert.equal(made.billing_details.address?.country, 'DE')
  const card = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' }
  const raw = stripe.paymentMethods.create({ type: 'card', card })
  await assert.rejects(raw, { statusCode: 400, message: /generally unsafe/ })
})

test('a card is unchecked until a bank has seen it', async () => {
  const made = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
  assert.equal(made.card?.checks?.cvc_check, 'unchecked')
  const saved = await stripe.paymentMethods.attach(made.id, { customer })
  assert.equal(saved.card?.checks?.cvc_check, 'pass')
})

test('one that paid for somebody without being saved cannot be used again', async () => {
  const { id } = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
  const order = { amount: 2000, currency: 'eur', payment_method: id }
  const return_url = 'https://venue.test/return'
  const paid = await stripe.paymentIntents.create({ ...order, confirm: true, return_url })
  assert.equal(paid.status, 'succeeded')
  const again = stripe.paymentIntents.create(order)
  await assert.rejects(again, { statusCode: 400, message: /It may not be used again/ })
  const save = stripe.paymentMethods.attach(id, { customer })
  await assert.rejects(save, { statusCode: 400, message: /may not be used again/ })
})

test('saved once more to its customer nothing happens, to another it is refused', async () => {
  const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  assert.equal((await stripe.paymentMethods.attach(id, { customer })).customer, customer)
  assert.deepEqual(await typesOf(id), ['payment_method.attached'])
  const steal = stripe.paymentMethods.attach(id, { customer: stranger })
  await assert.rejects(steal, { statusCode: 400, message: /already been attached/ })
})

test('what is detached can be looked at, and never be used again', async () => {
  const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  const settings = { default_payment_method: id }
  await stripe.customers.update(customer, { invoice_settings: settings })
  assert.equal((await stripe.paymentMethods.detach(id)).customer, null)
  assert.equal((await stripe.paymentMethods.retrieve(id)).customer, null)
  const found = (await stripe.customers.retrieve(customer)) as Stripe.Customer
  assert.equal(found.invoice_settings.default_payment_method, null)
  const [detached] = await eventsOf(id)
  assert.equal(detached?.type, 'payment_method.detached')
  assert.deepEqual(detached?.data.previous_attributes, { customer })
  const again = stripe.paymentMethods.attach(id, { customer })
  await assert.rejects(again, { statusCode: 400, message: /may not be used again/ })
  const pay = stripe.paymentIntents.create({ amount: 2000, currency: 'eur', payment_method: id })
  await assert.rejects(pay, { statusCode: 400, message: /It may not be used again/ })
  const twice = stripe.paymentMethods.detach(id)
  await assert.rejects(twice, { statusCode: 400, message: /detachment is impossible/ })
  const { data } = await stripe.customers.listPaymentMethods(customer, { limit: 100 })
  assert.equal(
    data.some((method) => method.id === id),
    false,
  )
})

test('those of a deleted customer stay as they are and cannot be used', async () => {
  const { id: gone } = await stripe.customers.create({ payment_method: 'pm_card_visa' })
  const [method] = (await stripe.customers.listPaymentMethods(gone)).data
  const id = String(method?.id)
  await stripe.customers.del(gone)
  assert.equal((await stripe.paymentMethods.retrieve(id)).customer, gone)
  const pay = stripe.paymentIntents.create({ amount: 2000, currency: 'eur', payment_method: id })
  await assert.rejects(pay, { statusCode: 400, message: /It may not be used again/ })
  const save = stripe.paymentMethods.attach(id, { customer })
  await assert.rejects(save, { statusCode: 400, message: /may not be used again/ })
  const expand = ['customer']
  const { customer: whole } = await stripe.paymentMethods.retrieve(id, { expand })
  assert.deepEqual(whole, { id: gone, object: 'customer', deleted: true })
})

test('a card that the bank declines cannot be saved, and nothing is made of it', async () => {
  const before = await simulator.control.ledger()
  for (const name of ['pm_card_visa_chargeDeclined', 'pm_card_chargeDeclinedExpiredCard']) {
    const attach = stripe.paymentMethods.attach(name, { customer })
    await assert.rejects(attach, { statusCode: 402, rawType: 'card_error' })
  }
  assert.deepEqual(await simulator.control.ledger(), before)
})

test('a saved one can be updated, and the event tells what was before', async () => {
  const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  const { card } = await stripe.paymentMethods.update(id, {
    allow_redisplay: 'always',
    billing_details: { name: 'Ada', address: { city: 'Hamburg' } },
    card: { exp_month: 3, exp_year: 2041 },
    metadata: { table: '4' },
  })
  assert.deepEqual([card?.exp_month, card?.exp_year, card?.last4], [3, 2041, '4242'])
  const changes = { billing_details: { address: { country: 'DE' }, name: '' } }
  const { billing_details } = await stripe.paymentMethods.update(id, changes)
  const { address, name } = billing_details
  assert.deepEqual([address?.city, address?.country, name], ['Hamburg', 'DE', null])
  const [, first] = await eventsOf(id)
  const previous = first?.data.previous_attributes as Partial<Stripe.PaymentMethod>
  assert.equal(previous.card?.exp_month, 12)
  assert.deepEqual(previous.metadata, { table: null })
  const wrong = stripe.paymentMethods.update(id, { card: { exp_month: 13 } })
  await assert.rejects(wrong, { statusCode: 402, code: 'invalid_expiry_month' })
})

test('one that is saved to nobody cannot be updated', async () => {
  const { id } = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
  const update = stripe.paymentMethods.update(id, { metadata: { order: 'ord_1' } })
  await assert.rejects(update, { statusCode: 400, message: /You must save this PaymentMethod/ })
})

test('lists go by customer, type and consent, with cursors, one is found by its customer', async () => {
  const { id: owner } = await stripe.customers.create()
  const ids: string[] = []
  for (const allow_redisplay of ['always', 'limited', 'always'] as const) {
    const card = { token: 'tok_visa' }
    const { id } = await stripe.paymentMethods.create({ type: 'card', card, allow_redisplay })
    ids.unshift((await stripe.paymentMethods.attach(id, { customer: owner })).id)
  }
  const list = async (parameters: Stripe.PaymentMethodListParams): Promise<string[]> => {
    const { data } = await stripe.paymentMethods.list({ customer: owner, ...parameters })
    return data.map(({ id }) => id)
  }
  const [newest = '', middle = '', oldest = ''] = ids
  assert.deepEqual(await list({}), ids)
  assert.deepEqual(await list({ type: 'card' }), ids)
  assert.deepEqual(await list({ type: 'sepa_debit' }), [])
  assert.deepEqual(await list({ allow_redisplay: 'always' }), [newest, oldest])
  assert.deepEqual(await list({ starting_after: middle }), [oldest])
  assert.deepEqual(await list({ ending_before: middle }), [newest])
  assert.equal((await stripe.customers.retrievePaymentMethod(owner, middle)).id, middle)
  const others = stripe.customers.retrievePaymentMethod(stranger, middle)
  await assert.rejects(others, { statusCode: 404, code: 'resource_missing' })
  await assert.rejects(list({ customer: 'cus_none' }), { statusCode: 400, param: 'customer' })
})

const wrong: [string, object, object][] = [
  ['no type', { card: { token: 'tok_visa' } }, { param: 'type', code: 'parameter_missing' }],
  ['a token that is none', { type: 'card', card: { token: 'visa' } }, { param: 'card[token]' }],
  [
    'an unknown token',
    { type: 'card', card: { token: 'tok_nobody' } },
    { param: 'card[token]', code: 'resource_missing' },
  ],
  [
    'a customer',
    { type: 'card', card: { token: 'tok_visa' }, customer },
    { message: /You cannot attach a PaymentMethod to a Customer during/ },
  ],
  [
    'an e-mail address that is none',
    { type: 'card', card: { token: 'tok_visa' }, billing_details: { email: 'ada' } },
    { param: 'billing_details[email]', code: 'email_invalid' },
  ],
]
for (const [what, parameters, expected] of wrong) {
  test(`one with ${what} is refused with 400`, async () => {
    const create = stripe.rawRequest('POST', '/v1/payment_methods', parameters)
    await assert.rejects(create, { statusCode: 400, ...expected })
  })
}

test('a browser makes one of a card, with a wallet if the guest has one', async () => {
  const fields = {
    type: 'card',
    'card[number]': '4242 4242 4242 4242',
    'card[exp_month]': '12',
    'card[exp_year]': '34',
    'card[cvc]': '123',
    'card[wallet][type]': 'apple_pay',
  }
  const { status, body } = await browserCall(simulator, '/v1/payment_methods', fields)
  const { card } = body as unknown as Stripe.PaymentMethod
  assert.deepEqual([status, card?.exp_year, card?.wallet?.type], [200, 2034, 'apple_pay'])
  const odd = { ...fields, 'card[wallet][type]': 'purse' }
  const refused = await browserCall(simulator, '/v1/payment_methods', odd)
  assert.equal(refused.status, 400)
})

async function eventsOf(id: string): Promise<Stripe.Event[]> {
  const { data } = await stripe.events.list({ limit: 100 })
  return data.filter(({ data: { object } }) => (object as { id?: string }).id === id)
}

async function typesOf(id: string): Promise<string[]> {
  return (await eventsOf(id)).map(({ type }) => type)
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)

const address = { line1: 'Deichstraße 1', city: 'Hamburg', postal_code: '20459', country: 'DE' }
const wholeAddress = { ...address, line2: null, state: null }

test('a customer keeps what it is made of, and has nothing of what it is not', async () => {
  const made = await stripe.customers.create({
    address,
    business_name: 'Basement Nine',
    description: 'Comes on Fridays',
    email: 'ada@example.test',
    metadata: { guest: '7' },
    name: 'Ada Lovelace',
    phone: '+494012345',
    preferred_locales: ['de', 'en'],
    shipping: { name: 'Ada', address },
    invoice_settings: { footer: 'Danke', custom_fields: [{ name: 'Table', value: '4' }] },
    tax_exempt: 'exempt',
  })
  const found = (await stripe.customers.retrieve(made.id)) as Stripe.Customer
  assert.deepEqual({ ...found }, { ...made })
  assert.match(found.id, /^cus_/)
  assert.deepEqual(found.address, wholeAddress)
  assert.deepEqual(found.shipping?.address, wholeAddress)
  assert.deepEqual(found.invoice_settings.custom_fields, [{ name: 'Table', value: '4' }])
  assert.deepEqual([found.business_name, found.tax_exempt], ['Basement Nine', 'exempt'])
  assert.deepEqual(found.preferred_locales, ['de', 'en'])
  const bare = await stripe.customers.create()
  const { address: none, email, name, phone, shipping } = bare
  assert.deepEqual([none, email, name, phone, shipping], [null, null, null, null, null])
  assert.equal('business_name' in bare, false)
  assert.deepEqual([bare.balance, bare.delinquent, bare.tax_exempt], [0, false, 'none'])
})

test('an update lays itself over the customer, and empty values unset', async () => {
  const { id } = await stripe.customers.create({
    address,
    business_name: 'Basement Nine',
    email: 'ada@example.test',
    metadata: { guest: '7', table: '4' },
    name: 'Ada',
  })
  const changed = await stripe.customers.update(id, {
    address: { line2: 'Hinterhaus' },
    business_name: '',
    metadata: { table: '', seat: '2' },
    name: '',
  })
  assert.deepEqual(changed.address, { ...wholeAddress, line2: 'Hinterhaus' })
  assert.deepEqual([changed.email, changed.name], ['ada@example.test', null])
  assert.deepEqual(changed.metadata, { guest: '7', seat: '2' })
  assert.equal('business_name' in changed, false)
  const emptied = await stripe.customers.update(id, { address: '', metadata: '' })
  assert.deepEqual([emptied.address, emptied.metadata], [null, {}])
})

test('the events tell what a customer is, and of a change what was before', async () => {
  const { id } = await stripe.customers.create({ name: 'Ada', metadata: { guest: '7' }, address })
  await stripe.customers.update(id, {
    name: 'Grace',
    metadata: { seat: '2' },
    address: { city: 'Bremen' },
  })
  await stripe.customers.update(id, { name: 'Grace' })
  await stripe.customers.del(id)
  const [deleted, updated, created] = await eventsOf(id)
  assert.deepEqual(
    [created?.type, updated?.type, deleted?.type],
    ['customer.created', 'customer.updated', 'customer.deleted'],
  )
  assert.equal((await eventsOf(id)).length, 3, 'what changes nothing is no change')
  assert.deepEqual(updated?.data.previous_attributes, {
    address: { city: 'Hamburg' },
    metadata: { seat: null },
    name: 'Ada',
  })
  const last = deleted?.data.object as Stripe.Customer | undefined
  assert.equal(last?.name, 'Grace')
})

test('a deleted customer can be looked at, and for everything else is gone', async () => {
  const customers = [await stripe.customers.create(), await stripe.customers.create()]
  const [older, newer] = customers.map(({ id }) => id) as [string, string]
  const gone = { id: newer, object: 'customer', deleted: true }
  assert.deepEqual({ ...(await stripe.customers.del(newer)) }, gone)
  assert.deepEqual({ ...(await stripe.customers.retrieve(newer)) }, gone)
  const missing = { statusCode: 404, code: 'resource_missing', param: 'id' }
  await assert.rejects(stripe.customers.update(newer, { name: 'Ada' }), missing)
  await assert.rejects(stripe.customers.del(newer), missing)
  await assert.rejects(stripe.customers.listPaymentMethods(newer), missing)
  const attach = stripe.paymentMethods.attach('pm_card_visa', { customer: newer })
  const unknown = { statusCode: 400, code: 'resource_missing', param: 'customer' }
  await assert.rejects(attach, { ...unknown, message: `No such customer: '${newer}'` })
  const { data } = await stripe.customers.list({ limit: 1 })
  assert.equal(data[0]?.id, older)
  const after = await stripe.customers.list({ limit: 1, starting_after: newer })
  assert.equal(after.data[0]?.id, older, 'as a cursor it is still a place in the list')
})

test('customers are listed by e-mail address to the letter, and by their time', async () => {
  const { id, created } = await stripe.customers.create({ email: 'Grace@example.test' })
  const byEmail = async (email: string): Promise<string[]> =>
    (await stripe.customers.list({ email })).data.map((customer) => customer.id)
  assert.deepEqual(await byEmail('Grace@example.test'), [id])
  assert.deepEqual(await byEmail('grace@example.test'), [])
  const before = await stripe.customers.list({ created: { lt: created - 1_000 } })
  assert.deepEqual(before.data, [])
})

test('made with a payment method, it is saved and can be the default by either name', async () => {
  const made = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const { data } = await stripe.customers.listPaymentMethods(made.id)
  const [method] = data
  assert.equal(made.invoice_settings.default_payment_method, method?.id)
  const types = (await eventsOf(method?.id ?? '')).map(({ type }) => type)
  assert.deepEqual(types, ['payment_method.attached'])
  const expand = ['invoice_settings.default_payment_method']
  const found = (await stripe.customers.retrieve(made.id, { expand })) as Stripe.Customer
  const whole = found.invoice_settings.default_payment_method as Stripe.PaymentMethod
  assert.equal(whole.customer, made.id)
})

const impossible: [string, Stripe.CustomerCreateParams, object][] = [
  ['an e-mail address that is none', { email: 'nobody' }, { code: 'email_invalid' }],
  ['a country by its name', { address: { country: 'Germany' } }, { param: 'address[country]' }],
  ['a phone number of 21 digits', { phone: '1'.repeat(21) }, { param: 'phone' }],
  ['a name of 257 letters', { name: 'x'.repeat(257) }, { param: 'name' }],
  ['an unknown exemption', { tax_exempt: 'never' }, { param: 'tax_exempt' }],
  ['a prefix in small letters', { invoice_prefix: 'abc' }, { param: 'invoice_prefix' }],
  [
    'shipping without a name',
    { shipping: { address } as Stripe.CustomerCreateParams.Shipping },
    { param: 'shipping[name]', code: 'parameter_missing' },
  ],
  [
    'a default that is not saved to it',
    { invoice_settings: { default_payment_method: 'pm_card_visa' } },
    { code: 'resource_missing', param: 'invoice_settings[default_payment_method]' },
  ],
  ['an unknown payment method', { payment_method: 'pm_none' }, { param: 'payment_method' }],
]
for (const [what, parameters, expected] of impossible) {
  test(`a customer with ${what} is refused with 400 and not made`, async () => {
    const before = await simulator.control.ledger()
    const create = stripe.customers.create(parameters)
    await assert.rejects(create, { statusCode: 400, ...expected })
    assert.deepEqual(await simulator.control.ledger(), before)
  })
}

test('a customer with a declined card is refused with 402 and not made', async () => {
  const before = await simulator.control.ledger()
  const create = stripe.customers.create({ payment_method: 'pm_card_visa_chargeDeclined' })
  await assert.rejects(create, { statusCode: 402, decline_code: 'generic_decline' })
  assert.deepEqual(await simulator.control.ledger(), before)
})

async function eventsOf(id: string): Promise<Stripe.Event[]> {
  const { data } = await stripe.events.list({ limit: 100 })
  return data.filter(({ data: { object } }) => (object as { id?: string }).id === id)
}

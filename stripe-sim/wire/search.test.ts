import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { idOf } from '../state/ledger.ts'
import { confirmWith, newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)

const ada = await stripe.customers.create({
  email: 'ada.lovelace@example.test',
  metadata: { Table: 'Round', seat: '7' },
  name: 'Ada King Lovelace',
  phone: '+49 40 12345',
})
const grace = await stripe.customers.create({ email: 'Grace@Example.test', name: 'Grace Hopper' })
const nobody = await stripe.customers.create()
const names = new Map([
  [ada.id, 'ada'],
  [grace.id, 'grace'],
  [nobody.id, 'nobody'],
])

const customers: [string, string[]][] = [
  [`email:"ada.lovelace@example.test"`, ['ada']],
  [`email:"ADA.LOVELACE@EXAMPLE.TEST"`, ['ada']],
  [`email~"LACE@exa"`, ['ada']],
  [`-email~"example.test"`, ['nobody']],
  [`name:"ada king"`, ['ada']],
  [`name:"king ada"`, []],
  [`name:"Lovelace"`, ['ada']],
  [`name:"Love"`, []],
  [`phone~"12345"`, ['ada']],
  [`email:null`, ['nobody']],
  [`-email:null`, ['grace', 'ada']],
  [`metadata["Table"]:"round"`, ['ada']],
  [`metadata["table"]:"round"`, []],
  [`metadata['seat']:null`, ['nobody', 'grace']],
  [`-metadata['seat']:null`, ['ada']],
  [`name~"hopper" OR name~"lovelace"`, ['grace', 'ada']],
  [`name~"hopper" name~"lovelace"`, []],
  [`created>=${ada.created}`, ['nobody', 'grace', 'ada']],
  [`created<"${ada.created}"`, []],
]
for (const [query, expected] of customers) {
  test(`customers with ${query}: ${expected.join(', ') || 'none'}`, async () => {
    const { object, url, has_more, next_page, data } = await stripe.customers.search({ query })
    assert.deepEqual(
      data.map(({ id }) => names.get(id)),
      expected,
    )
    assert.deepEqual([object, url], ['search_result', '/v1/customers/search'])
    assert.deepEqual([has_more, next_page], [false, null])
  })
}

test('a deleted customer is found no more', async () => {
  const { id } = await stripe.customers.create({ name: 'Forgotten' })
  await stripe.customers.del(id)
  assert.deepEqual((await stripe.customers.search({ query: 'name:"Forgotten"' })).data, [])
})

test('payments are found by state, amount, currency, customer and metadata', async () => {
  const metadata = { order: 'ord_search' }
  const paid = await newIntent(stripe, { amount: 3100, metadata, customer: ada.id })
  await confirmWith(stripe, paid, 'pm_card_visa')
  const open = await newIntent(stripe, { amount: 3200, currency: 'usd', metadata })
  const find = async (query: string): Promise<string[]> =>
    (await stripe.paymentIntents.search({ query })).data.map(({ id }) => id)
  assert.deepEqual(await find(`metadata['order']:'ord_search'`), [open.id, paid.id])
  assert.deepEqual(await find(`status:'succeeded' AND metadata['order']:'ord_search'`), [paid.id])
  assert.deepEqual(await find('amount>3100 amount<=3200'), [open.id])
  assert.deepEqual(await find('amount:3100'), [paid.id])
  assert.deepEqual(await find('-currency:"EUR"'), [open.id])
  assert.deepEqual(await find(`customer:"${ada.id}"`), [paid.id])
})

test('charges are found by their card, and by what was refunded of them', async () => {
  const charges: string[] = []
  for (const refunded of [0, 500, 2000]) {
    const intent = await confirmWith(stripe, await newIntent(stripe), 'pm_card_mastercard')
    const charge = idOf(intent.latest_charge)
    charges.push(charge)
    if (refunded > 0) await stripe.refunds.create({ charge, amount: refunded })
  }
  const [none, part, whole] = charges
  const find = async (query: string): Promise<string[]> => {
    const all = `payment_method_details.card.brand:"mastercard" ${query}`
    return (await stripe.charges.search({ query: all })).data.map(({ id }) => id)
  }
  assert.deepEqual(await find('payment_method_details.card.last4:4444'), charges.toReversed())
  assert.deepEqual(await find('payment_method_details.card.exp_month>12').catch(codeOf), 400)
  assert.deepEqual(await find('refunded:"true"'), [whole])
  assert.deepEqual(await find('refunded:"false"'), [part])
  assert.deepEqual(await find('refunded:null'), [none])
  assert.deepEqual(await find('disputed:"true"'), [])
  assert.deepEqual(await find('status:"succeeded" amount>1999'), charges.toReversed())
})

test('pages follow one another, and a page belongs to its query', async () => {
  for (let count = 0; count < 5; count += 1) await newIntent(stripe, { amount: 7700 })
  const query = 'amount:7700'
  const first = await stripe.paymentIntents.search({ query, limit: 2 })
  assert.equal(first.has_more, true)
  const found: string[] = []
  for await (const { id } of stripe.paymentIntents.search({ query, limit: 2 })) found.push(id)
  assert.equal(new Set(found).size, 5)
  const { data } = await stripe.paymentIntents.list({ limit: 5 })
  assert.deepEqual(
    found,
    data.map(({ id }) => id),
  )
  const page = String(first.next_page)
  for (const other of [
    { query: 'amount:7701', page },
    { query, page: 'nonsense' },
  ]) {
    await assert.rejects(stripe.paymentIntents.search(other), { statusCode: 400, param: 'page' })
  }
})

test('expand reaches what was found', async () => {
  const query = `customer:"${ada.id}"`
  const { data } = await stripe.paymentIntents.search({ query, expand: ['data.customer'] })
  const [found] = data
  const customer = found?.customer as Stripe.Customer | undefined
  assert.equal(customer?.email, ada.email)
})

test('what is new is found only when the index has caught up', async () => {
  await simulator.control.configure({ search_lag_s: 60 })
  const { id } = await newIntent(stripe, { amount: 8800 })
  const find = async (): Promise<Stripe.PaymentIntent[]> =>
    (await stripe.paymentIntents.search({ query: 'amount:8800' })).data
  assert.deepEqual(await find(), [])
  assert.equal((await stripe.paymentIntents.list({ limit: 1 })).data[0]?.id, id)
  await simulator.control.advanceClock({ seconds: 61 })
  assert.deepEqual(
    (await find()).map((intent) => intent.id),
    [id],
  )
  await simulator.control.configure({ search_lag_s: 0 })
})

const wrong: [string, Partial<Stripe.PaymentIntentSearchParams>, object][] = [
  ['no query', {}, { code: 'parameter_missing', param: 'query' }],
  ['an empty one', { query: '' }, { code: 'parameter_invalid_empty', param: 'query' }],
  ['an unreadable one', { query: 'asdf' }, { message: /^We were unable to parse/ }],
  [
    'an unknown field',
    { query: 'receipt_email:"a"' },
    { message: /^Field `receipt_email` is an unsupported search field for resource `payment_in/ },
  ],
  ['a part of a token', { query: 'status~"succ"' }, { param: 'query' }],
  ['a token of a size', { query: 'currency>"eur"' }, { param: 'query' }],
  ['a size that is none', { query: 'amount>"lots"' }, { param: 'query' }],
  ['a comparison with nothing', { query: 'amount>null' }, { param: 'query' }],
  ['limit 101', { query: 'amount>1', limit: 101 }, { param: 'limit' }],
]
for (const [what, parameters, expected] of wrong) {
  test(`a search with ${what} is refused with 400`, async () => {
    const search = stripe.paymentIntents.search(parameters as Stripe.PaymentIntentSearchParams)
    await assert.rejects(search, { statusCode: 400, ...expected })
  })
}

test('a part of a text has three letters at least', async () => {
  assert.equal((await stripe.customers.search({ query: 'name~"ada"' })).data.length, 1)
  await assert.rejects(stripe.customers.search({ query: 'name~"ad"' }), { statusCode: 400 })
})

function codeOf(error: unknown): number | undefined {
  return (error as Stripe.errors.StripeError).statusCode
}

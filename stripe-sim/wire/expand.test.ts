import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { idOf } from '../state/ledger.ts'
import { confirmWith, newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { id, latest_charge } = await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
const charge = idOf(latest_charge)

test('expand puts objects in the place of ids, in single objects and in lists', async () => {
  const expand = ['latest_charge', 'payment_method']
  const whole = await stripe.paymentIntents.retrieve(id, { expand })
  assert.equal((whole.latest_charge as Stripe.Charge).object, 'charge')
  assert.equal((whole.payment_method as Stripe.PaymentMethod).card?.last4, '4242')
  const list = await stripe.paymentIntents.list({ limit: 1, expand: ['data.latest_charge'] })
  const [listed] = list.data
  assert.equal((listed?.latest_charge as Stripe.Charge | undefined)?.payment_intent, id)
  const again = await stripe.paymentIntents.retrieve(id)
  assert.equal(typeof again.latest_charge, 'string')
})

test('it goes four levels deep, through what was expanded and through lists in objects', async () => {
  await stripe.refunds.create({ charge, amount: 500 })
  const expand = [
    'latest_charge.payment_intent.latest_charge.refunds',
    'latest_charge.refunds.data.balance_transaction',
    'latest_charge.balance_transaction.source',
  ]
  const whole = await stripe.paymentIntents.retrieve(id, { expand })
  const first = whole.latest_charge as Stripe.Charge
  const [refund] = first.refunds?.data ?? []
  const moved = refund?.balance_transaction as Stripe.BalanceTransaction
  assert.deepEqual([refund?.amount, moved.amount], [500, -500])
  const booked = first.balance_transaction as Stripe.BalanceTransaction
  assert.equal((booked.source as Stripe.Charge).id, charge)
  const inner = (first.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge
  assert.equal(inner.refunds?.data.length, 1)
  assert.equal('refunds' in (await stripe.charges.retrieve(charge)), false)
})

test('what is null stays null, and a hash is what it is anyway', async () => {
  const expand = ['customer', 'latest_charge', 'review', 'shipping', 'payment_method_options.card']
  const { client_secret: _, ...plain } = await newIntent(stripe)
  const { client_secret: __, ...whole } = await stripe.paymentIntents.retrieve(plain.id, { expand })
  assert.deepEqual({ ...whole }, { ...plain })
})

const wrong: [string, string, string][] = [
  ['/v1/payment_intents/pi_none', 'amount', '(amount).'],
  ['/v1/payment_intents/pi_none', 'nonsense', '(nonsense).'],
  ['/v1/payment_intents/pi_none', 'latest_charge.amount', '(latest_charge.amount).'],
  ['/v1/payment_intents/pi_none', 'latest_charge.x.y', '(latest_charge.x).'],
  [
    '/v1/payment_intents/pi_none',
    'latest_charge.refunds.charge',
    "(latest_charge.refunds.charge). You may want to try expanding 'latest_charge.refunds.data.charge' instead.",
  ],
  [
    '/v1/payment_intents',
    'customer',
    "(customer). You may want to try expanding 'data.customer' instead.",
  ],
  ['/v1/payment_intents', 'data.amount', '(data.amount).'],
  ['/v1/payment_intents/search?query=a', 'data.nonsense', '(data.nonsense).'],
]
for (const [path, expand, rest] of wrong) {
  test(`${expand} of ${path} is refused before anything is looked for`, async () => {
    const mark = path.includes('?') ? '&' : '?'
    const found = stripe.rawRequest('GET', `${path}${mark}expand[]=${expand}`)
    const message = `This property cannot be expanded ${rest}`
    await assert.rejects(found, { statusCode: 400, message })
  })
}

test('five levels are too many, and the number of all is not told any more', async () => {
  const property = 'data.latest_charge.payment_intent.latest_charge.customer'
  await assert.rejects(stripe.paymentIntents.list({ expand: [property] }), {
    code: 'property_expansion_max_depth',
    message: `You cannot expand more than 4 levels of a property. Property: ${property}`,
  })
  const total = stripe.paymentIntents.list({ expand: ['total_count'] })
  await assert.rejects(total, { message: 'This property cannot be included (total_count).' })
})

test('a request with a wrong path does nothing', async () => {
  const before = await simulator.control.ledger()
  await assert.rejects(newIntent(stripe, { expand: ['amount'] }), { statusCode: 400 })
  assert.deepEqual(await simulator.control.ledger(), before)
})

test('a browser expands the payment method, and nothing that it may not see', async () => {
  const { client_secret } = await stripe.paymentIntents.retrieve(id)
  const seen = async (expand: string): Promise<Record<string, unknown>> => {
    const query = new URLSearchParams({
      key: simulator.publishableKey,
      client_secret: String(client_secret),
      'expand[]': expand,
    })
    const response = await fetch(`${simulator.url}/v1/payment_intents/${id}?${query}`)
    return (await response.json()) as Record<string, unknown>
  }
  assert.equal(((await seen('payment_method'))['payment_method'] as object) !== null, true)
  for (const hidden of ['customer', 'latest_charge', 'payment_method.customer']) {
    assert.ok((await seen(hidden))['error'])
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { differencesFrom } from './declarations.ts'
import { literalsOf } from './shapes.ts'

const refund = {
  id: 're_1',
  object: 'refund',
  amount: 500,
  balance_transaction: null,
  charge: 'ch_1',
  created: 1_790_000_000,
  currency: 'eur',
  customer: null,
  customer_account: null,
  destination_details: { type: 'card', card: { type: 'refund', reference_status: 'pending' } },
  metadata: { order: 'ord_1' },
  payment_intent: 'pi_1',
  payment_method: null,
  reason: 'requested_by_customer',
  receipt_number: null,
  source_transfer_reversal: null,
  status: 'succeeded',
  transfer_reversal: null,
} satisfies Stripe.Refund

const transaction = {
  id: 'txn_1',
  object: 'balance_transaction',
  amount: -500,
  available_on: 1_790_000_000,
  balance_type: 'payments',
  created: 1_790_000_000,
  currency: 'eur',
  description: null,
  exchange_rate: null,
  fee: 0,
  fee_details: [
    { amount: 0, application: null, currency: 'eur', description: null, type: 'stripe_fee' },
  ],
  net: -500,
  reporting_category: 'refund',
  source: refund,
  status: 'pending',
  type: 'refund',
} satisfies Stripe.BalanceTransaction

const event = {
  id: 'evt_1',
  object: 'event',
  api_version: '2026-10-28.endive',
  created: 1_790_000_000,
  data: { object: refund, previous_attributes: { status: 'pending' } },
  livemode: false,
  pending_webhooks: 0,
  request: { id: null, idempotency_key: null },
  type: 'refund.updated',
}

test('an object as declared passes, expanded, in a list and in an event', () => {
  assert.deepEqual(differencesFrom('Refund', refund), [])
  assert.deepEqual(differencesFrom('BalanceTransaction', transaction), [])
  assert.deepEqual(differencesFrom('BalanceTransaction', { ...transaction, source: 're_1' }), [])
  assert.deepEqual(differencesFrom('Event', event), [])
  const list = { object: 'list', data: [refund], has_more: false, url: '/v1/refunds' }
  assert.deepEqual(differencesFrom('Refunds', list), [])
})

test('a required property that is missing is found, an optional one may be missing', () => {
  const { currency: _, destination_details: __, ...rest } = refund
  assert.deepEqual(differencesFrom('Refund', rest), [{ path: 'currency', problem: 'missing' }])
})

test('an unknown property is found', () => {
  const found = differencesFrom('Refund', { ...refund, livemode: false })
  assert.deepEqual(found, [{ path: 'livemode', problem: 'unknown' }])
})

const wrongKinds: [string, unknown, string][] = [
  ['amount', '500', 'is the string "500", not number'],
  ['created', new Date(0).toISOString(), 'is the string "1970-01-01T00:00:00.000Z", not number'],
  ['currency', null, 'is null, not string'],
  ['metadata', [], 'is a list, not Metadata, null'],
  ['destination_details', 'card', 'is the string "card", not DestinationDetails'],
  ['charge', 7, 'is the number 7, not string, Charge, null'],
]
for (const [property, value, problem] of wrongKinds) {
  test(`a refund whose ${property} ${problem} is found`, () => {
    const found = differencesFrom('Refund', { ...refund, [property]: value })
    assert.deepEqual(found, [{ path: property, problem }])
  })
}

test('a value outside an enum is found, whether the SDK calls the enum open or closed', () => {
  const [open] = differencesFrom('Refund', { ...refund, reason: 'no_fun' })
  assert.match(open?.problem ?? '', /^is the string "no_fun", not .*"duplicate"/)
  const [closed] = differencesFrom('Refund', { ...refund, object: 'charge' })
  assert.match(closed?.problem ?? '', /^is the string "charge", not "refund"$/)
})

test('what is wrong inside of a list is found with its place', () => {
  const fee_details = [...transaction.fee_details, { ...transaction.fee_details[0], amount: null }]
  assert.deepEqual(differencesFrom('BalanceTransaction', { ...transaction, fee_details }), [
    { path: 'fee_details.1.amount', problem: 'is null, not number' },
  ])
})

test('what is wrong inside of an expanded object is found, and told of that object', () => {
  const source = { ...refund, status: 3 }
  assert.deepEqual(differencesFrom('BalanceTransaction', { ...transaction, source }), [
    { path: 'source.status', problem: 'is the number 3, not string, null' },
  ])
})

test('metadata takes any name, and texts alone', () => {
  const found = differencesFrom('Refund', { ...refund, metadata: { order: 'ord_1', seats: 2 } })
  assert.deepEqual(found, [{ path: 'metadata.seats', problem: 'is the number 2, not string' }])
})

test('an event is held against the declaration of its own type', () => {
  const wrong = { ...event, data: { object: { ...refund, object: 'charge' } } }
  const [found] = differencesFrom('Event', wrong)
  assert.deepEqual(found, {
    path: 'data.object.object',
    problem: 'is the string "charge", not "refund"',
  })
  assert.match(differencesFrom('Event', { ...event, type: 'refund.eaten' })[0]?.path ?? '', /type/)
})

test('a deleted object is told from a living one', () => {
  const deleted = { id: 'cus_1', object: 'customer', deleted: true }
  assert.deepEqual(differencesFrom('CustomerOrDeleted', deleted), [])
  const found = differencesFrom('CustomerOrDeleted', { ...deleted, email: null })
  assert.deepEqual(found, [{ path: 'email', problem: 'unknown' }])
  assert.ok(differencesFrom('Customer', deleted).some(({ path }) => path === 'deleted'))
})

test('the literals of a property are those that the SDK names', () => {
  assert.deepEqual(literalsOf('Charge', 'status').toSorted(), ['failed', 'pending', 'succeeded'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paid, watchEvents } from '../testing/money.ts'
import { confirmWith, newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator

test('the words of a charge can be changed, and the event tells what was before', async () => {
  const { charge: id } = await paid(stripe)
  const whatCame = await watchEvents(control)
  const shipping = { address: { line1: 'Am Keller 1' }, name: 'Ada' }
  const charge = await stripe.charges.update(id, {
    description: 'Two tickets',
    fraud_details: { user_report: 'safe' },
    metadata: { order: 'ord_1' },
    receipt_email: 'ada@example.test',
    shipping,
  })
  assert.deepEqual(
    [charge.description, charge.receipt_email, charge.shipping?.name],
    ['Two tickets', 'ada@example.test', 'Ada'],
  )
  assert.deepEqual(charge.fraud_details, { user_report: 'safe' })
  assert.deepEqual(charge.metadata, { order: 'ord_1' })
  assert.deepEqual(await whatCame(), [
    [
      'charge.updated',
      {
        description: null,
        fraud_details: { user_report: null },
        metadata: { order: null },
        receipt_email: null,
        shipping: null,
      },
    ],
  ])
})

test('a report of fraud is taken back with an empty text; what Stripe reports stays', async () => {
  const intent = await newIntent(stripe)
  await assert.rejects(confirmWith(stripe, intent, 'pm_card_radarBlock'))
  const [blocked] = (await stripe.charges.list({ payment_intent: intent.id })).data
  assert.ok(blocked)
  const report = async (user_report: '' | 'fraudulent') =>
    (await stripe.charges.update(blocked.id, { fraud_details: { user_report } })).fraud_details
  const byStripe = { stripe_report: 'fraudulent' }
  assert.deepEqual(await report('fraudulent'), { ...byStripe, user_report: 'fraudulent' })
  assert.deepEqual(await report(''), byStripe)
})

test('a charge of nobody can be given to a customer, once', async () => {
  const { charge: id } = await paid(stripe)
  const customer = (await stripe.customers.create({ email: 'ada@example.test' })).id
  assert.equal((await stripe.charges.update(id, { customer })).customer, customer)
  const [found] = (await stripe.charges.list({ customer })).data
  assert.equal(found?.id, id)
  await assert.rejects(stripe.charges.update(id, { customer }), { param: 'customer' })
})

test('the charges of an intent are listed newest first, by time and page by page', async () => {
  const intent = await newIntent(stripe)
  for (const method of ['visa_chargeDeclined', 'visa_chargeDeclinedLostCard']) {
    await assert.rejects(confirmWith(stripe, intent, `pm_card_${method}`))
  }
  await confirmWith(stripe, intent, 'pm_card_visa')
  const { data } = await stripe.charges.list({ payment_intent: intent.id })
  assert.deepEqual(
    data.map(({ status }) => status),
    ['succeeded', 'failed', 'failed'],
  )
  const after = { starting_after: String(data[0]?.id), limit: 1 }
  const page = await stripe.charges.list({ payment_intent: intent.id, ...after })
  assert.deepEqual([page.data[0]?.id, page.has_more], [data[1]?.id, true])
  const early = await stripe.charges.list({ payment_intent: intent.id, created: { lt: 1 } })
  assert.equal(early.data.length, 0)
})

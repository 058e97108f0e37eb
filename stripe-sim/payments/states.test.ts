import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import { eventTypesOf } from '../testing/intents.ts'
import { confirmWith, newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator

type State =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled'

const reach: Record<State, () => Promise<Stripe.PaymentIntent>> = {
  requires_payment_method: async () => newIntent(stripe),
  requires_confirmation: async () => newIntent(stripe, { payment_method: 'pm_card_visa' }),
  requires_action: async () =>
    confirmWith(stripe, await newIntent(stripe), 'pm_card_threeDSecure2Required'),
  async processing() {
    const intent = await newIntent(stripe)
    await control.holdPayments({ payment_intent: intent.id })
    return confirmWith(stripe, intent, 'pm_card_visa')
  },
  requires_capture: async () =>
    confirmWith(stripe, await newIntent(stripe, { capture_method: 'manual' }), 'pm_card_visa'),
  succeeded: async () => confirmWith(stripe, await newIntent(stripe), 'pm_card_visa'),
  canceled: async () => stripe.paymentIntents.cancel((await newIntent(stripe)).id),
}

type Operation = {
  run: (id: string) => Promise<unknown>
  /** The states in which it is legal, each with where it leads. */
  legal: Partial<Record<State, State>>
}

const { paymentIntents } = stripe
const operations: Record<string, Operation> = {
  'change the amount of': {
    run: async (id) => paymentIntents.update(id, { amount: 3000 }),
    legal: {
      requires_payment_method: 'requires_payment_method',
      requires_confirmation: 'requires_confirmation',
      requires_action: 'requires_confirmation',
    },
  },
  'change the card of': {
    run: async (id) => paymentIntents.update(id, { payment_method: 'pm_card_mastercard' }),
    legal: {
      requires_payment_method: 'requires_confirmation',
      requires_confirmation: 'requires_confirmation',
      requires_action: 'requires_confirmation',
    },
  },
  'change the metadata of': {
    run: async (id) => paymentIntents.update(id, { metadata: { order: 'ord_1' } }),
    legal: {
      requires_payment_method: 'requires_payment_method',
      requires_confirmation: 'requires_confirmation',
      requires_action: 'requires_action',
      processing: 'processing',
      requires_capture: 'requires_capture',
      succeeded: 'succeeded',
    },
  },
  confirm: {
    run: async (id) => confirmWith(stripe, { id }, 'pm_card_visa'),
    legal: {
      requires_payment_method: 'succeeded',
      requires_confirmation: 'succeeded',
      requires_action: 'succeeded',
    },
  },
  capture: {
    run: async (id) => paymentIntents.capture(id),
    legal: { requires_capture: 'succeeded' },
  },
  cancel: {
    run: async (id) => paymentIntents.cancel(id),
    legal: {
      requires_payment_method: 'canceled',
      requires_confirmation: 'canceled',
      requires_action: 'canceled',
      requires_capture: 'canceled',
    },
  },
  refund: {
    run: async (id) => stripe.refunds.create({ payment_intent: id }),
    legal: { succeeded: 'succeeded' },
  },
}

for (const state of Object.keys(reach) as State[]) {
  for (const [name, { run, legal }] of Object.entries(operations)) {
    const next = legal[state]
    const verdict = next === undefined ? 'is refused' : `leads to ${next}`
    test(`to ${name} an intent in ${state} ${verdict}`, async () => {
      const { id, status } = await reach[state]()
      assert.equal(status, state)
      if (next !== undefined) {
        await run(id)
        assert.equal((await paymentIntents.retrieve(id)).status, next)
        return
      }
      const before = await paymentIntents.retrieve(id)
      const told = await eventTypesOf(control, id)
      await assert.rejects(run(id), (error: unknown) => {
        assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError)
        assert.equal(error.statusCode, 400)
        if (name === 'refund') return true
        assert.equal(error.code, 'payment_intent_unexpected_state')
        assert.equal(error.payment_intent?.status, state)
        assert.match(error.message, sentences[name] ?? /./)
        return true
      })
      assert.deepEqual(plain(await paymentIntents.retrieve(id)), plain(before))
      assert.deepEqual(await eventTypesOf(control, id), told)
    })
  }
}

const sentences: Record<string, RegExp> = {
  'change the amount of': /^This PaymentIntent's amount could not be updated because it has/,
  'change the card of': /^This PaymentIntent's payment_method could not be updated because/,
  'change the metadata of': /^This PaymentIntent's metadata could not be updated because it has/,
  confirm: /^You cannot confirm this PaymentIntent because it has /,
  capture: /^This PaymentIntent could not be captured because it has /,
  cancel: /^You cannot cancel this PaymentIntent because it has a status of /,
}

test('a refused change names the property as its parameter', async () => {
  const { id } = await reach.succeeded()
  await assert.rejects(paymentIntents.update(id, { amount: 3000 }), { param: 'amount' })
  const canceled = await reach.canceled()
  const description = 'Two tickets'
  await assert.rejects(paymentIntents.update(canceled.id, { description }), {
    param: 'description',
  })
})

// What the SDK says of the response itself is not part of the intent.
function plain(intent: Stripe.PaymentIntent): unknown {
  return JSON.parse(JSON.stringify(intent))
}

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { StripeError } from '@stripe/stripe-js'
import { attemptsOf } from '../../src/payments/index.ts'
import { toIntent } from '../../src/payments/intent.ts'
import { readOutcome } from '../../src/web/client/checkout/outcome.ts'
import { audit } from '../audit.ts'
import { api, fulfilled, intentsAtStripe, pay, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { ga, placeOf, wares } from '../ware.ts'

// What a browser reports of a try that failed, or whose answer it has lost, and what Stripe tells
// of the same one are one row.

const DECLINES = 'pm_card_visa_chargeDeclined'

type PaymentIntent = Parameters<typeof toIntent>[0]

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

/** Since a try began that the test has just made, however slow the machine is. */
const JUST_NOW_MS = 60_000

/** The page has lost the answer to a try that it began so long ago. */
async function reportLost(order: GuestOrder, took_ms: number, name?: string): Promise<void> {
  const result = readOutcome({ error: { type: 'api_connection_error' } }, took_ms)
  const body = { ...result.report, ...(name && { attempt_key: name }) }
  const path = `/api/orders/${order.order_id}/attempts`
  assert.equal((await api(house, 'POST', path, body, order)).status, 204)
}

async function triesOf(order: GuestOrder): Promise<string[]> {
  const attempts = await attemptsOf(house.db, order.order_id)
  return attempts.map(({ attempt_key, outcome }) =>
    /^(ch|py|pm)_/.test(attempt_key) ? outcome : `${outcome}, unnamed`,
  )
}

const hold = () => house.sim.control.failWebhooks({ type: '*', effect: 'hold' })

async function release(): Promise<void> {
  await house.sim.control.releaseWebhooks()
  await house.sim.control.idle()
}

/** Reported tries are dated by the second: what came before is to have been some time ago. */
async function passes(seconds: number): Promise<void> {
  await house.db.query({
    text: `update attempts set at = at - make_interval(secs => $1),
                               made_at = made_at - make_interval(secs => $1)`,
    values: [seconds],
  })
}

for (const ware of wares) {
  test(`F29: a decline whose answer was lost is one row, the browser tells of it first (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await hold()
    await pay(house, order, DECLINES)
    await reportLost(order, JUST_NOW_MS)
    assert.deepEqual(await triesOf(order), ['errored, unnamed'])
    await release()
    assert.deepEqual(await triesOf(order), ['declined'])
    await audit(house)
  })

  test(`F29: a success whose answer was lost is one row, the browser tells of it first (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await hold()
    await pay(house, order)
    await reportLost(order, JUST_NOW_MS)
    await release()
    await fulfilled(house, order, 1)
    assert.deepEqual(await triesOf(order), ['succeeded'])
    await audit(house)
  })

  test(`F29: a decline whose answer was lost is one row, Stripe tells of it first (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await pay(house, order, DECLINES)
    await house.sim.control.idle()
    await reportLost(order, JUST_NOW_MS)
    assert.deepEqual(await triesOf(order), ['declined'])
    await audit(house)
  })
}

test('F29: late news of a decline does not hide that the next try was lost', async () => {
  const order = await placeOf(ga, house, 1)
  await hold()
  await pay(house, order, DECLINES)
  // Longer than the second try takes, and what Stripe's clock and ours may differ by.
  await new Promise((resolve) => setTimeout(resolve, 4000))
  await release()
  await reportLost(order, 500)
  assert.deepEqual(await triesOf(order), ['declined', 'errored, unnamed'])
  await audit(house)
})

test('F29: a try that was lost with its payment method known is one row with its charge', async () => {
  const order = await placeOf(ga, house, 1)
  await hold()
  await pay(house, order, DECLINES)
  await reportLost(order, JUST_NOW_MS, 'pm_of_the_try')
  await release()
  assert.deepEqual(await triesOf(order), ['declined'])
  await audit(house)
})

test('a try that never reached Stripe is a row of its own, between a decline and a success', async () => {
  const order = await placeOf(ga, house, 1)
  await pay(house, order, DECLINES)
  await house.sim.control.idle()
  await passes(10)
  await reportLost(order, 300)
  await passes(10)
  // Stripe is asked what happened, and tells of the decline once more.
  await api(house, 'POST', `/api/orders/${order.order_id}/payment`, {}, order)
  await pay(house, order)
  await fulfilled(house, order, 1)
  await house.sim.control.idle()
  assert.deepEqual(await triesOf(order), ['declined', 'errored, unnamed', 'succeeded'])
  await audit(house)
})

test('F22: what the page calls a decline the server does, under the same name', async () => {
  const order = await placeOf(ga, house, 1)
  const [intent] = await intentsAtStripe(house, order)
  const errors = [
    { type: 'card_error', code: 'card_declined', charge: 'ch_1' },
    { type: 'card_error', code: 'card_declined', charge: 'ch_1', payment_method: { id: 'pm_1' } },
    { type: 'card_error', code: 'incorrect_cvc', payment_method: { id: 'pm_1' } },
    {
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      payment_method: { id: 'pm_1' },
    },
    {
      type: 'invalid_request_error',
      code: 'payment_intent_payment_attempt_failed',
      charge: 'py_1',
      payment_method: { id: 'pm_1' },
    },
    { type: 'invalid_request_error', code: 'payment_method_x', payment_method: { id: 'pm_1' } },
    { type: 'api_error', code: 'processing_error', charge: 'ch_1' },
    { type: 'api_error', payment_method: { id: 'pm_1' } },
  ]
  for (const error of errors) {
    const last_payment_error = error as unknown as PaymentIntent['last_payment_error']
    const told = toIntent({ ...intent, last_payment_error } as PaymentIntent).last_try
    for (const seen of [
      error,
      { ...withoutCharge(error), payment_intent: { last_payment_error } },
    ]) {
      const { report } = readOutcome({ error: seen as unknown as StripeError }, 1)
      assert.equal(report?.outcome, told?.outcome, JSON.stringify(seen))
      assert.equal(report?.attempt_key, told?.key, JSON.stringify(seen))
    }
  }
  await audit(house)
})

const withoutCharge = ({ type, code }: { type: string; code?: string }) =>
  code === undefined ? { type } : { type, code }

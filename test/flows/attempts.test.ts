import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { attemptsOf } from '../../src/payments/index.ts'
import { apiVersion } from '../../stripe-sim/index.ts'
import { audit } from '../audit.ts'
import {
  api,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deliver } from '../deliver.ts'
import { orderAtCheckout, payAtStripe, QUICK } from '../sweep.ts'
import { ga, placeOf, wares, type Ware } from '../ware.ts'

// Every try to pay is one row with all that is known of it, whoever tells of it and in what order.

/** Nobody but Stripe's events, the browser and the page tells of anything. */
const NO_SWEEP = { SWEEP_SECONDS_MAX: '0' }
const INSUFFICIENT = 'pm_card_visa_chargeDeclinedInsufficientFunds'
const UNKNOWN = { code: null, decline_code: null, advice_code: null }
/** A try to pay for one head. */
const visa = (ware: Ware) => ({
  card_brand: 'visa',
  amount_minor: ware.priceOf(1),
  currency: 'eur',
})
const succeeded = (ware: Ware) => ({
  outcome: 'succeeded',
  ...UNKNOWN,
  ...visa(ware),
  card_last4: '4242',
})
const declined = (ware: Ware) => ({
  outcome: 'declined',
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  advice_code: 'try_again_later',
  ...visa(ware),
  card_last4: '9995',
})

let house: House
before(async () => {
  house = await openHouse(NO_SWEEP)
})
after(() => house.close())

/** The tries as they are noted, with the facts that do not change from run to run. */
async function triesOf(order: GuestOrder) {
  const attempts = await attemptsOf(house.db, order.order_id)
  for (const [n, { since_first_ms, at }] of attempts.entries()) {
    const first_ms = attempts[0]?.at.getTime() ?? 0
    assert.ok(Math.abs(since_first_ms - (at.getTime() - first_ms)) <= 1)
    assert.equal(since_first_ms === 0, n === 0, `${since_first_ms} ms`)
  }
  return attempts.map((one) => ({
    outcome: one.outcome,
    code: one.code,
    decline_code: one.decline_code,
    advice_code: one.advice_code,
    card_brand: one.card_brand,
    card_last4: one.card_last4,
    amount_minor: one.amount_minor,
    currency: one.currency,
    source: one.source,
  }))
}

async function chargeOf(order: GuestOrder) {
  const [intent] = await intentsAtStripe(house, order)
  const { charges } = await house.sim.control.ledger()
  const charge = charges.findLast((one) => one.payment_intent === intent?.id)
  return { intent, charge }
}

async function report(order: GuestOrder, body: object): Promise<void> {
  const path = `/api/orders/${order.order_id}/attempts`
  assert.equal((await api(house, 'POST', path, body, order)).status, 204)
}

for (const ware of wares) {
  test(`F01: a decline and a success that only webhooks tell of are one full row each (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await pay(house, order, INSUFFICIENT)
    await house.sim.control.idle()
    await pay(house, order)
    await fulfilled(house, order, 1)
    await house.sim.control.idle()
    assert.deepEqual(await triesOf(order), [
      { ...declined(ware), source: 'webhook' },
      { ...succeeded(ware), source: 'webhook' },
    ])
    await audit(house)
  })
}

for (const first of ['charge.*', 'payment_intent.*']) {
  const other = first === 'charge.*' ? 'payment_intent.*' : 'charge.*'
  for (const ware of wares)
    test(`F22: ${first} long before ${other} makes one full row of each try (${ware.name})`, async () => {
      const order = await placeOf(ware, house, 1)
      await house.sim.control.failWebhooks({ type: other, effect: 'hold' })
      await pay(house, order, INSUFFICIENT)
      await eventually('the decline is noted', async () => (await triesOf(order)).length === 1)
      await pay(house, order)
      await eventually('the success is noted', async () => (await triesOf(order)).length === 2)
      await house.sim.control.releaseWebhooks()
      await fulfilled(house, order, 1)
      await house.sim.control.idle()
      assert.deepEqual(await triesOf(order), [
        { ...declined(ware), source: 'webhook' },
        { ...succeeded(ware), source: 'webhook' },
      ])
      await audit(house)
    })
}

for (const ware of wares) {
  test(`F22: what Radar has blocked is told by the intent alone, and the row is full all the same (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await house.sim.control.failWebhooks({ type: 'payment_intent.*', effect: 'hold' })
    await pay(house, order, 'pm_card_radarBlock')
    const [early] = await eventually('it is noted', async () => {
      const tries = await triesOf(order)
      return tries.length === 1 && tries
    })
    assert.deepEqual([early?.code, early?.decline_code], ['card_declined', null])
    await house.sim.control.releaseWebhooks()
    await house.sim.control.idle()
    const [late, ...more] = await triesOf(order)
    assert.deepEqual([late?.code, late?.decline_code], ['card_declined', 'fraudulent'])
    assert.deepEqual(more, [])
    await audit(house)
  })

  test(`F51: a charge alone moves neither order nor payment; the page then finds the money (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await house.sim.control.failWebhooks({ type: 'payment_intent.*', effect: 'drop', times: 100 })
    await pay(house, order)
    await eventually('the try is noted', async () => (await triesOf(order)).length === 1)
    assert.deepEqual(await orderState(house, order), {
      state: 'open',
      fulfilment: null,
      payment: 'open',
      tickets: 0,
    })
    await house.sim.control.clearFaults()
    await fetch(`${house.url}/orders/${order.order_id}/${order.secret}`)
    await fulfilled(house, order, 1)
    assert.deepEqual(await triesOf(order), [{ ...succeeded(ware), source: 'webhook' }])
    await audit(house)
  })
}

test('F16: a charge in another version is read again; one of nobody is ignored', async () => {
  const order = await placeOf(ga, house, 1)
  await house.sim.control.failWebhooks({ type: '*', effect: 'drop', times: 100 })
  await pay(house, order, INSUFFICIENT)
  const { intent, charge } = await chargeOf(order)
  const event = (id: string, object: object) => ({
    id,
    object: 'event',
    type: 'charge.failed',
    api_version: '2018-01-01',
    data: { object: { object: 'charge', ...object } },
  })
  const lie = { id: charge?.id, payment_intent: intent?.id, status: 'succeeded', failure_code: 'x' }
  assert.equal(await deliver(house, JSON.stringify(event('evt_old_charge', lie))), 200)
  assert.deepEqual(await triesOf(order), [{ ...declined(ga), source: 'webhook' }])
  const strangers = { id: 'ch_other', payment_intent: 'pi_other' }
  assert.equal(await deliver(house, JSON.stringify(event('evt_other_charge', strangers))), 200)
  const { rows } = await house.db.query({
    text: `select state, order_id from webhooks where id like 'evt_%_charge' order by id desc`,
  })
  assert.deepEqual(rows, [
    { state: 'ignored', order_id: null },
    { state: 'handled', order_id: order.order_id },
  ])
  await house.sim.control.clearFaults()
  await audit(house)
})

for (const first of ['intent', 'charge'] as const)
  test(`F22: a failed try of what is no card is one decline, the ${first} tells of it first`, async () => {
    const order = await orderAtCheckout(house)
    const { intent: id } = order
    const [intent] = await intentsAtStripe(house, order)
    const code = 'payment_intent_payment_attempt_failed'
    const told = { api_version: apiVersion, object: 'event' }
    const events = {
      intent: {
        ...told,
        id: `evt_ideal_intent_${first}`,
        type: 'payment_intent.payment_failed',
        data: {
          object: {
            ...intent,
            latest_charge: `py_${first}`,
            last_payment_error: {
              type: 'invalid_request_error',
              code,
              charge: `py_${first}`,
              payment_method: { id: 'pm_ideal', object: 'payment_method', type: 'ideal' },
            },
          },
        },
      },
      charge: {
        ...told,
        id: `evt_ideal_charge_${first}`,
        type: 'charge.failed',
        data: {
          object: {
            id: `py_${first}`,
            object: 'charge',
            status: 'failed',
            failure_code: code,
            outcome: null,
            created: Math.floor(Date.now() / 1000),
            metadata: intent?.metadata,
            payment_intent: id,
            payment_method_details: { type: 'ideal' },
          },
        },
      },
    }
    const other = first === 'intent' ? 'charge' : 'intent'
    for (const event of [events[first], events[other]])
      assert.equal(await deliver(house, JSON.stringify(event)), 200)
    const [one, ...more] = await triesOf(order)
    assert.deepEqual([one?.outcome, one?.code, more], ['declined', code, []])
    await audit(house)
  })

test('what a browser reports first Stripe completes, and corrects', async () => {
  const order = await placeOf(ga, house, 1)
  await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
  await pay(house, order, INSUFFICIENT)
  const { charge } = await chargeOf(order)
  const seen = { outcome: 'declined', attempt_key: charge?.id, code: 'made_up' }
  await report(order, seen)
  assert.deepEqual(await triesOf(order), [
    { ...declined(ga), ...UNKNOWN, code: 'made_up', source: 'browser', ...noCard },
  ])
  await house.sim.control.releaseWebhooks()
  await house.sim.control.idle()
  assert.deepEqual(await triesOf(order), [{ ...declined(ga), source: 'browser' }])
  await audit(house)
})

const noCard = { card_brand: null, card_last4: null }

test('a wallet shows the card that it paid with', async () => {
  const order = await placeOf(ga, house, 1)
  const response = await fetch(`${house.sim.url}/v1/payment_methods`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.sim.publishableKey}` },
    body: new URLSearchParams({
      type: 'card',
      'card[number]': '4242424242424242',
      'card[exp_month]': '12',
      'card[exp_year]': '34',
      'card[cvc]': '123',
      'card[wallet][type]': 'apple_pay',
    }),
  })
  await pay(house, order, ((await response.json()) as { id: string }).id)
  await fulfilled(house, order, 1)
  await house.sim.control.idle()
  const { charge } = await chargeOf(order)
  assert.equal(charge?.payment_method_details?.card?.wallet?.type, 'apple_pay')
  assert.deepEqual(await triesOf(order), [{ ...succeeded(ga), source: 'webhook' }])
  await audit(house)
})

test('F04: a try that is told of late is dated by Stripe, so the time since the first is true', async () => {
  const order = await placeOf(ga, house, 1)
  await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
  await pay(house, order, INSUFFICIENT)
  const { charge } = await chargeOf(order)
  const created = Math.floor(Date.now() / 1000) - 120
  const event = {
    id: 'evt_late_charge',
    object: 'event',
    type: 'charge.failed',
    api_version: apiVersion,
    created,
    data: { object: { ...charge, created } },
  }
  assert.equal(await deliver(house, JSON.stringify(event)), 200)
  await house.sim.control.releaseWebhooks()
  await pay(house, order)
  await fulfilled(house, order, 1)
  await house.sim.control.idle()
  const [first, second, ...more] = await attemptsOf(house.db, order.order_id)
  assert.deepEqual(more, [])
  assert.equal(first?.at.getTime(), created * 1000)
  const since_ms = second?.since_first_ms ?? 0
  assert.ok(since_ms >= 120_000, `${since_ms} ms`)
  const apart_ms = (second?.at.getTime() ?? 0) - created * 1000
  assert.ok(Math.abs(since_ms - apart_ms) <= 1, `${since_ms} of ${apart_ms} ms`)
  await audit(house)
})

test('what Stripe has told first no browser changes', async () => {
  const order = await placeOf(ga, house, 1)
  await pay(house, order, INSUFFICIENT)
  await house.sim.control.idle()
  const { charge } = await chargeOf(order)
  const seen = { outcome: 'declined', attempt_key: charge?.id, decline_code: 'made_up' }
  for (let n = 0; n < 3; n++) await report(order, seen)
  assert.deepEqual(await triesOf(order), [{ ...declined(ga), source: 'webhook' }])
  await audit(house)
})

for (const first of ['browser', 'webhook'] as const) {
  for (const ware of wares)
    test(`F57: 3-D Secure fails, the ${first} tells of it first: one row, then the success (${ware.name})`, async () => {
      const order = await placeOf(ware, house, 1)
      if (first === 'browser') await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
      await pay(house, order, 'pm_card_threeDSecure2Required')
      const [waiting] = await intentsAtStripe(house, order)
      await house.sim.control.authenticate({ payment_intent: waiting?.id ?? '', answer: 'fail' })
      if (first === 'webhook') await house.sim.control.idle()
      const [intent] = await intentsAtStripe(house, order)
      const error = intent?.last_payment_error
      // No charge was made, so the payment method is the key, as the checkout page has it, too.
      const seen = {
        outcome: 'declined',
        attempt_key: error?.payment_method?.id,
        code: error?.code,
      }
      await report(order, seen)
      await house.sim.control.releaseWebhooks()
      await house.sim.control.idle()
      await pay(house, order)
      await fulfilled(house, order, 1)
      await house.sim.control.idle()
      const code = 'payment_intent_authentication_failure'
      const failure = { ...succeeded(ware), outcome: 'declined', code, card_last4: '3220' }
      assert.deepEqual(await triesOf(order), [
        { ...failure, source: first },
        { ...succeeded(ware), source: 'webhook' },
      ])
      await audit(house)
    })
}

for (const ware of wares) {
  test(`F56: twelve declines and a success, over the intents that Stripe wears out on the way (${ware.name})`, async () => {
    const { confirmations_max } = await house.sim.control.settings()
    await house.sim.control.configure({ confirmations_max: 5 })
    const order = await placeOf(ware, house, 1)
    let declines = 0
    for (let tries = 0; declines < 12 && tries < 20; tries++) {
      const { status } = await pay(house, order, INSUFFICIENT)
      // 400 is the confirmation beyond the limit, which makes no charge: it cancels the intent.
      if (status === 402) declines += 1
      await house.sim.control.idle()
    }
    await pay(house, order)
    await fulfilled(house, order, 1)
    await house.sim.control.idle()
    await house.sim.control.configure({ confirmations_max })
    assert.deepEqual(await triesOf(order), [
      ...Array.from({ length: 12 }, () => ({ ...declined(ware), source: 'webhook' })),
      { ...succeeded(ware), source: 'webhook' },
    ])
    const attempts = await attemptsOf(house.db, order.order_id)
    assert.equal(new Set(attempts.map(({ payment_id }) => payment_id)).size, 3)
    assert.equal((await intentsAtStripe(house, order)).length, 3)
    await audit(house)
  })
}

for (const ware of wares) {
  test(`F02, F03: what only the sweep finds has its card, too (${ware.name})`, async () => {
    await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
    const order = await orderAtCheckout(house, 1, ware)
    await payAtStripe(house, order, INSUFFICIENT)
    await house.restart(QUICK)
    await eventually('the decline is noted', async () => (await triesOf(order)).length === 1)
    await payAtStripe(house, order)
    await fulfilled(house, order, 1)
    await house.sim.control.clearFaults()
    assert.deepEqual(await triesOf(order), [
      { ...declined(ware), source: 'sweep' },
      { ...succeeded(ware), source: 'sweep' },
    ])
    await audit(house)
  })
}

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { paymentsToAsk } from '../../src/payments/index.ts'
import { audit } from '../audit.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertCleared, alertOpened, orderAtCheckout, payAtStripe, QUICK } from '../sweep.ts'
import { ga, placeOf, vip, wares } from '../ware.ts'

let house: House
before(async () => {
  house = await openHouse(QUICK)
})
after(() => house.close())

async function attemptsOf(order: GuestOrder): Promise<unknown[]> {
  const { rows } = await house.db.query({
    text: `select a.outcome, a.source, a.decline_code
             from attempts a join payments p on p.id = a.payment_id
            where p.order_id = $1 order by a.at`,
    values: [order.order_id],
  })
  return rows
}

for (const ware of wares) {
  test(`F03: Stripe never makes an event, the guest never returns; the sweep issues the tickets (${ware.name})`, async () => {
    await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
    const order = await orderAtCheckout(house, 2, ware)
    await payAtStripe(house, order)
    await fulfilled(house, order, 2)
    assert.deepEqual(await attemptsOf(order), [
      { outcome: 'succeeded', source: 'sweep', decline_code: null },
    ])
    const { events } = await house.sim.control.ledger()
    assert.ok(events.every((event) => !JSON.stringify(event).includes(order.intent)))
    await house.sim.control.clearFaults()
    await audit(house)
  })

  test(`F03: a declined try that no event tells of is noted by the sweep, once (${ware.name})`, async () => {
    await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
    const order = await orderAtCheckout(house, 1, ware)
    await payAtStripe(house, order, 'pm_card_visa_chargeDeclinedInsufficientFunds')
    const declined = { outcome: 'declined', source: 'sweep', decline_code: 'insufficient_funds' }
    await eventually('the try is noted', async () => (await attemptsOf(order)).length > 0)
    assert.deepEqual(await attemptsOf(order), [declined])
    await payAtStripe(house, order)
    await fulfilled(house, order, 1)
    assert.deepEqual(await attemptsOf(order), [
      declined,
      { outcome: 'succeeded', source: 'sweep', decline_code: null },
    ])
    await house.sim.control.clearFaults()
    await audit(house)
  })

  test(`F02: the endpoint is down past Stripe's last retry; without the sweep nothing heals (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 1, ware)
    await house.stopProduct()
    await payAtStripe(house, order)
    await house.sim.control.advanceClock({ seconds: 600 })
    await house.sim.control.idle()
    const { events } = await house.sim.control.ledger()
    const told = events.find(
      (event) =>
        event.type === 'payment_intent.succeeded' && JSON.stringify(event).includes(order.intent),
    )
    assert.deepEqual(
      told?.deliveries.map(({ status }) => status),
      ['failed'],
    )
    // The control: the same product with its sweep switched off leaves the order as it is.
    await house.restart({ SWEEP_SECONDS_MAX: '0' })
    const other = await orderAtCheckout(house, 1, ware)
    await pay(house, other)
    await fulfilled(house, other, 1)
    assert.equal((await orderState(house, order)).state, 'open')
    await house.restart(QUICK)
    await fulfilled(house, order, 1)
    await audit(house)
  })
}

test('F07: money that cannot be booked is told to the owner at once, until it is', async () => {
  const order = await orderAtCheckout(house)
  await house.db.query({
    text: `create function refuse_money() returns trigger language plpgsql as
             $$ begin raise exception 'money cannot be booked'; end $$;
           create trigger refuse_money before update on payments
             for each row when (new.state = 'succeeded') execute function refuse_money()`,
  })
  await payAtStripe(house, order)
  const { detail } = await alertOpened(house, 'money_unbooked')
  assert.equal(detail['order'], order.order_id)
  await house.mailbox.waitFor(({ subject }) => subject.includes('could not be booked'))
  await house.db.query({ text: `drop function refuse_money cascade` })
  await fulfilled(house, order, 1)
  await alertCleared(house, 'money_unbooked')
  await audit(house)
})

for (const [row, effect, requestsPerRound] of [
  ['F67', 'rate_limit', 1],
  // The SDK itself repeats it twice before it gives up.
  ['F68', 'lock_timeout', 3],
] as const) {
  test(`${row}: while Stripe answers ${effect} a whole round ends with the first; all heals after`, async () => {
    await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
    const orders = [
      await orderAtCheckout(house),
      await orderAtCheckout(house),
      await orderAtCheckout(house),
    ]
    const path = '/v1/payment_intents/*'
    const struck = await strikes(effect)
    const failedBefore = await failures()
    await house.sim.control.failRequests({ path, method: 'GET', effect, times: null })
    for (const order of orders) await payAtStripe(house, order)
    await eventually('three rounds have failed', async () => (await failures()) >= failedBefore + 3)
    const count = (await strikes(effect)) - struck
    // Without the pause that grows there would be dozens by now; without the end, thrice as many.
    assert.ok(count <= 5 * requestsPerRound, `${count} requests`)
    assert.equal((await orderState(house, orders[0]!)).state, 'open')
    await house.sim.control.clearFaults()
    for (const order of orders) await fulfilled(house, order, 1)
    await eventually('the chore goes on as always', async () => (await failures()) === 0)
    await audit(house)
  })
}

test('F68: a payment that Stripe never answers for makes the questions about others no rarer', async () => {
  await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
  const orders = [await orderAtCheckout(house), await orderAtCheckout(house)]
  const dumb = await orderAtCheckout(house)
  const path = `/v1/payment_intents/${dumb.intent}`
  const struck = await strikes('lock_timeout')
  await house.sim.control.failRequests({
    path,
    method: 'GET',
    effect: 'lock_timeout',
    times: null,
  })
  // The SDK asks three times before it gives up, once in a round.
  await eventually('five rounds', async () => (await strikes('lock_timeout')) >= struck + 15)
  assert.ok((await failures()) <= 1, `${await failures()} rounds have failed`)
  for (const order of orders) await payAtStripe(house, order)
  for (const order of orders) await fulfilled(house, order, 1)
  await house.sim.control.clearFaults()
  await payAtStripe(house, dumb)
  await fulfilled(house, dumb, 1)
  await audit(house)
})

async function strikes(effect: string): Promise<number> {
  return (await house.sim.control.faultLog()).filter((fault) => fault.effect === effect).length
}

async function failures(): Promise<number> {
  const { rows } = await house.db.query<{ failures: number }>({
    text: `select failures from chores where name = 'ask_payments'`,
  })
  return rows[0]?.failures ?? 0
}

for (const ware of wares) {
  test(`F33: Stripe says that the key is in use while the intent is made; one intent all the same (${ware.name})`, async () => {
    const path = '/v1/payment_intents'
    // The SDK tries three times, then placing goes on without it, and checkout asks again.
    await house.sim.control.failRequests({ path, method: 'POST', effect: 'conflict', times: 4 })
    const order = await placeOf(ware, house, 1)
    assert.equal((await intentsAtStripe(house, order)).length, 0)
    await pay(house, order)
    await fulfilled(house, order, 1)
    assert.equal((await intentsAtStripe(house, order)).length, 1)
    await audit(house)
  })
}

test('F02: however many new payments there are, one that was not asked about for longer is first', async () => {
  const old = await orderAtCheckout(house)
  const young = await orderAtCheckout(house)
  await house.stopProduct()
  const asked = `update payments set created_at = now() - $2::interval,
                        asked_at = now() - $3::interval where order_id = $1`
  await house.db.query({ text: asked, values: [old.order_id, '90 minutes', '1 hour'] })
  await house.db.query({ text: asked, values: [young.order_id, '1 minute', null] })
  const asking = { seconds_min: 10, seconds_max: 3600, age_share: 0.1 }
  const [first] = await paymentsToAsk(house.db, asking, 1)
  assert.equal(first?.order_id, old.order_id)
  await house.restart()
  await audit(house)
})

// Last, since Stripe's clock is a day ahead after it.
test('F28: Stripe has forgotten the key of the intent; the stored id prevents a second one (GA, VIP)', async () => {
  const orders = [await orderAtCheckout(house, 1, ga), await orderAtCheckout(house, 1, vip)]
  await house.sim.control.advanceClock({ seconds: 25 * 3600 })
  for (const order of orders) assert.equal(await clientSecretOf(house, order), order.client_secret)
  await house.restart()
  for (const order of orders) {
    assert.equal(await clientSecretOf(house, order), order.client_secret)
    await pay(house, order)
    await fulfilled(house, order, 1)
    assert.equal((await intentsAtStripe(house, order)).length, 1)
  }
  await audit(house)
})

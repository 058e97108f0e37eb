import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { eventually, orderState } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import {
  alertsAbout,
  buy,
  giveBack,
  refundAtStripe,
  refundIs,
  refundsAtStripe,
  refundsOf,
} from '../money_back.ts'
import { alertCleared, alertOpened, alertsOf, payAtStripe, QUICK, roundsDone } from '../sweep.ts'
import { wares } from '../ware.ts'

/** Money that goes back, and Stripe makes no event of it. */

let house: House
before(async () => {
  house = await openHouse(QUICK)
})
after(() => house.close())

/** From now on Stripe makes no event of this type. */
const silence = (type: string) =>
  house.sim.control.failWebhooks({ type, effect: 'suppress', times: null })

async function disputeIs(order: { order_id: string }, state: string): Promise<void> {
  await eventually(`the dispute is ${state}`, async () => {
    const { rows } = await house.db.query({
      text: `select from disputes where order_id = $1 and state = $2`,
      values: [order.order_id, state],
    })
    return rows.length > 0
  })
}

for (const ware of wares) {
  test(`F65: a dispute of which no event tells is found, and that it was closed (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    await silence('charge.dispute.*')
    const dispute = await house.sim.control.createDispute({ payment_intent: order.intent })
    await disputeIs(order, 'open')
    assert.equal((await alertOpened(house, 'dispute_open')).subject_id, dispute.id)
    await house.sim.control.closeDispute({ dispute: dispute.id, ending: 'won' })
    await disputeIs(order, 'won')
    assert.deepEqual(await alertsOf(house, 'dispute_open'), [])
    await house.sim.control.clearFaults()
    await audit(house)
  })

  test(`F64: a refund of the dashboard of which no event tells is found, and booked once (${ware.name})`, async () => {
    const order = await buy(house, ware, 2)
    await silence('refund.*')
    await refundAtStripe(house, order, order.paid_minor)
    await eventually('the order is refunded', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    await roundsDone(house, 'missed_refunds', 2)
    assert.equal((await refundsOf(house, order)).length, 1)
    await house.sim.control.clearFaults()
    await audit(house)
  })

  test(`F62: that a refund has failed after all is found, though no event tells of it (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    const id = await giveBack(house, order, 'everything')
    const { stripe_refund_id } = await refundIs(house, order, id, 'succeeded')
    await house.sim.control.idle()
    await silence('refund.*')
    await house.sim.control.settleRefund({ refund: stripe_refund_id ?? '', ending: 'fail' })
    await refundIs(house, order, id, 'failed')
    assert.equal((await alertOpened(house, 'refund_failed')).subject_id, id)
    await house.sim.control.clearFaults()
    await giveBack(house, order, 'everything')
    await eventually('the order is refunded', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    assert.equal((await refundsAtStripe(house, order)).length, 2)
    await audit(house)
  })

  test(`a warning of fraud of which no event tells is found, told once, and over with the refund (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    await silence('radar.*')
    await house.sim.control.createFraudWarning({ payment_intent: order.intent })
    await alertOpened(house, 'fraud_warning')
    await house.db.query({
      text: `update alerts set state = 'resolved', resolved_at = now()
            where kind = 'fraud_warning'`,
    })
    await roundsDone(house, 'missed_warnings', 2)
    assert.deepEqual(await alertsOf(house, 'fraud_warning'), [], 'the owner has dealt with it')
    await house.db.query({
      text: `update alerts set state = 'open', resolved_at = null where kind = 'fraud_warning'`,
    })
    await refundIs(house, order, await giveBack(house, order, 'everything'), 'succeeded')
    await eventually('the alert has cleared itself', async () => {
      return (await alertsAbout(house, order)).every(({ state }) => state === 'resolved')
    })
    await house.sim.control.clearFaults()
    await audit(house)
  })
}

test('a chore that keeps failing is told of, until it works again', async () => {
  await house.db.query({
    text: `create function no_deletion() returns trigger language plpgsql as
             $$ begin raise exception 'no'; end $$;
           create trigger no_deletion before delete on webhooks
             for each statement execute function no_deletion()`,
  })
  // A round that began before would end well, and begin the count anew.
  await eventually('it has failed, and does so for the tenth time next', async () => {
    const { rowCount } = await house.db.query({
      text: `update chores set failures = 9, due_at = now()
              where name = 'purge_webhooks' and failures > 0 and claimed_at is null`,
    })
    return rowCount
  })
  const { subject_id } = await alertOpened(house, 'chore_failing')
  assert.equal(subject_id, 'purge_webhooks')
  await house.db.query({
    text: `drop function no_deletion cascade;
           update chores set due_at = now() where name = 'purge_webhooks'`,
  })
  await eventually('the alert has cleared itself', async () => {
    return (await alertsOf(house, 'chore_failing')).length === 0
  })
  await audit(house)
})

test('F49: the alert about money for no order of ours is over when it is refunded at Stripe', async () => {
  const order_id = newId('ord')
  const intent = await intentOfNobody(order_id)
  assert.equal((await alertOpened(house, 'order_unknown')).subject_id, intent)
  await roundsDone(house, 'unknown_money', 2)
  assert.equal((await alertsOf(house, 'order_unknown')).length, 1, 'the money is still there')
  await refundAtStripe(house, { intent }, STRAYED_MINOR)
  await eventually('the alert has cleared itself', async () => {
    return (await alertsOf(house, 'order_unknown')).length === 0
  })
  await audit(house)
})

test('F49, F50: money for no order of ours that was only authorised is over when it is let go', async () => {
  const intent = await intentOfNobody(newId('ord'), { capture_method: 'manual' })
  assert.equal((await alertOpened(house, 'order_unknown')).subject_id, intent)
  await roundsDone(house, 'unknown_money', 2)
  assert.equal((await alertsOf(house, 'order_unknown')).length, 1, 'the bank still promises it')
  const response = await fetch(`${house.sim.url}/v1/payment_intents/${intent}/cancel`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.sim.secretKey}` },
  })
  assert.equal(response.status, 200)
  await alertCleared(house, 'order_unknown')
  await audit(house)
})

const STRAYED_MINOR = 2000

/** Money that names an order which is not here. */
async function intentOfNobody(
  order_id: string,
  extra: Record<string, string> = {},
): Promise<string> {
  // So far from our own clock that its order is not waited for.
  await house.sim.control.advanceClock({ seconds: 600 })
  const response = await fetch(`${house.sim.url}/v1/payment_intents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.sim.secretKey}` },
    body: new URLSearchParams({
      amount: String(STRAYED_MINOR),
      currency: 'eur',
      'metadata[order_id]': order_id,
      'automatic_payment_methods[enabled]': 'true',
      ...extra,
    }),
  })
  const { id, client_secret } = (await response.json()) as { id: string; client_secret: string }
  await payAtStripe(house, { client_secret, intent: id })
  return id
}

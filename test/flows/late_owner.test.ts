import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expire } from '../../src/checkout/index.ts'
import { must, newId } from '../../src/kernel/index.ts'
import { livePaymentOf } from '../../src/payments/index.ts'
import { audit, auditAndClose, claimsAbout } from '../audit.ts'
import { inDashboard } from '../deposits.ts'
import { eventually, fulfilled, orderState, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertsAbout, refundsOf } from '../money_back.ts'
import { orderAtCheckout, payAtStripe } from '../sweep.ts'
import { tillOf } from '../till.ts'
import { wares } from '../ware.ts'

// What we have stored says whose an intent is, whatever became of its metadata; and an order that
// the product itself has ended is issued late like any other. The sweep is off: what is found is
// found by Stripe's events and by the hold's end.

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

type AtCheckout = GuestOrder & { client_secret: string; intent: string }

/** Somebody writes into an intent's metadata, in Stripe's dashboard or by another app. */
async function rename({ intent }: AtCheckout, order_id: string, payment_id = ''): Promise<void> {
  const metadata = { 'metadata[order_id]': order_id, 'metadata[payment_id]': payment_id }
  await inDashboard(house, intent, '', metadata)
}

const forgetOwner = (order: AtCheckout) => rename(order, '')

/** The orders that Stripe's news of an intent's success was booked on. */
async function bookedOn({ intent }: AtCheckout): Promise<{ order_id: string }[]> {
  const { rows } = await house.db.query<{ order_id: string }>({
    text: `select order_id from webhooks where object_id = $1 and type = 'payment_intent.succeeded'`,
    values: [intent],
  })
  return rows
}

const unheard = () => house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })

async function endHold({ order_id }: AtCheckout): Promise<void> {
  await house.db.query({
    text: `update holds set expires_at = now() - interval '1 hour' where order_id = $1`,
    values: [order_id],
  })
}

test('F49: the metadata of an intent is emptied, and the guest pays; the stored intent leads to the order', async () => {
  const order = await orderAtCheckout(house)
  await forgetOwner(order)
  await payAtStripe(house, order)
  await fulfilled(house, order, 1)
  assert.deepEqual(await bookedOn(order), [{ order_id: order.order_id }])
  await audit(house)
})

test('F49: no event comes, the metadata is emptied; the audit names the money, the end of the hold books it', async () => {
  const order = await orderAtCheckout(house)
  await forgetOwner(order)
  await unheard()
  await payAtStripe(house, order)
  await house.sim.control.clearFaults()
  const claims = await claimsAbout(house, 'payment_intent', order.intent)
  assert.deepEqual(claims, ['money that Stripe has received is booked here'])
  await endHold(order)
  await expire(tillOf(house), order.order_id, 'expired')
  await fulfilled(house, order, 1)
  await audit(house)
})

for (const ware of wares) {
  test(`F49: an intent comes to name another order; what is stored says whose it is (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 2, ware)
    const other = await orderAtCheckout(house, 1, ware)
    await rename(order, other.order_id, await paymentIdOf(other))
    await payAtStripe(house, order)
    await fulfilled(house, order, 2)
    assert.deepEqual(await bookedOn(order), [{ order_id: order.order_id }])
    assert.equal((await orderState(house, other)).state, 'open')
    assert.deepEqual([await told(order), await told(other)], [[], []])
    await payAtStripe(house, other)
    await fulfilled(house, other, 1)
    await audit(house)
  })

  test(`F49: it names an order that nobody knows, and no event comes; the end of the hold books it (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 1, ware)
    await rename(order, newId('ord'))
    await unheard()
    await payAtStripe(house, order)
    await house.sim.control.clearFaults()
    await endHold(order)
    await expire(tillOf(house), order.order_id, 'expired')
    await fulfilled(house, order, 1)
    assert.deepEqual(await told(order), [])
    await audit(house)
  })
}

async function paymentIdOf({ order_id }: GuestOrder): Promise<string> {
  return must(await livePaymentOf(house.db, order_id), 'its payment').id
}

/** An order that the product has ended, since Stripe had said that its intent was nowhere. */
async function ended(): Promise<AtCheckout> {
  const order = await orderAtCheckout(house)
  await house.db.query({
    text: `update payments set state = 'cancelled', cancelled_at = now() where order_id = $1`,
    values: [order.order_id],
  })
  await endHold(order)
  await expire(tillOf(house), order.order_id, 'expired')
  assert.equal((await orderState(house, order)).state, 'expired')
  return order
}

const told = async (order: GuestOrder) => (await alertsAbout(house, order)).map(({ kind }) => kind)

test('F42: an order that was ended with its payment is paid after all; stock is left, and it is issued', async () => {
  const order = await ended()
  await payAtStripe(house, order)
  await fulfilled(house, order, 1)
  assert.deepEqual(await refundsOf(house, order), [])
  assert.deepEqual(await told(order), [])
  await audit(house)
})

test('F43: an order that was ended with its payment is paid after all; nothing is left, and all goes back', async () => {
  const order = await ended()
  await house.db.query({
    text: `update ticket_types set capacity = taken
            where id in (select ticket_type_id from order_lines where order_id = $1)`,
    values: [order.order_id],
  })
  await payAtStripe(house, order)
  await eventually('it is refunded', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
  assert.deepEqual(
    (await refundsOf(house, order)).map(({ reason, state }) => `${reason} ${state}`),
    ['late_money succeeded'],
  )
  await audit(house)
})

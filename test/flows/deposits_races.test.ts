import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { captureDeposit, requestRefund } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import {
  bookDeposit,
  capturesOf,
  DEPOSIT,
  paymentOf,
  placeDeposit,
  trailOf,
  type DepositOrder,
} from '../deposits.ts'
import { eventually, fulfilled, orderState, pay, tryToPlace } from '../guest.ts'
import { capturedOnce, without } from '../guards.ts'
import { openHouse, type House } from '../house.ts'
import { tillOf } from '../till.ts'

// Two who want the same deposit at once. The sweep, which would clear up after them, is off.

const AT_ONCE = 10

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

/** Staff of two processes and Stripe's own event, twenty times over, tell of one capture. */
async function manyCaptures(order: DepositOrder) {
  await house.sim.control.failWebhooks({
    type: 'payment_intent.succeeded',
    effect: 'duplicate',
    copies: 19,
  })
  const tills = [tillOf(house), tillOf(house)] as const
  const captures = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, n) =>
      captureDeposit(tills[n % 2]!, order.order_id, `staff ${n}`),
    ),
  )
  await house.sim.control.idle()
  return captures
}

test('F53: ten people capture one deposit at once; it is taken, and booked, once', async () => {
  const order = await bookDeposit(house)
  const answers = await manyCaptures(order)
  for (const answer of answers) {
    assert.ok(!isRefused(answer), JSON.stringify(answer))
    assert.equal(answer.received_minor, DEPOSIT)
  }
  assert.equal(await capturesOf(house, order.intent), 1)
  assert.equal((await trailOf(house, await paymentOf(house, order))).length, 1)
  await audit(house)
})

test('control of F53: without the state of the payment one capture is booked many times', async () => {
  const order = await bookDeposit(house)
  await without(house.db, [capturedOnce], () => manyCaptures(order))
  const trail = await trailOf(house, await paymentOf(house, order))
  assert.ok(trail.length > 1, 'the race happens when nothing guards it')
  // Stripe's own guard holds nevertheless: the guest is charged once.
  assert.equal(await capturesOf(house, order.intent), 1)
})

test('F53: captured and given up in one moment: released, or taken and given back whole', async () => {
  const orders = await Promise.all([bookDeposit(house), bookDeposit(house), bookDeposit(house)])
  for (const order of orders) {
    const wanted = { refund_id: newId('rfd'), order_id: order.order_id, requested_by: 'Owner' }
    await Promise.all([
      captureDeposit(tillOf(house), order.order_id, 'Mara'),
      requestRefund(tillOf(house), { ...wanted, what: 'everything' }),
    ])
    await eventually('nothing of it is kept', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    assert.equal((await orderState(house, order)).tickets, 0)
  }
  await mended()
  await audit(house)
})

/** The control has left its captured money behind; Stripe's next word of it is booked. */
async function mended(): Promise<void> {
  const { rows } = await house.db.query<{ order_id: string }>({
    text: `select order_id from payments where state = 'authorised'`,
  })
  for (const { order_id } of rows) await captureDeposit(tillOf(house), order_id, 'Mara')
}

test('F39: two parties want one table with a deposit; one holds it and is authorised', async () => {
  const first = await placeDeposit(house)
  const table = { table: { wished_id: first.night.tables[0] ?? '', party_size: 2 } }
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, () => tryToPlace(house, first.night.slug, table)),
  )
  assert.ok(answers.every(({ status }) => status === 409))
  await pay(house, first)
  await fulfilled(house, first, 4)
  await audit(house)
})

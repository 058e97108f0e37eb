import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { captureDeposit, requestRefund, resolveLapsed } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { openGateway } from '../../src/payments/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import {
  bookDeposit,
  creditedOf,
  DEPOSIT,
  inDashboard,
  mailTo,
  PARTY,
  paymentOf,
  trailOf,
  type DepositOrder,
} from '../deposits.ts'
import { eventually, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertCleared, alertOpened, alertsOf } from '../sweep.ts'
import { tillOf } from '../till.ts'

// What becomes of a deposit whose authorisation ends. Stripe's time is moved, and a card is held
// for an hour only, so that it need not be moved by a week. The sweep is switched off: all that is
// known comes by Stripe's events.

const HELD_SECONDS = 3600

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
  await house.sim.control.configure({ capture_window_s: HELD_SECONDS })
})
after(() => auditAndClose(house))

/** A booked table whose authorisation has ended. */
async function expired(): Promise<DepositOrder> {
  const order = await bookDeposit(house)
  await house.sim.control.advanceClock({ seconds: HELD_SECONDS + 60 })
  await flagged(order)
  return order
}

async function flagged(order: DepositOrder): Promise<void> {
  const { id } = await paymentOf(house, order)
  await eventually('the booking is flagged', async () =>
    (await alertsOf(house, 'authorisation_expired')).some(({ subject_id }) => subject_id === id),
  )
}

const pageOf = async ({ order_id, secret }: DepositOrder) =>
  (await (await fetch(`${house.url}/orders/${order_id}/${secret}`)).text()).replaceAll(/\s+/g, ' ')

const decide = ({ order_id }: DepositOrder, how: 'keep' | 'cancel', by = 'Owner') =>
  resolveLapsed(tillOf(house), { order_id, how, by })

test('F54: an authorisation expires: the booking stands, is flagged, and the owner is told', async () => {
  const order = await expired()
  const payment = await paymentOf(house, order)
  assert.equal(payment.state, 'cancelled')
  assert.equal(payment.authorised_minor, DEPOSIT)
  assert.deepEqual(await orderState(house, order), {
    state: 'fulfilled',
    fulfilment: 'done',
    payment: 'cancelled',
    tickets: PARTY,
  })
  // Nothing was paid ahead, so all of the evening is due at the door.
  assert.equal(await creditedOf(house, order), 0)
  const { text } = await house.mailbox.waitFor(
    (mail) =>
      !!mail.text?.includes(order.order_id) &&
      mail.subject.startsWith('Coatcheck needs you: The authorisation of a deposit has ended'),
  )
  assert.match(text ?? '', new RegExp(`guest: Ada <${order.email}>`))
  assert.match(text ?? '', /amount: €200/)
  assert.match(
    text ?? '',
    /that counts towards the bill is due at the door then; one that does not/,
  )
  assert.ok(text?.includes(`page: ${house.url}/orders/${order.order_id}`))
  assert.ok(text?.includes(order.intent))
  assert.match(await pageOf(order), /reserved on your card are free again: nothing was charged/)
  const capture = await captureDeposit(tillOf(house), order.order_id, 'Mara')
  assert.ok(isRefused(capture) && capture.refused === 'deposit_not_authorised')
  await audit(house)
})

test('F54: the owner keeps the booking without its deposit; that is done once, and written down', async () => {
  const order = await expired()
  const answers = await Promise.all(['Mara', 'Ivo'].map((by) => decide(order, 'keep', by)))
  assert.equal(answers.filter((answer) => answer === 'keep').length, 1)
  const payment = await paymentOf(house, order)
  assert.deepEqual(await trailOf(house, payment), [`deposit.waived by ${payment.waived_by}`])
  const open = await alertsOf(house, 'authorisation_expired')
  assert.ok(open.every(({ subject_id }) => subject_id !== payment.id))
  assert.equal((await orderState(house, order)).tickets, PARTY)
  assert.equal(await creditedOf(house, order), 0)
  assert.match(await pageOf(order), /Your table is booked without paying ahead/)
  await audit(house)
})

test('F54: the owner cancels the booking; its table is free, and the guest knows', async () => {
  const order = await expired()
  assert.equal(await decide(order, 'cancel'), 'cancel')
  assert.equal((await orderState(house, order)).state, 'refunded')
  assert.equal((await orderState(house, order)).tickets, 0)
  assert.equal((await bookingOfOrder(house.db, order.order_id))?.state, 'cancelled')
  await mailTo(house, order.email, 'Your booking has ended')
  const table = { table: { wished_id: order.night.tables[0] ?? '', party_size: 2 } }
  await pay(house, await placeOrder(house, order.night.slug, table))
  const again = await decide(order, 'keep')
  assert.ok(isRefused(again) && again.refused === 'deposit_not_lapsed')
  await audit(house)
})

test('F54: about a deposit that stands there is nothing to decide', async () => {
  const order = await bookDeposit(house)
  const answer = await decide(order, 'keep')
  assert.ok(isRefused(answer) && answer.refused === 'deposit_not_lapsed')
  const unknown = await resolveLapsed(tillOf(house), {
    order_id: newId('ord'),
    how: 'keep',
    by: 'Owner',
  })
  assert.ok(isRefused(unknown) && unknown.refused === 'order_unknown')
})

test('F54: only the event of the charge comes; the booking is flagged all the same', async () => {
  const type = 'payment_intent.canceled'
  await house.sim.control.failWebhooks({ type, effect: 'suppress', times: null })
  await expired()
  await house.sim.control.clearFaults()
  await audit(house)
})

test("F54: cancelled in Stripe's dashboard, it is flagged like an expired one", async () => {
  const order = await bookDeposit(house)
  await inDashboard(house, order.intent, 'cancel')
  await flagged(order)
  assert.equal(await creditedOf(house, order), 0)
  // Nothing was paid, so nothing can be given back.
  const wanted = { refund_id: newId('rfd'), order_id: order.order_id, requested_by: 'Owner' }
  const refund = await requestRefund(tillOf(house), { ...wanted, what: 'everything' })
  assert.ok(isRefused(refund) && refund.refused === 'refund_not_paid')
  await audit(house)
})

test('F54: the keys of another account say nothing about an authorisation', async () => {
  const order = await bookDeposit(house)
  const { gateway } = tillOf(house)
  const missing = { ...gateway, captureIntent: gateway.readIntent.bind(null, 'pi_unknown') }
  const capture = await captureDeposit({ ...tillOf(house), gateway: missing }, order.order_id, 'M')
  assert.ok(isRefused(capture))
  assert.equal((await paymentOf(house, order)).state, 'authorised')
})

test('F53: Stripe refuses a capture: the owner is told, until it is captured after all', async () => {
  const order = await bookDeposit(house)
  const gateway = openGateway({
    secretKey: 'sk_test_of_nobody',
    publishableKey: house.sim.publishableKey,
    webhookSecrets: ['whsec_none'],
    apiUrl: house.sim.url,
    jsUrl: `${house.sim.url}/v3/stripe.js`,
  })
  const refused = await captureDeposit({ ...tillOf(house), gateway }, order.order_id, 'Mara')
  assert.ok(isRefused(refused) && refused.refused === 'deposit_refused')
  assert.equal((await alertOpened(house, 'capture_failed')).detail['order'], order.order_id)
  await captureDeposit(tillOf(house), order.order_id, 'Mara')
  await alertCleared(house, 'capture_failed')
  await audit(house)
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { requestRefund } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import {
  bookDeposit,
  capturesOf,
  creditedOf,
  DEPOSIT,
  depositNight,
  inDashboard,
  mailTo,
  openDoors,
  paymentOf,
  placeDeposit,
  trailOf,
  type DepositOrder,
} from '../deposits.ts'
import { eventually, fulfilled, orderState, pay, placeOrder, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { pageOf, read } from '../party.ts'
import { assertRefused, keys, moreFor, staff, staffDo } from '../staff.ts'
import { alertOpened, alertsOf, QUICK } from '../sweep.ts'
import { tillOf } from '../till.ts'

// What the venue's staff does about deposits that are only authorised, through its API.

const HELD_SECONDS = 3600

let house: House
before(async () => {
  house = await openHouse({ ...QUICK, ...keys })
  await house.sim.control.configure({ capture_window_s: HELD_SECONDS })
})
after(() => auditAndClose(house))

async function bookingIdOf({ order_id }: DepositOrder): Promise<string> {
  const booking = await bookingOfOrder(house.db, order_id)
  assert.ok(booking, 'the order has its booking')
  return booking.id
}

const depositOfBooking = async (id: string) =>
  (await staffDo(house, 'GET', `bookings/${id}`)).deposit

async function lapsed(): Promise<DepositOrder> {
  const order = await bookDeposit(house)
  await inDashboard(house, order.intent, 'cancel')
  await eventually('it has lapsed', async () => {
    return (await paymentOf(house, order)).state === 'cancelled'
  })
  return order
}

test('F53: staff takes a deposit early; asked again, and by two at once, it is taken once', async () => {
  const order = await bookDeposit(house)
  const id = await bookingIdOf(order)
  const reserved = await staffDo(house, 'GET', `bookings/${id}`)
  assert.equal(reserved.deposit?.state, 'authorised')
  assert.equal(reserved.deposit.authorised_minor, DEPOSIT)
  assert.equal(reserved.ledger.paid_minor, 0)
  assert.equal(reserved.ledger.credited_minor, DEPOSIT)
  const path = `bookings/${id}/deposit/capture`
  await Promise.all([staffDo(house, 'POST', path), staffDo(house, 'POST', path)])
  await staffDo(house, 'POST', path)
  const { deposit, ledger, changes } = await staffDo(house, 'GET', `bookings/${id}`)
  assert.equal(deposit?.state, 'succeeded')
  assert.equal(ledger.paid_minor, DEPOSIT)
  assert.deepEqual(
    changes.map(({ action, actor }) => [action, actor]),
    [['deposit.captured', 'Mona']],
  )
  assert.equal(await capturesOf(house, order.intent), 1)
})

test('F53: who is no staff, an unknown booking, a walk-in and bad words take nothing', async () => {
  const night = await depositNight(house, { tables: [{}, {}] })
  const order = await bookDeposit(house, night)
  const id = await bookingIdOf(order)
  const path = `bookings/${id}/deposit`
  for (const action of ['capture', 'decision']) {
    const body = { how: 'keep' }
    assert.equal((await staff(house, 'POST', `${path}/${action}`, body, '')).status, 401)
    const unknown = await staff(house, 'POST', `bookings/bkg_none/deposit/${action}`, body)
    assertRefused(unknown, 'booking_unknown', 'booking')
  }
  assertRefused(
    await staff(house, 'POST', `${path}/capture`, { actor: ' ' }),
    'input_invalid',
    'actor',
  )
  assertRefused(
    await staff(house, 'POST', `${path}/decision`, { how: '?' }),
    'input_invalid',
    'how',
  )
  const early = await staff(house, 'POST', `${path}/decision`, { how: 'cancel' })
  assertRefused(early, 'deposit_not_lapsed', 'booking')
  const walkIn = await staffDo(house, 'POST', `nights/${night.slug}/walk_ins`, {
    party_name: 'Ada',
    party_size: 2,
    table: night.tables[1] ?? '',
  })
  assert.equal(walkIn.deposit, null)
  const none = await staff(house, 'POST', `bookings/${walkIn.id}/deposit/capture`)
  assertRefused(none, 'deposit_not_authorised', 'booking')
  assert.equal(await capturesOf(house, order.intent), 0)
})

test('F53: a booking is called off and nothing kept: the reservation ends, the table is free', async () => {
  const order = await bookDeposit(house)
  const path = `bookings/${await bookingIdOf(order)}/cancellation`
  const part = await staff(house, 'POST', path, { gives_back: { amount_minor: DEPOSIT - 1 } })
  assertRefused(part, 'refund_not_captured', 'gives_back.amount_minor')
  const much = await staff(house, 'POST', path, { gives_back: { amount_minor: DEPOSIT + 1 } })
  assertRefused(much, 'refund_too_much', 'gives_back.amount_minor')
  const { state, ledger } = await staffDo(house, 'POST', path, { gives_back: 'everything' })
  assert.equal(state, 'cancelled')
  assert.equal(ledger.credited_minor, 0)
  const wish = { table: { wished_id: order.night.tables[0] ?? '', party_size: 2 } }
  assert.equal((await tryToPlace(house, order.night.slug, wish)).status, 201)
  await eventually('it is released', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
  assert.equal((await paymentOf(house, order)).state, 'cancelled')
  assert.equal(await capturesOf(house, order.intent), 0)
  await mailTo(house, order.email, 'Your booking has ended')
})

test('F53: a booking is called off and its deposit kept: it is captured at the doors, as agreed', async () => {
  const order = await bookDeposit(house)
  const id = await bookingIdOf(order)
  const kept = await staffDo(house, 'POST', `bookings/${id}/cancellation`, {
    gives_back: 'nothing',
  })
  assert.equal(kept.state, 'cancelled')
  assert.equal(kept.deposit?.state, 'authorised')
  const told = await mailTo(house, order.email, 'Your booking is cancelled: ')
  assert.match(
    told.text ?? '',
    /€200 stay reserved on it, and Basement Nine charges them from .* on, as you agreed/,
  )
  const { text } = await read(pageOf(house, order))
  assert.match(text, /€200 stay reserved on it, and Basement Nine charges them from/)
  assert.doesNotMatch(text, /when the doors open|Arrive by/)
  await openDoors(house, order.night)
  await eventually('it is captured', async () => {
    return (await depositOfBooking(id))?.state === 'succeeded'
  })
  assert.equal((await orderState(house, order)).tickets, 0)
  const charged = await mailTo(house, order.email, 'Your card has been charged: ')
  assert.match(charged.text ?? '', /This booking is cancelled/)
})

test('F53: of a night that is cancelled no page says when to arrive or when the card is charged', async () => {
  const order = await bookDeposit(house)
  const page = async () => (await read(pageOf(house, order))).text
  assert.match(await page(), /€200 are reserved on it, and charged when the doors open.*Arrive by/)
  await house.db.query({
    text: `update nights set state = 'cancelled' where id = $1`,
    values: [order.night.night_id],
  })
  assert.match(await page(), /€200 are reserved on your card and not charged/)
  assert.doesNotMatch(await page(), /when the doors open|Arrive by/)
})

test('F54: staff decides about a lapsed deposit, once: kept without it, by name', async () => {
  const order = await lapsed()
  const id = await bookingIdOf(order)
  const path = `bookings/${id}/deposit/decision`
  const { deposit, ledger, state } = await staffDo(house, 'POST', path, { how: 'keep' })
  assert.equal(state, 'confirmed')
  assert.equal(deposit?.waived_by, 'Mona')
  assert.equal(ledger.credited_minor, 0)
  assert.equal(ledger.due_minor, ledger.worth_minor)
  assertRefused(
    await staff(house, 'POST', path, { how: 'cancel' }),
    'deposit_not_lapsed',
    'booking',
  )
})

test('F54: a booking whose deposit lapsed is called off like any other: nothing stays undecided', async () => {
  const order = await lapsed()
  const id = await bookingIdOf(order)
  const path = `bookings/${id}/cancellation`
  assert.equal(
    (await staffDo(house, 'POST', path, { gives_back: 'everything' })).state,
    'cancelled',
  )
  assert.equal((await orderState(house, order)).state, 'refunded')
  const payment = await paymentOf(house, order)
  const open = await alertsOf(house, 'authorisation_expired')
  assert.ok(open.every(({ subject_id }) => subject_id !== payment.id))
  assert.deepEqual(await trailOf(house, payment), ['deposit.given_up by Mona'])
  await mailTo(house, order.email, 'Your booking has ended')
  const decision = await staff(house, 'POST', `bookings/${id}/deposit/decision`, { how: 'keep' })
  assertRefused(decision, 'deposit_not_lapsed', 'booking')
  await audit(house)
})

test('F54: issuing is stuck and the deposit lapses: there is nothing to keep, and it can be ended', async () => {
  await breakIssuing(house.db)
  const order = await placeDeposit(house)
  await pay(house, order)
  await eventually('it is authorised', async () => {
    return (await paymentOf(house, order)).state === 'authorised'
  })
  await inDashboard(house, order.intent, 'cancel')
  await eventually('it has lapsed', async () => {
    return (await paymentOf(house, order)).state === 'cancelled'
  })
  await mendIssuing(house.db)
  const decide = (how: 'keep' | 'cancel', order_id = order.order_id) =>
    staff(house, 'POST', `orders/${order_id}/deposit/decision`, { how })
  assertRefused(await decide('keep', newId('ord')), 'order_unknown', 'order_id')
  assertRefused(await decide('keep'), 'nothing_to_keep', 'how')
  assert.equal((await orderState(house, order)).tickets, 0)
  const { status, body } = await decide('cancel')
  assert.deepEqual([status, body], [200, { order: order.order_id, decision: 'cancel' }])
  assertRefused(await decide('cancel'), 'deposit_not_lapsed', 'order_id')
  assert.equal((await orderState(house, order)).state, 'refunded')
  const { text } = await mailTo(house, order.email, 'Your table was not booked')
  assert.match(text ?? '', /We could not confirm your booking, so nothing was booked/)
  await audit(house)
})

test('F54: a booking whose deposit lapsed ends; what was paid for more guests goes back', async () => {
  const order = await lapsed()
  const id = await bookingIdOf(order)
  const more = await placeOrder(house, order.night.slug, moreFor({ id, order }, 1))
  await pay(house, more)
  await fulfilled(house, more, 1)
  assert.ok((await creditedOf(house, order)) > 0, 'the guest who was paid for in addition counts')
  await staffDo(house, 'POST', `bookings/${id}/deposit/decision`, { how: 'cancel' })
  assert.equal((await orderState(house, order)).state, 'refunded')
  await eventually('the money for more guests has gone back', async () => {
    return (await orderState(house, more)).state === 'refunded'
  })
  assert.equal((await orderState(house, more)).tickets, 0)
  assert.equal(await creditedOf(house, order), 0)
})

test('F53: of a deposit that was captured in part, that part goes back, and no more is taken off', async () => {
  const order = await bookDeposit(house)
  await inDashboard(house, order.intent, 'capture', { amount_to_capture: '15000' })
  await alertOpened(house, 'captured_less')
  await house.db.query({
    text: `update alerts set state = 'resolved', resolved_at = now() where kind = 'captured_less'`,
  })
  assert.equal(await creditedOf(house, order), 15_000)
  const page = await read(pageOf(house, order))
  assert.match(page.text.replaceAll(/<[^>]*>|\s+/g, ' '), /Paid ahead\s+€150\s+of it credited/)
  const refund = await requestRefund(tillOf(house), {
    refund_id: newId('rfd'),
    order_id: order.order_id,
    what: 'everything',
    requested_by: 'Owner',
  })
  assert.ok(!isRefused(refund) && refund.amount_minor === 15_000, JSON.stringify(refund))
  assert.equal(await creditedOf(house, order), 0)
  await eventually('the money has gone back', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
})

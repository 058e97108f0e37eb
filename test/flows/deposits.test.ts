import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  captureDeposit,
  expire,
  giveUpRelease,
  requestRefund,
  retryNow,
} from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { findOrder } from '../../src/orders/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { loadPurchase } from '../../src/web/storefront/purchase.ts'
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
  PARTY,
  paymentOf,
  placeDeposit,
  trailOf,
  type DepositOrder,
} from '../deposits.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  tryToPlace,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'
import { alertCleared, alertOpened, alertsOf, orderAtCheckout, payAtStripe } from '../sweep.ts'
import { tillOf } from '../till.ts'

// Deposits that are authorised when a table is booked. The sweep is switched off: what happens here
// happens by Stripe's events, by the page and by people. deposits_sweep.test.ts has the rest.

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

const urlOf = ({ order_id, secret }: DepositOrder) => `${house.url}/orders/${order_id}/${secret}`

async function pageOf(order: DepositOrder): Promise<string> {
  return (await (await fetch(urlOf(order))).text()).replaceAll(/\s+/g, ' ')
}

const state = async (order: DepositOrder) => (await orderState(house, order)).state

test('F50: an authorised deposit confirms the table; nothing is charged, and nothing says paid', async () => {
  const order = await bookDeposit(house)
  const [intent] = await intentsAtStripe(house, order)
  assert.equal(intent?.capture_method, 'manual')
  assert.deepEqual([intent?.status, intent?.amount_received], ['requires_capture', 0])
  const payment = await paymentOf(house, order)
  assert.equal(payment.state, 'authorised')
  assert.equal(payment.authorised_minor, DEPOSIT)
  assert.equal(payment.received_minor, null)
  const days = (Number(payment.capture_before) - Date.now()) / 86_400_000
  assert.ok(days > 6.9 && days < 7.1, `${days} days`)
  assert.equal(await creditedOf(house, order), DEPOSIT)
  const page = await pageOf(order)
  assert.match(page, /Your card is not charged yet: €200 are reserved on it/)
  assert.match(page, /Reserved on your card <small>Charged when the doors open, /)
  assert.doesNotMatch(page, />Total/)
  assert.ok(!page.includes('receipt.pdf'))
  const { text } = await mailTo(house, order.email, 'Your table: ')
  assert.match(text ?? '', /Your card is not charged yet: €200 are reserved on it/)
  assert.doesNotMatch(text ?? '', /Total/)
  assert.equal((await fetch(`${urlOf(order)}/receipt.pdf`)).status, 404)
  await audit(house)
})

test('F50: the checkout of a deposit tells Stripe.js, and the guest, that it is only reserved', async () => {
  const order = await placeDeposit(house)
  const page = await (await fetch(`${urlOf(order)}/checkout`)).text()
  assert.match(page, /"capture":"manual"/)
  assert.match(page, /Your card is not charged now: €200 are reserved/)
  assert.match(page, /To be reserved on your card\s+<small>Charged when the doors open, /)
  assert.doesNotMatch(page, />Total/)
})

test('F50: the same authorisation told twenty times at once confirms one table', async () => {
  const order = await placeDeposit(house)
  await house.sim.control.failWebhooks({
    type: 'payment_intent.amount_capturable_updated',
    effect: 'duplicate',
    copies: 19,
  })
  await pay(house, order)
  await fulfilled(house, order, PARTY)
  await audit(house)
  assert.equal((await orderState(house, order)).tickets, PARTY)
})

test('F50: the webhooks are lost; the page that the guest returns to confirms the table', async () => {
  await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
  const order = await placeDeposit(house)
  await pay(house, order)
  await pageOf(order)
  await fulfilled(house, order, PARTY)
  await house.sim.control.clearFaults()
  await audit(house)
})

test('F50: the hold ends with the webhooks lost; what was authorised is settled, not cancelled', async () => {
  await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
  const order = await placeDeposit(house)
  await pay(house, order)
  await expire(tillOf(house), order.order_id, 'released')
  assert.equal(await state(order), 'fulfilled')
  await house.sim.control.clearFaults()
  await audit(house)
})

test('F50: a manual intent presented for tickets issues nothing; the owner is told', async () => {
  const order = await orderAtCheckout(house)
  await inDashboard(house, order.intent, '', { capture_method: 'manual' })
  await payAtStripe(house, order)
  const { detail } = await alertOpened(house, 'authorisation_unexpected')
  assert.equal(detail['order'], order.order_id)
  assert.deepEqual(await orderState(house, order), {
    state: 'open',
    fulfilment: null,
    payment: 'open',
    tickets: 0,
  })
  // It ends with the hold, since nobody is to keep a guest's money reserved for nothing.
  await expire(tillOf(house), order.order_id, 'released')
  const [intent] = await intentsAtStripe(house, order)
  assert.equal(intent?.status, 'canceled')
  assert.equal((await orderState(house, order)).state, 'expired')
  await audit(house)
})

test('F43: late authorisation, and no table as good: released, never taken; guest and owner know', async () => {
  const night = await depositNight(house, { tables: [{ rank: 3 }, { rank: 4 }] })
  const late = await placeDeposit(house, night)
  const secret = await clientSecretOf(house, late)
  await expireInBooks(house, late)
  await bookDeposit(house, night)
  await confirmAtStripe(house, secret)
  await eventually('it is released', async () => (await state(late)) === 'refunded')
  assert.equal(await bookingOfOrder(house.db, late.order_id), undefined)
  const [intent] = await intentsAtStripe(house, late)
  assert.deepEqual([intent?.status, intent?.amount_received], ['canceled', 0])
  const { text } = await mailTo(house, late.email, 'Your table was not booked')
  for (const told of [text ?? '', await pageOf(late)])
    assert.match(told, /Your table was gone when your bank confirmed/)
  assert.match(
    text ?? '',
    /€200 that were reserved on your card are free again: nothing was charged/,
  )
  await house.mailbox.waitFor(
    (mail) => !!mail.text?.includes(late.order_id) && mail.subject.startsWith('Coatcheck needs'),
  )
  await audit(house)
})

test('F43: late authorisation for a table that is gone gets one that is at least as good', async () => {
  const night = await depositNight(house, { tables: [{ rank: 3 }, { rank: 2 }] })
  const late = await placeDeposit(house, night)
  const secret = await clientSecretOf(house, late)
  await expireInBooks(house, late)
  await bookDeposit(house, night)
  await confirmAtStripe(house, secret)
  await fulfilled(house, late, PARTY)
  assert.equal((await bookingOfOrder(house.db, late.order_id))?.vip_table_id, night.tables[1])
  assert.equal((await paymentOf(house, late)).state, 'authorised')
  await audit(house)
})

test('F25: an intent that was given up is authorised too; it is released, the order left alone', async () => {
  const order = await placeDeposit(house)
  const first = await clientSecretOf(house, order)
  await house.db.query({
    text: `update payments set state = 'cancelled' where order_id = $1`,
    values: [order.order_id],
  })
  await pay(house, order)
  await fulfilled(house, order, PARTY)
  await confirmAtStripe(house, first)
  await eventually('the first intent is cancelled', async () => {
    const intents = await intentsAtStripe(house, order)
    return intents.find(({ id }) => id === order.intent)?.status === 'canceled'
  })
  assert.equal(await state(order), 'fulfilled')
  await audit(house)
})

test('F09: issuing fails on an authorised order, and is done later by the owner', async () => {
  await breakIssuing(house.db)
  const order = await placeDeposit(house)
  await pay(house, order)
  await eventually('it is authorised', async () => (await state(order)) === 'paid')
  const told = await mailTo(house, order.email, 'Your booking is being looked after: ')
  assert.match(await pageOf(order), /Card accepted.*is being looked after\. It appears here/)
  assert.match(told.text ?? '', /€200 are reserved on it .*Nothing was charged\./s)
  await mendIssuing(house.db)
  await eventually('it is issued', async () => {
    if ((await state(order)) === 'fulfilled') return true
    return (await retryNow(tillOf(house), order.order_id)) === 'issued'
  })
  await fulfilled(house, order, PARTY)
  await audit(house)
})

test('F53: a deposit is captured once, with its actor written down; asked again, nothing more', async () => {
  const order = await bookDeposit(house)
  const captured = await captureDeposit(tillOf(house), order.order_id, 'Mara')
  assert.ok(!isRefused(captured))
  assert.deepEqual([captured.state, captured.received_minor], ['succeeded', DEPOSIT])
  const again = await captureDeposit(tillOf(house), order.order_id, 'Ivo')
  assert.ok(!isRefused(again) && again.id === captured.id)
  await audit(house)
  assert.equal(await capturesOf(house, order.intent), 1)
  assert.deepEqual(await trailOf(house, captured), ['deposit.captured by Mara'])
  assert.equal(await creditedOf(house, order), DEPOSIT)
  const page = await pageOf(order)
  assert.match(page, /The €200 that were reserved on your card have been charged to it/)
  assert.equal((await fetch(`${urlOf(order)}/receipt.pdf`)).status, 200)
  const told = await mailTo(house, order.email, 'Your card has been charged: ')
  for (const part of [told.text ?? '', told.html ?? '']) {
    assert.match(part, /€200/)
    assert.ok(part.includes(`${urlOf(order)}/receipt.pdf`))
  }
  const owed = await house.db.query({
    text: `select from mails where kind = 'deposit_charged' and subject_id = $1`,
    values: [captured.id],
  })
  assert.equal(owed.rowCount, 1)
})

test('F53: what is not authorised is not captured', async () => {
  const till = tillOf(house)
  const open = await placeDeposit(house)
  const unknown = await captureDeposit(till, newId('ord'), 'Mara')
  assert.ok(isRefused(unknown) && unknown.refused === 'order_unknown')
  const early = await captureDeposit(till, open.order_id, 'Mara')
  assert.ok(isRefused(early) && early.refused === 'deposit_not_authorised')
  const booked = await bookDeposit(house)
  await giveUp(booked)
  const late = await captureDeposit(till, booked.order_id, 'Mara')
  assert.ok(isRefused(late) && late.refused === 'deposit_not_authorised')
  await eventually('it is released', async () => (await state(booked)) === 'refunded')
  assert.equal(await capturesOf(house, booked.intent), 0)
})

test('F53: of a night that is called off nothing is charged any more', async () => {
  const booked = await bookDeposit(house)
  const setNight = (to: string) =>
    house.db.query({
      text: `update nights n set state = $2 from orders o where n.id = o.night_id and o.id = $1`,
      values: [booked.order_id, to],
    })
  await setNight('cancelled')
  const late = await captureDeposit(tillOf(house), booked.order_id, 'Mara')
  assert.ok(isRefused(late) && late.refused === 'deposit_not_authorised')
  assert.equal(await capturesOf(house, booked.intent), 0)
  await setNight('published')
})

test('F53: the database refuses more than was authorised', async () => {
  const { id } = await paymentOf(house, await bookDeposit(house))
  const tooMuch = house.db.query({
    text: `update payments set state = 'succeeded', succeeded_at = now(), received_minor = $2
            where id = $1`,
    values: [id, DEPOSIT + 1],
  })
  await assert.rejects(tooMuch, /captured_within_authorised/)
})

test('F53: the answer to a capture is lost; asked again it is found, and taken once', async () => {
  const order = await bookDeposit(house)
  const path = `/v1/payment_intents/${order.intent}/capture`
  await house.sim.control.failRequests({ path, effect: 'reset', when: 'after', times: 3 })
  await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
  await assert.rejects(captureDeposit(tillOf(house), order.order_id, 'Mara'))
  assert.equal((await paymentOf(house, order)).state, 'authorised')
  const found = await captureDeposit(tillOf(house), order.order_id, 'Ivo')
  assert.ok(!isRefused(found))
  await house.sim.control.clearFaults()
  await audit(house)
  assert.equal(await capturesOf(house, order.intent), 1)
  assert.deepEqual(await trailOf(house, found), ['deposit.captured by Mara'])
})

test("F53: captured in Stripe's dashboard, the money is booked and the table left alone", async () => {
  const order = await bookDeposit(house)
  await inDashboard(house, order.intent, 'capture')
  await eventually(
    'it is booked',
    async () => (await paymentOf(house, order)).state === 'succeeded',
  )
  await audit(house)
  assert.equal((await orderState(house, order)).tickets, PARTY)
  assert.deepEqual(await trailOf(house, await paymentOf(house, order)), [
    'deposit.captured by stripe',
  ])
})

test('F53: less is captured in the dashboard; so much is credited, and a person is told', async () => {
  const order = await bookDeposit(house)
  await inDashboard(house, order.intent, 'capture', { amount_to_capture: '15000' })
  const { detail } = await alertOpened(house, 'captured_less')
  assert.deepEqual(detail, { order: order.order_id, missing_minor: 5_000 })
  const { received_minor, succeeded_at } = await paymentOf(house, order)
  assert.equal(received_minor, 15_000)
  assert.equal(await creditedOf(house, order), 15_000)
  const booked = await findOrder(house.db, order.order_id)
  assert.ok(booked?.paid_at && succeeded_at && succeeded_at > booked.paid_at)
  // What the receipt says: the sum and the day of the charge, and not those of the order.
  const { charge } = await loadPurchase(house.db, booked)
  assert.deepEqual(charge, { amount_minor: 15_000, currency: 'eur', at: succeeded_at })
  assert.equal(await state(order), 'fulfilled')
  await house.db.query({
    text: `update alerts set state = 'resolved', resolved_at = now() where kind = 'captured_less'`,
  })
  await audit(house)
})

/** The owner gives an order up. */
async function giveUp({ order_id }: DepositOrder) {
  const wanted = { refund_id: newId('rfd'), order_id, requested_by: 'Owner' }
  return requestRefund(tillOf(house), { ...wanted, what: 'everything' })
}

test('F58: given up before it is captured: the table is free at once, the reservation ends, no refund', async () => {
  const order = await bookDeposit(house)
  const wanted = { refund_id: newId('rfd'), order_id: order.order_id, requested_by: 'Owner' }
  const part = await requestRefund(tillOf(house), { ...wanted, what: { amount_minor: 100 } })
  assert.ok(isRefused(part) && part.refused === 'refund_not_captured')
  const clicks = await Promise.all(Array.from({ length: 10 }, () => giveUp(order)))
  // Those that come after the release are told that nothing is paid.
  const released = clicks.filter((one) => !isRefused(one) && 'isReleased' in one)
  assert.ok(released.length > 0)
  assert.equal((await orderState(house, order)).tickets, 0)
  assert.equal((await tryToPlace(house, order.night.slug, tableOf(order))).status, 201)
  await eventually('it is released', async () => (await state(order)) === 'refunded')
  await mailTo(house, order.email, 'Your booking has ended')
  assert.match(await pageOf(order), /€200 that were reserved on your card are free again/)
  await audit(house)
  const { rows } = await house.db.query({
    text: `select from refunds where order_id = $1`,
    values: [order.order_id],
  })
  assert.equal(rows.length, 0)
  assert.deepEqual(await trailOf(house, await paymentOf(house, order)), [
    'deposit.released by Owner',
  ])
  assert.deepEqual(await alertsOf(house, 'refund_outside'), [])
})

const tableOf = ({ night }: DepositOrder) => ({
  table: { wished_id: night.tables[0] ?? '', party_size: 2 },
})

test('F58: captured in the dashboard while it is being released; the money goes back, once', async () => {
  const order = await bookDeposit(house)
  const path = `/v1/payment_intents/${order.intent}/cancel`
  await house.sim.control.failRequests({ path, effect: 'rate_limit', times: null })
  await giveUp(order)
  const { text } = await mailTo(house, order.email, 'Your booking is cancelled: ')
  assert.match(text ?? '', /€200 that are reserved on your card will not be charged/)
  const { order_id } = order
  const { id: payment_id } = await paymentOf(house, order)
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id) values ('alr_0', 'stripe_unreachable', 'x')`,
  })
  await giveUpRelease(tillOf(house), { payment_id, order_id })
  assert.deepEqual(await alertsOf(house, 'release_failed'), [], 'Stripe is away, and comes back')
  await house.db.query({ text: `delete from alerts where kind = 'stripe_unreachable'` })
  await giveUpRelease(tillOf(house), { payment_id, order_id })
  await alertOpened(house, 'release_failed')
  await inDashboard(house, order.intent, 'capture')
  await eventually('all is back', async () => (await state(order)) === 'refunded')
  await house.sim.control.clearFaults()
  await audit(house)
  const { refunds } = await house.sim.control.ledger()
  const theirs = refunds.filter(({ payment_intent }) => payment_intent === order.intent)
  assert.deepEqual(
    theirs.map(({ amount }) => amount),
    [DEPOSIT],
  )
  await alertCleared(house, 'release_failed')
  await alertCleared(house, 'capture_failed')
})

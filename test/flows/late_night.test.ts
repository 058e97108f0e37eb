import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expire } from '../../src/checkout/index.ts'
import { findOrder, type Order } from '../../src/orders/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { mailTo, paymentOf, placeDeposit } from '../deposits.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  orderState,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'
import { alertsAbout, refundsOf } from '../money_back.ts'
import { bookParty } from '../party.ts'
import { moreFor } from '../staff.ts'
import { loseJobs, payAtStripe } from '../sweep.ts'
import { tillOf } from '../till.ts'
import { ga, takenOf, wares, type OnSale } from '../ware.ts'

// Some ways to pay take days. What comes when the night is over, or called off, buys nothing.

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

type Night = Pick<OnSale, 'night_id'>

async function moveNight({ night_id }: Night, doors: string, ends: string): Promise<void> {
  await house.db.query({
    text: `update nights set doors_at = now() + $2::interval, ends_at = now() + $3::interval
            where id = $1`,
    values: [night_id, doors, ends],
  })
}

const endNight = (night: Night) => moveNight(night, '-1 day', '-1 minute')

async function callOff({ night_id }: Night): Promise<void> {
  await house.db.query({
    text: `update nights set state = 'cancelled' where id = $1`,
    values: [night_id],
  })
}

/** The guest has paid, and the bank takes its time; this ends it. */
async function startToPay(
  order: GuestOrder,
  ending: 'succeed' | 'fail' = 'succeed',
): Promise<() => Promise<unknown>> {
  await house.sim.control.holdPayments()
  const { body } = await pay(house, order)
  assert.equal(body.status, 'processing')
  const payment_intent = await intentOf(order)
  return () => house.sim.control.settlePayment({ payment_intent, ending })
}

async function intentOf({ order_id }: GuestOrder): Promise<string> {
  const { rows } = await house.db.query<{ id: string }>({
    text: `select payment_intent_id as id from payments where order_id = $1`,
    values: [order_id],
  })
  return rows[0]?.id ?? ''
}

/** Everything has gone back, once, and why is known; nothing was issued, the owner was told. */
async function wentBack(order: GuestOrder, because: Order['late_because']): Promise<void> {
  await eventually('it is refunded', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
  assert.equal((await findOrder(house.db, order.order_id))?.late_because, because)
  assert.equal((await orderState(house, order)).tickets, 0)
  const refunds = await refundsOf(house, order)
  assert.deepEqual(
    refunds.map(({ reason, state }) => `${reason} ${state}`),
    ['late_money succeeded'],
  )
  const alerts = await alertsAbout(house, order)
  assert.deepEqual(
    alerts.map(({ kind, state }) => `${kind} ${state}`),
    ['refund_due resolved'],
  )
  const { rows } = await house.db.query<{ kind: string }>({
    text: `select kind from mails where subject_id = $1 or subject_id = $2`,
    values: [order.order_id, refunds[0]?.id],
  })
  assert.deepEqual(rows, [{ kind: 'refund' }])
}

for (const ware of wares) {
  test(`F43: a payment succeeds when its night is over; nothing is issued, all goes back (${ware.name})`, async () => {
    const night = await ware.open(house.db)
    const order = await placeOrder(house, night.slug, night.wish(2))
    const endPayment = await startToPay(order)
    await endNight(night)
    await endPayment()
    await wentBack(order, 'night_over')
    assert.equal(await takenOf(house, night), 0)
    await audit(house)
  })

  test(`F42, F43: late money for a night that is called off takes no stock, though some is left (${ware.name})`, async () => {
    const night = await ware.open(house.db)
    const order = await placeOrder(house, night.slug, night.wish(1))
    const secret = await clientSecretOf(house, order)
    await expireInBooks(house, order)
    await callOff(night)
    await confirmAtStripe(house, secret)
    await wentBack(order, 'night_cancelled')
    assert.equal(await takenOf(house, night), 0)
    await audit(house)
  })

  test(`F19: a payment that succeeds while its night goes on still buys (${ware.name})`, async () => {
    const night = await ware.open(house.db)
    const order = await placeOrder(house, night.slug, night.wish(2))
    const endPayment = await startToPay(order)
    await moveNight(night, '-3 hours', '1 hour')
    await endPayment()
    await fulfilled(house, order, 2)
    await audit(house)
  })
}

/** After how many seconds the end of an order's hold is looked after again. */
async function nextLook({ order_id }: GuestOrder): Promise<number> {
  return eventually('it is put off', async () => {
    const { rows } = await house.db.query<{ seconds: number }>({
      text: `select extract(epoch from start_after - created_on)::float8 as seconds from pgboss.job
              where name = 'order.expire' and state = 'created' and data ->> 'order_id' = $1`,
      values: [order_id],
    })
    return rows[0]?.seconds
  })
}

test('F44: what is in flight for long is asked about ever more rarely, at least every hour', async () => {
  const night = await ga.open(house.db)
  const order = await placeOrder(house, night.slug, night.wish(1))
  const endPayment = await startToPay(order)
  for (const [overdue, seconds] of [
    ['20 seconds', 15],
    ['1 hour', 360],
    ['4 days', 3600],
  ] as const) {
    await eventually('its job is in the queue', () => loseJobs(house, order.order_id))
    await house.db.query({
      text: `update holds set expires_at = now() - $2::interval where order_id = $1`,
      values: [order.order_id, overdue],
    })
    await expire(tillOf(house), order.order_id, 'expired')
    const next = await nextLook(order)
    assert.ok(next > seconds - 10 && next < seconds + 10, `${overdue}: ${next} s`)
  }
  await endPayment()
  await fulfilled(house, order, 1)
  await audit(house)
})

test('F44: declined when its hold has been over for most of a day, an order ends within seconds', async () => {
  const night = await ga.open(house.db)
  const order = await placeOrder(house, night.slug, night.wish(1))
  const endPayment = await startToPay(order, 'fail')
  await eventually('its bank has it', async () => {
    return (await orderState(house, order)).payment === 'processing'
  })
  await eventually('its job is in the queue', () => loseJobs(house, order.order_id))
  await house.db.query({
    text: `update holds set expires_at = now() - interval '20 hours' where order_id = $1`,
    values: [order.order_id],
  })
  await expire(tillOf(house), order.order_id, 'expired')
  assert.ok((await nextLook(order)) > 3000)
  await endPayment()
  await eventually('the order has ended', async () => {
    return (await orderState(house, order)).state === 'expired'
  })
  assert.equal(await takenOf(house, night), 0)
  await audit(house)
})

test('F43: more guests are paid for when the night is over; their money goes back, the party stays', async () => {
  const party = await bookParty(house, 4)
  const more = await placeOrder(
    house,
    party.slug,
    moreFor({ ...party.booking, order: party.order }, 2),
  )
  const endPayment = await startToPay(more)
  await endNight(party)
  await endPayment()
  await wentBack(more, 'night_over')
  assert.deepEqual(await orderState(house, party.order), {
    state: 'fulfilled',
    fulfilment: 'done',
    payment: 'succeeded',
    tickets: 4,
  })
  assert.equal(await takenOf(house, party), 4)
  await audit(house)
})

test('F43: a deposit is authorised when its night is over; no table is booked, and it is let go', async () => {
  const order = await placeDeposit(house)
  await endNight(order.night)
  await payAtStripe(house, { ...order, client_secret: await clientSecretOf(house, order) })
  await eventually('it is released', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
  assert.equal((await paymentOf(house, order)).state, 'cancelled')
  const told = await mailTo(house, order.email, 'Your table was not booked')
  assert.match(told.text ?? '', /The night was over when your bank confirmed/)
  assert.deepEqual(await refundsOf(house, order), [])
  await audit(house)
})

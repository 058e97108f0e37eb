import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { requestRefund, retryNow, type RefundWanted } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { eventually, fulfilled, intentsAtStripe, orderState } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import {
  alertCleared,
  alertOpened,
  alertsOf,
  loseJobs,
  loseRetry,
  orderAtCheckout,
  payAtStripe,
  QUICK,
  roundsDone,
} from '../sweep.ts'
import { tillOf } from '../till.ts'
import { wares } from '../ware.ts'

let house: House
before(async () => {
  house = await openHouse(QUICK)
})
after(() => house.close())

/** Lets what an order waits for lie `minutes` further back. */
async function age(table: string, column: string, id: string, minutes = 10): Promise<void> {
  const key = table === 'holds' ? 'order_id' : 'id'
  await house.db.query({
    text: `update ${table} set ${column} = ${column} - make_interval(mins => $2) where ${key} = $1`,
    values: [id, minutes],
  })
}

async function writeAlert(kind: string, subjectId: string): Promise<void> {
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id) values ($1, $2, $3)`,
    values: [newId('alr'), kind, subjectId],
  })
}

for (const ware of wares) {
  test(`F45: a hold whose job was lost ends by the sweep; intent cancelled, stock back, alert cleared (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 3, ware)
    await writeAlert('hold_stuck', order.order_id)
    await eventually('its job is lost', () => loseJobs(house, order.order_id))
    await age('holds', 'expires_at', order.order_id, 30)
    await eventually('the order expires', async () => {
      return (await orderState(house, order)).state === 'expired'
    })
    const [intent] = await intentsAtStripe(house, order)
    assert.equal(intent?.status, 'canceled')
    await alertCleared(house, 'hold_stuck')
    await audit(house)
  })

  test(`F09: an order whose retry was lost has its tickets by the sweep (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 2, ware)
    await breakIssuing(house.db)
    await payAtStripe(house, order)
    await loseRetry(house, order)
    await mendIssuing(house.db)
    await age('orders', 'paid_at', order.order_id)
    await fulfilled(house, order, 2)
    await audit(house)
  })
}

for (const ware of wares) {
  test(`F09: a stuck order is tried again much later; its alert clears itself (${ware.name})`, async () => {
    await house.restart({ FULFIL_RETRY_SECONDS: '0.1,0.1,0.1,0.1,0.1' })
    const order = await orderAtCheckout(house, 2, ware)
    await breakIssuing(house.db)
    await payAtStripe(house, order)
    await alertOpened(house, 'fulfilment_stuck')
    await age('orders', 'paid_at', order.order_id)
    await roundsDone(house, 'stuck_fulfilments')
    assert.equal((await alertsOf(house, 'fulfilment_stuck')).length, 1)
    await mendIssuing(house.db)
    await fulfilled(house, order, 2)
    await alertCleared(house, 'fulfilment_stuck')
    await audit(house)
  })

  test(`F48: what was paid with another amount is left to a person, however long it waits (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 1, ware)
    const add = (minor: number) =>
      house.db.query({
        text: `update orders set total_minor = total_minor + $2 where id = $1`,
        values: [order.order_id, minor],
      })
    await add(100)
    await payAtStripe(house, order)
    await alertOpened(house, 'amount_mismatch')
    await age('orders', 'paid_at', order.order_id)
    await roundsDone(house, 'pending_fulfilments', 2)
    assert.deepEqual(await orderState(house, order), {
      state: 'paid',
      fulfilment: 'pending',
      payment: 'succeeded',
      tickets: 0,
    })
    await add(-100)
    await fulfilled(house, order, 1)
    await alertCleared(house, 'amount_mismatch')
    await audit(house)
  })

  test(`F48: what was paid in another currency is left to a person, however long it waits (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 1, ware)
    const inCurrency = (currency: string) =>
      house.db.query({
        text: `with changed as (update payments set currency = $2 where order_id = $1)
             update orders set currency = $2 where id = $1`,
        values: [order.order_id, currency],
      })
    await inCurrency('jpy')
    await payAtStripe(house, order)
    await alertOpened(house, 'amount_mismatch')
    await age('orders', 'paid_at', order.order_id)
    await roundsDone(house, 'pending_fulfilments', 2)
    assert.equal((await orderState(house, order)).tickets, 0)
    assert.deepEqual(await retryNow(tillOf(house), order.order_id), {
      refused: 'amount_differs',
      field: 'order_id',
    })
    await inCurrency('eur')
    await fulfilled(house, order, 1)
    await alertCleared(house, 'amount_mismatch')
    await audit(house)
  })
}

async function refund(order: { order_id: string }): Promise<string> {
  const wanted: RefundWanted = {
    refund_id: newId('rfd'),
    order_id: order.order_id,
    what: 'everything',
    requested_by: 'owner',
  }
  const asked = await requestRefund(tillOf(house), wanted)
  assert.ok(!isRefused(asked))
  return asked.id
}

async function refundsAtStripe(intent: string) {
  const { refunds } = await house.sim.control.ledger()
  return refunds.filter((one) => one.payment_intent === intent)
}

async function refunded(order: { order_id: string; secret: string }): Promise<void> {
  await eventually('the order is refunded', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
}

for (const ware of wares) {
  test(`F58: a refund whose job was lost is sent by the sweep, once (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 1, ware)
    await payAtStripe(house, order)
    await fulfilled(house, order, 1)
    await house.stopProduct()
    const id = await refund(order)
    assert.equal(await loseJobs(house, id), 1)
    await age('refunds', 'requested_at', id)
    await house.restart()
    await refunded(order)
    assert.equal((await refundsAtStripe(order.intent)).length, 1)
    await audit(house)
  })

  test(`F59: the news of a pending refund never comes; the sweep asks and finds that it arrived (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 1, ware)
    await payAtStripe(house, order, 'pm_card_pendingRefund')
    await fulfilled(house, order, 1)
    await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
    const id = await refund(order)
    const there = await eventually('the refund is at Stripe', async () => {
      return (await refundsAtStripe(order.intent))[0]
    })
    assert.equal(there.status, 'pending')
    await house.sim.control.settleRefund({ refund: there.id, ending: 'succeed' })
    assert.equal((await orderState(house, order)).state, 'refund_due')
    await age('refunds', 'requested_at', id)
    await refunded(order)
    assert.equal((await refundsAtStripe(order.intent)).length, 1)
    await house.sim.control.clearFaults()
    await audit(house)
  })
}

test("F10: the mail server is away; the alert stands, and the owner's mail comes when it is back", async () => {
  const smtpUrl = house.mailbox.smtpUrl
  await house.restart({ SMTP_URL: 'smtp://127.0.0.1:1' })
  const order = await orderAtCheckout(house)
  await breakIssuing(house.db)
  await payAtStripe(house, order)
  await alertOpened(house, 'fulfilment_stuck')
  const mail = await eventually("the owner's mail is owed", async () => {
    const { rows } = await house.db.query<{ id: string }>({
      text: `select m.id from mails m join alerts a on a.id = m.subject_id
              where a.kind = 'fulfilment_stuck' and a.state = 'open' and m.state = 'queued'`,
    })
    return rows[0]?.id
  })
  await eventually('its job has failed', async () => {
    const { rows } = await house.db.query({
      text: `select from pgboss.job where name = 'mail.send' and data ->> 'mail_id' = $1
                and retry_count > 0`,
      values: [mail],
    })
    return rows.length > 0
  })
  assert.equal((await alertsOf(house, 'fulfilment_stuck')).length, 1)
  // As if every try of two days had failed, and the queue had given up.
  await loseJobs(house, mail)
  await writeAlert('mail_undelivered', mail)
  await house.restart({ SMTP_URL: smtpUrl })
  await age('mails', 'queued_at', mail)
  await eventually('the mail is there', async () => {
    const mails = await house.mailbox.mails()
    const owners = mails.filter(({ to }) => to[0]?.address?.startsWith('owner@'))
    return owners.some(({ text }) => text?.includes(order.order_id))
  })
  await alertCleared(house, 'mail_undelivered')
  await mendIssuing(house.db)
  await age('orders', 'paid_at', order.order_id)
  await fulfilled(house, order, 1)
  await audit(house)
})

test('handled and ignored webhooks older than 30 days are purged; failed and newer ones stay', async () => {
  const write = (prefix: string, count: number, state: string, days: number) =>
    house.db.query({
      text: `insert into webhooks (id, type, state, received_at)
             select $1 || n, 'customer.created', $3, now() - make_interval(days => $4)
               from generate_series(1, $2) n`,
      values: [prefix, count, state, days],
    })
  await write('evt_young_', 10, 'handled', 29)
  await write('evt_failed_', 10, 'failed', 90)
  await write('evt_received_', 10, 'received', 90)
  await write('evt_ignored_', 1200, 'ignored', 31)
  await write('evt_handled_', 1200, 'handled', 400)
  const left = async () => {
    const { rows } = await house.db.query<{ kind: string; count: number }>({
      text: `select split_part(id, '_', 2) as kind, count(*)::int as count from webhooks
              where id ~ '^evt_(young|failed|received|ignored|handled)_[0-9]+$'
              group by 1 order by 1`,
    })
    return rows
  }
  await eventually('the old ones are gone', async () => (await left()).length === 3)
  assert.deepEqual(await left(), [
    { kind: 'failed', count: 10 },
    { kind: 'received', count: 10 },
    { kind: 'young', count: 10 },
  ])
  await audit(house)
})

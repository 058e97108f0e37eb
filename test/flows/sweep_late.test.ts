import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { eventually, fulfilled, orderState, pay, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { buy, giveBack, keepOursBack, refundIs, refundsOf } from '../money_back.ts'
import {
  alertCleared,
  alertOpened,
  alertsOf,
  orderAtCheckout,
  payAtStripe,
  QUICK,
  roundsDone,
} from '../sweep.ts'
import { ga } from '../ware.ts'

// What is tried again and again and does not get done: the owner hears of it within the hour.

let house: House
before(async () => {
  house = await openHouse(QUICK)
})
after(() => house.close())

/** Lets what an order, a refund, a mail or work waits for lie so many minutes further back. */
async function age(table: string, column: string, id: string, minutes: number): Promise<void> {
  const key = table === 'holds' ? 'order_id' : 'id'
  await house.db.query({
    text: `update ${table} set ${column} = ${column} - make_interval(mins => $2) where ${key} = $1`,
    values: [id, minutes],
  })
}

/** Every job about this is due, until it has been tried so often. */
async function tryOften(id: string, times: number): Promise<void> {
  await eventually(`it was tried ${times} times`, async () => {
    await hurry(id)
    const { rows } = await house.db.query({
      text: `select from pgboss.job
              where data::text like '%' || $1 || '%' and state < 'completed' and retry_count >= $2`,
      values: [id, times],
    })
    return rows.length > 0
  })
}

async function hurry(id: string): Promise<void> {
  await house.db.query({
    text: `update pgboss.job set start_after = now()
            where data::text like '%' || $1 || '%' and state < 'active'`,
    values: [id],
  })
}

/** Stripe says nothing of an order's intent; of all others it does. */
async function hideIntent({ intent }: { intent: string }): Promise<() => Promise<unknown>> {
  const path = `/v1/payment_intents/${intent}*`
  const fault = await house.sim.control.failRequests({ path, effect: 'error', times: null })
  return () => house.sim.control.clearFaults({ fault: fault.id })
}

const isExpired = (order: GuestOrder) =>
  eventually('the order expires', async () => {
    await hurry(order.order_id)
    return (await orderState(house, order)).state === 'expired'
  })

test('F45: a hold that cannot be ended is told after 50 minutes, while it is tried again', async () => {
  const order = await orderAtCheckout(house)
  const show = await hideIntent(order)
  await age('holds', 'expires_at', order.order_id, 10 + 45)
  await tryOften(order.order_id, 1)
  await roundsDone(house, 'stuck_holds', 2)
  assert.deepEqual(await alertsOf(house, 'hold_stuck'), [], 'it is 45 minutes late')
  await age('holds', 'expires_at', order.order_id, 10)
  assert.equal((await alertOpened(house, 'hold_stuck')).subject_id, order.order_id)
  await show()
  await isExpired(order)
  await alertCleared(house, 'hold_stuck')
  await audit(house)
})

test('F44: a hold that waits for a bank is told to nobody; its alert clears itself', async () => {
  const order = await orderAtCheckout(house)
  await house.sim.control.holdPayments()
  await pay(house, order)
  await eventually('its bank has it', async () => {
    return (await orderState(house, order)).payment === 'processing'
  })
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id) values ($1, 'hold_stuck', $2)`,
    values: [newId('alr'), order.order_id],
  })
  await age('holds', 'expires_at', order.order_id, 10 + 120)
  await alertCleared(house, 'hold_stuck')
  await roundsDone(house, 'stuck_holds', 2)
  assert.deepEqual(await alertsOf(house, 'hold_stuck'), [])
  await house.sim.control.settlePayment({ payment_intent: order.intent, ending: 'succeed' })
  await fulfilled(house, order, 1)
  await audit(house)
})

test('F73: what waits for Stripe while it is away, and until a moment after, is not told as well', async () => {
  const order = await orderAtCheckout(house)
  const sold = await buy(house, ga, 1)
  const show = await hideIntent(order)
  const send = await keepOursBack(house, sold)
  const id = await giveBack(house, sold, 'everything')
  const away = newId('alr')
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id, state, resolved_at)
           values ($1, 'stripe_unreachable', 'stripe', 'resolved', now() - interval '10 minutes')`,
    values: [away],
  })
  await age('holds', 'expires_at', order.order_id, 10 + 120)
  await age('refunds', 'requested_at', id, 120)
  await tryOften(order.order_id, 1)
  await tryOften(id, 1)
  await roundsDone(house, 'stuck_holds', 2)
  await roundsDone(house, 'stuck_refunds', 2)
  assert.deepEqual(await alertsOf(house, 'hold_stuck'), [])
  assert.deepEqual(await alertsOf(house, 'refund_failed'), [])
  await age('alerts', 'resolved_at', away, 11)
  await alertOpened(house, 'hold_stuck')
  await alertOpened(house, 'refund_failed')
  await show()
  await send()
  await isExpired(order)
  await hurry(id)
  await refundIs(house, sold, id, 'succeeded')
  await alertCleared(house, 'hold_stuck')
  await audit(house)
})

test('F58: a refund that cannot be sent for an hour is told; its alert clears itself when it is', async () => {
  const order = await buy(house, ga, 1, 'pm_card_pendingRefund')
  const send = await keepOursBack(house, order)
  const id = await giveBack(house, order, 'everything')
  await tryOften(id, 1)
  await age('refunds', 'requested_at', id, 61)
  const { subject_id, detail } = await alertOpened(house, 'refund_failed')
  assert.deepEqual([subject_id, detail['reason']], [id, 'not_sent'])
  await send()
  await hurry(id)
  await alertCleared(house, 'refund_failed')
  const [refund] = await refundsOf(house, order)
  assert.equal(refund?.state, 'requested', 'its bank takes its time, which is no fault')
  const there = refund.stripe_refund_id ?? ''
  await house.sim.control.settleRefund({ refund: there, ending: 'succeed' })
  await refundIs(house, order, id, 'succeeded')
  await audit(house)
})

test('F10: a mail that does not leave for an hour is told; its alert clears itself when it is', async () => {
  const smtpUrl = house.mailbox.smtpUrl
  await house.restart({ SMTP_URL: 'smtp://127.0.0.1:1' })
  const order = await buy(house, ga, 1)
  const mail = await eventually('the mail is owed', async () => {
    const { rows } = await house.db.query<{ id: string }>({
      text: `select id from mails where subject_id = $1 and kind = 'confirmation'`,
      values: [order.order_id],
    })
    return rows[0]?.id
  })
  await tryOften(mail, 1)
  await roundsDone(house, 'stuck_mails', 2)
  assert.deepEqual(await alertsOf(house, 'mail_undelivered'), [])
  await age('mails', 'queued_at', mail, 61)
  assert.equal((await alertOpened(house, 'mail_undelivered')).subject_id, mail)
  await house.restart({ SMTP_URL: smtpUrl })
  await hurry(mail)
  await house.mailbox.waitFor(({ to }) => to.some(({ address }) => address === order.email))
  await alertCleared(house, 'mail_undelivered')
  await audit(house)
})

test('F09: a retry that cannot even be counted is told when it is given up, and made by the sweep', async () => {
  await house.db.query({
    text: `update pgboss.queue set retry_limit = 0 where name = 'order.fulfil';
           create function uncountable() returns trigger language plpgsql as
             $$ begin raise exception 'no retry can be counted'; end $$;
           create trigger uncountable before update of fulfil_retries on orders
             for each row when (new.fulfil_retries > old.fulfil_retries)
             execute function uncountable()`,
  })
  const order = await orderAtCheckout(house)
  await breakIssuing(house.db)
  await payAtStripe(house, order)
  await eventually('its retry is given up', async () => {
    await hurry(order.order_id)
    return (await alertsOf(house, 'fulfilment_stuck')).length > 0
  })
  assert.equal((await orderState(house, order)).fulfilment, 'pending')
  await house.db.query({ text: `drop function uncountable cascade` })
  await mendIssuing(house.db)
  await age('orders', 'paid_at', order.order_id, 2)
  await fulfilled(house, order, 1)
  await alertCleared(house, 'fulfilment_stuck')
  await house.restart()
  await audit(house)
})

test('F09, F10: the queue takes nothing; the sweep issues the tickets, and the owner has a mail', async () => {
  await house.db.query({
    text: `create function refuse_jobs() returns trigger language plpgsql as
             $$ begin raise exception 'no job can be written'; end $$;
           create trigger refuse_jobs before insert on pgboss.job_common
             for each row execute function refuse_jobs()`,
  })
  const order = await orderAtCheckout(house)
  await breakIssuing(house.db)
  await payAtStripe(house, order)
  const waits = await eventually('its retry waits for the queue', async () => {
    const { rows } = await house.db.query<{ id: string }>({
      text: `select id from job_requests
              where queue = 'order.fulfil' and payload ->> 'order_id' = $1`,
      values: [order.order_id],
    })
    return rows[0]?.id
  })
  await mendIssuing(house.db)
  await age('orders', 'paid_at', order.order_id, 20)
  await roundsDone(house, 'pending_fulfilments', 2)
  assert.equal((await orderState(house, order)).fulfilment, 'pending', 'its retry is under way')
  assert.deepEqual(await alertsOf(house, 'work_waiting'), [])
  await age('job_requests', 'start_after', waits, 11)
  await fulfilled(house, order, 1)
  await alertOpened(house, 'work_waiting')
  await house.mailbox.waitFor(({ subject }) => subject.includes('taken up by nobody'))
  await house.db.query({ text: `drop function refuse_jobs cascade` })
  await alertCleared(house, 'work_waiting')
  await house.mailbox.waitFor(({ to }) => to.some(({ address }) => address === order.email))
  await audit(house)
})

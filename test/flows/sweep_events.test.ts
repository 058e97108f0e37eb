import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { deliver, signed } from '../deliver.ts'
import { eventually, fulfilled, orderState } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import {
  alertCleared,
  alertOpened,
  alertsOf,
  declineElsewhere,
  hideIntents,
  orderAtCheckout,
  payAtStripe,
  QUICK,
  roundsDone,
} from '../sweep.ts'
import { wares } from '../ware.ts'

let house: House
before(async () => {
  house = await openHouse(QUICK)
})
after(() => house.close())

async function eventOf(intent: string, type: string) {
  const { events } = await house.sim.control.ledger()
  const found = events.find((one) => one.type === type && JSON.stringify(one).includes(intent))
  assert.ok(found, `Stripe has the event ${type}`)
  return found
}

async function webhook(id: string) {
  const { rows } = await house.db.query({
    text: `select state, delivered_at is not null as delivered from webhooks where id = $1`,
    values: [id],
  })
  return rows[0]
}

/** Each kind of fault is told once an hour; each test here is another hour. */
async function anHourLater(): Promise<void> {
  await house.db.query({ text: `delete from chores where name ~ '^(tell_of|look_into)_'` })
}

const now_s = () => Math.floor(Date.now() / 1000)

// First, while Stripe's clock has not been moved: what counts here is how young the intent is.
for (const ware of wares) {
  test(`F11: an event comes before its order is visible; it is put off, and has its effect after (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 2, ware)
    await house.sim.control.idle()
    const hidden = await hide(order.order_id)
    await payAtStripe(house, order)
    const { id } = await eventOf(order.intent, 'payment_intent.succeeded')
    await eventually('the delivery was put off', async () => {
      const { deliveries } = await eventOf(order.intent, 'payment_intent.succeeded')
      return deliveries.some(({ attempts }) => attempts.some((one) => one.status_code === 409))
    })
    await roundsDone(house, 'missed_events')
    assert.equal(await webhook(id), undefined, 'nothing is stored of it')
    assert.deepEqual(await alertsOf(house, 'order_unknown'), [])
    await hidden.commit()
    await fulfilled(house, order, 2)
    await audit(house)
  })
}

const ORDER_TABLES = [
  'orders',
  'order_lines',
  'agreements',
  'payments',
  'holds',
  'placements',
  'order_origins',
]

const keyOf = (table: string) => (table === 'orders' ? 'id' : 'order_id')

/** Makes an order as it is before its own transaction commits: written, and visible to nobody. */
async function hide(orderId: string): Promise<{ commit(): Promise<void> }> {
  const client = await house.db.connect()
  await client.query('begin')
  for (const table of ORDER_TABLES) {
    const key = keyOf(table)
    await client.query(
      `create table kept_${table} as select * from ${table} where ${key} = '${orderId}'`,
    )
  }
  // A VIP table says itself who holds it.
  await client.query(
    `create table kept_offers as select night_id, vip_table_id, hold_id, heads from table_offers
      where hold_id in (select id from kept_holds)`,
  )
  await client.query(
    `update table_offers set hold_id = null, heads = 0
      where hold_id in (select id from kept_holds)`,
  )
  for (const table of ORDER_TABLES.toReversed()) {
    await client.query(`delete from ${table} where ${keyOf(table)} = '${orderId}'`)
  }
  await client.query('commit')
  await client.query('begin')
  // It goes on for as long as the test needs, and not only for as long as one of ours may.
  await client.query('set local idle_in_transaction_session_timeout = 0')
  for (const table of ORDER_TABLES) {
    await client.query(`insert into ${table} select * from kept_${table}`)
    await client.query(`drop table kept_${table}`)
  }
  await client.query(
    `update table_offers o set hold_id = k.hold_id, heads = k.heads from kept_offers k
      where o.night_id = k.night_id and o.vip_table_id = k.vip_table_id`,
  )
  await client.query('drop table kept_offers')
  return {
    commit: async () => {
      await client.query('commit')
      client.release()
    },
  }
}

for (const ware of wares) {
  test(`F04: an event that was never delivered is found in the list, once, and may still come (${ware.name})`, async () => {
    await house.sim.control.failWebhooks({ type: '*', effect: 'drop', times: null })
    const order = await orderAtCheckout(house, 2, ware)
    await hideIntents(house)
    await payAtStripe(house, order)
    await fulfilled(house, order, 2)
    const { id } = await eventOf(order.intent, 'payment_intent.succeeded')
    assert.deepEqual(await webhook(id), { state: 'handled', delivered: false })
    await house.sim.control.clearFaults()
    await house.sim.control.resendEvent({ event: id })
    await eventually('it is delivered after all', async () => {
      return ((await webhook(id)) as { delivered: boolean }).delivered
    })
    assert.equal((await orderState(house, order)).tickets, 2)
    const { rows } = await house.db.query({
      text: `select from mails where kind = 'confirmation' and subject_id = $1`,
      values: [order.order_id],
    })
    assert.equal(rows.length, 1)
    await audit(house)
  })

  test(`F04: events missed while the server was down are found right after it starts (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 1, ware)
    await house.stopProduct()
    await payAtStripe(house, order)
    await house.sim.control.advanceClock({ seconds: 600 })
    await hideIntents(house)
    // At its own pace now: only the round at the start can be so quick.
    await house.restart({ SWEEP_SECONDS_MAX: '86400' })
    await fulfilled(house, order, 1)
    await house.sim.control.clearFaults()
    await house.restart(QUICK)
    await audit(house)
  })
}

test('F04: more events than a round takes are gone through in several, and the oldest is found', async () => {
  const order = await orderAtCheckout(house)
  await house.sim.control.idle()
  await house.stopProduct()
  await house.sim.control.failWebhooks({ type: '*', effect: 'drop', times: null })
  await payAtStripe(house, order)
  await declineElsewhere(house, 210)
  await hideIntents(house)
  await house.restart()
  await fulfilled(house, order, 1)
  const { rows } = await house.db.query<{ count: number }>({
    text: `select count(*)::int as count from webhooks where state = 'ignored' and delivered_at is null`,
  })
  assert.equal(rows[0]?.count, 420)
  await house.sim.control.clearFaults()
  await audit(house)
})

test('F04: Stripe is silent though money comes; the owner is told until it speaks again', async () => {
  await house.restart({ WEBHOOK_SILENCE_MINUTES: '0.1' })
  const heard = await orderAtCheckout(house)
  await payAtStripe(house, heard)
  await fulfilled(house, heard, 1)
  // As if the money had come so long ago, together with its news.
  for (const column of ['payments.succeeded_at', 'webhooks.received_at', 'webhooks.delivered_at']) {
    const [table, name] = column.split('.')
    await house.db.query({ text: `update ${table} set ${name} = ${name} - interval '7 seconds'` })
  }
  await roundsDone(house, 'silence', 2)
  assert.deepEqual(await alertsOf(house, 'webhooks_silent'), [])
  await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
  const unheard = await orderAtCheckout(house)
  await payAtStripe(house, unheard)
  await fulfilled(house, unheard, 1)
  await alertOpened(house, 'webhooks_silent')
  await eventually('the owner has a mail', async () => {
    const mails = await house.mailbox.mails()
    return mails.some(({ subject }) => subject?.includes('Nothing comes from Stripe'))
  })
  await house.sim.control.clearFaults()
  const again = await orderAtCheckout(house)
  await payAtStripe(house, again)
  await fulfilled(house, again, 1)
  await alertCleared(house, 'webhooks_silent')
  await audit(house)
})

test('F04: the endpoint is disabled, incomplete or gone; the owner is told which, and that it healed', async () => {
  const { webhook_endpoints } = await house.sim.control.ledger()
  const path = `${house.sim.url}/v1/webhook_endpoints/${webhook_endpoints[0]?.id}`
  const ask = (method: string, body: Record<string, string> = {}) =>
    fetch(path, {
      method,
      headers: { authorization: `Bearer ${house.sim.secretKey}` },
      ...(method === 'POST' && { body: new URLSearchParams(body) }),
    })
  const kind = 'webhook_endpoint_disabled'
  await ask('POST', { disabled: 'true' })
  assert.equal((await alertOpened(house, kind)).detail['status'], 'disabled')
  await ask('POST', { disabled: 'false', 'enabled_events[0]': 'payment_intent.succeeded' })
  const { lacks } = await eventually('the owner is told what it lacks', async () => {
    const [alert] = await alertsOf(house, kind)
    if (alert?.detail['status'] === 'enabled') return alert.detail
    // Opened before, or by a round that had asked Stripe before.
    await house.db.query({ text: `update alerts set state = 'resolved', resolved_at = now()` })
    return undefined
  })
  assert.match(String(lacks), /refund\.failed, charge\.dispute\.created/)
  await ask('POST', { 'enabled_events[0]': '*' })
  await alertCleared(house, kind)
  await ask('DELETE')
  assert.equal((await alertOpened(house, kind)).detail['status'], 'missing')
  const url = `${house.url}/webhooks/stripe`
  await house.sim.control.setWebhookEndpoint({ url, secret: 'whsec_house' })
  await alertCleared(house, kind)
  await audit(house)
})

test('F13: the secret was rolled and nobody told the server; 400, an alarm, and the list heals it', async () => {
  await anHourLater()
  await house.sim.control.rollWebhookSecret({ secret: 'whsec_rolled', expires_in_s: 3600 })
  const during = await orderAtCheckout(house)
  await payAtStripe(house, during)
  await fulfilled(house, during, 1)
  assert.deepEqual(await alertsOf(house, 'webhooks_unverified'), [])
  await house.sim.control.advanceClock({ seconds: 7200 })
  const order = await orderAtCheckout(house)
  await payAtStripe(house, order)
  await alertOpened(house, 'webhooks_unverified')
  await fulfilled(house, order, 1)
  await house.restart({ STRIPE_WEBHOOK_SECRET: 'whsec_house,whsec_rolled' })
  const last = await orderAtCheckout(house)
  await payAtStripe(house, last)
  await alertCleared(house, 'webhooks_unverified')
  await audit(house)
})

test("F13: a stranger's garbage with a signature header is refused and alarms nobody", async () => {
  await anHourLater()
  await house.sim.control.idle()
  const path = '/v1/events/*'
  await house.sim.control.failRequests({ path, effect: 'delay', delay_ms: 1, times: null })
  const bodies = [
    '',
    '{',
    '[]',
    'null',
    ...Array.from({ length: 20 }, (_, n) => `{"id":"evt_${n}"}`),
  ]
  for (const body of bodies) {
    assert.equal(await deliver(house, body, signed(body, now_s(), 'whsec_stranger')), 400)
    assert.equal(await deliver(house, body, 'nonsense'), 400)
  }
  assert.deepEqual(await alertsOf(house, 'webhooks_unverified'), [])
  assert.deepEqual(await alertsOf(house, 'clock_wrong'), [])
  const asked = (await house.sim.control.faultLog()).filter((one) => one.subject.includes('/evt_'))
  assert.equal(asked.length, 1, 'Stripe is asked about one of them')
  await house.sim.control.clearFaults()
})

test('F14: our clock is ahead of Stripe; the owner is told by how much, and the list heals it', async () => {
  await anHourLater()
  await house.sim.control.failWebhooks({ type: '*', effect: 'stale_signature', times: null })
  const order = await orderAtCheckout(house)
  await payAtStripe(house, order)
  const { detail } = await alertOpened(house, 'clock_wrong')
  assert.equal(detail['our_clock'], 'ahead')
  assert.ok(Math.abs(Number(detail['seconds']) - 600) < 30, String(detail['seconds']))
  await fulfilled(house, order, 1)
  await house.sim.control.clearFaults()
  const next = await orderAtCheckout(house)
  await payAtStripe(house, next)
  await alertCleared(house, 'clock_wrong')
  await audit(house)
})

test('F14: our clock is behind; nothing is refused for it, and the owner is told', async () => {
  await anHourLater()
  const event = (id: string) =>
    JSON.stringify({ id, object: 'event', type: 'customer.created', data: { object: {} } })
  const early = event(`evt_${newId('att')}`)
  assert.equal(await deliver(house, early, signed(early, now_s() + 900)), 200)
  const { detail } = await alertOpened(house, 'clock_wrong')
  assert.equal(detail['our_clock'], 'behind')
  const right = event(`evt_${newId('att')}`)
  assert.equal(await deliver(house, right, signed(right, now_s())), 200)
  await alertCleared(house, 'clock_wrong')
})

// Last, since Stripe's clock is a day ahead after it.
test('F07: an event that cannot be handled holds up no other, and is tried until it can be', async () => {
  const order = await orderAtCheckout(house)
  await payAtStripe(house, order)
  await fulfilled(house, order, 1)
  await house.sim.control.failWebhooks({ type: '*', effect: 'drop', times: null })
  await house.db.query({
    text: `create function refuse_disputes() returns trigger language plpgsql as $$
             begin raise exception 'disputes cannot be written'; end $$;
           create trigger refuse_disputes before insert on disputes
             for each statement execute function refuse_disputes()`,
  })
  await house.sim.control.createDispute({ payment_intent: order.intent })
  const other = await orderAtCheckout(house)
  await hideIntents(house)
  await payAtStripe(house, other)
  await fulfilled(house, other, 1)
  const dispute = await eventOf(order.intent, 'charge.dispute.created')
  assert.equal(await webhook(dispute.id), undefined)
  // Nobody could handle it for a day: the owner is told, and the list goes on without it.
  await house.sim.control.clearFaults()
  await house.sim.control.failWebhooks({ type: '*', effect: 'drop', times: null })
  const later = await orderAtCheckout(house)
  await house.sim.control.advanceClock({ seconds: 25 * 3600 })
  await payAtStripe(house, later)
  await eventually('the owner is told of it', async () => {
    const failed = await alertsOf(house, 'event_failed')
    return failed.some(({ subject_id }) => subject_id === dispute.id)
  })
  await house.db.query({ text: `drop trigger refuse_disputes on disputes` })
  await house.sim.control.clearFaults()
  const { events } = await house.sim.control.ledger()
  for (const { id, type } of events)
    if (type.startsWith('charge.dispute.')) await house.sim.control.resendEvent({ event: id })
  await alertOpened(house, 'dispute_open')
  await alertCleared(house, 'event_failed')
  await audit(house)
})

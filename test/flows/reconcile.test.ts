import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { retryNow } from '../../src/checkout/index.ts'
import { newId, newTicketCode } from '../../src/kernel/index.ts'
import { reconcile } from '../../src/overview/index.ts'
import type { TonightAnswer } from '../../src/web/dashboard/api/tonight_answers.ts'
import { auditAndClose } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { bookDeposit, depositNight } from '../deposits.ts'
import { eventually, orderState, pay, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { buy, giveBack, refundIs } from '../money_back.ts'
import { bookTable, keys, staffDo } from '../staff.ts'
import { loseRetry, QUICK, roundsDone } from '../sweep.ts'
import { tillOf } from '../till.ts'
import { ga, placeOf, vip } from '../ware.ts'
import { addVipNight } from '../vip_catalog.ts'

// "Every payment has its ticket, every ticket its payment": what the line says, and when.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1', FULFIL_RETRY_SECONDS: '600,600' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

/** What rounds that follow each other find, as [what, order]. */
async function rounds(count: number): Promise<[string, string][]> {
  const chore = reconcile(house.db)
  let note: Record<string, unknown> = {}
  for (let n = 0; n < count; n += 1)
    note = (await chore.round(note, new AbortController().signal))?.note ?? {}
  const differing = note['differing'] as { what: string; order_id: string }[]
  assert.equal(note['count'], differing.length)
  return differing.map(({ what, order_id }) => [what, order_id])
}

/** What the owner's first screen says of it. */
async function line() {
  const { text } = await owner.get('/api/dashboard/tonight')
  const { reconciliation } = JSON.parse(text) as TonightAnswer
  return reconciliation ?? assert.fail(text)
}

const isAbout = (order: GuestOrder) => (one: { order_id: string }) =>
  one.order_id === order.order_id

/** A GA order that is paid and issued, whose tickets are gone; gives them back. */
async function loseTickets({ order_id }: GuestOrder): Promise<() => Promise<unknown>> {
  const { rows } = await house.db.query<{ one: object }>({
    text: `delete from tickets t where order_id = $1 returning to_jsonb(t) as one`,
    values: [order_id],
  })
  assert.ok(rows.length > 0)
  return () =>
    house.db.query({
      text: `insert into tickets select * from jsonb_populate_recordset(null::tickets, $1)`,
      values: [JSON.stringify(rows.map(({ one }) => one))],
    })
}

test('purchases, refunds, deposits, parties and walk-ins of a night are all well', async () => {
  const some = await buy(house, ga, 3)
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from tickets where order_id = $1 limit 1`,
    values: [some.order_id],
  })
  const part = await giveBack(house, some, { ticket_ids: rows.map(({ id }) => id) })
  await refundIs(house, some, part, 'succeeded')
  const whole = await buy(house, ga, 1)
  await refundIs(house, whole, await giveBack(house, whole, 'everything'), 'succeeded')
  await buy(house, vip, 3)
  await bookDeposit(house, await depositNight(house))
  const night = await addVipNight(house.db, { tables: [{}, {}] })
  await bookTable(house, night.slug, night.tables[0] ?? '')
  await staffDo(house, 'POST', `nights/${night.slug}/walk_ins`, {
    party_name: 'Walkers',
    party_size: 2,
    table: night.tables[1],
  })
  await placeOf(ga, house, 1)
  assert.deepEqual(await rounds(2), [])
  await roundsDone(house, 'reconcile', 2)
  const { checked_at, ...said } = await line()
  assert.deepEqual(said, { is_late: false, count: 0, orders: [] })
  assert.ok(checked_at && Date.now() - Date.parse(checked_at) < 60_000, String(checked_at))
})

test('a ticket that nobody has paid for is found, and named when two rounds have found it', async () => {
  const order = await placeOf(ga, house, 1)
  const id = newId('tkt')
  await house.db.query({
    text: `insert into tickets (id, order_id, order_line_id, ordinal, night_id, ticket_type_id, code)
           select $2, o.id, l.id, 1, o.night_id, l.ticket_type_id, $3
             from orders o join order_lines l on l.order_id = o.id where o.id = $1`,
    values: [order.order_id, id, newTicketCode()],
  })
  assert.deepEqual(await rounds(1), [], 'it may be on its way')
  assert.deepEqual(await rounds(2), [['no_money', order.order_id]])
  const said = await eventually('the line names it', async () => {
    const { count, orders } = await line()
    return count === 1 && orders.find(isAbout(order))
  })
  assert.deepEqual([said.what, said.guest_name, said.amount_minor], ['no_money', 'Ada', 2450])
  await house.db.query({ text: `delete from tickets where id = $1`, values: [id] })
  assert.deepEqual(await rounds(2), [])
  await eventually('the line is green again', async () => (await line()).count === 0)
})

test('an order that claims to be fulfilled and has no ticket, or too few, is found', async () => {
  const order = await buy(house, ga, 2)
  const bring = await loseTickets(order)
  assert.deepEqual(await rounds(2), [['no_ticket', order.order_id]])
  await bring()
  const { rows } = await house.db.query<{ one: object }>({
    text: `delete from tickets t where order_id = $1 and ordinal = 2 returning to_jsonb(t) as one`,
    values: [order.order_id],
  })
  assert.deepEqual(await rounds(2), [['no_ticket', order.order_id]])
  await house.db.query({
    text: `insert into tickets select * from jsonb_populate_record(null::tickets, $1)`,
    values: [rows[0]?.one],
  })
  assert.deepEqual(await rounds(2), [])
})

test('what has no ticket yet is on its way while somebody will try, and nobody else is', async () => {
  await breakIssuing(house.db)
  const order = await placeOf(ga, house, 1)
  await pay(house, order)
  await eventually('it is paid', async () => (await orderState(house, order)).state === 'paid')
  assert.deepEqual(await rounds(2), [], 'a retry is planned')
  await loseRetry(house, order)
  assert.deepEqual(await rounds(2), [['no_ticket', order.order_id]])
  await mendIssuing(house.db)
  assert.equal(await retryNow(tillOf(house), order.order_id), 'issued')
  assert.deepEqual(await rounds(2), [])
})

test('an open alert accounts for money without tickets; without it the order is named', async () => {
  await breakIssuing(house.db)
  const order = await placeOf(ga, house, 1)
  await pay(house, order)
  await eventually('it is paid', async () => (await orderState(house, order)).state === 'paid')
  await loseRetry(house, order)
  const alert = newId('alr')
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id) values ($1, 'fulfilment_stuck', $2)`,
    values: [alert, order.order_id],
  })
  assert.deepEqual(await rounds(2), [])
  await house.db.query({
    text: `update alerts set state = 'resolved', resolved_at = now() where id = $1`,
    values: [alert],
  })
  assert.deepEqual(await rounds(2), [['no_ticket', order.order_id]])
  await mendIssuing(house.db)
  assert.equal(await retryNow(tillOf(house), order.order_id), 'issued')
})

test('passes that nobody has paid for are found', async () => {
  const order = await buy(house, vip, 2)
  const payment = await house.db.query<{ one: object }>({
    text: `update payments p set state = 'cancelled', received_minor = null, succeeded_at = null
            where order_id = $1 returning to_jsonb(p) as one`,
    values: [order.order_id],
  })
  assert.equal(payment.rowCount, 1)
  assert.deepEqual(await rounds(2), [['no_money', order.order_id]])
  await house.db.query({
    text: `update payments set state = 'succeeded', received_minor = amount_minor,
                  succeeded_at = now() where order_id = $1`,
    values: [order.order_id],
  })
  assert.deepEqual(await rounds(2), [])
})

test('a round that is told to stop half-way leaves what was known', async () => {
  const stopping = AbortSignal.abort()
  const ended = await reconcile(house.db).round({ checked_at: 'earlier' }, stopping)
  assert.equal(ended, undefined)
})

test('many orders are gone through page by page', async () => {
  assert.deepEqual(await rounds(2), [])
  const order = await buy(house, ga, 1)
  // Behind more than two pages of others that came in the same instant.
  await house.db.query({
    text: `with one as (select * from orders where id = $1), made as (
             insert into orders (id, night_id, secret, state, fulfilment, total_minor, currency,
                                 placed_at, paid_at, fulfilled_at)
             select 'ord_0' || lpad(n::text, 25, '0'), night_id, secret, state, fulfilment,
                    total_minor, currency, placed_at, paid_at, fulfilled_at
               from one, generate_series(1, 2100) n returning id)
           select count(*) from made`,
    values: [order.order_id],
  })
  await house.db.query({
    text: `insert into payments (id, order_id, payment_intent_id, state, amount_minor, currency,
                                 received_minor, received_currency, succeeded_at)
           select 'pay_' || o.id, o.id, 'pi_' || o.id, 'succeeded', p.amount_minor, p.currency,
                  p.received_minor, p.received_currency, p.succeeded_at
             from orders o, payments p where o.id like 'ord_0000000%' and p.order_id = $1`,
    values: [order.order_id],
  })
  const first = await reconcile(house.db).round({}, new AbortController().signal)
  const found = first?.note?.['found'] as { order_id: string }[]
  // They have no lines, so each has as many tickets as it ordered; the real one has its ticket.
  assert.deepEqual(found, [])
  const bring = await loseTickets(order)
  assert.deepEqual(await rounds(2), [['no_ticket', order.order_id]])
  await bring()
  await house.db.query({ text: `delete from payments where order_id like 'ord_0000000%'` })
  await house.db.query({ text: `delete from orders where id like 'ord_0000000%'` })
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import type { OrderNights, OrderRow } from '../../src/web/dashboard/api/orders_answers.ts'
import { auditAndClose } from '../audit.ts'
import { ask, declineNoted, readCsv } from '../dashboard_lists.ts'
import { eventually, fulfilled, intentsAtStripe, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { ga, vip } from '../ware.ts'

// The list of orders: each way to find one, each way to narrow it down, and the file.

let house: House
let owner: Browser
/** Orders by what they are, and their nights. */
let ids: Record<'paid' | 'open' | 'table' | 'evil', string>
let nights: Record<'ga' | 'vip', string>
let intent = ''

before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
  const onSale = await ga.open(house.db)
  const tables = await vip.open(house.db)
  nights = { ga: onSale.slug, vip: tables.slug }
  const guest = (name: string, email: string) => ({ name, email, phone: '+49 30 1234567' })
  const place = (name: string, email: string) =>
    placeOrder(house, onSale.slug, onSale.wish(2), guest(name, email))
  const paid = await place('Zoë Aguirre', 'zoe.aguirre@guest.example')
  await pay(house, paid, 'pm_card_visa_chargeDeclinedInsufficientFunds')
  await pay(house, paid)
  await fulfilled(house, paid, 2)
  intent = (await intentsAtStripe(house, paid))[0]?.id ?? ''
  const open = await place('Ada da Silva', 'a_da+100@guest.example')
  await pay(house, open, 'pm_card_visa_chargeDeclinedInsufficientFunds')
  await declineNoted(house, open)
  const evil = await place('=HYPERLINK("x"), "q"', 'evil@guest.example')
  const table = await placeOrder(
    house,
    tables.slug,
    tables.wish(3),
    guest('Noor O’Brien', 'noor@guest.example'),
  )
  await pay(house, table)
  await fulfilled(house, table, 3)
  const [paidId, openId, tableId, evilId] = [paid, open, table, evil].map((one) => one.order_id)
  ids = { paid: paidId ?? '', open: openId ?? '', table: tableId ?? '', evil: evilId ?? '' }
})
after(() => auditAndClose(house))

async function find(query: Record<string, string>): Promise<OrderRow[]> {
  return (await ask<{ rows: OrderRow[] }>(owner, `/orders?${new URLSearchParams(query)}`)).rows
}
/** Which of the orders above are found, in the order in which they are named there. */
async function found(query: Record<string, string>): Promise<string[]> {
  const rows = await find(query)
  const names = Object.entries(ids).filter(([, id]) => rows.some((row) => row.id === id))
  return names.map(([name]) => name)
}

test('an order is found by name, mail, number, payment, and the last four of its card', async () => {
  for (const [q, names] of [
    ['zoe', ['paid']],
    ['ZOË agui', ['paid']],
    ['silva ada', ['open']],
    ['o brien', ['table']],
    ['zoe.aguirre@', ['paid']],
    ['A_DA+1', ['open']],
    ['a%da+100', []],
    ['a_d_+100', []],
    [ids.table, ['table']],
    [intent, ['paid']],
    ['9995', ['paid', 'open']],
    ['4242', ['paid', 'table']],
    ['0000', []],
    ['a', []],
    [`'; drop table orders; --`, []],
  ] as const)
    assert.deepEqual(await found({ q }), names, q)
})

test('it is narrowed by night, state, kind and time, and by all of them together', async () => {
  assert.deepEqual(await found({}), ['paid', 'open', 'table', 'evil'])
  assert.deepEqual(await found({ night: nights.ga }), ['paid', 'open', 'evil'])
  assert.deepEqual(await found({ state: 'fulfilled' }), ['paid', 'table'])
  assert.deepEqual(await found({ state: 'disputed' }), [])
  assert.deepEqual(await found({ kind: 'vip' }), ['table'])
  assert.deepEqual(await found({ kind: 'ga', state: 'open', q: 'ada' }), ['open'])
  assert.deepEqual(await found({ to: '2026-01-01T00:00' }), [])
  assert.deepEqual(await found({ from: '2026-01-01T00:00', night: nights.vip }), ['table'])
  const told = await ask<OrderNights>(owner, '/orders/nights')
  assert.deepEqual(new Set(told.nights.map(({ slug }) => slug)), new Set(Object.values(nights)))
})

test('a table’s line says how many its party is', async () => {
  const [row] = await find({ q: ids.table })
  assert.equal(row?.places, 3)
})

test('a line says what was paid, with which card, and how often it failed before', async () => {
  const [row] = await find({ q: ids.paid })
  assert.deepEqual(
    [row?.state, row?.places, row?.total_minor, row?.received_minor, row?.failures],
    ['fulfilled', 2, ga.priceOf(2), ga.priceOf(2), 1],
  )
  assert.deepEqual([row?.card_brand, row?.card_last4, row?.dispute], ['visa', '4242', null])
})

test('pages follow on each other, and one is read again between its ends', async () => {
  const { rows } = await ask<{ rows: OrderRow[] }>(owner, '/orders')
  const [first, second] = rows
  const end = encodeURIComponent(second?.cursor ?? '')
  const rest = await ask<{ rows: OrderRow[]; next: null }>(owner, `/orders?after=${end}`)
  assert.deepEqual([first, second, ...rest.rows], rows)
  const until = await ask<{ rows: OrderRow[] }>(owner, `/orders?until=${end}`)
  assert.deepEqual(until.rows, [first, second])
})

/** The file, with the mark in front, which fetch would take away. */
async function file(query: string): Promise<{ headers: Headers; text: string }> {
  const response = await fetch(`${house.url}/api/dashboard/orders.csv${query}`, {
    headers: { cookie: owner.cookie() },
  })
  assert.equal(response.status, 200)
  return { headers: response.headers, text: Buffer.from(await response.arrayBuffer()).toString() }
}

test('the file has the books’ orders, a formula is text, and filters apply', async () => {
  const { headers, text } = await file('')
  assert.match(headers.get('content-type') ?? '', /^text\/csv; charset=utf-8/)
  assert.match(headers.get('content-disposition') ?? '', /attachment; filename="orders.csv"/)
  const [head, ...lines] = readCsv(text)
  assert.equal(head?.[0], 'Order')
  const { rows: books } = await house.db.query<{ id: string; total: string }>({
    text: `select id, to_char(total_minor / 100.0, 'FM999990.00') as total from orders
            order by placed_at desc, id desc`,
  })
  assert.deepEqual(
    lines.map((line) => [line[0], line[9]]),
    books.map(({ id, total }) => [id, total]),
  )
  const evil = lines.find(([id]) => id === ids.evil)
  assert.equal(evil?.[6], `'=HYPERLINK("x"), "q"`)
  assert.equal(evil?.length, head?.length)
  const vips = readCsv((await file('?kind=vip')).text)
  assert.deepEqual(
    vips.slice(1).map(([id]) => id),
    [ids.table],
  )
})

test('the file needs the right to see revenue, the list does not; the door has neither', async () => {
  const host = await signedInAs(house, 'host')
  const door = await signedInAs(house, 'door')
  const status = async (browser: Browser, path: string) =>
    (await browser.get(`/api/dashboard${path}`)).status
  assert.equal(await status(host, '/orders'), 200)
  assert.equal(await status(host, '/orders.csv'), 403)
  assert.equal(await status(door, '/orders'), 403)
  assert.equal(await status(door, '/orders/nights'), 403)
})

test('what is wrong about a filter is refused by its name', async () => {
  for (const [query, field, status] of [
    ['state=gone', 'state', 422],
    ['kind=x', 'kind', 422],
    ['from=yesterday', 'from', 422],
    ['from=0000-01-01T00:00', 'from', 422],
    ['to=2026-02-30T00:00', 'to', 422],
    ['q=%00', 'q', 422],
    [`q=${'x'.repeat(321)}`, 'q', 422],
    ['night=no-such-night', 'night', 404],
    ['after=ord_1', 'after', 422],
    ['until=ord_1', 'until', 422],
  ] as const) {
    const answer = await owner.get(`/api/dashboard/orders?${query}`)
    assert.equal(answer.status, status, `${query}: ${answer.text}`)
    const { errors } = JSON.parse(answer.text) as { errors: { field: string }[] }
    assert.equal(errors[0]?.field, field, query)
  }
})

test('a refunded order is found as such', async () => {
  await refundAll(ids.table)
  assert.deepEqual(await found({ state: 'refunded' }), ['table'])
  const [row] = await find({ q: ids.table })
  assert.equal(row?.refunded_minor, row?.total_minor)
})

async function refundAll(order_id: string): Promise<void> {
  const answer = await fetch(`${house.url}/api/dashboard/orders/${order_id}/refund`, {
    method: 'POST',
    headers: { cookie: owner.cookie(), origin: house.url, 'content-type': 'application/json' },
    body: JSON.stringify({ refund_id: newId('rfd'), what: 'everything' }),
  })
  assert.ok(answer.ok, await answer.text())
  await eventually('it is refunded', async () => {
    const order = { order_id, secret: '' }
    return (await orderState(house, order)).state === 'refunded'
  })
}

test('what nobody can type is refused by the name of its field', async () => {
  for (const path of [
    '/orders?q=%00',
    '/orders?night=%00',
    '/failed?night=%00',
    '/tonight?night=%00',
  ]) {
    const answer = await owner.get(`/api/dashboard${path}`)
    assert.equal(answer.status, 422, path)
    const { errors } = JSON.parse(answer.text) as { errors: { field: string }[] }
    assert.equal(errors[0]?.field, path.includes('q=') ? 'q' : 'night')
  }
})

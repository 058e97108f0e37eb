import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AuditChoices, AuditRow } from '../../src/web/dashboard/api/audit_answers.ts'
import { auditAndClose } from '../audit.ts'
import { dashboard } from '../dashboard.ts'
import { ask, readCsv } from '../dashboard_lists.ts'
import { desk } from '../desk.ts'
import { openHouse, type House } from '../house.ts'
import { memberId, signedInAs, type Browser } from '../member.ts'
import { buy } from '../money_back.ts'
import { newId } from '../../src/kernel/index.ts'
import { bookTable, keys, staffDo } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'
import { ga } from '../ware.ts'

// The audit log: who did what, found by person, subject, kind, night and time.

let house: House
let owner: Browser
let manager: Browser
let order: Awaited<ReturnType<typeof buy>>
let booking: Awaited<ReturnType<typeof bookTable>>
let vip: Awaited<ReturnType<typeof addVipNight>>
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
  manager = await signedInAs(house, 'manager')
  order = await buy(house, ga, 2)
  const refund = { refund_id: newId('rfd'), what: { amount_minor: 1000 }, left_minor: 4900 }
  assert.equal((await desk(house, manager, order, '/refund', refund)).status, 201)
  const note = { note_id: newId('nte'), text: 'Olga Privata called from 0171 998877' }
  assert.equal((await desk(house, owner, order, '/note', note)).status, 201)
  vip = await addVipNight(house.db, { tables: [{}, {}] })
  const [a = '', b = ''] = vip.tables
  booking = await bookTable(house, vip.slug, a)
  await staffDo(house, 'POST', `bookings/${booking.id}/table`, { table: b })
  const block = { reason: 'Wobbles, says Olga Privata' }
  await staffDo(house, 'POST', `nights/${vip.slug}/tables/${a}/block`, block)
})
after(() => auditAndClose(house))

const find = async (query: Record<string, string>, browser = manager) =>
  (await ask<{ rows: AuditRow[] }>(browser, `/audit?${new URLSearchParams(query)}`)).rows
const actions = async (query: Record<string, string>) =>
  (await find(query)).map(({ action }) => action)

test('an entry says who did what, when, and leads to its order; the newest comes first', async () => {
  const [noted, refunded] = await find({ q: order.order_id })
  assert.equal(noted?.sentence, 'Wrote a note; it stands with the order.')
  assert.equal(noted.actor, 'Olga Owner')
  assert.ok(Date.now() - Date.parse(noted.at) < 60_000)
  assert.equal(refunded?.sentence, 'Asked for a refund of €10.')
  assert.equal(refunded.actor, 'Mateo Manager')
  assert.deepEqual(refunded.link, { to: 'order', order_id: order.order_id })
  const all = await find({})
  const times = all.map(({ at }) => at)
  assert.deepEqual(times, times.toSorted().toReversed())
})

test('what was done is found by order, guest, booking, table and member', async () => {
  const ofOrder = ['order.noted', 'refund.requested']
  assert.deepEqual(await actions({ q: order.order_id }), ofOrder)
  assert.deepEqual(await actions({ q: order.order_id.toUpperCase() }), ofOrder)
  assert.deepEqual(await actions({ q: order.email }), ofOrder)
  assert.deepEqual(await actions({ q: booking.id }), ['booking.moved'])
  assert.deepEqual(await actions({ q: booking.order.order_id }), ['booking.moved'])
  assert.deepEqual(await actions({ q: vip.tables[0] ?? '' }), ['table.blocked'])
  const id = await memberId(house, 'manager@demo.example')
  for (const q of ['Mateo Manager', 'mateo manager', id])
    assert.deepEqual(await actions({ q }), ['sign_in.succeeded'], q)
  for (const q of ['nobody@guest.example', newId('ord'), `'; drop table audit_entries; --`])
    assert.deepEqual(await actions({ q }), [], q)
})

test('it is narrowed to a person, a kind, a night and a time, and to all of them', async () => {
  assert.deepEqual(await actions({ night: vip.slug }), ['table.blocked', 'booking.moved'])
  assert.deepEqual(await actions({ night: vip.slug, kind: 'booking' }), ['booking.moved'])
  assert.deepEqual(await actions({ who: 'Mateo Manager' }), [
    'refund.requested',
    'sign_in.succeeded',
  ])
  assert.deepEqual(await actions({ who: 'Mateo Manager', kind: 'refund' }), ['refund.requested'])
  assert.deepEqual(await actions({ who: 'Mateo', kind: 'refund' }), [])
  assert.deepEqual(await actions({ to: '2026-01-01T00:00' }), [])
  assert.ok((await actions({ from: '2026-01-01T00:00', to: '2098-01-01T00:00' })).length > 4)
  const { actors, kinds } = await ask<AuditChoices>(manager, '/audit/choices')
  for (const name of ['Mateo Manager', 'Olga Owner', 'Mona']) assert.ok(actors.includes(name), name)
  for (const kind of ['booking', 'refund', 'sign_in', 'table']) assert.ok(kinds.includes(kind))
})

test('a table is called by its name, and the night with it, also in Spanish', async () => {
  const [blocked, moved] = await find({ night: vip.slug })
  assert.match(blocked?.sentence ?? '', /^Took table .+ off the sale for .+\.$/)
  assert.match(moved?.sentence ?? '', /^Moved the party from .+ to .+\.$/)
  const response = await fetch(`${house.url}/api/dashboard/audit?kind=refund`, {
    headers: { cookie: manager.cookie(), 'accept-language': 'es' },
  })
  const { rows } = (await response.json()) as { rows: AuditRow[] }
  assert.match(rows[0]?.sentence ?? '', /^Pidió un reembolso de 10\s€\.$/)
})

test('nothing of a guest is in it, and no free text', async () => {
  const { text } = await owner.get('/api/dashboard/audit.csv')
  for (const personal of ['Privata', '0171', order.email, 'Ada'])
    assert.ok(!text.includes(personal), personal)
})

test('the owner has it as a file, nobody else; hosts and the door do not see it', async () => {
  const { status, text, headers } = await owner.get('/api/dashboard/audit.csv?kind=refund')
  assert.equal(status, 200)
  assert.match(headers.get('content-disposition') ?? '', /audit\.csv/)
  const [heading, ...lines] = readCsv(`\uFEFF${text}`)
  assert.equal(heading?.length, lines[0]?.length)
  assert.deepEqual(lines[0]?.slice(1, 4), [
    'Mateo Manager',
    'Asked for a refund of €10.',
    'refund.requested',
  ])
  assert.equal((await manager.get('/api/dashboard/audit.csv')).status, 403)
  for (const role of ['host', 'door'] as const) {
    const browser = await signedInAs(house, role)
    assert.equal((await dashboard(house, browser, 'GET', 'audit')).status, 403)
    assert.equal((await browser.get('/dashboard/audit')).status, 403)
  }
})

test('what cannot be looked for is refused, with the field that is wrong', async () => {
  for (const [query, code, field] of [
    ['night=nowhere', 'night_unknown', 'night'],
    ['night=a&q=b', 'input_invalid', 'night'],
    ['kind=Order', 'input_invalid', 'kind'],
    ['from=yesterday', 'input_invalid', 'from'],
    ['after=first', 'input_invalid', 'after'],
    ['q=%00', 'input_invalid', 'q'],
  ] as const) {
    const { status, body } = await dashboard(house, manager, 'GET', `audit?${query}`)
    assert.ok(status >= 400 && status < 500, query)
    assert.deepEqual([body.code, body.errors[0]?.field], [code, field], query)
  }
})

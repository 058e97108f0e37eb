import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { roles, type Role } from '../../src/identity/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import type { TonightAnswer } from '../../src/web/dashboard/api/tonight_answers.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { bookDeposit, depositNight } from '../deposits.ts'
import { eventually, fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { buy, giveBack, refundIs } from '../money_back.ts'
import { bookTable, keys, passCodes, scanPass, staffDo } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'
import { ga } from '../ware.ts'

// The first screen: which night, how it goes, what has happened, and who sees what of it.

let house: House
const members = {} as Record<Role, Browser>
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  for (const role of roles) members[role] = await signedInAs(house, role)
})
after(() => auditAndClose(house))

/** What the first screen shows to a role. */
async function tonight(role: Role, night?: string): Promise<TonightAnswer> {
  const query = night === undefined ? '' : `?night=${night}`
  const { status, text } = await members[role].get(`/api/dashboard/tonight${query}`)
  assert.equal(status, 200, text)
  return JSON.parse(text) as TonightAnswer
}

/** Waits until the owner's screen of a night is as it should be. */
function shows(what: string, night: string, isSo: (answer: TonightAnswer) => boolean) {
  return eventually(what, async () => {
    const answer = await tonight('owner', night)
    return isSo(answer) && answer
  })
}

/** By kind of ticket: its name, sold, arrived and capacity. */
function headsOf({ heads }: TonightAnswer) {
  const kinds = [...(heads?.types ?? []), ...(heads?.vip ? [heads.vip] : [])]
  return kinds.map(({ name, sold, arrived, capacity }) => [name, sold, arrived, capacity])
}

test('without a night there is nothing to choose, and nothing needs anybody', async () => {
  const answer = await tonight('owner')
  assert.deepEqual(answer.nights, [])
  assert.equal(answer.night, null)
  assert.deepEqual(answer.needs, { total: 0, groups: [] })
  assert.equal(answer.heads, null)
  assert.equal(answer.reconciliation?.checked_at, null)
})

test('the night that is on is meant, else the next one, else the last one', async () => {
  const past = await addNight(house.db, { doors_in: '-3 days' })
  assert.equal((await tonight('owner')).night?.slug, past.slug)
  const later = await addNight(house.db, { doors_in: '9 days' })
  const next = await addNight(house.db, { doors_in: '2 days' })
  assert.equal((await tonight('owner')).night?.slug, next.slug)
  const off = await addNight(house.db, { doors_in: '-1 hours', state: 'cancelled' })
  assert.equal((await tonight('owner')).night?.slug, next.slug, 'nobody comes to one called off')
  const on = await addNight(house.db, { doors_in: '-2 hours' })
  const answer = await tonight('owner')
  assert.equal(answer.night?.slug, on.slug)
  assert.deepEqual(
    answer.nights.map(({ slug }) => slug),
    [later, next, off, on, past].map(({ slug }) => slug),
  )
  await addNight(house.db, { doors_in: '-1 hours', state: 'draft' })
  assert.equal((await tonight('owner')).nights.length, 5)
})

test('a night that is none is refused, by the name of its field', async () => {
  const { status, text } = await members.owner.get('/api/dashboard/tonight?night=nowhere')
  assert.equal(status, 404, text)
  assert.match(text, /"field":"night"/)
  const empty = await members.owner.get('/api/dashboard/tonight?night=')
  assert.equal(empty.status, 422, empty.text)
  assert.match(empty.text, /night/)
})

test('what was sold, let in and given back is counted: by kind of ticket, heads and money', async () => {
  const night = await addVipNight(house.db, {
    types: [
      { name: 'Early', capacity: 50 },
      { name: 'Late', capacity: 70, price_minor: 3000 },
    ],
    tables: [{}, {}, {}],
  })
  const [early = '', late = ''] = night.types
  const order = await placeOrder(house, night.slug, { [early]: 2, [late]: 1 })
  await pay(house, order)
  await fulfilled(house, order, 3)
  const party = await bookTable(house, night.slug, night.tables[0] ?? '', 3)
  const { rows: tickets } = await house.db.query<{ id: string; code: string }>({
    text: `select id, code from tickets where order_id = $1 and ticket_type_id = $2`,
    values: [order.order_id, early],
  })
  await scanPass(house, night.slug, tickets[0]?.code ?? '')
  await scanPass(house, night.slug, (await passCodes(house, party.id))[0] ?? '')
  const refund = await giveBack(house, order, { ticket_ids: [tickets[1]?.id ?? ''] })
  await refundIs(house, order, refund, 'succeeded')
  await staffDo(house, 'POST', `nights/${night.slug}/tables/${night.tables[2]}/block`)

  // Each part is looked up for itself, and may be half a second old.
  const answer = await shows('it has gone back', night.slug, ({ money, heads, feed }) => {
    const [first] = heads?.types ?? []
    const isIn = first?.arrived === 1 && heads?.vip?.arrived === 1
    return money?.refunded_minor === 2450 && first?.sold === 1 && isIn && feed.length === 5
  })
  assert.deepEqual(headsOf(answer), [
    ['Early', 1, 1, 50],
    ['Late', 1, 0, 70],
    ['VIP', 3, 1, 16],
  ])
  assert.deepEqual(answer.money, {
    currency: 'eur',
    gross_minor: 2 * 2450 + 3000 + 20_000,
    refunded_minor: 2450,
    refunds_requested_minor: 0,
    promised_minor: 0,
  })
  const whats = answer.feed.map(({ what, about }) => `${what} ${about}`)
  assert.equal(whats[0], 'refunded null')
  assert.deepEqual(
    new Set(whats.slice(1)),
    new Set(['arrived Early', 'arrived Table 1', 'sold null']),
  )
  assert.equal(whats.length, 5)
})

test('each VIP table is told with its state, who has it, and how many of them are in', async () => {
  const night = await addVipNight(house.db, { tables: [{}, {}, {}] })
  const party = await bookTable(house, night.slug, night.tables[0] ?? '', 3)
  await staffDo(house, 'POST', `nights/${night.slug}/tables/${night.tables[2]}/block`)
  const is = (what: string, state: string) =>
    shows(what, night.slug, ({ tables }) => tables[0]?.state === state)
  await is('it is booked', 'booked')
  await scanPass(house, night.slug, (await passCodes(house, party.id))[0] ?? '')
  const { tables } = await is('somebody is there', 'arrived')
  assert.deepEqual(
    tables.map((one) => [one.name, one.state, one.heads, one.inside, one.party]),
    [
      ['Table 1', 'arrived', 3, 1, 'Ada'],
      ['Table 2', 'free', 0, 0, null],
      ['Table 3', 'blocked', 0, 0, null],
    ],
  )
  await staffDo(house, 'POST', `bookings/${party.id}/seating`)
  await is('it sits', 'seated')
  await staffDo(house, 'POST', `bookings/${party.id}/release`)
  await is('it has left', 'released')
})

test('a deposit that a bank has promised is no money until it is captured', async () => {
  const night = await depositNight(house)
  const order = await bookDeposit(house, night)
  const promised = await shows('promised', night.slug, ({ money }) => !!money?.promised_minor)
  assert.equal(promised.money?.gross_minor, 0)
  assert.equal(promised.money?.promised_minor, 20_000)
  const booking = await bookingOfOrder(house.db, order.order_id)
  await staffDo(house, 'POST', `bookings/${booking?.id}/deposit/capture`)
  const taken = await shows('it is taken', night.slug, ({ money }) => !!money?.gross_minor)
  assert.deepEqual([taken.money?.gross_minor, taken.money?.promised_minor], [20_000, 0])
})

test('a dispute, a failed refund and a declined card are told, with the guest and the amount', async () => {
  const order = await buy(house, ga, 1)
  const { rows } = await house.db.query<{ slug: string }>({
    text: `select n.slug from nights n join orders o on o.night_id = n.id where o.id = $1`,
    values: [order.order_id],
  })
  const slug = rows[0]?.slug ?? ''
  const { id } = await house.sim.control.createDispute({ payment_intent: order.intent })
  const one = await shows('the dispute is there', slug, ({ needs, feed }) => {
    const isTold = needs?.groups.some(({ group }) => group === 'disputes')
    return isTold === true && feed[0]?.what === 'disputed'
  })
  const line = one.needs?.groups.find(({ group }) => group === 'disputes')?.lines[0]
  assert.deepEqual(
    [line?.kind, line?.guest_name, line?.amount_minor, line?.order?.order_id],
    ['dispute_open', 'Ada', 2450, order.order_id],
  )
  assert.ok(line?.evidence_due_at)
  await house.sim.control.closeDispute({ dispute: id, ending: 'won' })
  await shows('it is over', slug, ({ needs }) => needs?.total === 0)

  const refund = await giveBack(house, order, 'everything')
  const sent = await refundIs(house, order, refund, 'succeeded')
  await house.sim.control.settleRefund({ refund: sent.stripe_refund_id ?? '', ending: 'fail' })
  const two = await shows('the refund has failed', slug, ({ needs }) => needs?.total === 1)
  const failed = two.needs?.groups[0]
  assert.equal(failed?.group, 'refunds')
  assert.deepEqual(
    [failed?.lines[0]?.kind, failed?.lines[0]?.amount_minor],
    ['refund_failed', 2450],
  )
  await refundIs(house, order, await giveBack(house, order, 'everything'), 'succeeded')
  await shows('another one has made it good', slug, ({ needs }) => needs?.total === 0)
})

test('declines are counted against what is normal, and the last webhook has its age', async () => {
  const { slug, types } = await addNight(house.db)
  const order = await placeOrder(house, slug, { [types[0] ?? '']: 1 })
  for (let n = 0; n < 6; n += 1) await pay(house, order, 'pm_card_visa_chargeDeclined')
  const { pulse, feed } = await shows('declined', slug, (answer) => {
    return answer.pulse?.declines.now === 6 && answer.feed.length === 6
  })
  assert.equal(pulse?.declines.payments, 1)
  assert.equal(pulse?.declines.is_high, true, 'six in five minutes, and none in the hours before')
  assert.equal(pulse?.declines.windows.at(-1), 6)
  assert.ok(pulse?.webhook_at)
  assert.deepEqual(
    feed.map(({ what, guest_name, amount_minor }) => [what, guest_name, amount_minor]),
    Array.from({ length: 6 }, () => ['declined', 'Ada', 2450]),
  )
  // As if that had been so all the while: it is normal then.
  await house.db.query({
    text: `insert into attempts (id, payment_id, attempt_key, outcome, source, amount_minor,
                                 currency, at)
           select 'att_' || n || '_' || m, payment_id, n || '-' || m, outcome, source, amount_minor,
                  currency, now() - n * interval '5 minutes' - interval '1 second'
             from (select * from attempts where outcome = 'declined' limit 1) one,
                  generate_series(1, 36) n, generate_series(1, 3) m`,
  })
  const later = await shows('it is normal', slug, (answer) => !answer.pulse?.declines.is_high)
  assert.ok((later.pulse?.declines.normal ?? 0) > 2.5, String(later.pulse?.declines.normal))
})

test('the door sees arrivals and capacity alone; a host no sums; what is nobody’s is not sent', async () => {
  const night = await addVipNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 1 })
  await pay(house, order)
  await fulfilled(house, order, 1)
  const party = await bookTable(house, night.slug, night.tables[0] ?? '')
  await scanPass(house, night.slug, (await passCodes(house, party.id))[0] ?? '')
  await shows('all of it is there', night.slug, ({ feed, heads }) => {
    return feed.length === 3 && heads?.vip?.arrived === 1
  })

  const door = await tonight('door', night.slug)
  assert.deepEqual(
    [door.money, door.needs, door.pulse, door.reconciliation],
    [null, null, null, null],
  )
  assert.deepEqual(headsOf(door), [
    ['General admission', null, 0, 100],
    ['VIP', null, 1, 8],
  ])
  assert.deepEqual(
    door.feed.map(({ what }) => what),
    ['arrived'],
  )
  const said = JSON.stringify(door)
  for (const secret of ['Ada', order.order_id, party.order.order_id, 'minor":2', '"eur"'])
    assert.ok(!said.includes(secret), `${secret}: ${said}`)

  const host = await tonight('host', night.slug)
  assert.equal(host.money, null)
  assert.ok(host.feed.length === 3 && host.feed.every((one) => one.amount_minor === null))
  assert.ok(host.feed.every(({ guest_name }) => guest_name === 'Ada'))
  assert.equal(host.heads?.vip?.sold, 2)
  assert.deepEqual(host.needs, { total: 0, groups: [] })
  assert.ok((await tonight('manager', night.slug)).money)
})

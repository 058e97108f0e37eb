import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { closeIs, closeOf, endNight, mixedNight, readStripe, type MixedNight } from '../close.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { refundAtStripe } from '../money_back.ts'
import { pdfText } from '../pdf_text.ts'
import { keys } from '../staff.ts'

// A night on which everything has happened, whose report is held against the simulator's ledger.
// The sweep is off: Stripe is read when a test says so.

let house: House
let owner: Browser
let night: MixedNight
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
  night = await mixedNight(house)
})
after(() => house.close())

const sum = <One>(all: One[], of: (one: One) => number) =>
  all.reduce((so_far, one) => so_far + of(one), 0)

/** What the simulator has of the night, to the cent. */
async function ledger() {
  const { payment_intents, refunds, disputes, balance_transactions } =
    await house.sim.control.ledger()
  const charged_minor = sum(payment_intents, (one) => one.amount_received)
  const moved = refunds.filter(({ status }) => status === 'succeeded')
  const refunded_minor = sum(moved, ({ amount }) => amount)
  const taken = disputes.filter(({ status }) => status !== 'won')
  const disputed_minor = sum(taken, ({ amount }) => amount)
  const fees = (type: string) =>
    sum(
      balance_transactions.filter((one) => one.type === type),
      ({ fee }) => fee,
    )
  return {
    charged_minor,
    refunded_minor,
    disputed_minor,
    kept_minor: charged_minor - refunded_minor - disputed_minor,
    charge_fees_minor: fees('charge'),
    dispute_fees_minor: fees('adjustment'),
    balance_minor: sum(balance_transactions, ({ net }) => net),
  }
}

test('so far: before its end a night is reported by our own books of Stripe', async () => {
  const close = await closeOf(owner, night.night_id)
  assert.equal(close.night.phase, 'coming')
  assert.equal(close.stripe, null)
  const { kept_minor } = await ledger()
  assert.deepEqual(
    [close.books.kept_minor, close.tickets_minor, close.difference_minor, close.differences],
    [kept_minor, kept_minor, 0, []],
  )
})

test('when it is over the report equals Stripe’s own ledger to the cent', async () => {
  await endNight(house, night)
  await readStripe(house)
  const close = await closeIs(owner, night.night_id, 'Stripe is read', (one) => one.stripe !== null)
  const { balance_minor, ...stripe } = await ledger()
  const {
    read_at: _,
    is_reading,
    differing_count,
    difference_minor,
    ...read
  } = close.stripe ?? assert.fail()
  assert.deepEqual(read, stripe)
  assert.deepEqual([is_reading, differing_count, difference_minor], [false, 0, 0])
  assert.equal(
    balance_minor,
    read.kept_minor - read.charge_fees_minor - read.dispute_fees_minor,
    'what is left after fees is the account’s balance',
  )
  assert.deepEqual(close.differences, [])
  assert.equal(close.tickets_minor, stripe.kept_minor)
  assert.equal(close.difference_minor, 0)
  await audit(house)
})

test('each figure of it is what was worked out by hand', async () => {
  const { books, door, types, tables } = await closeOf(owner, night.slug)
  assert.deepEqual(books.charged, [
    { of: 'deposit', count: 1, amount_minor: 20_000 },
    { of: 'extra_guests', count: 1, amount_minor: 4_666 },
    { of: 'package', count: 1, amount_minor: 25_005 },
    { of: 'table', count: 1, amount_minor: 12_345 },
    { of: 'ticket', count: 6, amount_minor: 5 * 1999 + 6 * 3001 },
  ])
  assert.deepEqual(books.refunds, [
    { state: 'succeeded', count: 3, amount_minor: 3001 + 101 + 1999 },
  ])
  assert.deepEqual(books.disputes, [
    { state: 'lost', count: 1, amount_minor: 2 * 1999 },
    { state: 'open', count: 1, amount_minor: 3001 },
    { state: 'won', count: 1, amount_minor: 3001 },
  ])
  const { valid_minor, goodwill_minor, stopped_minor, pending_minor, owed_minor } = books
  assert.deepEqual(
    [valid_minor, goodwill_minor, stopped_minor, pending_minor, owed_minor],
    [4 * 1999 + 5 * 3001 + 20_000 + 4_666 + 25_005 + 12_345, 101, 2 * 1999 + 3001, 0, 0],
  )
  assert.deepEqual(door, [
    { kind: 'cash', taken: 1, taken_minor: 10_000, reversed: 0, reversed_minor: 0 },
    { kind: 'card', taken: 1, taken_minor: 4_444, reversed: 1, reversed_minor: 4_444 },
    { kind: 'comp', taken: 1, taken_minor: 2_500, reversed: 0, reversed_minor: 0 },
  ])
  assert.deepEqual(
    types.map(({ name, sold, comps, arrived, no_shows }) => [name, sold, comps, arrived, no_shows]),
    [
      ['Early', 6, 2, 1, 5],
      ['Late', 5, 0, 0, 5],
    ],
  )
  assert.deepEqual(
    tables.map(({ table, sold, arrived, no_shows }) => [table, sold, arrived, no_shows]),
    [
      ['Table 1', 6, 1, 5],
      ['Table 2', 6, 0, 6],
    ],
  )
})

test('its hours add up to the whole', async () => {
  const { hours, books } = await closeOf(owner, night.slug)
  assert.deepEqual(
    [
      sum(hours, (one) => one.orders),
      sum(hours, (one) => one.charged_minor),
      sum(hours, (one) => one.refunded_minor),
      sum(hours, (one) => one.disputed_minor),
      sum(hours, (one) => one.arrived_ga),
      sum(hours, (one) => one.arrived_vip),
    ],
    [books.orders, books.charged_minor, books.refunded_minor, books.disputed_minor, 1, 1],
  )
})

test('CSV and PDF have the same figures as the screen', async () => {
  const { text, headers } = await owner.get(`/api/dashboard/close.csv?night=${night.night_id}`)
  assert.match(headers.get('content-disposition') ?? '', /close-night-\d+-\d{4}-\d\d-\d\d\.csv/)
  const response = await fetch(`${house.url}/api/dashboard/close.pdf?night=${night.night_id}`, {
    headers: { cookie: owner.cookie() },
  })
  assert.equal(response.headers.get('content-type'), 'application/pdf')
  const paper = pdfText(Buffer.from(await response.arrayBuffer()))
  const { books, stripe, tickets_minor } = await closeOf(owner, night.night_id)
  const lines = text.split('\r\n')
  for (const [line, minor] of [
    ['Stripe against our books,Kept,Stripe', stripe?.kept_minor ?? 0],
    ['Stripe against our books,Kept,Our books', books.kept_minor],
    ['What the money stands for,Together,Amount', tickets_minor],
    ['Charged,GA tickets,Amount', 5 * 1999 + 6 * 3001],
    ['Refunds and disputes,"Dispute, open",Amount', 3001],
    ['Money at the door,Card,Taken back', 4_444],
    [
      'VIP tables,Together,Due',
      sum((await closeOf(owner, night.slug)).tables, (one) => one.due_minor),
    ],
  ] as const) {
    assert.ok(lines.includes(`${line},${minor / 100},EUR`), `${line}\n${text}`)
    const shown = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' }).format(
      minor / 100,
    )
    assert.ok(paper.includes(shown), `${shown} of ${line}\n${paper}`)
  }
  assert.ok(lines.includes('Tickets,Late,No-shows,5,'), text)
  assert.match(paper, /Stripe €[\d,.]+ = tickets €[\d,.]+, difference €0\.00/)
})

test('what is refunded later is read from Stripe again, and still adds up', async () => {
  await house.sim.control.idle()
  await refundAtStripe(house, night.kept, 150)
  await closeIs(owner, night.night_id, 'the refund of Stripe’s dashboard is booked', (close) =>
    close.books.refunds.some(({ amount_minor }) => amount_minor === 3001 + 101 + 1999 + 150),
  )
  await readStripe(house)
  const close = await closeIs(
    owner,
    night.night_id,
    'it adds up',
    (one) => one.differences_count === 0,
  )
  assert.equal(close.stripe?.kept_minor, (await ledger()).kept_minor)
  assert.equal(close.difference_minor, 0)
})

test('a planted difference is listed with its order and why, and the line says how much', async () => {
  const { db } = house
  // Stripe has 7 cents more of one order than the books, and one payment only the books have.
  await db.query({
    text: `update payments set received_minor = received_minor - 7 where order_id = $1`,
    values: [night.kept.order_id],
  })
  await db.query({
    text: `delete from stripe_records where payment_intent_id = $1`,
    values: [night.won.intent],
  })
  const close = await closeIs(
    owner,
    night.night_id,
    'it differs',
    (one) => one.differences_count === 3,
  )
  const listed = close.differences.map((one) => [
    one.order_id,
    one.between,
    one.reason,
    one.amount_minor,
  ])
  const expected = [
    [night.kept.order_id, 'stripe', 'charge_differs', 7],
    [night.won.order_id, 'stripe', 'not_at_stripe', -3001],
    [night.kept.order_id, 'tickets', 'other_amount', -7],
  ]
  assert.deepEqual(new Set(listed.map(String)), new Set(expected.map(String)))
  assert.equal(
    sum(close.differences, (one) => one.amount_minor),
    close.difference_minor,
  )
  assert.equal((close.stripe?.kept_minor ?? 0) - close.tickets_minor, close.difference_minor)
  const { text } = await owner.get(`/api/dashboard/close.csv?night=${night.night_id}`)
  assert.ok(text.includes(`Differences,${night.won.order_id},Difference,-30.01,EUR`), text)
  await db.query({
    text: `update payments set received_minor = received_minor + 7 where order_id = $1`,
    values: [night.kept.order_id],
  })
})

test('whoever decides about money may have Stripe read again, and it is right again', async () => {
  const path = `${house.url}/api/dashboard/close/readings`
  const ask = (browser: Browser) =>
    fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: house.url, cookie: browser.cookie() },
      body: JSON.stringify({ night: night.night_id }),
    })
  assert.equal((await ask(await signedInAs(house, 'host'))).status, 403)
  assert.deepEqual(await (await ask(owner)).json(), { is_reading: true })
  // A second press finds it under way.
  assert.deepEqual(await (await ask(owner)).json(), { is_reading: false })
  const under_way = await closeIs(
    owner,
    night.night_id,
    'it is read',
    (one) => one.stripe?.is_reading === true,
  )
  assert.ok(under_way.stripe?.read_at, 'the last reading stands meanwhile')
  await readStripe(house)
  const close = await closeIs(
    owner,
    night.night_id,
    'it adds up',
    (one) => one.differences_count === 0,
  )
  assert.equal(close.difference_minor, 0)
  await audit(house)
})

test('a host and a door see none of it, and a night that is not there is refused by name', async () => {
  for (const role of ['host', 'door'] as const) {
    const browser = await signedInAs(house, role)
    for (const ending of ['', '.csv', '.pdf', '/settings'])
      assert.equal((await browser.get(`/api/dashboard/close${ending}?night=x`)).status, 403)
  }
  const manager = await signedInAs(house, 'manager')
  assert.equal((await closeOf(manager, night.night_id)).night.slug, night.slug)
  const { status, text } = await manager.get('/api/dashboard/close?night=nowhere')
  const { errors } = JSON.parse(text) as { errors: { field: string }[] }
  assert.deepEqual([status, errors[0]?.field], [404, 'night'])
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { openDatabase, type Database } from '../../src/kernel/index.ts'
import { readNightClose, type NightClose } from '../../src/overview/index.ts'
import { addNight } from '../catalog.ts'
import { writeOrder, type BooksOrder } from '../close_books.ts'
import { freshDatabase, type FreshDatabase } from '../postgres.ts'

// Whatever has happened on a night, the parts of its report add up, and its differences are all
// that lies between Stripe and the tickets. The books are written as the box office would have.

let database: FreshDatabase
let db: Database
before(async () => {
  database = await freshDatabase('closes')
  db = openDatabase(database.url, () => {})
})
after(async () => {
  await db.end()
  await database.drop()
})

const sum = <One>(all: One[], of: (one: One) => number) =>
  all.reduce((so_far, one) => so_far + of(one), 0)

const FATES = ['fulfilled', 'fulfilled', 'paid', 'refund_due', 'refunded', 'expired'] as const
const order = fc.record({
  kind: fc.constantFrom('ga' as const, 'vip' as const),
  heads: fc.integer({ min: 1, max: 4 }),
  price_minor: fc.integer({ min: 101, max: 9_999 }),
  fate: fc.constantFrom(...FATES),
  voided: fc.integer({ min: 0, max: 3 }),
  goodwill_minor: fc.constant(0),
  dispute: fc.constantFrom('none', 'none', 'open', 'won', 'lost'),
  arrived: fc.integer({ min: 0, max: 3 }),
  hour: fc.integer({ min: 0, max: 70 }),
  planted_charge_minor: fc.constantFrom(0, 0, 0, 1, 250),
  planted_refund_minor: fc.constantFrom(0, 0, 0, 2, 99),
})
/** One whose tickets are all refunded has nothing left to dispute, nor to give out of goodwill. */
const sound = order.map((one): BooksOrder => {
  const isStanding = one.fate === 'fulfilled' || one.fate === 'paid'
  const voided = Math.min(one.voided, one.heads - 1)
  return { ...one, voided, goodwill_minor: isStanding && one.kind === 'ga' ? 50 : 0 }
})

async function closeOf(orders: BooksOrder[]): Promise<NightClose> {
  const { night_id, types } = await addNight(db, {
    types: [{ capacity: 1000 }],
    doors_in: '-10 hours',
  })
  await db.query({
    text: `insert into night_readings (night_id, phase, read_at) values ($1, 'done', now())`,
    values: [night_id],
  })
  for (const one of orders) await writeOrder(db, { night_id, type_id: types[0] ?? '' }, one)
  return (await readNightClose(db, night_id)) ?? assert.fail('a report')
}

test('the parts of a generated night add up, and differences are all that lies between', async () => {
  const nights = fc.array(sound, { minLength: 0, maxLength: 10 })
  await fc.assert(
    fc.asyncProperty(nights, async (orders) => {
      const close = await closeOf(orders)
      const { books, stripe, differences, hours, types } = close
      assert.ok(stripe)
      // Each total is its parts.
      assert.equal(
        sum(books.charged, (one) => one.amount_minor),
        books.charged_minor,
      )
      assert.equal(
        sum(hours, (one) => one.charged_minor),
        books.charged_minor,
      )
      assert.equal(
        sum(hours, (one) => one.refunded_minor),
        books.refunded_minor,
      )
      assert.equal(
        sum(hours, (one) => one.disputed_minor),
        books.disputed_minor,
      )
      assert.equal(
        sum(hours, (one) => one.orders),
        books.orders,
      )
      for (const one of types) assert.equal(one.sold, one.arrived + one.no_shows)
      assert.equal(
        sum(types, (one) => one.arrived),
        sum(hours, (one) => one.arrived_ga),
      )
      // The books are sound, so all that differs is what was planted at Stripe.
      assert.equal(books.kept_minor, close.tickets_minor)
      const paid = orders.filter(({ fate }) => fate !== 'expired')
      const planted = sum(paid, (one) => one.planted_charge_minor - one.planted_refund_minor)
      assert.equal(stripe.kept_minor - close.tickets_minor, planted)
      assert.equal(close.difference_minor, planted)
      assert.equal(
        sum(differences, (one) => one.amount_minor),
        planted,
      )
      const count = (of: (one: BooksOrder) => number) => paid.filter((one) => of(one) !== 0).length
      assert.equal(
        differences.length,
        count((one) => one.planted_charge_minor) + count((one) => one.planted_refund_minor),
      )
    }),
    { numRuns: 25, seed: 7 },
  )
})

const plain: BooksOrder = {
  kind: 'ga',
  heads: 2,
  price_minor: 1000,
  fate: 'fulfilled',
  voided: 0,
  goodwill_minor: 0,
  dispute: 'none',
  arrived: 1,
  hour: 1,
  planted_charge_minor: 0,
  planted_refund_minor: 0,
}

test('tickets without money, and money that left twice, are named by their orders', async () => {
  const { night_id, types } = await addNight(db, { doors_in: '-10 hours' })
  const at = { night_id, type_id: types[0] ?? '' }
  const twice = await writeOrder(db, at, plain)
  const free = await writeOrder(db, at, plain)
  await db.query({
    text: `with gone as (delete from stripe_records where order_id = $1)
           delete from payments where order_id = $1`,
    values: [free],
  })
  await writeOrder(db, at, plain)
  await db.query({
    text: `update orders set state = 'refunded', fulfilment = null where id = $1`,
    values: [twice],
  })
  await db.query({
    text: `update tickets set state = 'voided', voided_at = now(), voided_reason = 'refunded' where order_id = $1`,
    values: [twice],
  })
  await db.query({
    text: `insert into refunds (id, payment_id, order_id, stripe_refund_id, state, reason,
                                amount_minor, currency, requested_by, ended_at)
           select 'rfd_twice', id, order_id, 're_twice', 'succeeded', 'owner', 2000, 'eur', 'Owner',
                  now() from payments where order_id = $1`,
    values: [twice],
  })
  await db.query({
    text: `insert into disputes (id, stripe_dispute_id, payment_id, order_id, stripe_status,
                                 reason, amount_minor, currency)
           select 'dsp_twice', 'dp_twice', id, order_id, 'needs_response', 'fraudulent', 2000,
                  'eur' from payments where order_id = $1`,
    values: [twice],
  })
  const close = (await readNightClose(db, night_id)) ?? assert.fail('a report')
  const listed = close.differences.map((one) => [one.order_id, one.reason, one.amount_minor])
  assert.deepEqual(
    new Map(listed.map(([id, ...rest]) => [id, rest])),
    new Map([
      [twice, ['left_twice', -2000]],
      [free, ['no_money', -2000]],
    ]),
  )
})

test('hours are full ones of the venue’s clock, also when it is set back', async () => {
  const { night_id, types } = await addNight(db)
  await db.query({
    text: `update nights set doors_at = '2026-10-24T23:00:00+02:00',
                             ends_at = '2026-10-25T06:00:00+01:00' where id = $1`,
    values: [night_id],
  })
  const at = { night_id, type_id: types[0] ?? '' }
  for (let n = 0; n < 4; n++) await writeOrder(db, at, plain)
  await db.query({
    text: `update admissions a set admitted_at = t.at from (
             select a.id, (array['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00',
                    '2026-10-25T02:59:59+01:00', '2026-10-25T03:00:00+01:00'])[
                      row_number() over (order by a.id)]::timestamptz as at
               from admissions a where a.night_id = $1) t where t.id = a.id`,
    values: [night_id],
  })
  const close = (await readNightClose(db, night_id)) ?? assert.fail('a report')
  const arrived = close.hours.filter((one) => one.arrived_ga > 0)
  assert.deepEqual(
    arrived.map((one) => [one.at.toISOString(), one.arrived_ga]),
    [
      ['2026-10-25T00:00:00.000Z', 1],
      ['2026-10-25T01:00:00.000Z', 2],
      ['2026-10-25T02:00:00.000Z', 1],
    ],
  )
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase, type Database } from '../../src/kernel/index.ts'
import { keepNightCloses, readNightClose } from '../../src/overview/index.ts'
import { addNight } from '../catalog.ts'
import { fillAtOnce } from '../bulk.ts'
import { writeOrder, type BooksOrder } from '../close_books.ts'
import { addManyOrders } from '../many_orders.ts'
import { assertQuick, statementsOf } from '../plans.ts'
import { freshDatabase, type FreshDatabase } from '../postgres.ts'

// How much a report reads, beside a night of 100,000 orders and of it.

const ORDERS = 100_000
/** So many has a small night beside it. */
const FEW = 100

const orderOf = (n: number): BooksOrder => ({
  kind: n % 20 === 0 ? 'vip' : 'ga',
  heads: 1 + (n % 3),
  price_minor: 2450,
  fate: n % 10 === 0 ? 'refunded' : 'fulfilled',
  voided: 0,
  goodwill_minor: 0,
  dispute: n % 25 === 1 ? 'open' : 'none',
  arrived: n % 2,
  hour: n % 40,
  planted_charge_minor: 0,
  planted_refund_minor: 0,
})

let database: FreshDatabase
let db: Database
let night_id: string
before(async () => {
  database = await freshDatabase('close_scale')
  db = openDatabase(database.url, () => {})
  const made = await addNight(db, { types: [{ capacity: ORDERS * 3 }], doors_in: '-9 hours' })
  night_id = made.night_id
  await addManyOrders(db, { night_id, type_id: made.types[0] ?? '', orders: ORDERS })
  await db.query({
    text: `insert into night_readings (night_id, phase, read_at) values ($1, 'done', now())`,
    values: [night_id],
  })
  await fillAtOnce(db, 0, async (client) => void (await client.query(recordsOf(night_id))))
  const careful = await db.connect()
  await careful.query('set statement_timeout = 0')
  await careful.query('vacuum analyze')
  careful.release(true)
})
after(async () => {
  await db.end()
  await database.drop()
})

/** Stripe has the same as the books. */
const recordsOf = (nightId: string) => `
insert into stripe_records (id, night_id, kind, payment_intent_id, order_id,
                                       amount_minor, fee_minor, currency, has_moved, read_at)
           select payment_intent_id, '${nightId}', 'payment', payment_intent_id, order_id, received_minor, 62,
                  currency, true, now() from payments where state = 'succeeded'
           union all
           select r.stripe_refund_id, '${nightId}', 'refund', p.payment_intent_id, r.order_id, r.amount_minor,
                  0, r.currency, true, now() from refunds r join payments p on p.id = r.payment_id
           union all
           select d.stripe_dispute_id, '${nightId}', 'dispute', p.payment_intent_id, d.order_id,
                  d.amount_minor, 0, d.currency, true, now()
             from disputes d join payments p on p.id = d.payment_id`

test('a report is read from what belongs to its night, by indexes, however many others there are', async () => {
  const small = await addNight(db, { doors_in: '-9 hours' })
  await db.query({
    text: `insert into night_readings (night_id, phase, read_at) values ($1, 'done', now())`,
    values: [small.night_id],
  })
  const at = { night_id: small.night_id, type_id: small.types[0] ?? '' }
  for (let n = 0; n < FEW; n++) await writeOrder(db, at, orderOf(n))
  await db.query({ text: 'analyze orders, payments, tickets, order_lines, refunds, admissions' })
  const asked = await statementsOf(db, (watched) => readNightClose(watched, small.night_id))
  const reads = asked.filter(({ name = '' }) => /^clos(?:e|ing)_/.test(name))
  assert.ok(reads.length >= 7, reads.map(({ name }) => name).join(' '))
  // What is asked here is prepared, and forgotten, on connections of its own.
  const other = openDatabase(database.url, () => {})
  try {
    for (const { text, values } of reads)
      await assertQuick(other, { text, values }, 'custom', { touchedMax: 1_500, sortedMax: 1_500 })
  } finally {
    await other.end()
  }
})

test('many who look at once share one look, and so do those after them until something changes', async () => {
  const asked = await statementsOf(db, async (watched) => {
    const closeOf = keepNightCloses(watched)
    await Promise.all(Array.from({ length: 20 }, () => closeOf(night_id)))
    await closeOf(night_id)
  })
  assert.equal(asked.filter(({ name }) => name === 'close_books').length, 1)
})

test('a night of 100,000 orders is reported within a statement’s time, by its rows', async () => {
  const began_ms = performance.now()
  const close = (await readNightClose(db, night_id)) ?? assert.fail('a report')
  if (process.env['SHOW_TIMES']) console.log('report', Math.round(performance.now() - began_ms))
  const { rows } = await db.query<{ received: number; refunded: number; disputed: number }>({
    text: `select (select sum(received_minor) from payments where state = 'succeeded'
                      and id like 'pay_ord_many%')::float8 as received,
                  (select sum(amount_minor) from refunds
                    where id like 'rfd_ord_many%')::float8 as refunded,
                  (select sum(amount_minor) from disputes
                    where id like 'dsp_ord_many%')::float8 as disputed`,
  })
  const [sums] = rows
  const { charged_minor, refunded_minor, disputed_minor } = close.books
  assert.deepEqual([charged_minor, refunded_minor, disputed_minor], Object.values(sums ?? {}))
  assert.equal(close.stripe?.charged_minor, charged_minor)
  assert.equal(close.stripe?.difference_minor, 0)
})

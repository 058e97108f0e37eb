import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { openDatabase, type Database, type Queryable } from '../../src/kernel/index.ts'
import { failedFigures, type FailedFigures } from '../../src/overview/failed_figures.ts'
import type { FailedWish } from '../../src/overview/failed_scope.ts'
import { bookNight, bookOrder, type BookedOrder } from '../failed_books.ts'
import { freshDatabase, type FreshDatabase } from '../postgres.ts'

// The statements of the page of failed payments against a count that goes through every try, and
// the ways by which they find them.

const VENUE = { time_zone: 'Europe/Berlin', currency: 'eur' }
let database: FreshDatabase
let db: Database
before(async () => {
  database = await freshDatabase('failed')
  db = openDatabase(database.url, () => {})
})
after(async () => {
  await db.end()
  await database.drop()
})

async function figuresOf(wish: FailedWish, on: Queryable = db): Promise<FailedFigures> {
  const figures = await failedFigures(on, VENUE, wish)
  return 'refused' in figures ? assert.fail(JSON.stringify(figures)) : figures
}

const START_MS = Date.parse('2025-10-25T12:00:00Z')
const iso = (minutes: number) => new Date(START_MS + minutes * 60_000).toISOString()
const minute = fc.integer({ min: 0, max: 36 * 60 })
const tries = fc.array(
  fc.record({
    at: minute.map(iso),
    outcome: fc.constantFrom('declined', 'declined', 'errored'),
    code: fc.constantFrom(null, 'card_declined'),
    decline_code: fc.constantFrom(null, 'insufficient_funds', 'do_not_honor'),
    ordinal: fc.integer({ min: 1, max: 2 }),
  }),
  { maxLength: 4 },
)
const order = fc.record({
  kind: fc.constantFrom('ga', 'vip'),
  total_minor: fc.integer({ min: 1, max: 100_000 }),
  fate: fc.constantFrom('open', 'expired', 'late', 'paid', 'fulfilled'),
  paid: minute.map(iso),
  wait_ms: fc.integer({ min: 0, max: 5000 }).map((n) => n * 10),
  tries,
})
type RandomOrder = typeof order extends fc.Arbitrary<infer Order> ? Order : never
const hasPaid = ({ fate }: RandomOrder) => fate === 'paid' || fate === 'fulfilled'

let nights = 0

test('the figures of any orders are those of a count that goes through every try', async () => {
  const kinds = fc.constantFrom(undefined, 'ga' as const, 'vip' as const)
  const property = fc.asyncProperty(
    fc.array(order, { maxLength: 8 }),
    kinds,
    minute,
    fc.integer({ min: 1, max: 40 * 60 }),
    async (orders, kind, first, minutes) => {
      nights += 1
      const { slug, night_id } = await bookNight(db, `random-${nights}`, iso(0))
      for (const { paid, ...one } of orders) {
        const isMoney = ['late', 'paid', 'fulfilled'].includes(one.fate)
        await bookOrder(db, {
          ...(one as Omit<BookedOrder, 'night_id'>),
          ...(isMoney && { paid_at: paid }),
          night_id,
        })
      }
      const [from, to] = [iso(first), iso(first + minutes)]
      const figures = await figuresOf({ from, to, night: slug, kind })
      const counted = countOf(
        orders.filter((one) => kind === undefined || one.kind === kind),
        (at) => at >= from && at < to,
      )
      const { totals, codes, times, nights: byNight } = figures
      assert.deepEqual({ ...totals, codes: Object.fromEntries(codes.map(codeOf)) }, counted)
      for (const name of [
        'attempts',
        'successes',
        'unique_declines',
        'retries',
        'errored',
      ] as const)
        assert.equal(
          times.reduce((sum, one) => sum + one[name], 0),
          totals[name],
        )
      const sum = byNight.reduce((all, one) => all + one.failed_orders + one.paid_orders, 0)
      assert.equal(sum, totals.failed_orders + totals.paid_orders)
    },
  )
  await fc.assert(property, { numRuns: 40 })
})

const codeOf = (one: { code: string; unique_declines: number; retries: number }) =>
  [one.code, [one.unique_declines, one.retries]] as const

/** What is said of each figure in docs/failed_payments.md, written down a second time. */
function countOf(orders: RandomOrder[], isIn: (at: string) => boolean) {
  const codes: Record<string, [unique: number, retries: number]> = {}
  let errored = 0
  const failed: RandomOrder[] = []
  for (const one of orders) {
    const told = new Set<string>()
    const inside = one.tries.filter(({ at }) => isIn(at))
    if (inside.length > 0) failed.push(one)
    for (const { outcome, code, decline_code } of inside) {
      if (outcome === 'errored') {
        errored += 1
        continue
      }
      const name = decline_code ?? code ?? 'unknown'
      const counts = (codes[name] ??= [0, 0])
      counts[told.has(name) ? 1 : 0] += 1
      told.add(name)
    }
  }
  const sum = (numbers: number[]) => numbers.reduce((all, number) => all + number, 0)
  const paid = orders.filter((one) => hasPaid(one) && isIn(one.paid))
  const waits = paid
    .filter(({ fate }) => fate === 'fulfilled')
    .map(({ wait_ms }) => wait_ms)
    .toSorted((a, b) => a - b)
  const held = failed.filter(({ fate }) => fate === 'open')
  const lost = failed.filter(({ fate }) => fate === 'expired' || fate === 'late')
  const unique_declines = sum(Object.values(codes).map(([unique]) => unique))
  const retries = sum(Object.values(codes).map(([, again]) => again))
  const recovered_orders = failed.filter(hasPaid).length
  return {
    attempts: paid.length + unique_declines + retries + errored,
    successes: paid.length,
    unique_declines,
    retries,
    errored,
    failed_orders: failed.length,
    recovered_orders,
    recovery_rate: failed.length === 0 ? null : recovered_orders / failed.length,
    held_orders: held.length,
    held_minor: sum(held.map(({ total_minor }) => total_minor)),
    lost_orders: lost.length,
    lost_minor: sum(lost.map(({ total_minor }) => total_minor)),
    paid_orders: paid.length,
    ticketed_orders: waits.length,
    p50_ms: waits[Math.ceil(waits.length * 0.5) - 1] ?? null,
    p95_ms: waits[Math.ceil(waits.length * 0.95) - 1] ?? null,
    codes,
  }
}

const LARGE = new Set(['orders', 'payments', 'attempts', 'failed_tries', 'order_lines', 'holds'])

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  Plans?: Plan[]
}

test('no statement goes through a large table for a day or a night, among many of them', async () => {
  await writeManyNights()
  const seen = new Map<string, { text: string; values: unknown[] }>()
  const spy: Queryable = {
    query: (config) => {
      const { text, values = [] } = config
      seen.set(String(config.name), { text, values })
      return db.query(config)
    },
  }
  const wishes: FailedWish[] = [
    { from: '2025-03-03', to: '2025-03-03' },
    { from: '2025-03-03', to: '2025-03-04', kind: 'vip' },
    { night: 'many-7' },
  ]
  for (const wish of wishes) {
    seen.clear()
    const { totals } = await figuresOf(wish, spy)
    assert.ok(totals.failed_orders > 0 && totals.successes > 0, JSON.stringify(wish))
    assert.ok(seen.size >= 8, `${seen.size} statements`)
    for (const [name, { text, values }] of seen) {
      const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
        text: `explain (format json) ${text}`,
        values,
      })
      const scanned = nodesOf(rows[0]?.['QUERY PLAN'][0].Plan)
        .filter((node) => node['Node Type'].includes('Seq Scan'))
        .map((node) => node['Relation Name'] ?? '')
      assert.deepEqual(
        scanned.filter((table) => LARGE.has(table)),
        [],
        `${name} ${JSON.stringify(wish)}`,
      )
    }
  }
})

const nodesOf = (plan: Plan | undefined): Plan[] =>
  plan ? [plan, ...(plan.Plans ?? []).flatMap(nodesOf)] : []

/** Forty nights, a week apart, each sold on two days: 1,000 orders, every third one failed. */
async function writeManyNights(): Promise<void> {
  for (let n = 0; n < 40; n++) {
    const doors = new Date(Date.parse('2025-01-20T21:00:00Z') + n * 7 * 86_400_000)
    const { night_id } = await bookNight(db, `many-${n}`, doors.toISOString())
    await db.query({
      text: `insert into orders (id, kind, night_id, secret, state, fulfilment, total_minor,
                                 currency, placed_at, paid_at, fulfilled_at)
             select 'ord_' || $1 || '_' || i, case when i % 10 = 0 then 'vip' else 'ga' end,
                    $1, md5($1 || i), case when i % 3 = 0 then 'expired' else 'fulfilled' end,
                    case when i % 3 > 0 then 'done' end, 2450, 'eur', t,
                    case when i % 3 > 0 then t end, case when i % 3 > 0 then t end
               from generate_series(1, 1000) i,
                    lateral (select $2::timestamptz - i * interval '2 minutes' as t) placed`,
      values: [night_id, doors],
    })
    await db.query({
      text: `insert into payments (id, order_id, payment_intent_id, state, amount_minor, currency)
             select 'pay_' || id, id, 'pi_' || id, 'open', total_minor, currency
               from orders where night_id = $1`,
      values: [night_id],
    })
    await db.query({
      text: `insert into attempts (id, payment_id, attempt_key, outcome, source, decline_code,
                                   amount_minor, currency, at)
             select 'att_' || id, 'pay_' || id, id, 'declined', 'webhook', 'do_not_honor',
                    total_minor, currency, placed_at
               from orders where night_id = $1 and state = 'expired'`,
      values: [night_id],
    })
  }
  await db.query({ text: 'analyze' })
}

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase, type Database, type Queryable } from '../../src/kernel/index.ts'
import { openTonight, reconcile } from '../../src/overview/index.ts'
import { addVipNight, type VipNightMade } from '../vip_catalog.ts'
import { freshDatabase, type FreshDatabase } from '../postgres.ts'

/** So many orders has the one night, and so many others, of which everybody is in. */
const ORDERS = 100_000
const OTHERS = 40_000

let database: FreshDatabase
let db: Database
let night: VipNightMade
before(async () => {
  database = await freshDatabase('tonight')
  db = openDatabase(database.url, () => {})
  // The queue's tables come with the product itself; this is the part that is looked at.
  await db.query({
    text: `create schema pgboss;
           create table pgboss.job (name text, state text, data jsonb, start_after timestamptz)`,
  })
  night = await addVipNight(db, { doors_in: '-2 hours', types: [{ capacity: ORDERS }] })
  await fill(night, 'a', ORDERS, 10)
  const others = await addVipNight(db, { types: [{ capacity: OTHERS }] })
  await fill(others, 'b', OTHERS, 1)
  const careful = await db.connect()
  await careful.query('set statement_timeout = 0')
  await careful.query('vacuum analyze')
  careful.release(true)
})
after(async () => {
  await db.end()
  await database.drop()
})

/** Orders of a night, all paid, with their tickets; every so manieth is in, some were declined. */
async function fill(
  { night_id, types }: VipNightMade,
  series: string,
  orders: number,
  arrivedEvery: number,
) {
  const [type] = types
  const id = (prefix: string) => `'${prefix}_${series}' || lpad(n::text, 8, '0')`
  const from = `from generate_series(1, ${orders}) n`
  const at = `now() - interval '3 hours' + n * interval '0.1 seconds'`
  const statements = [
    `insert into orders (id, night_id, secret, state, fulfilment, total_minor, currency,
                         guest_name, guest_email, placed_at, paid_at, fulfilled_at)
     select ${id('ord')}, '${night_id}', repeat('s', 32), 'fulfilled', 'done', 2450, 'eur',
            'Guest ' || n, 'g@x.example', ${at}, ${at}, ${at} ${from}`,
    `insert into order_lines (id, order_id, ticket_type_id, name, quantity, unit_price_minor,
                              position)
     select ${id('ln')}, ${id('ord')}, '${type}', 'GA', 1, 2450, 0 ${from}`,
    `insert into payments (id, order_id, payment_intent_id, state, amount_minor, currency,
                           received_minor, received_currency, created_at, succeeded_at)
     select ${id('pay')}, ${id('ord')}, ${id('pi')}, 'succeeded', 2450, 'eur', 2450, 'eur',
            ${at}, ${at} ${from}`,
    `insert into tickets (id, order_id, order_line_id, ordinal, night_id, ticket_type_id, code)
     select ${id('tkt')}, ${id('ord')}, ${id('ln')}, 1, '${night_id}', '${type}',
            ${id('code')} || repeat('c', 26) ${from}`,
    `insert into attempts (id, payment_id, attempt_key, outcome, source, decline_code,
                           amount_minor, currency, at)
     select ${id('att')}, ${id('pay')}, ${id('pi')},
            case when n % 20 = 0 then 'declined' else 'succeeded' end, 'webhook',
            case when n % 20 = 0 then 'insufficient_funds' end, 2450, 'eur', ${at} ${from}`,
    `insert into admissions (id, ticket_id, night_id, admitted_by, admitted_at)
     select ${id('adm')}, ${id('tkt')}, '${night_id}', 'North door', ${at} ${from}
      where n % ${arrivedEvery} = 0`,
    `insert into refunds (id, payment_id, order_id, stripe_refund_id, state, reason,
                          amount_minor, currency, requested_by, requested_at, ended_at)
     select ${id('rfd')}, ${id('pay')}, ${id('ord')}, ${id('re')}, 'succeeded', 'owner', 450,
            'eur', 'Owner', ${at}, ${at} ${from} where n % 50 = 0`,
    `insert into webhooks (id, type, state, received_at, delivered_at)
     select ${id('evt')}, 'payment_intent.succeeded', 'handled', ${at}, ${at} ${from}`,
  ]
  // In one go, and without a look at every reference: a slow computer must get through, too.
  const quick = ['set local statement_timeout = 0', 'set local session_replication_role = replica']
  await db.query({ text: [...quick, ...statements].join(';\n') })
}

interface Asked {
  name: string
  text: string
  values: unknown[]
}

/** Notes every statement that `work` sends, and sends it on. */
async function statementsOf(work: (watched: Database) => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = []
  const query: Queryable['query'] = (config) => {
    asked.push({ name: config.name ?? '', text: config.text, values: config.values ?? [] })
    return db.query(config)
  }
  await work({ query, connect: () => db.connect(), end: async () => {} })
  assert.ok(asked.length > 0)
  return asked
}

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  Plans?: Plan[]
}

const LARGE = new Set(
  'orders order_lines payments tickets attempts admissions refunds webhooks'.split(' '),
)

/** The large tables that a plan goes through from one end to the other. */
function scanned(plan: Plan): string[] {
  const relation = plan['Relation Name'] ?? ''
  const isScan = plan['Node Type'] === 'Seq Scan' && LARGE.has(relation)
  return [...(isScan ? [relation] : []), ...(plan.Plans ?? []).flatMap(scanned)]
}

/** What the whole screen asks for, and what a round of the reconciliation does. */
async function everything(watched: Database): Promise<void> {
  const tonight = openTonight(watched)
  await tonight.nights(undefined)
  await tonight.house()
  for (const look of [tonight.night, tonight.money, tonight.feed, tonight.arrivals])
    await look(night.night_id)
  await reconcile(watched).round({}, new AbortController().signal)
}

test('with 100,000 orders of one night nothing goes through a large table', async () => {
  const asked = await statementsOf(everything)
  const seen = new Set<string>()
  const faults: string[] = []
  for (const { name, text, values } of asked) {
    if (seen.has(name)) continue
    seen.add(name)
    const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Plan; 'Execution Time': number }] }>({
      text: `explain (analyze, format json) ${text}`,
      values,
    })
    const [explained] = rows[0]?.['QUERY PLAN'] ?? []
    assert.ok(explained)
    faults.push(...scanned(explained.Plan).map((table) => `${name} goes through ${table}`))
    if (process.env['SHOW_TIMES']) console.log(name, explained['Execution Time'])
  }
  assert.deepEqual(faults, [])
  assert.ok(seen.size >= 12, [...seen].join(' '))
})

test('the sums of a night are those of its rows', async () => {
  const tonight = openTonight(db)
  const { chosen } = await tonight.nights(undefined)
  assert.equal(chosen?.slug, night.slug)
  const money = await tonight.money(night.night_id)
  assert.deepEqual(money, {
    gross_minor: ORDERS * 2450,
    refunded_minor: (ORDERS / 50) * 450,
    refunds_requested_minor: 0,
    promised_minor: 0,
  })
  const { types } = await tonight.night(night.night_id)
  assert.deepEqual(
    types.map(({ sold, arrived }) => [sold, arrived]),
    [[ORDERS, ORDERS / 10]],
  )
  const feed = await tonight.feed(night.night_id)
  assert.equal(feed.length, 50)
})

test('many who look at the same moment share one look', async () => {
  const asked = await statementsOf(async (watched) => {
    const tonight = openTonight(watched)
    await Promise.all(Array.from({ length: 100 }, () => tonight.money(night.night_id)))
  })
  assert.deepEqual(
    asked.map(({ name }) => name),
    ['tonight_money'],
  )
})

import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { proofKeyOf } from '../../src/checkout/index.ts'
import { openIdentity, welcome } from '../../src/identity/index.ts'
import { openDatabase, openLog, readConfig, type Database } from '../../src/kernel/index.ts'
import { openTonight, reconcile } from '../../src/overview/index.ts'
import { countArrivals } from '../../src/overview/tonight_arrived.ts'
import { openGateway } from '../../src/payments/index.ts'
import { buildServer } from '../../src/web/index.ts'
import { freePort } from '../free_port.ts'
import { openSurroundings, type Surroundings } from '../house.ts'
import { addLargeNight, type LargeNight } from '../large_night.ts'
import { idOfMany } from '../many_orders.ts'
import { signedInAs, type Browser } from '../member.ts'
import { assertQuick, listenTo, statementsOf, type Limits, type Statement } from '../plans.ts'

// With 100,000 orders of one night, whatever the dashboard shows is found by indexes. The real
// server answers each address, and every statement that it sends for that is explained.

const ORDERS = 100_000
/** A page of a list, and what belongs to its rows. */
const FEW: Limits = { touchedMax: 12_500, sortedMax: 6_000 }
/**
 * What is added up goes through its night once; no more than the tries that failed are
 * sorted. Where the night is a good part of a table, the whole of it may be the shortest way.
 */
const SUMS: Limits = { touchedMax: 260_000, sortedMax: 60_000, wholeMax: 260_000 }
/** The passes of a house are so few that a party's may be picked out of all of them. */
const QUIET: Limits = { ...FEW, touchedMax: 20_000, wholeMax: 20_000 }

let around: Surroundings
let server: FastifyInstance
let owner: Browser
let night: LargeNight
let plans: Database
let asked: Statement[] = []
before(async () => {
  around = await openSurroundings(await freePort())
  const config = readConfig(around.settingsFor(await freePort(), { DEMO: '1' }))
  night = await addLargeNight(around.db, around.databaseUrl, ORDERS)
  const log = openLog('silent')
  const identity = openIdentity(around.db, config, log)
  await welcome(identity, config.environment === 'demo')
  server = await buildServer(
    {
      db: listenTo(around.db, (statement) => asked.push(statement)),
      gateway: openGateway(config.stripe),
      log,
      ...config,
      ...config.placing,
      proofKey: proofKeyOf(config.stripe.secretKey),
    },
    identity,
    config,
    new AbortController().signal,
  )
  await server.listen({ port: 0 })
  const { port } = server.server.address() as AddressInfo
  owner = await signedInAs({ url: `http://localhost:${port}` }, 'owner')
  plans = openDatabase(around.databaseUrl, () => {})
})
after(async () => {
  await plans?.end()
  await server?.close()
  await around.close()
})

/** Asks for an address as the owner, and explains all that the server has asked for it. */
async function assertFound(list: string, path: string, limits: Limits): Promise<object> {
  asked = []
  const { status, text } = await owner.get(`/api/dashboard/${path}`)
  assert.equal(status, 200, text)
  const reads = asked.filter((one) => /^\s*(?:select|with)/i.test(one.text))
  assert.ok(reads.length > 0, path)
  for (const { name, ...statement } of reads) {
    const known = { ...statement, name: `${list}: ${name ?? 'the list'}` }
    await assertQuick(plans, known, 'custom', limits)
    // One with a name is soon planned for any values.
    if (name !== undefined) await assertQuick(plans, statement, 'generic', limits)
  }
  return JSON.parse(text) as object
}

const lists: Record<string, () => string> = {
  Orders: () => `orders?night=${night.slug}`,
  'Orders, searched by name': () => 'orders?q=zo%C3%AB',
  'Pending: awaiting tickets': () => 'pending?part=awaiting',
  'Pending: failed': () => 'pending?part=failed',
  Alerts: () => 'alerts?show=open',
  'Alerts: all': () => 'alerts?show=all',
  Comps: () => `comps?night=${night.night_id}`,
  'Comps: waiting': () => 'comps?state=waiting',
  'Comps: given': () => 'comps?state=approved',
  'Audit log': () => 'audit',
  'Audit log of a night': () => `audit?night=${night.slug}`,
  'Nights: coming': () => 'nights?show=coming',
  'Nights: past': () => 'nights?show=past',
}

for (const [list, pathOf] of Object.entries(lists))
  test(`${list}: the first page and the next are found by indexes`, async () => {
    const path = pathOf()
    const first = (await assertFound(list, path, FEW)) as { rows: unknown[]; next: string | null }
    assert.ok(first.rows.length > 0, 'there are rows')
    if (first.next === null) return
    const joint = path.includes('?') ? '&' : '?'
    await assertFound(list, `${path}${joint}after=${encodeURIComponent(first.next)}`, FEW)
  })

const few: Record<string, () => string> = {
  'An order': () => `orders/${idOfMany(4711)}`,
  'An order that is stuck': () => `orders/${idOfMany(499)}`,
  'Orders: nights to choose from': () => 'orders/nights',
  'Pending: counts': () => 'pending/counts',
  'Alerts: desk': () => 'alerts/desk',
  'Alerts: badge': () => 'alerts/unread',
  'Comps: choices': () => 'comps/choices',
  'Comps: badge': () => 'comps/waiting',
  'Audit log: choices': () => 'audit/choices',
  'A night': () => `nights/${night.night_id}`,
  'Floor plans': () => 'plans',
  'VIP board': () => `board?night=${night.slug}`,
  'A party': () => `board/parties/bkg_${idOfMany(104)}`,
  'Door: search': () => `door/search?night=${night.slug}&q=zo%C3%AB`,
}

for (const [page, pathOf] of Object.entries(few))
  test(`${page}: found by indexes`, async () => {
    await assertFound(page, pathOf(), FEW)
  })

const sums: Record<string, () => string> = {
  Tonight: () => `tonight?night=${night.slug}`,
  Door: () => `door?night=${night.slug}`,
  'Failed payments': () => `failed?night=${night.slug}`,
}

for (const [page, pathOf] of Object.entries(sums))
  test(`${page}: what is added up goes through its night once`, async () => {
    await assertFound(page, pathOf(), SUMS)
  })

for (const page of ['tonight?', 'door?', 'orders?', 'failed?range=7d&'])
  test(`a quiet night beside it is found without it: ${page.split('?')[0]}`, async () => {
    const { rows } = await around.db.query<{ slug: string }>({
      text: `select slug from nights where id <> $1 and state = 'published' and doors_at < now()
              order by doors_at desc limit 1`,
      values: [night.night_id],
    })
    await assertFound(`Quiet night, ${page}`, `${page}night=${rows[0]?.slug}`, QUIET)
  })

test('a round of the reconciliation finds its payments and tickets by indexes', async () => {
  const rounds = await statementsOf(around.db, (listening) =>
    reconcile(listening).round({}, new AbortController().signal),
  )
  const once = new Map(rounds.map((statement) => [statement.name, statement]))
  for (const { name, ...statement } of once.values())
    await assertQuick(plans, { ...statement, name: `Reconciliation: ${name}` }, 'custom', FEW)
})

test('the sums of the first screen are those of its rows', async () => {
  const tonight = openTonight(around.db)
  const { rows } = await around.db.query<Record<'gross' | 'back' | 'sold' | 'arrived', number>>({
    text: `select (select sum(p.received_minor) from payments p join orders o on o.id = p.order_id
                    where o.night_id = $1)::float8 as gross,
                  (select sum(r.amount_minor) from refunds r join orders o on o.id = r.order_id
                    where o.night_id = $1)::float8 as back,
                  (select count(*) from tickets where night_id = $1 and state = 'valid')::int
                    as sold,
                  (select count(ticket_id) from admissions where night_id = $1)::int as arrived`,
    values: [night.night_id],
  })
  const money = await tonight.money(night.night_id)
  assert.deepEqual([money.gross_minor, money.refunded_minor], [rows[0]?.gross, rows[0]?.back])
  const { types } = await tonight.night(night.night_id)
  const counted = [types[0]?.sold, types[0]?.arrived]
  assert.deepEqual(counted, [rows[0]?.sold, rows[0]?.arrived])
  assert.equal((await tonight.feed(night.night_id)).length, 50)
})

test('who is in is counted on from the last look, and those who were let out again are not', async () => {
  const arrivals = countArrivals(around.db)
  const [type = ''] = night.types
  const first = (await arrivals(night.night_id)).get(type) ?? 0
  const late = await statementsOf(around.db, async (listening) => {
    const count = countArrivals(listening)
    await count(night.night_id)
    await around.db.query({
      text: `insert into admissions (id, ticket_id, night_id, admitted_by)
             select 'adm_late', id, night_id, 'South door' from tickets t
              where night_id = $1 and state = 'valid' and ticket_type_id = $2
                and not exists (select from admissions where ticket_id = t.id) limit 1`,
      values: [night.night_id, type],
    })
    assert.equal((await count(night.night_id)).get(type), first + 1)
    await around.db.query({ text: `delete from admissions where id = 'adm_late'` })
    assert.equal((await count(night.night_id)).get(type), first)
  })
  const [again] = late.slice(-1)
  await assertQuick(plans, again ?? assert.fail('a look'), 'custom', FEW)
})

test('many who look at the same moment share one look', async () => {
  const shared = await statementsOf(around.db, async (listening) => {
    const tonight = openTonight(listening)
    await Promise.all(Array.from({ length: 100 }, () => tonight.money(night.night_id)))
  })
  assert.deepEqual(
    shared.map(({ name }) => name),
    ['tonight_money'],
  )
})

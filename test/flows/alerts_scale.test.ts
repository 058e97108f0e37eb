import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openAlertCounts, unreadAlerts } from '../../src/alerts/index.ts'
import { openDatabase, type Database } from '../../src/kernel/index.ts'
import { alertFacts, inboxPage } from '../../src/overview/index.ts'
import { freshDatabase, type FreshDatabase } from '../postgres.ts'

/** A house that has looked after nothing for years. */
const ALERTS = 100_000

let database: FreshDatabase
let db: Database
before(async () => {
  database = await freshDatabase('alerts_scale')
  db = openDatabase(database.url, () => {})
  await db.query({
    text: `insert into identity.members (id, name, email, email_verified, role)
           values ('mem_owner', 'Olga', 'olga@house.example', true, 'owner')`,
  })
  // Nine in ten have healed; of what is open one in ten is the owner's.
  await db.query({
    text: `insert into alerts (id, kind, subject_id, detail, state, resolved_at, assigned_to)
           select 'alr_' || lpad(n::text, 26, '0'), 'refund_failed', 'rfd_' || n,
                  jsonb_build_object('order', 'ord_' || n),
                  case when n % 10 = 0 then 'open' else 'resolved' end,
                  case when n % 10 = 0 then null else now() end,
                  case when n % 10 = 0 and n % 100 = 0 or n % 97 = 0 then 'mem_owner' end
             from generate_series(1, ${ALERTS}) n`,
  })
  await db.query({ text: `analyze alerts` })
})
after(async () => {
  await db.end()
  await database.drop()
})

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Node[]
}

/** Every step of a plan. */
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

/** A database that notes how each statement which it is asked is done. */
function explaining(): { watched: Database; nodes: Node[] } {
  const nodes: Node[] = []
  const watched: Database = {
    connect: () => db.connect(),
    end: () => db.end(),
    query: async ({ text, values }) => {
      const question = { text: `explain (analyze, format json) ${text}`, ...(values && { values }) }
      const { rows } = await db.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(question)
      nodes.push(...nodesOf(rows[0]!['QUERY PLAN'][0].Plan))
      return db.query(values ? { text, values } : { text })
    },
  }
  return { watched, nodes }
}

/** More than a page has, and far less than there is. */
const READ_MAX = 500

/** Fails where a step reads through a table instead of finding what it needs. */
function assertFound(nodes: Node[]): void {
  assert.ok(nodes.length > 0)
  for (const node of nodes) {
    const relation = node['Relation Name'] ?? ''
    const read =
      (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
    assert.ok(read <= READ_MAX, `${node['Node Type']} of ${relation} reads ${read} rows`)
    // A table of a few rows is read through, whatever indexes it has.
    if (relation === 'alerts') assert.doesNotMatch(node['Node Type'], /Seq Scan/)
  }
}

for (const show of ['open', 'mine', 'all'] as const)
  test(`with ${ALERTS} alerts each page of those that are ${show} is found by an index`, async () => {
    const { watched, nodes } = explaining()
    const first = await inboxPage(watched, 'mem_owner', show, '')
    assert.equal(first.alerts.length, 20)
    const second = await inboxPage(watched, 'mem_owner', show, first.next ?? '')
    assert.equal(second.alerts.length, 20)
    assert.notEqual(first.alerts[0]?.id, second.alerts[0]?.id)
    // Where the open ones end the resolved ones begin, on the same page.
    const lastOpen = `alr_${'11'.padStart(26, '0')}`
    await inboxPage(watched, 'mem_owner', show, `open~${lastOpen}`)
    await inboxPage(watched, 'mem_owner', show, `resolved~alr_${'50000'.padStart(26, '0')}`)
    assertFound(nodes)
  })

test('what stands in the badge and on the tabs is counted no further than they say', async () => {
  const { watched, nodes } = explaining()
  assert.equal(await unreadAlerts(watched, 'mem_owner'), 100)
  assert.deepEqual(await openAlertCounts(watched, 'mem_owner'), { open: 100, mine: 100 })
  assertFound(nodes)
})

test('the facts of a page are found by the ids of what its alerts are about', async () => {
  const { watched, nodes } = explaining()
  const { alerts } = await inboxPage(db, 'mem_owner', 'open', '')
  await alertFacts(watched, alerts)
  assertFound(nodes)
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openAlertCounts, unreadAlerts } from '../../src/alerts/index.ts'
import { openDatabase, type Database } from '../../src/kernel/index.ts'
import { alertFacts, inboxPage } from '../../src/overview/index.ts'
import { assertQuick, statementsOf } from '../plans.ts'
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

/** A page and what belongs to it, far less than there is. */
const FEW = { touchedMax: 1_500, sortedMax: 500 }

/** Fails where anything that `work` asks for is read through instead of found. */
async function assertFound(work: (listening: Database) => Promise<unknown>): Promise<void> {
  for (const statement of await statementsOf(db, work))
    for (const plan of ['custom', 'generic'] as const) await assertQuick(db, statement, plan, FEW)
}

for (const show of ['open', 'mine', 'all'] as const)
  test(`with ${ALERTS} alerts each page of those that are ${show} is found by an index`, () =>
    assertFound(async (listening) => {
      const first = await inboxPage(listening, 'mem_owner', show, '')
      assert.equal(first.alerts.length, 20)
      const second = await inboxPage(listening, 'mem_owner', show, first.next ?? '')
      assert.equal(second.alerts.length, 100)
      assert.notEqual(first.alerts[0]?.id, second.alerts[0]?.id)
      // Where the open ones end the resolved ones begin, on the same page.
      const lastOpen = `alr_${'11'.padStart(26, '0')}`
      await inboxPage(listening, 'mem_owner', show, `open~${lastOpen}`)
      await inboxPage(listening, 'mem_owner', show, `resolved~alr_${'50000'.padStart(26, '0')}`)
    }))

test('what stands in the badge and on the tabs is counted no further than they say', () =>
  assertFound(async (listening) => {
    assert.equal(await unreadAlerts(listening, 'mem_owner'), 100)
    assert.deepEqual(await openAlertCounts(listening, 'mem_owner'), { open: 100, mine: 100 })
  }))

test('the facts of a page are found by the ids of what its alerts are about', () =>
  assertFound(async (listening) => {
    const { alerts } = await inboxPage(db, 'mem_owner', 'open', '')
    await alertFacts(listening, alerts)
  }))

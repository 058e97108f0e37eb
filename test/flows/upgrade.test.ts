import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { migrate, openDatabase, type Database } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { buy, giveBack, refundsOf } from '../money_back.ts'
import { copyRows, emptyDatabase, migrateUpTo } from '../older_schema.ts'
import type { FreshDatabase } from '../postgres.ts'
import { entriesOf, ga, wares } from '../ware.ts'

// docs/upgrade.md: a database of an older schema, with orders in it, is brought to the newest one;
// its books agree, and the house sells on. The rows come from a house that has sold, as far as the
// older tables and columns have room for them.

/** The older schema, by its last migration. */
const OLDER = 50

let house: House
const sold: Awaited<ReturnType<typeof buy>>[] = []
before(async () => {
  house = await openHouse()
  for (const ware of wares) sold.push(await buy(house, ware, 3))
  const back = await buy(house, ga, 2)
  await giveBack(house, back, 'everything')
  await eventually('the refund is through', async () =>
    (await refundsOf(house, back)).every(({ state }) => state === 'succeeded'),
  )
  await eventually('every mail is sent', async () => {
    const { rows } = await house.db.query({ text: `select from mails where state = 'queued'` })
    return rows.length === 0
  })
  await audit(house)
  await house.stopProduct()
})
after(() => house.close())

/** A database of the schema after so many migrations, with the house's rows. */
async function databaseOf(migrations: number): Promise<FreshDatabase> {
  const database = await emptyDatabase(`older_${migrations}`)
  await migrateUpTo(database.url, migrations)
  await copyRows(house.databaseUrl, database.url)
  return database
}

async function withDatabase(database: FreshDatabase, work: (db: Database) => Promise<void>) {
  const db = openDatabase(database.url, () => {})
  try {
    await work(db)
  } finally {
    await db.end()
    await database.drop()
  }
}

test('a database of an older schema with orders in it is upgraded, and sells on', async () => {
  const database = await databaseOf(OLDER)
  await withDatabase(database, async (db) => {
    const upgraded = { ...house, db }
    await migrate(database.url)
    await house.restart({ DATABASE_URL: database.url })
    try {
      for (const [n, ware] of wares.entries()) {
        const order = sold[n]
        assert.ok(order)
        assert.deepEqual(
          await entriesOf(ware, upgraded, order),
          await entriesOf(ware, house, order),
          'the codes that guests have still let them in',
        )
        await buy(upgraded, ware, 2)
      }
      await audit(upgraded)
    } finally {
      await house.stopProduct()
    }
  })
})

test('an upgrade gives up its place in line while somebody reads for long, and comes again', async () => {
  const database = await emptyDatabase('waiting')
  await migrateUpTo(database.url, OLDER)
  await withDatabase(database, async (db) => {
    // As pg_dump does; the house's own connections are not let read for so long.
    const reader = new Client({ connectionString: database.url })
    await reader.connect()
    await reader.query('begin')
    await reader.query('select from mails')
    let isDone = false
    const upgrade = migrate(database.url).then(() => (isDone = true))
    await eventually('the upgrade waits for the table', () => waiters(db))
    // Whoever comes behind it would stand in the same line.
    await eventually('it has given up', async () => !(await waiters(db)))
    await eventually('and it comes again', () => waiters(db))
    assert.ok(!isDone)
    await reader.end()
    await upgrade
  })
})

async function waiters(db: Database): Promise<boolean> {
  const { rows } = await db.query({
    text: `select from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`,
  })
  return rows.length > 0
}
